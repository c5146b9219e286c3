"""The day's trade: figures, the sales formula, hours, tenders, departments, goods, tax, drawer."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from app.domain.insight.formula import Factor, Trade, factors
from app.domain.insight.unusual import usual
from app.reports.report import (
    Cell,
    Chart,
    Column,
    Curve,
    Drill,
    Figure,
    Figures,
    Row,
    Series,
    Table,
    Term,
    Text,
    Unit,
    share_ppm,
    term,
    total_of,
)
from app.store.queries.cube import CubeRow
from app.store.queries.reports import day_rows
from app.usecases.report.day.facts import DayFacts
from app.usecases.report.names import TOP, best
from app.words import clock, local

_FACTOR = {"conversion": Unit.PERCENT, "visits": Unit.QTY, "ticket": Unit.MONEY}
MONEY, COUNT, QTY, PERCENT = Unit.MONEY, Unit.COUNT, Unit.QTY, Unit.PERCENT


def headline(f: DayFacts) -> Figures:
    """What one looks at first, against last week's same weekday and last year's."""
    now, week, year = f.total(), f.total(on=f.week), f.total(on=f.year)
    lines = f.total("department")
    known = lines.costed_minor > 0
    shifts = day_rows.shifts(f.asked.tx, f.bd, f.bd)
    counted = [one for one in shifts if one[6]]
    found = [
        _figure("sales", now.gross_minor, (week, week.gross_minor), (year, year.gross_minor)),
        _figure("receipts", now.n, (week, week.n), (year, year.n), unit=COUNT),
        _figure(
            *("ticket", _each(f.sold(), now.n) if now.n else None),
            *((week, _each(f.sold(f.week), week.n)), (year, _each(f.sold(f.year), year.n))),
        ),
        Figure("returned", Term("report.figure.returned"), f.returned(), good=-1),
        Figure("saved", Term("report.figure.saved"), f.total("promotion").total_minor),
        Figure("tax", Term("report.figure.tax"), now.tax_minor),
        Figure(
            *("margin", Term("report.figure.margin")),
            lines.costed_minor - lines.cost_minor if known else None,
            note=_margin_note(lines),
            good=1,
        ),
        Figure(
            *("difference", Term("report.figure.difference")),
            sum(one[7] - one[8] for one in counted) if counted else None,
            note=term("report.note.counted", n=len(counted), of=len(shifts)) if shifts else "",
        ),
    ]
    return Figures("headline", tuple(found), Term("report.part.headline"))


def _figure(
    key: str,
    value: int | None,
    week: tuple[CubeRow, int],
    year: tuple[CubeRow, int],
    *,
    unit: Unit = MONEY,
) -> Figure:
    note: Text = ""
    if year[0].n:
        note = term(
            "report.note.last_year_money" if unit is MONEY else "report.note.last_year",
            **({"was_minor": year[1]} if unit is MONEY else {"was": year[1]}),
        )
    compare = week[1] if week[0].n else None
    return Figure(key, term(f"report.figure.{key}"), value, unit, compare, note, good=1)


def _margin_note(lines: CubeRow) -> Text:
    if not lines.costed_minor:
        return Term("report.note.no_cost") if lines.n else ""
    rate = share_ppm(lines.costed_minor - lines.cost_minor, lines.costed_minor) or 0
    if lines.costed_minor == lines.net_minor:
        return term("report.note.margin", rate_ppm=_tenth(rate))
    part = share_ppm(lines.costed_minor, lines.net_minor) or 0
    return term("report.note.margin_part", rate_ppm=_tenth(rate), part_ppm=_tenth(part))


def _tenth(ppm: int) -> int:
    return (ppm + 500) // 1000 * 1000


def _each(minor: int, n: int) -> int:
    return (2 * minor + n) // (2 * n) if n else 0


def formula(f: DayFacts, code: str, on: str) -> Figures | None:
    """The factors (F60), and what each did against another day; None of a day without a sale."""
    found = explained(code, f.trade(), f.trade(on), on)
    if found is None or (code == "formula_year" and found.figures[0].compare is None):
        return None
    return found


def explained(code: str, now: Trade, then: Trade, on: Text) -> Figures | None:
    """The factors of some days against those of others, which `on` names."""
    found = factors(now, then)
    if not found:
        return None
    note: Text = Term("report.formula.no_compare")
    if found[0].was is not None:
        diff = now.sales_minor - then.sales_minor
        note = term("report.formula.against", on=on, diff_minor=diff)
    if now.visitors is None:
        note = term("report.formula.no_visitors", said=note)
    figures = tuple(_factor(one) for one in found)
    return Figures(code, figures, Term(f"report.part.{code}"), note)


def _factor(one: Factor) -> Figure:
    note: Text = ""
    if one.part_minor is not None:
        key = "less" if one.part_minor < 0 else "more"
        note = term(f"report.formula.{key}", part_minor=abs(one.part_minor))
    unit = _FACTOR.get(one.code, COUNT)
    return Figure(
        one.code, term(f"report.factor.{one.code}"), one.value, unit, one.was, note, good=1
    )


def hours(f: DayFacts) -> Curve:
    """Sales by hour beside what is usual for this weekday."""
    now = f.rows("hour")
    before = [f.rows("hour", on) for on in f.traded()]
    keys = sorted({*now, *(key for one in before for key in one)})
    span = [f"{n:02d}" for n in range(int(keys[0]), int(keys[-1]) + 1)] if keys else []
    known = [usual([one[key].gross_minor if key in one else 0 for one in before]) for key in span]
    series = [
        Series(
            Term("report.series.day"),
            tuple(now[key].gross_minor if key in now else 0 for key in span),
        )
    ]
    low: tuple[int, ...] = ()
    high: tuple[int, ...] = ()
    if known and known[0] is not None:
        series.append(
            Series(
                term("report.series.usual", n=len(before)),
                tuple(one.median if one else 0 for one in known),
            )
        )
        low = tuple(max(0, one.low) if one else 0 for one in known)
        high = tuple(one.high if one else 0 for one in known)
    chart = Chart("bar", tuple(span), tuple(series), MONEY, low, high)
    return Curve("hours", Term("report.part.hours"), chart, "" if span else Term("report.nothing"))


def tenders(f: DayFacts) -> Table:
    """How it was paid: sales, returns and plans; together it is what came in by each way. Where
    anything was paid back, that column stays when others give way: it explains the last one."""
    sales, plans = f.rows("tender"), f.rows("plan")
    back = any(one.refund_minor for one in sales.values())
    columns = (
        Column("tender"),
        Column("n", COUNT, minor=True),
        Column("paid", MONEY, minor=True),
        Column("paid_back", MONEY, minor=not back),
        Column("plans", MONEY, minor=True),
        Column("together", MONEY),
    )
    rows = []
    for kind in {**sales, **plans}:
        sale, plan = sales.get(kind, CubeRow(kind)), plans.get(kind, CubeRow(kind))
        if kind == "exchange" and not sale.total_minor + plan.total_minor:
            continue  # a return that pays for the sale beside it: nothing came in
        cells: tuple[Cell, ...] = (
            *(term(f"tender.{kind}"), sale.n, sale.total_minor + sale.refund_minor),
            *(-sale.refund_minor, plan.total_minor, sale.total_minor + plan.total_minor),
        )
        rows.append(Row(cells, Drill("receipts", kind, "tender")))
    rows.sort(key=lambda one: -_int(one.cells[5]))
    chart = Chart(
        "stack",
        tuple(one.cells[0] for one in rows if isinstance(one.cells[0], Term)),
        (Series(Term("report.column.together"), tuple(_int(one.cells[5]) for one in rows)),),
    )
    return Table(
        *("tenders", Term("report.part.tenders"), columns, tuple(rows)),
        total=total_of(rows, columns, Term("report.total")),
        chart=chart if rows else None,
        short=6,
    )


def departments(f: DayFacts) -> Table:
    """By department, with its share and last week's same weekday; what sold only then too, so that
    both columns add up."""
    now, week = f.rows("department"), f.rows("department", f.week)
    whole = sum(one.gross_minor for one in now.values())
    columns = (
        Column("department"),
        Column("qty", QTY, minor=True),
        Column("sales", MONEY),
        Column("share", PERCENT),
        Column("last_week", MONEY, minor=True),
    )
    names = f.asked.names
    rows = [
        Row(
            (
                *(names.department(key), one.qty_milli, one.gross_minor),
                *(share_ppm(one.gross_minor, whole), week.get(key, CubeRow(key)).gross_minor),
            ),
            Drill("receipts", key, "department"),
        )
        for key, one in {**dict.fromkeys(week, CubeRow("")), **now}.items()
    ]
    rows.sort(key=lambda one: (-_int(one.cells[2]), -_int(one.cells[4])))
    return Table(
        *("departments", Term("report.part.departments"), columns, tuple(rows)),
        total=total_of(rows, columns, Term("report.total")),
    )


def items(f: DayFacts) -> Table:
    """What sold best; the rest in one row, so that it adds up."""
    found = best(f.rows("item").values())
    names = f.asked.names.items([one.key for one in found[:TOP]])
    columns = (Column("item"), Column("qty", QTY), Column("sales", MONEY))
    rows = [
        Row((names[one.key], one.qty_milli, one.gross_minor), Drill("receipts", one.key, "item"))
        for one in found[:TOP]
    ]
    rest = found[TOP:]
    if rest:
        sums: tuple[Cell, ...] = (
            term("report.others", n=len(rest)),
            None,
            sum(one.gross_minor for one in rest),
        )
        rows.append(Row(sums))
    return Table(
        *("items", Term("report.part.items"), columns, tuple(rows)),
        total=total_of(rows, columns, Term("report.total")),
        short=3,
    )


def returns(f: DayFacts) -> Table:
    """By how and why goods came back."""
    columns = (
        Column("how"),
        Column("reason", minor=True),
        Column("n", COUNT),
        Column("amount", MONEY),
    )
    names = f.asked.names
    rows = [
        Row(
            (term(f"report.how.{how}"), names.reason(reason), n, minor),
            Drill("receipts", how, "returns"),
        )
        for how, reason, n, minor in f.returns
    ]
    return Table(
        *("returns", Term("report.part.returns"), columns, tuple(rows)),
        total=total_of(rows, columns, Term("report.total")),
        empty=Term("report.no_returns"),
    )


def discounts(f: DayFacts) -> Table:
    """What was taken off, by rule and reason."""
    columns = (Column("reason"), Column("n", COUNT), Column("amount", MONEY))
    names = f.asked.names
    found = sorted(f.rows("promotion").values(), key=lambda one: (-one.total_minor, one.key))
    rows = [
        Row(
            (names.promotion(one.key), one.n, one.total_minor),
            Drill("receipts", one.key, "promotion"),
        )
        for one in found
    ]
    return Table(
        *("discounts", Term("report.part.discounts"), columns, tuple(rows)),
        total=total_of(rows, columns, Term("report.total")),
        empty=Term("report.no_discounts"),
    )


def tax(f: DayFacts) -> Table:
    """Net, tax and gross by rate."""
    columns = (
        *(Column("rate"), Column("net", MONEY), Column("tax", MONEY)),
        Column("gross", MONEY),
    )
    names = f.asked.names
    found = sorted(
        f.rows("tax").values(), key=lambda one: (-int(one.key.rpartition(":")[2]), one.key)
    )
    rows = [
        Row(
            (names.tax(one.key), one.net_minor, one.tax_minor, one.gross_minor),
            Drill("receipts", one.key, "tax"),
        )
        for one in found
    ]
    return Table(
        *("tax", Term("report.part.tax"), columns, tuple(rows)),
        total=total_of(rows, columns, Term("report.total")),
    )


def shifts(f: DayFacts) -> Table:
    """Each shift's drawer: what it began with, what should be there, what was counted."""
    columns = (
        Column("operator"),
        Column("from_until"),
        Column("float", MONEY, minor=True),
        Column("expected", MONEY, minor=True),
        Column("counted", MONEY),
        Column("difference", MONEY),
    )
    zone, names = ZoneInfo(f.asked.shop.zone), f.asked.names
    rows = []
    for _, who, _, opened, closed, begun, counted, found, expected, *_ in day_rows.shifts(
        f.asked.tx, f.bd, f.bd
    ):
        until = clock(local(closed, zone)) if closed else "…"
        rows.append(
            Row(
                (
                    *(names.operator(who), f"{clock(local(opened, zone))}–{until}", begun),
                    expected if closed else None,
                    found if counted else None,
                    found - expected if counted else None,
                )
            )
        )
    total = total_of(rows, columns, Term("report.total"))
    if total is not None:  # one drawer after the other: only what they were off adds up
        label, *_, off = total.cells
        total = replace(total, cells=(label, None, None, None, None, off))
    return Table(
        *("shifts", Term("report.part.shifts"), columns, tuple(rows)),
        total=total if len(rows) > 1 else None,
        empty=Term("report.no_shift"),
        short=4,
    )


def _int(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0
