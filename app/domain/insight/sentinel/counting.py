"""What an operator does more often than the shop: on one day, or a little every day for weeks.

Each rule here is a measure (tally.py) with numbers of its own. A day stands out against the shop's
days, weeks against what everybody else does in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from app.domain.insight.sentinel.facts import Finding
from app.domain.insight.sentinel.habit import above
from app.domain.insight.sentinel.looked import Looked, doubled
from app.domain.insight.sentinel.tally import BASES, MEASURES, MILLION, Tally
from app.domain.insight.sentinel.terms import Rule


def too_many(look: Looked) -> Iterator[Finding]:
    """Every measure, on this day and over its period."""
    for code in MEASURES:
        rule = look.terms.of(code)
        if rule.on:
            yield from of_day(look, rule)
            yield from of_period(look, rule)


def of_day(look: Looked, rule: Rule) -> Iterator[Finding]:
    """Operators who did it more often today than days here make usual."""
    for one in look.tallies:
        n, limit = one.n(rule.code), look.habit.limit(rule.code, one, rule)
        if n >= limit:
            yield look.finding(
                *(rule, f"operator:{one.who}", one.who, one.rows[rule.code]),
                amount_minor=one.amounts[rule.code],
                level=rule.raised(n // limit),
                key=f"{one.bd}.{doubled(n, limit)}",
                n=n,
                usual=look.habit.usual(rule.code)[0],
                limit=limit,
                days=1,
            )


def of_period(look: Looked, rule: Rule) -> Iterator[Finding]:
    """Operators who did it, in small portions, far more often than everybody else, and than they
    themselves did before.

    Days that stood out by themselves are cases already and not counted again.
    """
    if not look.habit.enough:
        return
    tallies = sorted((*look.of_period(), *look.tallies), key=lambda one: one.who)
    today = {one.who for one in look.tallies if one.n(rule.code)}
    for who, theirs in groupby(tallies, key=lambda one: one.who):
        if who in today:
            yield from _slow(look, rule, who, list(theirs))


def _slow(look: Looked, rule: Rule, who: str, theirs: list[Tally]) -> Iterator[Finding]:
    code, base_name = rule.code, BASES.get(rule.code, "sales")
    quiet = [one for one in theirs if one.n(code) < look.habit.limit(code, one, rule)]
    n, base = sum(one.n(code) for one in quiet), sum(one.n(base_name) for one in quiet)
    rate = look.habit.rate_of_others(code, who)
    limit = max(
        rule["period_floor"],
        above(rate, base, rule["spread"]),
        -(-rate * base * rule["times"] // MILLION),
        above(look.habit.own_rate(code, who, look.since), base, rule["spread"]),
    )
    days = sum(1 for one in quiet if one.n(code))
    if n < limit or days < 2:
        return
    yield look.finding(
        *(rule, f"operator:{who}", who, [at for one in quiet for at in one.rows.get(code, ())]),
        amount_minor=sum(one.amounts.get(code, 0) for one in quiet),
        key=f"period.{look.period}",
        n=n,
        usual=rate * base // MILLION,
        limit=limit,
        days=days,
    )
