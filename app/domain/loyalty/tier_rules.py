"""How a member comes to a tier, keeps it and loses it, and what it brings: terms and judgement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Metric(StrEnum):
    """What a condition looks at (F22-F26). Money in minor units, tenure in days."""

    SPEND = "spend"
    VISITS = "visits"
    TENURE = "tenure"
    GROWTH = "growth"
    BALANCE = "balance"
    TOPUP = "topup"
    GROUP = "group"


class Window(StrEnum):
    """Over which days: all, this calendar year, this quarter, this month, the last `days`."""

    LIFE = "life"
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    ROLLING = "rolling"


@dataclass(frozen=True, slots=True)
class Group:
    """A company, a club, a school: whoever belongs to it may have a tier for that (F26)."""

    group_id: str
    name: str
    name_en: str = ""

    def named(self, language: str) -> str:
        """The name in a language."""
        return self.name_en if language == "en" and self.name_en else self.name


@dataclass(frozen=True, slots=True)
class Condition:
    """At least so much (R28: the limit itself is enough). `ref` names an affinity group.

    `wait_days` lets a day count only when the return window is over (R27).
    """

    metric: Metric
    at_least: int = 0
    window: Window = Window.ROLLING
    days: int = 365
    ref: str = ""
    wait_days: int = 0


class Downgrade(StrEnum):
    """At the end of a term that was not kept: one step, judged anew (R26), or never (R25)."""

    ONE_STEP = "one_step"
    REJUDGE = "rejudge"
    NEVER = "never"


class BenefitKind(StrEnum):
    """What a tier brings beside its prices (which stand in TierTerms)."""

    POINTS = "points"
    BIRTHDAY = "birthday"
    VOUCHERS = "vouchers"
    FREE_SERVICE = "free_service"
    EXCLUSIVE = "exclusive"


@dataclass(frozen=True, slots=True)
class Benefit:
    """`points`: times `ppm`. `birthday`, `vouchers`, `free_service`: `n` of `campaign_id` each
    `every` ("month", "quarter", "year"); `rolls_over` keeps what was not used (F33). `exclusive`:
    `items` that only this tier and higher ones may buy."""

    kind: BenefitKind
    ppm: int = 1_000_000
    campaign_id: str = ""
    n: int = 1
    every: str = "month"
    rolls_over: bool = False
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TierRule:
    """One tier's rule; its name, level and prices stand in TierTerms of the same `tier_id`.

    `reach` empty: everyone (the lowest), or only by purchase or grant. `every_condition`: all of
    them, else any one. `keep` empty: the same as `reach`. `valid_days` 0: as long as it is true
    (re-judged daily); else the term after which `keep` is asked. `grace_days` (R29).
    """

    tier_id: str
    reach: tuple[Condition, ...] = ()
    every_condition: bool = False
    keep: tuple[Condition, ...] = ()
    valid_days: int = 365
    grace_days: int = 0
    downgrade: Downgrade = Downgrade.ONE_STEP
    by_reach: bool = True
    benefits: tuple[Benefit, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberDay:
    """What counts of one business date: refunds come as negative parts of the day of the sale.

    `topup_minor` is the day's largest, `stored_minor` by how much the stored balance changed.
    """

    on: str
    visits: int = 0
    spend_minor: int = 0
    growth: int = 0
    topup_minor: int = 0
    stored_minor: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """A tier by purchase, by hand or by group, from a day until another (empty: for good).

    `locked` keeps the review's hands off until then: exactly this tier, neither up nor down.
    `why` is `bought` or `granted`.
    """

    tier_id: str
    on: str
    until: str = ""
    locked: bool = False
    why: str = "granted"


@dataclass(frozen=True, slots=True)
class History:
    """All that a judgement may look at; `days` ascending, a day's `topup_minor` its largest."""

    enrolled_on: str
    days: tuple[MemberDay, ...] = ()
    given: tuple[Given, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """What is still missing for the next tier, or to keep this one, and until when."""

    tier_id: str
    metric: Metric
    have: int
    need: int
    until: str = ""
    keep: bool = False


def nearest(missing: Sequence[Missing]) -> tuple[Missing, ...]:
    """What is worth a word, on screen and on paper: of what keeps the tier that which lacks least
    in proportion, then of what leads to the next one. What is reached is not said."""
    lacks = [one for one in missing if one.need > one.have]
    keep = [one for one in lacks if one.keep]
    rise = [one for one in lacks if not one.keep]
    return tuple(min(some, key=_gap_ppm) for some in (keep, rise) if some)


def _gap_ppm(one: Missing) -> int:
    return (one.need - one.have) * 1_000_000 // max(one.need, 1)


@dataclass(frozen=True, slots=True)
class TierStanding:
    """The answer: the tier on a day, since when, until when, the grace, what is missing.

    `why`: `reached`, `kept`, `bought`, `granted`, `grace`, `fell`, `lowest`. `next_on` is the first
    day on which the answer may change without anything happening (empty: never).
    """

    tier_id: str
    since: str = ""
    until: str = ""
    why: str = "lowest"
    grace_until: str = ""
    next_on: str = ""
    missing: tuple[Missing, ...] = ()
