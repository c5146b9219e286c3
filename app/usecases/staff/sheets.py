"""Hours, commissions and a person's log as reports: for Excel, CSV, PDF and paper."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from app.domain.permissions import Operator
from app.domain.shop import Shop
from app.reports.period import Period
from app.reports.report import (
    Column,
    Figure,
    Figures,
    Frame,
    Named,
    Report,
    Row,
    Table,
    Term,
    Text,
    Unit,
    term,
)
from app.store import catalog
from app.store import shop as shops
from app.store.loyalty import program
from app.usecases.services import Services
from app.usecases.staff import attendance, commissions, person
from app.usecases.staff.attendance import Day
from app.usecases.staff.commission_rules import ROLE, Rule
from app.usecases.staff.commissions import Earned, Person
from app.usecases.staff.hours import Work
from app.usecases.staff.person import Done

Names = dict[str, Text]


def hours(s: Services, by: Operator, month: str, operator_id: str) -> Report:
    """A month sheet. Refused as `attendance.month`."""
    found = attendance.month(s, by, month, operator_id)
    shop = _shop(s)
    rows = tuple(_day(one, shop) for one in found.days)
    total = Row((term("hours.worked"), None, _hm(found.minutes), None), strong=True)
    table = Table(
        "hours",
        term("hours.title"),
        (
            Column("day", title=term("hours.day")),
            Column("work", title=term("hours.work")),
            Column("hours", title=term("hours.hours")),
            Column("note", title=term("hours.note")),
        ),
        rows,
        total,
    )
    days = attendance.days_of(month)
    return _report("hours", found.name, shop, (days[0], days[-1]), table)


def pay(s: Services, by: Operator, from_on: str, until_on: str, operator_id: str = "") -> Report:
    """A statement of commissions. Refused as `commissions.statement`."""
    found = commissions.statement(s, by, from_on, until_on, operator_id)
    shop, names = _shop(s), _names(s)
    rows: list[Row] = []
    for one in found.people:
        rows.append(_person(one))
        rows += [_earned(each, names) for each in one.rows]
    total = sum(one.commission_minor for one in found.people)
    base = sum(one.base_minor for one in found.people)
    table = Table(
        "pay",
        term("pay.title"),
        (
            Column("who", title=term("pay.who")),
            Column("qty", Unit.QTY, title=term("pay.qty")),
            Column("base", Unit.MONEY, title=term("pay.base")),
            Column("commission", Unit.MONEY, title=term("pay.commission")),
        ),
        tuple(rows),
        Row((term("pay.sum"), None, base, total), strong=True),
        note=term("pay.example"),
    )
    return _report("pay", "", shop, (from_on, until_on), table)


def log(s: Services, by: Operator, operator_id: str, from_on: str, until_on: str) -> Report:
    """What a person did. Refused as `person.log`."""
    found = person.log(s, by, operator_id, from_on, until_on)
    shop = _shop(s)
    figures = Figures(
        "counts",
        (
            Figure("sales", term("deed.sales"), found.sales, Unit.COUNT),
            *(Figure(kind, term(f"deed.{kind}"), n, Unit.COUNT) for kind, n in found.counts),
        ),
    )
    table = Table(
        "log",
        term("deed.title"),
        (
            Column("at", title=term("deed.at")),
            Column("what", title=term("deed.what")),
            Column("detail", title=term("deed.detail")),
            Column("receipt", title=term("deed.receipt")),
            Column("amount", Unit.MONEY, title=term("deed.amount")),
        ),
        tuple(_deed(one, shop) for one in found.done),
    )
    return _report("log", found.name, shop, (from_on, until_on), table, figures)


def _report(
    code: str, name: str, shop: Shop, days: tuple[str, str], *sections: Table | Figures
) -> Report:
    frame = Frame(
        *(shop.shop_name, shop.till_no, shop.zone, shop.currency_code),
        digits=shop.currency.digits,
    )
    title = term(f"sheet.{code}")
    period = Period(*days, "day" if days[0] == days[1] else "any")
    return Report(code, title, frame, period, sections, subtitle=name)


def _shop(s: Services) -> Shop:
    with s.db.report() as tx:
        return shops.load(tx)


def _day(one: Day, shop: Shop) -> Row:
    pieces = ", ".join(_piece(work, shop) for work in one.work)
    note = term("hours.missing") if one.wrong else ""
    reasons = [x.reason for w in one.work for x in (w.begin, w.end) if x is not None and x.reason]
    return Row(
        (one.bd, pieces, _hm(one.minutes) if one.minutes else "", note or "; ".join(reasons))
    )


def _piece(work: Work, shop: Shop) -> str:
    ends = (_clock(one.at_ms, shop) if one else "?" for one in (work.begin, work.end))
    return "–".join(ends)


def _clock(at_ms: int, shop: Shop, form: str = "%H:%M") -> str:
    return datetime.fromtimestamp(at_ms // 1000, UTC).astimezone(ZoneInfo(shop.zone)).strftime(form)


def _hm(minutes: int) -> str:
    hours_, rest = divmod(minutes, 60)
    return f"{hours_}:{rest:02d}"


def _person(one: Person) -> Row:
    name: Text = one.name or term("pay.nobody")
    return Row((name, None, one.base_minor, one.commission_minor), strong=True)


def _earned(one: Earned, names: Names) -> Row:
    text: Text = term("pay.no_rule")
    if one.rule is not None:
        text = term("pay.by", rule=_about(one.rule, names), much=_much(one.rule))
    return Row((text, one.qty_milli, one.base_minor, one.commission_minor), level=1)


def _about(rule: Rule, names: Names) -> Text:
    if rule.scope == "kind":
        what: Text = term(f"pay.kind.{rule.key}")
    elif rule.key:
        what = names.get(f"{rule.scope}:{rule.key}", term("pay.gone"))
    else:
        what = term(f"pay.scope.{rule.scope}")
    if not rule.who:
        return what
    if rule.who.startswith(ROLE):
        return term("pay.for", what=what, who=term(f"people.role.{rule.who.removeprefix(ROLE)}"))
    return term("pay.for", what=what, who=names.get(f"who:{rule.who}", term("pay.gone")))


def _much(rule: Rule) -> Text:
    if rule.how == "percent":
        return term("pay.percent", much_ppm=rule.ppm)
    return term("pay.each_piece", each_minor=rule.minor)


def _names(s: Services) -> Names:
    """What rules are about, by `scope:key`, in both languages."""
    with s.db.report() as tx:
        items = {one.key for one in commissions.rules_in(tx) if one.scope == "item"}
        found: Names = {
            f"department:{one.department_id}": Named(one.name, one.name_en)
            for one in catalog.departments(tx)
        }
        for plan in program.load(tx).plans:
            found[f"plan:{plan.plan_id}"] = Named(plan.name, plan.name_en)
        for item in catalog.many(tx, sorted(items)).values():
            found[f"item:{item.item_id}"] = Named(item.name, item.name_en)
        for one in commissions.people_in(tx):
            found[f"who:{one.operator_id}"] = one.name
    return found


def _deed(one: Done, shop: Shop) -> Row:
    deed = one.deed
    detail: Text = one.other or deed.reason
    if deed.kind == "login":
        detail = term(f"deed.login.{deed.reason or 'ok'}")
    elif deed.n:
        detail = Term("deed.lines", (("n", deed.n),))
    at = _clock(deed.at_ms, shop, "%Y-%m-%d %H:%M")
    return Row((at, term(f"deed.{deed.kind}"), detail, one.receipt_no, deed.amount_minor or None))
