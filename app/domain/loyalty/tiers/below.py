"""Who cannot have left the lowest tier, told from plain sums: most of a review is that."""

from __future__ import annotations

from app.domain.loyalty.tiers.ladder import GROWTH, Ladder, Rung


def floor_of(ladder: Ladder) -> str:
    """The tier where everyone stands; empty for none."""
    return ladder.rungs[ladder.floor].tier_id if ladder.floor >= 0 else ""


def stays_below(ladder: Ladder, visits: int, spend_minor: int, growth: int) -> bool:
    """Whether a member with these sums over all days, of which none took anything away, and with
    nothing given, is in the lowest tier today and until something happens. False when unsure.

    No window ever holds more than all days together.
    """
    sums = (visits, spend_minor, growth)
    return ladder.plain and not any(_hope(ladder.rungs[n], sums) for n in ladder.climbed)


def _hope(rung: Rung, sums: tuple[int, int, int]) -> bool:
    for check in rung.reach:
        reached = check.metric > GROWTH or sums[check.metric] >= check.at_least
        if reached is not rung.every:
            return not rung.every
    return rung.every
