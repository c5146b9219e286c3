"""Commissions in words: who earned what by which rule, the rules, and a rule being made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.permissions import Role
from app.usecases.staff.commission_rules import ROLE, Rule
from app.usecases.staff.commissions import Earned, Person, Statement
from app.words import Words, amount, percent, quantity


@dataclass(frozen=True, slots=True)
class Names:
    """What rules are about, by id and in the screen's language."""

    people: Mapping[str, str] = field(default_factory=dict)
    departments: Mapping[str, str] = field(default_factory=dict)
    plans: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PayRow:
    """A person (strong) or one of their rules: how much of it, on what sum, what it makes."""

    key: str
    words: str
    qty: str
    base: str
    commission: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule: for what and whom, how much, since when."""

    rule_id: str
    words: str
    much: str
    since: str
    over: bool = False


@dataclass(frozen=True, slots=True)
class RuleForm:
    """A rule being made. Options are (code, words); `keys` what the scope may be about."""

    serial: int
    scopes: tuple[tuple[str, str], ...]
    scope: str
    keys: tuple[tuple[str, str], ...]
    key: str
    search: bool
    hows: tuple[tuple[str, str], ...]
    how: str
    value: str
    value_label: str
    value_error: str
    whos: tuple[tuple[str, str], ...]
    who: str
    froms: tuple[tuple[str, str], ...]
    from_on: str
    example: str
    save: str
    save_off: str


@dataclass(frozen=True, slots=True)
class PayVM:
    """The page. `state`: loading, rows, error. `form` while a rule is made."""

    state: str
    error: str = ""
    month: str = ""
    rows: tuple[PayRow, ...] = ()
    total: str = ""
    may_rules: bool = False
    rules: tuple[RuleRow, ...] = ()
    rule: str = ""
    end: str = ""
    form: RuleForm | None = None
    said: str = ""
    said_role: str = "muted"


def pay_rows(found: Statement, names: Names, words: Words) -> tuple[PayRow, ...]:
    """Everybody with their rules below them."""
    rows: list[PayRow] = []
    for one in found.people:
        rows.append(_person(one, words))
        rows += [_earned(one, each, names, words) for each in one.rows]
    return tuple(rows)


def _person(one: Person, words: Words) -> PayRow:
    name = one.name or words("pay.nobody")
    return PayRow(
        f"p:{one.operator_id}",
        name,
        "",
        amount(one.base_minor, words.digits),
        amount(one.commission_minor, words.digits),
        strong=True,
    )


def _earned(person: Person, one: Earned, names: Names, words: Words) -> PayRow:
    rule = one.rule
    told = rule_words(rule, names, words) if rule else words("pay.no_rule")
    much = words("pay.by", rule=told, much=much_words(rule, words)) if rule else told
    return PayRow(
        f"r:{person.operator_id}:{rule.rule_id if rule else ''}",
        much,
        quantity(one.qty_milli),
        amount(one.base_minor, words.digits),
        amount(one.commission_minor, words.digits) if rule else "",
    )


def much_words(rule: Rule, words: Words) -> str:
    """`3%` or `0.50 a piece`."""
    if rule.how == "percent":
        return percent(rule.ppm)
    return words("pay.each", minor=amount(rule.minor, words.digits))


def rule_words(rule: Rule, names: Names, words: Words) -> str:
    """`Drinks` or `All services, cashiers`."""
    known = {"department": names.departments, "item": names.items, "plan": names.plans}
    if rule.scope == "kind":
        what = words(f"pay.kind.{rule.key}")
    elif rule.scope in known:
        what = known[rule.scope].get(rule.key, words("pay.gone"))
    else:
        what = words(f"pay.scope.{rule.scope}")
    return words("pay.for", what=what, who=who_words(rule.who, names, words)) if rule.who else what


def who_words(who: str, names: Names, words: Words) -> str:
    """Whom a rule is for."""
    if not who:
        return words("pay.everybody")
    if who.startswith(ROLE):
        return words(f"people.role.{Role(who.removeprefix(ROLE)).value}")
    return names.people.get(who, words("pay.gone"))


def rule_rows(rules: Sequence[Rule], names: Names, words: Words, today: str) -> tuple[RuleRow, ...]:
    """Every rule, those that are over at the end."""
    ranked = sorted(rules, key=lambda one: bool(one.until_on and one.until_on < today))
    return tuple(
        RuleRow(
            one.rule_id,
            rule_words(one, names, words),
            much_words(one, words),
            since_words(one, words),
            bool(one.until_on and one.until_on < today),
        )
        for one in ranked
    )


def since_words(rule: Rule, words: Words) -> str:
    """From when, and until when if it ends."""
    since = words.full_day(date.fromisoformat(rule.from_on))
    if not rule.until_on:
        return words("pay.since", since=since)
    return words(
        "pay.from_until", since=since, until=words.full_day(date.fromisoformat(rule.until_on))
    )
