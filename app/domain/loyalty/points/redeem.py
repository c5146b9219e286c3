"""What points are worth at the counter: the ratio, the caps, the minimum (R16)."""

from __future__ import annotations

from app.domain.loyalty.terms import RedeemTerms


def points_for(minor: int, terms: RedeemTerms) -> int:
    """The points that pay an amount: rounded up, so that no point pays twice (R16)."""
    raise NotImplementedError


def worth(points: int, terms: RedeemTerms) -> int:
    """What points pay at most, in minor units: rounded down."""
    raise NotImplementedError


def most(due_minor: int, points: int, terms: RedeemTerms, *, used: int = 0) -> tuple[int, int]:
    """(points, minor units) that may pay at most in a sale of `due_minor`; (0, 0) if none may.

    `points` may be spent now (unfrozen, R16), `used` went into this sale already.
    """
    raise NotImplementedError


def redeem(minor: int, due_minor: int, points: int, terms: RedeemTerms, *, used: int = 0) -> int:
    """The points for an amount that somebody asked to pay.

    Refused `points.none`, `points.short` (have, need), `points.minimum` (minimum), `points.cap`
    (most_minor, most), `points.off` when the shop redeems none.
    """
    raise NotImplementedError
