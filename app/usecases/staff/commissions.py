"""Commissions: the owner's rules, and what each person has earned by them in some days.

Rules are data in the journal. One that is added or ended reaches back to the first of this month at
most: what was stated for months that are over stands. A statement is worked out on net sales less
what came back, each rule's sum once, so that it can be checked with a pencil.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, Role, require
from app.domain.shop import business_date
from app.store import catalog, journal, staff
from app.store import shop as shops
from app.store.engine import Tx
from app.store.queries.reports.served import Served, served
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services
from app.usecases.staff.commission_rules import (
    ROLE,
    Line,
    Rule,
    check,
    from_body,
    rule_for,
    to_body,
)

SETTING = "commissions"


@dataclass(frozen=True, slots=True)
class Earned:
    """One rule's line of a statement; `rule` None for what no rule pays for."""

    rule: Rule | None
    qty_milli: int
    base_minor: int
    commission_minor: int


@dataclass(frozen=True, slots=True)
class Person:
    """What one person sold and earned; `operator_id` empty: came back without a receipt."""

    operator_id: str
    name: str
    rows: tuple[Earned, ...]

    @property
    def base_minor(self) -> int:
        """Net sales and plans, less what came back."""
        return sum(one.base_minor for one in self.rows)

    @property
    def commission_minor(self) -> int:
        """What is earned."""
        return sum(one.commission_minor for one in self.rows)


@dataclass(frozen=True, slots=True)
class Statement:
    """Everybody's, from `from_on` to `until_on`, both counted."""

    from_on: str
    until_on: str
    people: tuple[Person, ...]


def rules(s: Services) -> tuple[Rule, ...]:
    """Every rule, those that ended too, the latest first. Reader thread."""
    with s.db.read() as tx:
        return rules_in(tx)


def add_rule(s: Services, by: Operator, rule: Rule) -> Outcome[Rule]:
    """One more rule; its id is given here.

    Refused: `permission.missing`, `commission.value` (field), `commission.past` (first: the first
    day that it may begin on).
    """
    require(by, Permission.COMMISSION)
    made = replace(rule, rule_id=s.clock.new_id())
    check(made)
    with s.db.write() as tx:
        first = _first(tx, s)
        if made.from_on < first:
            raise Refused("commission.past", first=first)
        _seal(tx, s, by, (made, *rules_in(tx)))
    return Outcome(made, Changes(settings=True))


def end_rule(s: Services, by: Operator, rule_id: str, until_on: str) -> Outcome[None]:
    """The rule counts up to this day; before its first day: it never counted and is gone.

    Refused: `permission.missing`, `commission.unknown`, `commission.past`.
    """
    require(by, Permission.COMMISSION)
    with s.db.write() as tx:
        found = rules_in(tx)
        rule = next((one for one in found if one.rule_id == rule_id), None)
        if rule is None:
            raise Refused("commission.unknown")
        first = _first(tx, s)
        over = (date.fromisoformat(first) - timedelta(1)).isoformat()  # stands, and so may be named
        if rule.from_on < first and (until_on < over or "" < rule.until_on < over):
            raise Refused("commission.past", first=first)
        ended = replace(rule, until_on=until_on)
        kept = (ended,) if until_on >= rule.from_on else ()
        others = [one for one in found if one.rule_id != rule_id]
        _seal(tx, s, by, (*kept, *others))
    return Outcome(None, Changes(settings=True))


def statement(
    s: Services, by: Operator, from_on: str, until_on: str, operator_id: str = ""
) -> Statement:
    """What was earned in these business dates, by all or by one. Report thread.

    One's own is everybody's to see. Refused `permission.missing`.
    """
    if by.operator_id != operator_id:
        require(by, Permission.COMMISSION)
    with s.db.report() as tx:
        found = rules_in(tx)
        past = _roles(tx) if any(one.who.startswith(ROLE) for one in found) else {}
        names = {str(one.operator_id): one.name for one in staff.people(tx, active_only=False)}
        lines = served(tx, from_on, until_on)
    by_person: dict[str, list[Served]] = {}
    for one in lines:
        if operator_id in ("", one.operator_id):
            by_person.setdefault(one.operator_id, []).append(one)
    order = {who: place for place, who in enumerate(names)}
    people = tuple(
        Person(who, names.get(who, ""), _earned(found, past.get(who, ()), by_person[who]))
        for who in sorted(by_person, key=lambda who: order.get(who, len(order)))
    )
    return Statement(from_on, until_on, people)


def item_names(s: Services, items: Iterable[str], language: str) -> dict[str, str]:
    """What items of rules are called. Reader thread."""
    with s.db.read() as tx:
        found = [catalog.get(tx, item_id) for item_id in items]
    return {str(one.item_id): one.named(language) for one in found if one is not None}


def people_in(tx: Tx) -> tuple[Operator, ...]:
    """Everybody whom a rule may name, those who left too."""
    return staff.people(tx, active_only=False)


Past = Sequence[tuple[str, Role]]


def _earned(found: Sequence[Rule], past: Past, lines: Iterable[Served]) -> tuple[Earned, ...]:
    """One person's lines summed up by rule, then each sum's commission."""
    sums: dict[Rule | None, tuple[int, int]] = {}
    for one in lines:
        line = Line(
            *(one.bd, one.operator_id, _role_on(past, one.bd)),
            item_id=one.item_id,
            department_id=one.department_id,
            kind=one.kind,
            plan_id=one.plan_id,
        )
        rule = rule_for(found, line)
        qty, base = sums.get(rule, (0, 0))
        sums[rule] = (qty + one.qty_milli, base + one.net_minor)
    ranked = sorted(sums, key=lambda rule: (rule is None, rule.rule_id if rule else ""))
    return tuple(
        Earned(rule, *sums[rule], rule.amount(*sums[rule]) if rule else 0) for rule in ranked
    )


def _role_on(past: Past, bd: str) -> Role | None:
    """The role a person had on a day."""
    return next((role for since, role in reversed(past) if since <= bd), None)


def _roles(tx: Tx) -> dict[str, list[tuple[str, Role]]]:
    """Everybody's roles and since which business date, from the journal: a promotion changes
    nothing in what was earned before it."""
    found: dict[str, list[tuple[str, Role]]] = {}
    for doc in journal.read(tx, kinds=(Kind.STAFF_CHANGE,)):
        for one in doc.body["operators"]:
            if "role" in one:
                since = (doc.business_date, Role(one["role"]))
                found.setdefault(one["operator_id"], []).append(since)
    return found


def _first(tx: Tx, s: Services) -> str:
    """The first day that may still change: that of this month."""
    return business_date(s.clock.now_ms(), *shops.day_rule(tx))[:7] + "-01"


def rules_in(tx: Tx) -> tuple[Rule, ...]:
    """Every rule, inside a transaction."""
    return tuple(from_body(one) for one in shops.setting(tx, SETTING) or ())


def _seal(tx: Tx, s: Services, by: Operator, stand: Sequence[Rule]) -> None:
    body = {"changed": {SETTING: [to_body(one) for one in stand]}, "at_ms": s.clock.now_ms()}
    commit.seal(tx, s, Kind.SETTINGS_CHANGE, body, operator_id=by.operator_id)
