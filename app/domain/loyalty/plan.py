"""What a shop sells to its members beside goods: top-ups, packages, paid tiers, gift cards.

A plan is a price and what it grants. One shape for all of them, so that one use case sells them,
one document says what was given, and one statement takes it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.loyalty.stored_value import GENERAL


class PlanKind(StrEnum):
    """What a plan is to the law and the ledger."""

    TOPUP = "topup"
    PACKAGE = "package"
    MEMBERSHIP = "membership"
    GIFT_CARD = "gift_card"


class GrantKind(StrEnum):
    """What a plan gives. `item` is a thing handed over (a gift), `voucher` n of a campaign."""

    PRINCIPAL = "principal"
    BONUS = "bonus"
    POINTS = "points"
    GROWTH = "growth"
    VOUCHER = "voucher"
    PACKAGE = "package"
    TIER = "tier"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Grant:
    """One thing given. `n`: minor units, points, growth, pieces. `ref`: wallet, campaign, package,
    tier or item.

    `times` and `every` ("day", "week", "month") release it in equal parts, the first at once;
    `valid_days` counts from each release (0: never ends).
    """

    kind: GrantKind
    n: int = 1
    ref: str = ""
    valid_days: int = 0
    times: int = 1
    every: str = "month"


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan on offer. `tiers` empty: for all; `from_on` and `until_on` are business dates.

    A top-up may be of any amount from `price_minor` on when `open_amount`: the bonus stays what the
    plan says, the rest is principal.
    """

    plan_id: str
    name: str
    price_minor: int
    kind: PlanKind = PlanKind.TOPUP
    name_en: str = ""
    wallet_id: str = GENERAL
    grants: tuple[Grant, ...] = ()
    open_amount: bool = False
    tiers: tuple[str, ...] = ()
    from_on: str = ""
    until_on: str = ""
    channels: tuple[str, ...] = ("counter",)
    once: bool = False
    active: bool = True
    position: int = 0

    def named(self, language: str) -> str:
        """The name in a language."""
        return self.name_en if language == "en" and self.name_en else self.name
