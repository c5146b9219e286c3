"""Looks for what stands out, and opens a case for each finding that has none yet (A9).

Reading is for the report thread, the cases for the writer. A training copy is never looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.insight.sentinel import Day, Finding, Tally, Terms, tallies, watch
from app.domain.permissions import Operator, Permission, require
from app.domain.shop import business_date
from app.store import shop as shops
from app.store import staff
from app.store.queries import sentinel as rows
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome
from app.usecases.returns.reasons import blind_limit
from app.usecases.sentinel.reading import Reading
from app.usecases.sentinel.terms import terms_of
from app.usecases.services import Services

Tell = Callable[[int], bool]
DAYS = 7  # a look goes so far back, for what came late; what has a case gets no second one


@dataclass(frozen=True, slots=True)
class Look:
    """What a look found: days and sales that were looked at, and all that stands out in them."""

    days: int
    sales: int
    found: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look came to: `opened` cases are new."""

    days: int
    sales: int
    opened: int


def look(s: Services, since: str = "", operator: Operator | None = None) -> Outcome[Looked]:
    """Find and open cases, one after the other: for who has one thread."""
    return open_cases(s, find(s, since), operator)


def newest_z(s: Services) -> tuple[int, int]:
    """(epoch, number) of the newest Z, zeros before the first: a look is due after each. Reader
    thread."""
    with s.db.read() as tx:
        return rows.newest_z(tx)


def find(s: Services, since: str = "", *, tell: Tell | None = None) -> Look:
    """Everything that stands out from business date `since` on (a week ago), against the days
    before. Report thread; `tell(days)` hears of each day and stops it with False.

    Refused `work.cancelled`.
    """
    with s.db.report() as tx:
        shop = shops.load(tx)
    if shop.training:
        return Look(0, 0, ())
    return watched(s, terms_of(shop), since, tell=tell)


def watched(
    s: Services,
    terms: Terms,
    since: str = "",
    *,
    days: int = DAYS,
    tell: Tell | None = None,
    past: list[Tally] | None = None,
) -> Look:
    """Day by day, from `since` or so many `days` back on: each is held against as many days before
    it as the terms look back. `past` is filled with what all of them come to."""
    with s.db.report() as tx:
        shop, people = shops.load(tx), staff.people(tx)
    today = business_date(s.clock.now_ms(), shop.zone, shop.cutoff_hour)
    first = since or _before(today, days - 1)
    limits = {str(one.operator_id): shop.limits.of(one.role) for one in people}
    reading = Reading(s.db, shop, limits, blind_limit(shop))
    past = [] if past is None else past
    found: dict[str, Finding] = {}
    looked: list[Day] = []
    for done, day in enumerate(reading.days(_before(first, terms.habit_days)), 1):
        if tell is not None and not tell(done):
            raise Refused("work.cancelled")
        if day.bd >= first:
            oldest = _before(day.bd, terms.habit_days)
            for one in watch(day, [x for x in past if x.bd >= oldest], terms):
                found.setdefault(one.case_id, one)
            looked.append(day)
        past += tallies(day, terms)
    return Look(len(looked), sum(len(one.sales) for one in looked), tuple(found.values()))


def open_cases(s: Services, look: Look, operator: Operator | None = None) -> Outcome[Looked]:
    """A case for each finding that has none, in one transaction. `operator`: who asked; nobody when
    the till looked by itself. Writer thread. Refused `permission.missing`.
    """
    if operator is not None:
        require(operator, Permission.CASES)
    opened = 0
    if look.found:
        with s.db.write() as tx:
            known = rows.known(tx, [one.case_id for one in look.found])
            new = [one for one in look.found if one.case_id not in known]
            drafts = [commit.Draft(Kind.CASE_OPEN, _body(one)) for one in new]
            by = str(operator.operator_id) if operator else ""
            opened = commit.seal_all(tx, s, drafts, operator_id=by)
    return Outcome(Looked(look.days, look.sales, opened), Changes(cases=bool(opened)))


def _body(one: Finding) -> Body:
    return {
        "case_id": one.case_id,
        "rule": one.rule,
        "subject": one.subject,
        "bd": one.bd,
        "at_ms": one.at_ms,
        "level": one.level,
        "data": {
            "who": one.who,
            "amount": one.amount_minor,
            "rows": [list(at) for at in one.rows],
            "facts": dict(one.facts),
        },
    }


def _before(bd: str, days: int) -> str:
    return (date.fromisoformat(bd) - timedelta(days=days)).isoformat()
