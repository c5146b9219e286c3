"""The night's work: tiers judged anew, what has ended swept out, benefits and birthdays given.

In short transactions, so that the counter never waits; done at the first shift of a business day
and by `shuke nightly`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.loyalty.tier_rules import TierRule
from app.usecases.outcome import Outcome
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class NightlyReport:
    """What was done. `held` says why nothing was swept: `clock` (the clock was set forward)."""

    on: str
    reviewed: int = 0
    up: int = 0
    down: int = 0
    expired_lots: int = 0
    expired_points: int = 0
    expired_minor: int = 0
    earned_minor: int = 0
    vouchers: int = 0
    birthdays: int = 0
    held: str = ""
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class TierMove:
    """So many members from one tier to another (names in the screen's hands: ids here)."""

    from_tier: str
    to_tier: str
    count: int


@dataclass(frozen=True, slots=True)
class TierExample:
    """One member who would move: masked name and phone, and the figures that decide."""

    member_id: str
    name: str
    phone_masked: str
    from_tier: str
    to_tier: str
    spend_minor: int = 0
    growth: int = 0
    visits: int = 0


@dataclass(frozen=True, slots=True)
class TierPreview:
    """Who would move if these rules held today; `by_tier` is how many would stand where."""

    members: int
    moves: tuple[TierMove, ...] = ()
    examples: tuple[TierExample, ...] = ()
    by_tier: tuple[tuple[str, int], ...] = ()


def due(s: Services) -> bool:
    """Whether this business date's night work has not been done yet. Reader thread."""
    raise NotImplementedError


def run(
    s: Services,
    *,
    operator_id: str = "",
    by_owner: bool = False,
    stop: Callable[[], bool] | None = None,
    tell: Callable[[str, int], None] | None = None,
) -> Outcome[NightlyReport]:
    """All of it, for the business date of now; what was done already is not done again.

    `by_owner` sweeps although the clock was set forward in this run. `tell(step, count)`.
    """
    raise NotImplementedError


def preview_tiers(s: Services, rules: tuple[TierRule, ...], *, most: int = 20) -> TierPreview:
    """Who would move by these rules: judged, nothing written. Reports' reader thread."""
    raise NotImplementedError
