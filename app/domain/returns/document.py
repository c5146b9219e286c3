"""The refund's document: what came back, what went back, who said yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain import rights
from app.domain.document import Body
from app.domain.loyalty import counts
from app.domain.returns.how import How, ReturnReason
from app.domain.returns.mirror import FundBack, GoodsBack, LineBack
from app.domain.returns.rights_back import Claw
from app.domain.rights import Move
from app.domain.sale import Sale


@dataclass(frozen=True, slots=True)
class Heading:
    """What a person adds to a return. `net` is what of each tender pays for the sale `beside` it
    instead of going back (an exchange)."""

    refund_id: str
    number: str
    shift_id: str
    at_ms: int
    reason: ReturnReason
    approval_id: str = ""
    how: How = How.RETURN
    net: tuple[tuple[str, int], ...] = ()
    beside: str = ""

    @property
    def net_cash_minor(self) -> int:
        """Cash that stays in the drawer because it pays for the sale beside."""
        return sum(minor for kind, minor in self.net if kind == "cash")


def body(sale: Sale, back: GoodsBack, claw: Claw, moves: Sequence[Move], heading: Heading) -> Body:
    """The body of a `refund` document. `paid_out` is the cash that leaves the drawer."""
    told: Body = {
        "refund_id": heading.refund_id,
        "no": heading.number,
        "sale_id": sale.sale_id,
        "shift_id": heading.shift_id,
        "at_ms": heading.at_ms,
        "cur": sale.currency,
        "member_id": sale.member_id,
        "how": heading.how.value,
        "reason": heading.reason.code,
        "why": heading.reason.name,
        "approval": heading.approval_id,
        "lines": [_line(sale, one, heading.reason) for one in back.lines],
        "funds": [_fund(one) for one in back.funds],
        "tax_included": sale.tax_included,
        "total": back.total_minor,
        "tax": sum(one.tax_minor for one in back.lines),
        "cash_rounding": back.cash_rounding_minor,
        "paid_out": back.cash_minor - claw.deduct_minor - heading.net_cash_minor,
        "deducted": claw.deduct_minor,
        "vouchers_back": list(back.vouchers),
        "points_back": back.points_back,
        "points_clawed": claw.points,
        "points_debt": claw.debt,
        "whole": back.whole,
    }
    if heading.net:
        told["net"] = [list(one) for one in heading.net]
    if heading.beside:
        told["for"] = heading.beside
    if moves:
        told["moves"] = rights.body(moves)
    counted = counts.body(back.counts)
    if counted:
        told["counts"] = counted
    return told


def _line(sale: Sale, one: LineBack, reason: ReturnReason) -> Body:
    """A line with what reports ask for: `amount` as in the sale, `back` what the customer gets."""
    line = next(x for x in sale.lines if x.line_no == one.line_no)
    told: Body = {
        "n": one.line_no,
        "item": line.item_id,
        "name": line.name,
        "en": line.name_en,
        "unit": line.unit,
        "kind": line.kind,
        "dept": line.department_id,
        "tax_class": line.tax_class,
        "ppm": next(x.rate_ppm for x in sale.tax if x.tax_class == line.tax_class),
        "qty": one.qty_milli,
        "amount": one.amount_minor,
        "tax": one.tax_minor,
        "back": one.back_minor,
        "pts": one.points,
        "gro": one.growth,
        "cost": line.cost_minor,
        "stock": reason.stock.value,
    }
    if one.bonus_minor:
        told["bonus"] = one.bonus_minor
    if line.cover:
        cover = line.cover
        told["cover"] = {"package_id": cover.package_id, "lot": cover.lot_id, "uses": one.uses}
    return told


def _fund(one: FundBack) -> Body:
    told: Body = {"t": one.fund.tender_no, "k": one.fund.kind, "n": one.minor}
    if one.fund.asset is not None:
        told |= {"lot": one.fund.lot_id, "h": one.fund.holder, "a": str(one.fund.asset)}
        if one.units != one.minor:
            told["u"] = one.units
    return told


def went(told: Body) -> tuple[tuple[str, int, int], ...]:
    """Where the money of a return went, as its document says: (kind, minor units, units). What of
    an exchange paid for other goods is not in it."""
    sums: dict[str, tuple[int, int]] = {}
    for one in told.get("funds", ()):
        minor, units = sums.get(one["k"], (0, 0))
        more = one.get("u", 0) if one["k"] in ("points", "package") else 0
        sums[one["k"]] = (minor + one["n"], units + more)
    for kind, minor in told.get("net", ()):
        was, units = sums.get(kind, (0, 0))
        sums[kind] = (was - minor, units)
    if "cash" in sums:
        sums["cash"] = (told.get("paid_out", 0), 0)
    return tuple((kind, *parts) for kind, parts in sums.items() if any(parts))
