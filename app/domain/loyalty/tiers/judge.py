"""Which tier a member has on a day: a pure fold over days and boundaries (R25-R29)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.loyalty.tier import TierTerms
from app.domain.loyalty.tier_rules import History, TierRule, TierStanding


@dataclass(frozen=True, slots=True)
class Ladder:
    """Rules made ready once for many judgements, lowest first."""

    rules: tuple[TierRule, ...]


def ladder(rules: Sequence[TierRule], tiers: Sequence[TierTerms] = ()) -> Ladder:
    """Rules made ready, by level where `tiers` say one; a tier without a rule comes by gift only."""
    raise NotImplementedError


def judge(
    history: History, rules: tuple[TierRule, ...] | Ladder, on: str, *, progress: bool = True
) -> TierStanding:
    """The tier on a business date: the same whenever and however often it was judged before.

    `progress` False leaves `missing` out (the nightly review).
    """
    raise NotImplementedError
