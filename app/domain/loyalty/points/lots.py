"""Points become lots: when they may be used, when they end, and which debt they pay first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.loyalty.terms import Expiry, PointsTerms
from app.domain.rights import Lot, Take


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

    ValueError for a negative `n`.
    """
    raise NotImplementedError


def points_lots(n: int, debts: Sequence[Lot], source: Source, terms: PointsTerms) -> NewPoints:
    """`n` new points: the debt is paid first, the oldest first; the rest is one new lot.

    It is frozen for `freeze_days` (R17) and ends by the terms of today (R19: lots that are there
    already keep their end). ValueError for a negative `n`.
    """
    raise NotImplementedError


def may_reinstate(last_on: str, today: str, terms: PointsTerms) -> bool:
    """Whether expired points may still be given back: R22's window, both ends included."""
    raise NotImplementedError


def soonest(lots: Sequence[Lot], today: str) -> tuple[str, int]:
    """The nearest last day among points that are there, and how many end on it; ("", 0) if none."""
    raise NotImplementedError
