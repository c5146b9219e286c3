"""A sale read back from its document's body, for paper, history and returns."""

from __future__ import annotations

from typing import Any

from app.domain import rights
from app.domain.document import Body
from app.domain.loyalty import counts
from app.domain.loyalty.money.funding import Fund, Paid, deal
from app.domain.loyalty.money.funding import read as read_funds
from app.domain.loyalty.package import PackageCover
from app.domain.money import Rounding
from app.domain.pricing.priced import PriceAdjustment, TaxShare
from app.domain.sale.facts import Sale, SaleLine, VoucherUsed, taken_off
from app.domain.shop import CashRounding
from app.domain.tendering import Tender, source_of


def read(body_: Body, *, operator_id: str, business_date: str) -> Sale:
    """The sale that `body` wrote; one of an older till that told no funds is dealt out here."""
    paid_by_, included = tenders(body_), body_["tax_included"]
    costs = [line["total"] + (0 if included else line["tax"]) for line in body_["lines"]]
    funds = read_funds(body_["funds"]) if "funds" in body_ else _plain(paid_by_)
    if "funds" in body_ and len(funds) > 1:
        paid = [tuple((f, n) for f, n in line.get("paid", ())) for line in body_["lines"]]
    else:
        paid = list(deal(costs, funds, {}))
    lines = tuple(_read_line(one, paid[i]) for i, one in enumerate(body_["lines"]))
    step = body_.get("rounding")
    return Sale(
        sale_id=body_["sale_id"],
        receipt_no=body_["no"],
        shift_id=body_["shift_id"],
        operator_id=operator_id,
        began_ms=body_["began_ms"],
        at_ms=body_["at_ms"],
        business_date=business_date,
        currency=body_["cur"],
        member_id=body_["member_id"],
        tier_id=body_["tier_id"],
        lines=lines,
        tenders=paid_by_,
        tax=tuple(TaxShare(t["class"], t["ppm"], t["net"], t["tax"]) for t in body_["tax"]),
        tax_included=included,
        base_minor=body_["base"],
        total_minor=body_["total"],
        due_minor=body_["due"],
        pieces_milli=body_["pieces"],
        funds=funds,
        vouchers=tuple(_read_voucher(one, lines) for one in body_.get("vouchers", ())),
        moves=rights.read(body_.get("moves", ())),
        counts=counts.read(body_.get("counts", ())),
        points_debt_paid=body_.get("earned", {}).get("debt_paid", 0),
        bonus_is_discount=body_.get("bonus_discount", False),
        rounding=CashRounding(step["step"], Rounding(step["mode"])) if step else CashRounding(),
    )


def _plain(paid_by_: tuple[Tender, ...]) -> tuple[Fund, ...]:
    """The funds of money from outside: a tender each."""
    return tuple(Fund(t.no, source_of(t), t.amount_minor - t.rounding_minor) for t in paid_by_)


def _read_voucher(one: Body, lines: tuple[SaleLine, ...]) -> VoucherUsed:
    """A used voucher, and the lines whose steps name it."""
    touched = tuple(
        line.line_no
        for line in lines
        if any(voucher == one["voucher_id"] for voucher, _ in taken_off(line.adjustments))
    )
    return VoucherUsed(one["voucher_id"], one["campaign_id"], one["amount"], touched)


def tenders(body_: Body) -> tuple[Tender, ...]:
    """How the sale was paid."""
    return tuple(
        Tender(t["no"], t["kind"], t["amount"], t["given"], t["change"], t["rounding"], t["ref"])
        for t in body_["tenders"]
    )


def _read_line(one: dict[str, Any], paid: Paid) -> SaleLine:
    cover = one.get("cover")
    return SaleLine(
        line_no=one["n"],
        item_id=one["item"],
        name=one["name"],
        name_en=one["en"],
        spec=one["spec"],
        unit=one["unit"],
        kind=one["kind"],
        department_id=one["dept"],
        tax_class=one["tax_class"],
        qty_milli=one["qty"],
        unit_price_minor=one["price"],
        base_minor=one["base"],
        total_minor=one["total"],
        tax_minor=one["tax"],
        weighed=one["weighed"],
        adjustments=tuple(
            PriceAdjustment(a["rule"], a["reason"], a["amount"], tuple(a["facts"].items()))
            for a in one["adj"]
        ),
        paid=paid,
        points=one.get("pts", 0),
        growth=one.get("gro", 0),
        cover=_read_cover(cover) if cover else None,
        cost_minor=one["cost"],
    )


def _read_cover(one: dict[str, Any]) -> PackageCover:
    return PackageCover(
        *(one["package_id"], one["lot"], one["name"]),
        uses=one["uses"],
        value_minor=one["value"],
        timed=one["timed"],
        left_after=one["left"],
    )
