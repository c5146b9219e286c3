"""Points, growth and rewards: the owner's terms, as data that the settings screens edit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

CASH_LIKE = ("cash", "wechat", "alipay", "card")


class ExpiryRule(StrEnum):
    """When points end: never, so many days or months after earning, at the end of the next year
    that has not begun yet (`year_end`: n = 0 this year's end, 1 the next's)."""

    NEVER = "never"
    DAYS = "days"
    MONTHS = "months"
    YEAR_END = "year_end"


@dataclass(frozen=True, slots=True)
class Expiry:
    """`month_end` moves the last day to the end of its month (Talon.One's `_U`, R22)."""

    rule: ExpiryRule = ExpiryRule.MONTHS
    n: int = 12
    month_end: bool = True


class EarnBy(StrEnum):
    """What a rule counts: money (in a department, of an item), pieces, the visit, a tender."""

    AMOUNT = "amount"
    DEPARTMENT = "department"
    ITEM = "item"
    PIECES = "pieces"
    VISIT = "visit"
    TENDER = "tender"


@dataclass(frozen=True, slots=True)
class EarnRule:
    """`points` for every whole `per` (minor units, or thousandths for pieces; visit ignores it).

    A rule for an item replaces that of its department, which replaces the one for amounts; rules
    for pieces, visit and tender come on top. `ref` names item, department or tender. `points` 0
    says that something earns nothing.
    """

    by: EarnBy = EarnBy.AMOUNT
    points: int = 1
    per: int = 100
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Multiplier:
    """Times so much, `ppm` (2,000,000 is double), when all that is named fits; empty fits always.

    Weekdays 0 Monday .. 6 Sunday; hours [from, until); `month_days` is the shop's member day;
    `birthday` "day" or "month". Of several that fit the largest counts.
    """

    multiplier_id: str
    ppm: int
    name: str = ""
    name_en: str = ""
    tiers: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    from_hour: int = 0
    until_hour: int = 24
    birthday: str = ""
    from_on: str = ""
    until_on: str = ""


@dataclass(frozen=True, slots=True)
class RedeemTerms:
    """`points` are worth `minor`. `cap_ppm` of the due, `cap_points` a sale (0: no cap, R16)."""

    points: int = 100
    minor: int = 100
    minimum: int = 0
    cap_points: int = 0
    cap_ppm: int = 1_000_000


@dataclass(frozen=True, slots=True)
class PointsTerms:
    """How points come and go.

    `earns` are the sources of payment that earn: tender kinds, `principal`, `bonus`, `points`,
    `voucher`, `gift`, `package`; the default is cash and the like, and principal (R20).
    `freeze_days` until the return window ends (R17). `short` says what a return does that finds
    fewer points than it must take back: `debt`, or `cash` deducted from what is paid out (R15).
    """

    rules: tuple[EarnRule, ...] = (EarnRule(),)
    earns: tuple[str, ...] = (*CASH_LIKE, "principal")
    multipliers: tuple[Multiplier, ...] = ()
    freeze_days: int = 0
    expiry: Expiry = Expiry()
    redeem: RedeemTerms = RedeemTerms()
    short: str = "debt"
    adjust_needs_approval_above: int = 500
    reinstate_days: int = 30


@dataclass(frozen=True, slots=True)
class GrowthTerms:
    """Growth value: for levels only, never spent (R21). Points given as presents do not count."""

    points: int = 1
    per: int = 100
    on_enrol: int = 0
    earns: tuple[str, ...] = (*CASH_LIKE, "principal", "bonus", "gift", "package")


@dataclass(frozen=True, slots=True)
class Reward:
    """What points buy: a thing with stock, or a voucher of a campaign (`campaign_id` set)."""

    reward_id: str
    name: str
    points: int
    name_en: str = ""
    campaign_id: str = ""
    item_id: str = ""
    stock: int = -1
    per_member: int = 0
    tiers: tuple[str, ...] = ()
    active: bool = True

    def named(self, language: str) -> str:
        """The name in a language."""
        return self.name_en if language == "en" and self.name_en else self.name
