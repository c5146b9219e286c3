"""What is usual in this shop, learned from the days before, and where a figure begins to stand out.

A count's limit is the largest of three: the rule's floor; the median of operators' days and
`spread` times their median distance from it; and what the shop's rate makes of this day's sales
with `spread` times the play of chance around it. The rate leaves the worst tenth of the days out,
so that a thief does not teach the till what is usual.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from math import isqrt

from app.domain.insight.sentinel.tally import BASES, MILLION, Tally
from app.domain.insight.sentinel.terms import Rule, Terms
from app.domain.insight.unusual import median

OWN_DAYS = 15  # so many days of an operator make a habit of their own
WORST = 10  # one in so many days is left out of a rate


class Habit:
    """The days before one business date. Rates are in ppm of the base (sales, members' sales)."""

    def __init__(self, past: Iterable[Tally], terms: Terms) -> None:
        self.past = tuple(past)
        self.days = len({one.bd for one in self.past})
        self.enough = self.days >= terms.enough_days
        self._medians: dict[str, tuple[int, int]] = {}
        self._rates: dict[str, int] = {}

    def usual(self, measure: str) -> tuple[int, int]:
        """Median and median distance of operators' days that sold anything."""
        if measure not in self._medians:
            values = [one.n(measure) for one in self.past if one.n("sales")]
            self._medians[measure] = spread_of(values)
        return self._medians[measure]

    def rate_ppm(self, measure: str) -> int:
        """How many in a million of its base, without the worst tenth of the days."""
        if measure not in self._rates:
            self._rates[measure] = _rate(self._pairs(measure, self.past))
        return self._rates[measure]

    def rate_of_others(self, measure: str, who: str) -> int:
        """The rate of everybody else; of all when there is nobody else."""
        others = [one for one in self.past if one.who != who]
        return _rate(self._pairs(measure, others or self.past))

    def own_rate(self, measure: str, who: str, until: str) -> int:
        """The rate of one operator before a day; 0 until that is known for a while."""
        own = [one for one in self.past if one.who == who and one.bd < until]
        if len(own) < OWN_DAYS:
            return 0
        return _rate(self._pairs(measure, own))

    def limit(self, measure: str, one: Tally, rule: Rule) -> int:
        """The first count that stands out on this operator's day. Who always did more of it than
        the others is not told of it every day: that is for the period to say."""
        floor = rule["floor"]
        if not self.enough:
            return rule["young"]
        base = one.n(BASES.get(measure, "sales"))
        middle, apart = self.usual(measure)
        rate = max(self.rate_ppm(measure), self.own_rate(measure, one.who, one.bd))
        return max(*(floor, middle + rule["spread"] * apart + 1, above(rate, base, rule["spread"])))

    @cached_property
    def hours(self) -> tuple[int, int] | None:
        """Minutes of the business day that the shop usually sells within; None when unknown."""
        firsts: dict[str, int] = {}
        lasts: dict[str, int] = {}
        for one in self.past:
            if one.span is not None:
                firsts[one.bd] = min(firsts.get(one.bd, one.span[0]), one.span[0])
                lasts[one.bd] = max(lasts.get(one.bd, one.span[1]), one.span[1])
        if not self.enough or not firsts:
            return None
        return quantile(list(firsts.values()), 100_000), quantile(list(lasts.values()), 900_000)

    def tops(self, sort: str) -> list[int]:
        """The largest amount of each business date that had any."""
        found: dict[str, int] = {}
        for one in self.past:
            if sort in one.tops:
                found[one.bd] = max(found.get(one.bd, 0), one.tops[sort])
        return list(found.values())

    @staticmethod
    def _pairs(measure: str, past: Iterable[Tally]) -> list[tuple[int, int]]:
        base = BASES.get(measure, "sales")
        return [(one.n(measure), one.n(base)) for one in past if one.n(base)]


def above(rate_ppm: int, base: int, spread: int) -> int:
    """The first count that chance does not explain: the mean and `spread` of its deviations."""
    expected = rate_ppm * base  # in millionths; of n chances each with a share p: n p (1 - p)
    apart = isqrt(expected * max(0, MILLION - rate_ppm))
    return -(-(expected + spread * apart) // MILLION) + 1


def spread_of(values: Sequence[int]) -> tuple[int, int]:
    """Median, and median distance from it."""
    middle = median(values)
    return middle, median([abs(one - middle) for one in values])


def quantile(values: Sequence[int], ppm: int) -> int:
    """The value below which that share lies; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * ppm // MILLION)] if ordered else 0


def _rate(pairs: list[tuple[int, int]]) -> int:
    ordered = sorted(pairs, key=lambda one: (one[0] * MILLION // one[1], one))
    kept = ordered[: len(ordered) - len(ordered) // WORST]
    base = sum(one[1] for one in kept)
    return sum(one[0] for one in kept) * MILLION // base if base else 0
