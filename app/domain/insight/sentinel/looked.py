"""One look at one business date: what every rule is handed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.errors import Fact
from app.domain.insight.sentinel.facts import At, Day, Finding
from app.domain.insight.sentinel.habit import Habit
from app.domain.insight.sentinel.tally import Tally
from app.domain.insight.sentinel.terms import Rule, Terms


@dataclass(frozen=True, slots=True)
class Looked:
    """The day, its tallies, and what was before it; `latest` is when its last document was."""

    day: Day
    tallies: tuple[Tally, ...]
    habit: Habit
    terms: Terms

    @property
    def period(self) -> int:
        """The number of the weeks that the day is in: a slow pattern is one case in each."""
        return date.fromisoformat(self.day.bd).toordinal() // self.terms.period_days

    def of_period(self) -> Iterator[Tally]:
        """Operators' days of the last `period_days` before this day."""
        since = self.since
        for one in self.habit.past:
            if one.bd >= since:
                yield one

    @property
    def since(self) -> str:
        """The first business date of the weeks that end with this day."""
        first = date.fromisoformat(self.day.bd) - timedelta(days=self.terms.period_days - 1)
        return first.isoformat()

    def latest(self, rows: Sequence[At]) -> int:
        """When the newest of these rows of this day was; 0 when none of them is of this day."""
        asked = set(rows)
        sold = [one.at_ms for one in self.day.sales if one.at in asked]
        return max([*sold, *(one.at_ms for one in self.day.deeds if one.at in asked)], default=0)

    def finding(
        self,
        rule: Rule,
        subject: str,
        who: str,
        rows: Sequence[At],
        *,
        amount_minor: int = 0,
        level: str = "",
        key: str = "",
        **facts: Fact,
    ) -> Finding:
        """A finding of this day."""
        return Finding(
            rule=rule.code,
            subject=subject,
            who=who,
            bd=self.day.bd,
            at_ms=self.latest(rows),
            level=level or rule.level,
            amount_minor=amount_minor,
            rows=tuple(sorted(rows)),
            facts={**facts, "known": int(self.habit.enough)},
            key=key,
        )


def doubled(n: int, limit: int) -> int:
    """How often a figure has doubled since it stood out: what grows so much is a new case."""
    return (n // max(1, limit)).bit_length()
