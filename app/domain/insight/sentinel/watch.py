"""Every rule over one business date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from app.domain.insight.sentinel import counting, members, money, single
from app.domain.insight.sentinel.facts import Day, Finding
from app.domain.insight.sentinel.habit import Habit
from app.domain.insight.sentinel.looked import Looked
from app.domain.insight.sentinel.tally import MEASURES, Tally, tallies
from app.domain.insight.sentinel.terms import LEVELS, Terms

Look = Callable[[Looked], Iterator[Finding]]

_OTHERS: dict[str, Look] = {
    "off_hours": single.off_hours,
    "large": single.large,
    "clock": single.clock,
    "member_day": members.member_day,
    "own_card": members.own_card,
    "spend_burst": members.spend_burst,
    "returns_to_member": members.returns_to_member,
    "topup_refund": money.topup_refund,
    "gift_drained": money.gift_drained,
    "splitting": money.splitting,
}
RULES = (*_OTHERS, *MEASURES)


def watch(day: Day, past: Iterable[Tally], terms: Terms) -> tuple[Finding, ...]:
    """What stands out of a day, the gravest first. `past`: operators' days before it, of as many
    days as the terms look back."""
    habit = Habit([one for one in past if one.bd < day.bd], terms)
    look = Looked(day, tallies(day, terms), habit, terms)
    found = [one for code, rule in _OTHERS.items() if terms.of(code).on for one in rule(look)]
    found += counting.too_many(look)
    return tuple(sorted(found, key=lambda one: (LEVELS.index(one.level), one.at_ms, one.case_id)))
