"""Points become lots: when they may be used, when they end, and which debt they pay first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.loyalty.terms import Expiry, ExpiryRule, PointsTerms
from app.domain.loyalty.tiers.windows import add_months, end_of_month
from app.domain.rights import NEVER, POINTS_UNIT, Asset, AssetKind, Lot, Take

DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class NewPoints:
    """What earning does: takes from debt lots (R15), and the lot of what is left, if anything."""

    paid: tuple[Take, ...]
    lot: Lot | None

    @property
    def debt_paid(self) -> int:
        """Points that went to the debt."""
        return sum(take.n for take in self.paid)


@dataclass(frozen=True, slots=True)
class Source:
    """Where points come from: the new lot's id, its holder, instant, business date and group."""

    lot_id: str
    holder: str
    now_ms: int
    today: str
    group_id: str = ""
    source: str = ""


def bucket(expiry: Expiry, on: str) -> str:
    """The last business date of points that are earned `on` a business date, or `never`.

    Months end on the same day of the month, or on its last; `month_end` goes on to the end of that
    month (R22). What would lie beyond the calendar never ends. ValueError for a negative `n`.
    """
    if expiry.n < 0:
        raise ValueError("points do not end before they begin")
    if expiry.rule is ExpiryRule.NEVER:
        return NEVER
    day = date.fromisoformat(on)
    try:
        if expiry.rule is ExpiryRule.YEAR_END:
            return date(day.year + expiry.n, 12, 31).isoformat()
        if expiry.rule is ExpiryRule.DAYS:
            last = day + timedelta(days=expiry.n)
        else:
            last = add_months(day, expiry.n)
    except (OverflowError, ValueError):
        return NEVER
    return (end_of_month(last) if expiry.month_end else last).isoformat()


def points_lots(n: int, debts: Sequence[Lot], source: Source, terms: PointsTerms) -> NewPoints:
    """`n` new points: the debt is paid first, the oldest first (R15); the rest is one new lot.

    It is frozen for `freeze_days` (R17) and ends by the terms of today (R19: lots that are there
    already keep their end), but not before it could be used. ValueError for a negative `n`.
    """
    if n < 0:
        raise ValueError("nobody earns less than nothing")
    paid = []
    for lot in sorted(debts, key=lambda lot: (lot.born_ms, lot.lot_id)):
        if lot.asset.kind is AssetKind.DEBT and (part := min(lot.left, n)) > 0:
            paid.append(Take(lot, part))
            n -= part
    if not n:
        return NewPoints(tuple(paid), None)
    free_on = date.fromisoformat(source.today) + timedelta(days=terms.freeze_days)
    last_on = max(bucket(terms.expiry, source.today), free_on.isoformat())  # "never" is the largest
    return NewPoints(
        tuple(paid),
        Lot(
            lot_id=source.lot_id,
            holder=source.holder,
            asset=Asset(POINTS_UNIT, AssetKind.POINTS, bucket=last_on),
            left=n,
            born=n,
            born_ms=source.now_ms,
            from_ms=source.now_ms + terms.freeze_days * DAY_MS if terms.freeze_days else 0,
            group_id=source.group_id,
            source=source.source,
        ),
    )


def may_reinstate(last_on: str, today: str, terms: PointsTerms) -> bool:
    """Whether expired points may still be given back: R22's window, both ends included."""
    if last_on == NEVER or last_on >= today:
        return True
    late = date.fromisoformat(today) - date.fromisoformat(last_on)
    return late.days <= terms.reinstate_days
