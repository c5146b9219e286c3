"""What points are worth at the counter: the ratio, the caps, the minimum (R16)."""

from __future__ import annotations

from app.domain.errors import Refused
from app.domain.loyalty.terms import RedeemTerms
from app.domain.money import PPM


def points_for(minor: int, terms: RedeemTerms) -> int:
    """The points that pay an amount: rounded up, so that no point pays twice (R16)."""
    return -(-minor * terms.points // terms.minor)


def worth(points: int, terms: RedeemTerms) -> int:
    """What points pay at most, in minor units: rounded down."""
    return points * terms.minor // terms.points


def most(due_minor: int, points: int, terms: RedeemTerms, *, used: int = 0) -> tuple[int, int]:
    """(points, minor units) that may pay at most in a sale of `due_minor`; (0, 0) if none may.

    `points` may be spent now (unfrozen, R16), `used` went into this sale already.
    """
    if not _on(terms):
        return 0, 0
    minor = min(worth(points, terms), _cap(due_minor, terms, used))
    if minor <= 0 or points_for(minor, terms) + used < terms.minimum:
        return 0, 0
    return points_for(minor, terms), minor


def redeem(minor: int, due_minor: int, points: int, terms: RedeemTerms, *, used: int = 0) -> int:
    """The points for an amount that somebody asked to pay.

    Refused `points.none`, `points.short` (have, need), `points.minimum` (minimum), `points.cap`
    (most_minor), `points.off` when the shop redeems none. ValueError for nothing or less.
    """
    if minor <= 0:
        raise ValueError("points pay more than nothing")
    if not _on(terms):
        raise Refused("points.off")
    if points <= 0:
        raise Refused("points.none")
    cap = _cap(due_minor, terms, used)
    if minor > cap:
        raise Refused("points.cap", most_minor=max(cap, 0))
    need = points_for(minor, terms)
    if need > points:
        raise Refused("points.short", have=points, need=need)
    if need + used < terms.minimum:
        raise Refused("points.minimum", minimum=terms.minimum)
    return need


def _on(terms: RedeemTerms) -> bool:
    return terms.points > 0 and terms.minor > 0


def _cap(due_minor: int, terms: RedeemTerms, used: int) -> int:
    """How much points may still pay: of the due by rate, of the sale by points."""
    by_rate = min(due_minor * terms.cap_ppm // PPM, due_minor) - worth(used, terms)
    if not terms.cap_points:
        return by_rate
    return min(by_rate, worth(max(terms.cap_points - used, 0), terms))
