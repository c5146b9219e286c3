"""What a day is told from: its sums, those of the days it is held against, and its habits.

Nothing here is later than the day itself, so that it reads the same whenever it is read.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.domain.insight.formula import Trade
from app.reports.period import Period
from app.store.engine import Row
from app.store.queries.cube import CubeRow
from app.store.queries.reports import day_rows
from app.store.queries.reports.days import summed
from app.usecases.report.reading import Asked

WEEKS = 8  # of the same weekday make what is usual
WEEK, YEAR = 7, 364
_HABITS = ("who", "member", "hour", "department", "promotion")

ByDay = dict[str, dict[str, CubeRow]]  # date, key


@dataclass(slots=True)
class DayFacts:
    """One business date: `week` and `year` are the dates it is compared with."""

    asked: Asked
    bd: str
    week: str
    year: str
    before: tuple[str, ...]
    _read: dict[str, ByDay] = field(default_factory=dict)
    _visitors: dict[str, dict[int, int]] = field(default_factory=dict)
    _returns: list[Row] | None = None

    @property
    def period(self) -> Period:
        """The day as a period."""
        return Period(self.bd, self.bd, "day")

    def rows(self, dim: str, on: str = "") -> dict[str, CubeRow]:
        """The keys of a dimension on a date (this day's)."""
        known = self._read.get(dim)
        if known is None:
            known = self._read[dim] = self._fetch(dim)
        return known.get(on or self.bd, {})

    def total(self, dim: str = "who", on: str = "") -> CubeRow:
        """All keys together."""
        return summed(self.rows(dim, on).values())

    def visitors(self, on: str = "") -> int | None:
        """How many came in; None when nobody counted."""
        if not self._visitors:
            for bd, hour, n in day_rows.visitors(self.asked.tx, self.before[0], self.bd):
                self._visitors.setdefault(bd, {})[hour] = n
            for bd, hour, n in day_rows.visitors(self.asked.tx, self.year, self.year):
                self._visitors.setdefault(bd, {})[hour] = n
            self._visitors.setdefault("", {})
        found = self._visitors.get(on or self.bd)
        return sum(found.values()) if found else None

    def trade(self, on: str = "") -> Trade:
        """What the sales formula is told of a date: goods as they were sold."""
        total = self.total(on=on)
        who = self.rows("who", on)
        active = self.rows("member", on).get("active", CubeRow(""))
        guests = who["guest"].n if "guest" in who else 0
        return Trade(self.sold(on), total.n, active.n + guests, self.visitors(on))

    def sold(self, on: str = "") -> int:
        """With tax, before returns."""
        total = self.total(on=on)
        return total.gross_minor + self.returned(on)

    def returned(self, on: str = "") -> int:
        """What returns gave back, with tax."""
        total = self.total(on=on)
        if on and on != self.bd:
            return total.refund_minor
        return sum(minor for *_, minor in self.returns) if total.refunds else 0

    @property
    def returns(self) -> list[Row]:
        """(how, reason, returns, amount with tax) of this day."""
        if self._returns is None:
            self._returns = day_rows.returns(self.asked.tx, self.bd, self.bd)
        return self._returns

    def traded(self) -> tuple[str, ...]:
        """The same weekdays before this one on which there was trade, oldest first."""
        return tuple(on for on in self.before if self.total(on=on).n)

    def _fetch(self, dim: str) -> ByDay:
        """The day; of what habits are told from, the same weekdays before and of last year too."""
        days = self.asked.days
        if dim not in _HABITS:
            return {self.bd: {one.key: one for one in days.read(dim, self.bd, self.bd)}}
        found: ByDay = defaultdict(dict)
        for on in (*self.before, self.bd, self.year):
            found[on] = {one.key: one for one in days.read(dim, on, on)}
        return dict(found)


def of(asked: Asked, bd: str) -> DayFacts:
    """The facts of a date."""
    day = date.fromisoformat(bd)
    before = tuple((day - timedelta(WEEK * n)).isoformat() for n in range(WEEKS, 0, -1))
    return DayFacts(asked, bd, before[-1], (day - timedelta(YEAR)).isoformat(), before)
