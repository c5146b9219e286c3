"""A member's history as running sums: what a condition sees as of any day, quickly."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from app.domain.loyalty.tier_rules import History, MemberDay
from app.domain.loyalty.tiers.ladder import BALANCE, GROUP, TENURE, TOPUP, Check, Rung
from app.domain.loyalty.tiers.windows import calendar_start, number


class Sums:
    """The days up to and including `today`, as numbers and running sums."""

    __slots__ = ("days", "groups", "rows", "runs", "shrinks", "start")

    def __init__(self, history: History, today: int) -> None:
        self.groups = history.groups
        self.days: list[int] = []
        self.rows: list[MemberDay] = []
        visits = spend = growth = stored = 0
        self.runs: tuple[list[int], ...] = ([0], [0], [0], [0])
        by_visits, by_spend, by_growth, by_stored = self.runs
        self.shrinks = False
        for row in history.days:
            day = number(row.on)
            if day > today:
                break
            self.days.append(day)
            self.rows.append(row)
            visits += row.visits
            spend += row.spend_minor
            growth += row.growth
            stored += row.stored_minor
            by_visits.append(visits)
            by_spend.append(spend)
            by_growth.append(growth)
            by_stored.append(stored)
            if row.visits < 0 or row.spend_minor < 0 or row.growth < 0:
                self.shrinks = True
        self.start = number(history.enrolled_on)
        if self.days and self.days[0] < self.start:
            self.start = self.days[0]

    def value(self, check: Check, day: int) -> int:
        """What a condition sees as of a day."""
        metric = check.metric
        if metric == TENURE:
            return day - self.start
        if metric == GROUP:
            return 1 if check.ref in self.groups else 0
        day -= check.wait
        days = self.days
        upto = bisect_right(days, day)
        if metric == BALANCE:
            return self.runs[BALANCE][upto]
        if check.days:
            since = bisect_left(days, day - check.days + 1, 0, upto)
        elif check.window is not None:
            since = bisect_left(days, calendar_start(check.window, day), 0, upto)
        else:
            since = 0
        if metric == TOPUP:
            return max((row.topup_minor for row in self.rows[since:upto]), default=0)
        run = self.runs[metric]
        return run[upto] - run[since]

    def met(self, checks: tuple[Check, ...], every: bool, day: int) -> bool:
        """Whether all (or any) of the conditions hold as of a day; none at all never do (R28)."""
        for check in checks:
            if (self.value(check, day) >= check.at_least) is not every:
                return not every
        return every and bool(checks)

    def hope(self, rung: Rung, today: int) -> bool:
        """Whether a rung can have been reached on any day up to today; True when unsure."""
        for check in rung.reach:
            metric = check.metric
            if metric == TENURE:
                best = today - self.start
            elif metric == GROUP:
                best = self.value(check, today)
            elif metric == BALANCE:
                best = max(self.runs[BALANCE])
            elif metric == TOPUP:
                best = max((row.topup_minor for row in self.rows), default=0)
            else:
                best = check.at_least if self.shrinks else self.runs[metric][-1]
            # where all must be met one without hope decides, else one with hope
            if (best >= check.at_least) is not rung.every:
                return not rung.every
        return rung.every

    def held(self, rung: Rung, day: int) -> bool:
        """Whether a rung is kept as of a day: by its keep rule, or because it is reached anew."""
        if self.met(rung.keep, rung.every, day):
            return True
        return rung.keep is not rung.reach and self.met(rung.reach, rung.every, day)
