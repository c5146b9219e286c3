"""A committed sale: its document's body, and the same read back for paper, history and returns.

The body holds no name and no phone number: who the member was is an id (rules.md 4.9), so that a
member can be forgotten and the journal stays whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.catalog import TaxProfile
from app.domain.document import Body
from app.domain.ids import ReceiptNo
from app.domain.loyalty.counts import Count
from app.domain.loyalty.money.funding import Fund, Funded, Paid
from app.domain.loyalty.package import PackageCover
from app.domain.loyalty.program import Program
from app.domain.pricing.basket import Approval, Basket
from app.domain.pricing.priced import PriceAdjustment, PricedBasket, PricedLine, TaxShare
from app.domain.rights import Move, Take
from app.domain.shop import CashRounding
from app.domain.tendering import Tender, settled


@dataclass(frozen=True, slots=True)
class SaleLine:
    """One sold line as the journal holds it (R59: paper never works anything out again)."""

    line_no: int
    item_id: str
    name: str
    name_en: str
    spec: str
    unit: str
    kind: str
    department_id: str
    tax_class: str
    qty_milli: int
    unit_price_minor: int
    base_minor: int
    total_minor: int
    tax_minor: int
    weighed: str
    adjustments: tuple[PriceAdjustment, ...]
    paid: Paid = ()
    points: int = 0
    growth: int = 0
    cover: PackageCover | None = None
    cost_minor: int = 0

    def named(self, language: str) -> str:
        """The name in a language."""
        return self.name_en if language == "en" and self.name_en else self.name


@dataclass(frozen=True, slots=True)
class VoucherUsed:
    """A voucher that a sale used up, what it took off, and the lines it touched."""

    voucher_id: str
    campaign_id: str
    amount_minor: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Loyalty:
    """All that members' money adds to a sale's document; the default is a sale without any.

    `earned` is (points, growth) by line in the sale's order. `bonus_is_discount`: the priced basket
    was made by `without_bonus`. `rounding` is the till's rule, for returns (R37).
    """

    funded: Funded = Funded()
    earned: tuple[tuple[int, int], ...] = ()
    points_debt_paid: int = 0
    moves: tuple[Move, ...] = ()
    counts: tuple[Count, ...] = ()
    bonus_is_discount: bool = False
    rounding: CashRounding = CashRounding()


WITHOUT = Loyalty()


@dataclass(frozen=True, slots=True)
class Sale:
    """A sale read back from its document."""

    sale_id: str
    receipt_no: str
    shift_id: str
    operator_id: str
    began_ms: int
    at_ms: int
    business_date: str
    currency: str
    member_id: str
    tier_id: str
    lines: tuple[SaleLine, ...]
    tenders: tuple[Tender, ...]
    tax: tuple[TaxShare, ...]
    tax_included: bool
    base_minor: int
    total_minor: int
    due_minor: int
    pieces_milli: int
    funds: tuple[Fund, ...] = ()
    vouchers: tuple[VoucherUsed, ...] = ()
    moves: tuple[Move, ...] = ()
    counts: tuple[Count, ...] = ()
    points_debt_paid: int = 0
    bonus_is_discount: bool = False
    rounding: CashRounding = CashRounding()

    @property
    def rounding_minor(self) -> int:
        """What cash rounding added to the due."""
        return sum(one.rounding_minor for one in self.tenders)

    @property
    def paid_minor(self) -> int:
        """What went into the till: due and rounding."""
        return sum(one.amount_minor for one in self.tenders)

    @property
    def change_minor(self) -> int:
        """What went back to the customer."""
        return sum(one.change_minor for one in self.tenders)

    @property
    def saved_minor(self) -> int:
        """What all adjustments took off."""
        return self.base_minor - self.total_minor

    @property
    def short_no(self) -> str:
        """The number a person reads."""
        return ReceiptNo.parse(self.receipt_no).short


def fund(
    priced: PricedBasket,
    tenders: Sequence[Tender],
    takes: Mapping[int, Sequence[Take]],
    covered: Mapping[int, Take],
    program: Program,
) -> Funded:
    """Which fund paid for which line. `takes` by tender number (stored, points, gift), `covered` by
    line number (packages; a timed service has none).

    Refused `stored.not_for_these` (left_minor). ValueError when takes and tenders do not agree.
    """
    raise NotImplementedError


def without_bonus(priced: PricedBasket, funded: Funded, profile: TaxProfile) -> PricedBasket:
    """The basket taxed without what bonus paid (`bonus_is_discount`); what is due stays.

    Only where prices contain tax: on top of them tax would change what is due, so there the bonus
    pays like money.
    """
    raise NotImplementedError


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
        "lines": [_line(one) for one in priced.lines],
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
        "basket_approval": _approval(basket.discount.approval if basket.discount else None),
        "voided": voided(basket),
    }


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


def _line(one: PricedLine) -> Body:
    line, item = one.line, one.line.item
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
    }


def read(body_: Body, *, operator_id: str, business_date: str) -> Sale:
    """The sale that `body` wrote."""
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
        lines=tuple(_read_line(one) for one in body_["lines"]),
        tenders=tenders(body_),
        tax=tuple(TaxShare(t["class"], t["ppm"], t["net"], t["tax"]) for t in body_["tax"]),
        tax_included=body_["tax_included"],
        base_minor=body_["base"],
        total_minor=body_["total"],
        due_minor=body_["due"],
        pieces_milli=body_["pieces"],
    )


def tenders(body_: Body) -> tuple[Tender, ...]:
    """How the sale was paid."""
    return tuple(
        Tender(t["no"], t["kind"], t["amount"], t["given"], t["change"], t["rounding"], t["ref"])
        for t in body_["tenders"]
    )


def _read_line(one: dict[str, Any]) -> SaleLine:
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
    )
