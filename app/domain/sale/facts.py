"""A committed sale, as paper, history and returns see it."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.ids import ReceiptNo
from app.domain.loyalty.counts import Count
from app.domain.loyalty.money.funding import Fund, Funded, Paid
from app.domain.loyalty.package import PackageCover
from app.domain.pricing.priced import PriceAdjustment, TaxShare
from app.domain.rights import Move
from app.domain.shop import CashRounding
from app.domain.tendering import Tender


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
    cost_minor: int | None = None

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
    def covered_minor(self) -> int:
        """What the lines cost that packages pay for, as they stand on the shelf."""
        return sum(one.base_minor for one in self.lines if one.cover)

    @property
    def payable_minor(self) -> int:
        """What was to be paid by hand: a package was paid when it was bought."""
        return self.due_minor - sum(one.total_minor for one in self.lines if one.cover)

    @property
    def saved_minor(self) -> int:
        """What all adjustments took off; what a package covers is no saving."""
        return sum(one.base_minor - one.total_minor for one in self.lines if not one.cover)

    @property
    def short_no(self) -> str:
        """The number a person reads."""
        return ReceiptNo.parse(self.receipt_no).short


def taken_off(adjustments: tuple[PriceAdjustment, ...]) -> list[tuple[str, int]]:
    """(voucher, what it took off) of a line's steps."""
    return [
        (str(value), -one.amount_minor)
        for one in adjustments
        for name, value in one.facts
        if name == "voucher_id"
    ]
