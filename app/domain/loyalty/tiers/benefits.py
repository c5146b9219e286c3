"""What a tier brings beside its prices: multiplier, vouchers each period, birthday, exclusives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.loyalty.tier_rules import BenefitKind, TierRule


@dataclass(frozen=True, slots=True)
class Due:
    """Vouchers that are due: `n` of a campaign for a period. `until_on` empty: as the campaign
    says; `key` and `period` are what the giver must remember to give once."""

    key: str
    period: str
    kind: BenefitKind
    campaign_id: str
    n: int
    until_on: str = ""


def multiplier_ppm(rule: TierRule | None) -> int:
    """What points are multiplied by in a tier; 1,000,000 is once."""
    raise NotImplementedError


def vouchers_due(
    rule: TierRule, since: str, on: str, given: Mapping[str, str], *, birthday: str = ""
) -> tuple[Due, ...]:
    """What a member of this tier since `since` is to be given on a day.

    `given` maps a due's key to the last period that it was given for. `birthday` MM-DD, solar.
    """
    raise NotImplementedError


def needs_tier(item_id: str, tier_id: str, rules: Sequence[TierRule]) -> str:
    """The lowest tier that may buy an exclusive item; empty when this member may."""
    raise NotImplementedError


def allowed(item_id: str, tier_id: str, rules: Sequence[TierRule]) -> bool:
    """Whether a member of a tier (empty: nobody's) may buy an item; `rules` lowest first."""
    return not needs_tier(item_id, tier_id, rules)
