"""The body of a sale's document.

It holds no name and no phone number: who the member was is an id (rules.md 4.9), so that a member
can be forgotten and the journal stays whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.domain import rights
from app.domain.document import Body
from app.domain.ids import ReceiptNo
from app.domain.loyalty import counts
from app.domain.loyalty.money.funding import body as write_funds
from app.domain.loyalty.package import PackageCover
from app.domain.pricing.basket import Approval, Basket
from app.domain.pricing.priced import PricedBasket, PricedLine
from app.domain.sale.facts import WITHOUT, Loyalty, VoucherUsed, taken_off
from app.domain.tendering import Tender, kind_of, settled


def body(
    basket: Basket,
    priced: PricedBasket,
    tenders: Sequence[Tender],
    *,
    receipt_no: ReceiptNo,
    shift_id: str,
    at_ms: int,
    currency: str,
    loyalty: Loyalty = WITHOUT,
) -> Body:
    """The body of the sale's document; `Sale` comes back from it with `read`."""
    if settled(tuple(tenders)) != priced.due_minor:
        raise ValueError("a sale is written only when it is paid")
    if not loyalty.funded.funds and any(kind_of(one.kind).asset for one in tenders):
        raise ValueError("a sale says which lots paid for it")
    member = basket.member
    return {
        "sale_id": basket.sale_id,
        "no": str(receipt_no),
        "counter": receipt_no.counter,
        "shift_id": shift_id,
        "began_ms": basket.began_ms,
        "at_ms": at_ms,
        "cur": currency,
        "member_id": member.member_id if member else "",
        "tier_id": member.tier_id if member else "",
        "member_scanned": bool(member and member.scanned),
        **({"member_late": True} if member and member.late else {}),
        "lines": [_line(one, i, loyalty) for i, one in enumerate(priced.lines)],
        "tenders": [
            {
                "no": t.no,
                "kind": t.kind,
                "amount": t.amount_minor,
                "given": t.given_minor,
                "change": t.change_minor,
                "rounding": t.rounding_minor,
                "ref": t.reference,
            }
            for t in tenders
        ],
        "tax": [
            {"class": t.tax_class, "ppm": t.rate_ppm, "net": t.net_minor, "tax": t.tax_minor}
            for t in priced.tax
        ],
        "tax_included": priced.tax_included,
        "base": priced.base_minor,
        "total": priced.total_minor,
        "due": priced.due_minor,
        "pieces": priced.pieces_milli,
        **_exchange(basket),
        "basket_approval": _approval(basket.discount.approval if basket.discount else None),
        "voided": voided(basket),
        **_loyalty(basket, priced, loyalty),
    }


def _exchange(basket: Basket) -> Body:
    """The return beside it, whose goods paid for these."""
    one = basket.credit
    if one is None:
        return {}
    facts: Body = {"refund_id": one.refund_id, "sale_id": one.sale_id, "total": one.total_minor}
    return {"exchange": facts}


def _loyalty(basket: Basket, priced: PricedBasket, loyalty: Loyalty) -> Body:
    """What members' money adds; nothing is written that can be read off the rest.

    Money from outside in one tender needs no funds: it paid for every line.
    """
    funded, step = loyalty.funded, loyalty.rounding
    told: Body = {}
    if len(funded.funds) > 1 or any(one.lot_id for one in funded.funds):
        told["funds"] = write_funds(funded)
    used = [
        {"voucher_id": v.voucher_id, "campaign_id": v.campaign_id, "amount": v.amount_minor}
        for v in _vouchers(basket, priced)
    ]
    if used:
        told["vouchers"] = used
    if any(any(one) for one in loyalty.earned):
        told["earned"] = {
            "points": sum(points for points, _ in loyalty.earned),
            "growth": sum(growth for _, growth in loyalty.earned),
            "debt_paid": loyalty.points_debt_paid,
        }
    if loyalty.moves:
        told["moves"] = rights.body(loyalty.moves)
    counted = counts.body(loyalty.counts)
    if counted:
        told["counts"] = counted
    if loyalty.bonus_is_discount:
        told["bonus_discount"] = True
    if step.step_minor > 1:
        told["rounding"] = {"step": step.step_minor, "mode": step.mode.value}
    return told


def _vouchers(basket: Basket, priced: PricedBasket) -> list[VoucherUsed]:
    """The vouchers that took something off; their lines are read off the lines' own steps."""
    campaigns = {one.voucher_id: one.campaign.campaign_id for one in basket.vouchers}
    found: dict[str, int] = {}
    for line in priced.lines:
        for voucher_id, off in taken_off(line.adjustments):
            found[voucher_id] = found.get(voucher_id, 0) + off
    return [VoucherUsed(one, campaigns[one], off, ()) for one, off in found.items()]


def voided(basket: Basket) -> list[Body]:
    """Lines that were taken out again before the sale."""
    return [
        {
            "item": v.item_id,
            "name": v.name,
            "qty": v.qty_milli,
            "amount": v.amount_minor,
            "at_ms": v.at_ms,
        }
        for v in basket.voided
    ]


def _approval(approval: Approval | None) -> str:
    return approval.approval_id if approval else ""


def _line(one: PricedLine, place: int, loyalty: Loyalty) -> Body:
    line, item = one.line, one.line.item
    told = _line_loyalty(line.cover, place, loyalty)
    return {
        "n": line.line_no,
        "item": item.item_id,
        "name": item.name,
        "en": item.name_en,
        "spec": item.spec,
        "unit": item.unit,
        "kind": item.kind.value,
        "dept": item.department_id,
        "tax_class": item.tax_class,
        "qty": line.qty_milli,
        "price": line.unit_price_minor,
        "base": one.base_minor,
        "total": one.total_minor,
        "tax": one.tax_minor,
        "weighed": line.weighed,
        "cost": item.cost_minor,
        "adj": [
            {"rule": a.rule, "reason": a.reason, "amount": a.amount_minor, "facts": dict(a.facts)}
            for a in one.adjustments
        ],
        "approvals": [
            a
            for a in (
                _approval(line.override.approval if line.override else None),
                _approval(line.discount.approval if line.discount else None),
            )
            if a
        ],
        **({"by": line.seller.operator_id} if line.seller else {}),
        **told,
    }


def _line_loyalty(cover: PackageCover | None, place: int, loyalty: Loyalty) -> Body:
    """Who paid for the line, what it earned, which package covers it."""
    funded = loyalty.funded
    points, growth = loyalty.earned[place] if loyalty.earned else (0, 0)
    told: Body = {}
    if len(funded.funds) > 1 and funded.paid[place]:
        told["paid"] = [list(one) for one in funded.paid[place]]
    if points:
        told["pts"] = points
    if growth:
        told["gro"] = growth
    if cover:
        told["cover"] = {
            "package_id": cover.package_id,
            "lot": cover.lot_id,
            "name": cover.name,
            "uses": cover.uses,
            "value": cover.value_minor,
            "timed": cover.timed,
            "left": cover.left_after,
        }
    return told
