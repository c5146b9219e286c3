"""What pricing says: each line with each adjustment and its reason, a tax summary that adds up."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.catalog import TaxProfile
from app.domain.loyalty.program import Program
from app.domain.loyalty.tier import TierTerms
from app.domain.money import Currency
from app.domain.permissions import MATRIX, DiscountLimits, Permission, Role
from app.domain.pricing.basket import BasketLine
from app.domain.shop import CashRounding

Facts = tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True)
class Book:
    """All that pricing may look at beside the basket: one frozen value, alike on every machine."""

    currency: Currency
    tax: TaxProfile
    tiers: tuple[TierTerms, ...] = ()
    limits: DiscountLimits = DiscountLimits()
    rounding: CashRounding = CashRounding()
    program: Program = Program()
    zone: str = "Asia/Shanghai"
    cutoff_hour: int = 4
    rights: tuple[tuple[Role, frozenset[Permission]], ...] = ()

    def may(self, role: Role, permission: Permission) -> bool:
        """Whether a role may do it here: as the shop decided (`rights`), else as it comes."""
        return permission in dict(self.rights).get(role, MATRIX[role])

    def tier(self, tier_id: str) -> TierTerms | None:
        """The tier's terms, None when there is no such tier (any more)."""
        return next((one for one in self.tiers if one.tier_id == tier_id), None)


@dataclass(frozen=True, slots=True)
class PriceAdjustment:
    """One step of a price: which rule, why in facts, and how much (negative takes off).

    Rules: `price.override`, `tier.list`, `tier.percent`, `package.price`, `voucher.<kind>` (with
    `voucher_id` and the campaign's `name` among its facts), `discount.line`, `discount.basket`.
    The word `adjust.<rule>` makes it a sentence; `reason` is what a person chose or the tier's id.
    """

    rule: str
    reason: str
    amount_minor: int
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class NotApplied:
    """A rule that could have changed a line (0: the basket) and did not, and why.

    The word is `not_applied.<rule>.<reason>`.
    """

    line_no: int
    rule: str
    reason: str
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with its price explained.

    `base_minor` at the shelf price, `offered_minor` after the shop's own rules (tier) or at the
    price that a person set, `total_minor` after what a person took off. `tax_minor` is contained
    in it or comes on top, by profile.
    """

    line: BasketLine
    base_minor: int
    adjustments: tuple[PriceAdjustment, ...]
    offered_minor: int
    total_minor: int
    tax_minor: int


@dataclass(frozen=True, slots=True)
class TaxShare:
    """A tax class in one sale: net and tax are sums of lines and add up to the gross exactly."""

    tax_class: str
    rate_ppm: int
    net_minor: int
    tax_minor: int


@dataclass(frozen=True, slots=True)
class PricedBasket:
    """The whole basket priced: `due_minor` is what is to be paid before any cash rounding."""

    lines: tuple[PricedLine, ...]
    base_minor: int
    saved_minor: int
    total_minor: int
    due_minor: int
    tax: tuple[TaxShare, ...]
    tax_included: bool
    not_applied: tuple[NotApplied, ...] = ()
    pieces_milli: int = 0

    @property
    def tax_minor(self) -> int:
        """All tax in it."""
        return sum(one.tax_minor for one in self.tax)

    @property
    def covered_minor(self) -> int:
        """What packages pay of it; a tax that comes on top is paid like everything else."""
        return sum(one.total_minor for one in self.lines if one.line.cover)

    @property
    def payable_minor(self) -> int:
        """What is left to be paid by hand: the due without what packages pay."""
        return self.due_minor - self.covered_minor


def item_count(lines: tuple[BasketLine, ...]) -> int:
    """Pieces on a receipt, in thousandths: a weighed line counts as one."""
    return sum(1000 if one.item.kind == "weighed" else one.qty_milli for one in lines)
