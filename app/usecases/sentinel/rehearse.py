"""What every rule would have said of the last weeks, had it been on: the worked example beside its
switch, told by the very engine that looks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.insight.sentinel import Day, Habit, Tally
from app.domain.insight.sentinel.looked import Looked
from app.domain.insight.sentinel.single import large_from
from app.domain.insight.sentinel.tally import MEASURES
from app.domain.insight.sentinel.terms import Rule, Terms
from app.domain.insight.unusual import median
from app.store import shop as shops
from app.usecases.sentinel.look import Tell, watched
from app.usecases.sentinel.terms import terms_of
from app.usecases.services import Services

DAYS = 30


@dataclass(frozen=True, slots=True)
class Tried:
    """One rule: `floor` is what fewer of is never a case, `limit` where this shop's own habit puts
    the line on a usual day of one person (the floor's where nothing is learned), `cases` what it
    says of the days. `minor`: both are amounts."""

    floor: int
    limit: int
    cases: int
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Days that were traded and sales that were looked at; `enough`: the shop is known for a week,
    limits are learned."""

    days: int
    sales: int
    enough: bool
    rules: Mapping[str, Tried]


def rehearse(s: Services, tell: Tell | None = None) -> Rehearsal:
    """All rules over the last `DAYS` days. Report thread; nothing is written. Refused
    `work.cancelled` once `tell` says no."""
    with s.db.report() as tx:
        terms = _all_on(terms_of(shops.load(tx)))
    past: list[Tally] = []
    look = watched(s, terms, days=DAYS, tell=tell, past=past)
    habit = Habit(past, terms)
    told = Counter(one.rule for one in look.found)
    rules = {code: _tried(rule, habit, terms, told[code]) for code, rule in terms.rules.items()}
    return Rehearsal(look.days, look.sales, habit.enough, rules)


def _all_on(terms: Terms) -> Terms:
    """The same numbers, with nothing switched off."""
    return replace(terms, rules={code: replace(x, on=True) for code, x in terms.rules.items()})


def _tried(rule: Rule, habit: Habit, terms: Terms, cases: int) -> Tried:
    numbers = rule.numbers
    if rule.code == "large":
        floor = numbers["sale_floor_minor"]
        look = Looked(Day("", (), (), {}, 0), (), habit, terms)
        return Tried(floor, large_from(look, rule, "sale"), cases, minor=True)
    if "floor_minor" in numbers:
        return Tried(numbers["floor_minor"], numbers["floor_minor"], cases, minor=True)
    floor = numbers.get("floor", 1)
    learned = rule.code in MEASURES
    return Tried(floor, habit.limit(rule.code, _usual(habit), rule) if learned else floor, cases)


def _usual(habit: Habit) -> Tally:
    """A day of one person as it mostly is."""
    worked = [one for one in habit.past if one.n("sales")]
    bases = ("sales", "members")
    counts = {base: median([one.n(base) for one in worked]) for base in bases}
    return Tally(max((one.bd for one in worked), default=""), "", counts)
