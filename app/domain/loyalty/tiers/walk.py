"""A member's own way up and down the ladder: from the first day to a day, boundary by boundary.

What the walk says is what a review on every single day would have said. It only looks at the days
on which the answer can change, so it does not matter when, or whether, anybody reviewed before.
The order within a day: a term or grace that ended the day before, then a step up, then (for tiers
held only as long as they are true) a step down.
"""

from __future__ import annotations

from app.domain.loyalty.tier_rules import Downgrade
from app.domain.loyalty.tiers.ladder import Ladder, Rung
from app.domain.loyalty.tiers.sums import Sums
from app.domain.loyalty.tiers.windows import LAST, calendar_end

NEVER = LAST + 1


class Walk:
    """Where a member stands after `go`: `at` a rung (-1: none), `since`, `until` its last day.

    `grace` is the last day of the grace, 0 outside of one.
    """

    __slots__ = ("at", "grace", "hopes", "ladder", "since", "sums", "until", "why")

    def __init__(self, ladder: Ladder, sums: Sums) -> None:
        self.ladder, self.sums = ladder, sums
        self.at = ladder.floor
        self.since = sums.start
        self.until = NEVER
        self.grace = 0
        self.why = "lowest"
        self.hopes: list[int] = []

    def go(self, today: int) -> None:
        """Walk to a day. Most members of a shop have no hope of any rung: then all is said."""
        rungs, sums = self.ladder.rungs, self.sums
        self.hopes = [place for place in self.ladder.climbed if sums.hope(rungs[place], today)]
        if not self.hopes:
            return
        for day in self._stops(self.sums.start, today):
            self._pass(day)
            self._look(day)
        self._pass(today)

    def boundary(self) -> int:
        """The first day after the term, or after the grace."""
        return (self.grace or self.until) + 1

    def changes(self, today: int) -> int:
        """The first day after today on which the walk may go on without anything happening."""
        if self.ladder.plain and not self.sums.shrinks:
            return self.boundary()
        stops = self._stops(today + 1, NEVER)
        return min(self.boundary(), stops[0] if stops else NEVER)

    def _stops(self, first: int, last: int) -> list[int]:
        """The days on which a sum may change, ascending."""
        sums, ladder = self.sums, self.ladder
        if not ladder.checks:
            return []
        days = sums.days
        stops = {day + wait for day in days for wait in ladder.waits}
        stops.add(sums.start)
        stops.update(sums.start + tenure for tenure in ladder.tenures)
        if ladder.daily or sums.shrinks:
            for check in ladder.checks:
                if check.days:
                    stops.update(day + check.wait + check.days for day in days)
                elif check.window is not None:
                    window, wait = check.window, check.wait
                    stops.update(calendar_end(window, day) + 1 + wait for day in days)
        return sorted(day for day in stops if first <= day <= last)

    def _pass(self, day: int) -> None:
        """Every boundary up to a day."""
        while (ends := self.boundary()) <= day:
            rung = self.ladder.rungs[self.at]
            if self._kept(rung, ends - 1):
                self._enter(self.at, ends, "kept")
            elif not self.grace and rung.grace:
                self.grace = self.until + rung.grace
                self.why = "grace"
            else:
                self._fall(ends, ends - 1)

    def _kept(self, rung: Rung, day: int) -> bool:
        return rung.downgrade is Downgrade.NEVER or self.sums.held(rung, day)

    def _look(self, day: int) -> None:
        """A step up, the end of a grace by good deeds, or of a tier that is no longer true."""
        rungs, sums = self.ladder.rungs, self.sums
        for place in self.hopes:
            if place <= self.at:
                break
            if sums.met(rungs[place].reach, rungs[place].every, day):
                self._enter(place, day, "reached")
                return
        if self.at <= self.ladder.floor:
            return
        rung = rungs[self.at]
        if self.grace:
            if sums.held(rung, day):
                self._enter(self.at, day, "kept")
        elif not rung.valid and not self._kept(rung, day):
            if rung.grace:
                self.until, self.grace, self.why = day - 1, day - 1 + rung.grace, "grace"
            else:
                self._fall(day, day)

    def _fall(self, day: int, seen: int) -> None:
        """Down on a day, by what was true on the day `seen`: one step, or judged anew (R25)."""
        rungs, floor, sums = self.ladder.rungs, self.ladder.floor, self.sums
        one_step = rungs[self.at].downgrade is Downgrade.ONE_STEP
        for place in range(self.at - 1, floor, -1):
            rung = rungs[place]
            if not rung.climbed:
                continue
            step = one_step and (rung.valid > 0 or rung.downgrade is Downgrade.NEVER)
            true = sums.held(rung, seen) if one_step else sums.met(rung.reach, rung.every, seen)
            if step or true:
                self._enter(place, day, "fell")
                return
        self._enter(floor, day, "fell")

    def _enter(self, place: int, day: int, why: str) -> None:
        """A new term from a day; who stays on a rung stays there since the first time."""
        if place != self.at or why != "kept":
            self.since = day
        self.at, self.why, self.grace = place, why, 0
        valid = self.ladder.rungs[place].valid if place > self.ladder.floor else 0
        self.until = day + valid - 1 if valid else NEVER
