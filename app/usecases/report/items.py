"""Goods: which make the turnover (ABC), what they earn, and what lies there unsold."""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.permissions import Operator
from app.reports.period import Period, between
from app.reports.report import (
    Cell,
    Chart,
    Column,
    Drill,
    Figure,
    Figures,
    Report,
    Row,
    Section,
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
from app.store.queries.reports import stock_rows
from app.store.queries.reports.days import Tell, summed
from app.usecases.report.reading import Asked, asked
from app.usecases.services import Services

A_PPM, B_PPM = 800_000, 950_000  # of the turnover, best sellers first
YEARS_BACK = 730  # days that a last sale is looked for
MONEY, COUNT, QTY, PERCENT = Unit.MONEY, Unit.COUNT, Unit.QTY, Unit.PERCENT


def abc(s: Services, operator: Operator, period: Period, *, tell: Tell | None = None) -> Report:
    """Items by turnover with their class: A make the first 80 %, B the next 15 %, C the rest."""
    with asked(s, operator, tell, 2) as about:
        found = _sold(about, period)
        about.days.step()
        names = about.names.items([one.key for one in found])
        columns = (
            *(Column("item"), Column("abc"), Column("qty", QTY, minor=True)),
            *(Column("sales", MONEY), Column("share", PERCENT)),
            Column("share_so_far", PERCENT, minor=True),
        )
        rows: list[Row] = []
        groups: dict[str, list[CubeRow]] = {"A": [], "B": [], "C": []}
        for one, group, share, so_far in ranked(found):
            groups[group].append(one)
            cells: tuple[Cell, ...] = (
                *(names[one.key], group, one.qty_milli, one.gross_minor, share, so_far),
            )
            rows.append(Row(cells, Drill("receipts", one.key, "item")))
        table = Table(
            *("by", Term("report.title.abc"), columns, tuple(rows)),
            total=total_of(rows, columns, Term("report.total")),
            note=Term("report.note.abc"),
            short=10,
        )
        return _report(about, "items.abc", period, (_classes(groups), table))


def ranked(found: list[CubeRow]) -> list[tuple[CubeRow, str, int | None, int | None]]:
    """(item, class, share, share so far): best first. An item is A as long as those before it have
    not made 80 % alone; what brought nothing is C."""
    whole = sum(max(0, one.gross_minor) for one in found)
    before, rows = 0, []
    for one in found:
        if one.gross_minor <= 0 or before * 1_000_000 >= whole * B_PPM:
            group = "C"
        else:
            group = "A" if before * 1_000_000 < whole * A_PPM else "B"
        before += max(0, one.gross_minor)
        rows.append((one, group, share_ppm(one.gross_minor, whole), share_ppm(before, whole)))
    return rows


def _classes(groups: dict[str, list[CubeRow]]) -> Table:
    columns = (
        *(Column("abc"), Column("n", COUNT), Column("sales", MONEY), Column("share", PERCENT)),
    )
    whole = sum(one.gross_minor for rows in groups.values() for one in rows)
    rows = [
        Row((group, len(found), minor := summed(found).gross_minor, share_ppm(minor, whole)))
        for group, found in groups.items()
    ]
    labels = tuple(groups)
    chart = Chart(
        "stack",
        labels,
        (Series(Term("report.column.sales"), tuple(_int(one.cells[2]) for one in rows)),),
    )
    return Table(
        *("classes", Term("report.part.classes"), columns, tuple(rows)),
        total=total_of(rows, columns, Term("report.total")),
        chart=chart if whole > 0 else None,
    )


def margin(s: Services, operator: Operator, period: Period, *, tell: Tell | None = None) -> Report:
    """What items earned, net of tax, where their cost is known; where it is not is said."""
    with asked(s, operator, tell, 2) as about:
        found = _sold(about, period)
        about.days.step()
        known = [one for one in found if one.costed_minor or one.cost_minor]
        known.sort(key=lambda one: (-(one.costed_minor - one.cost_minor), one.key))
        names = about.names.items([one.key for one in found])
        columns = (
            *(Column("item"), Column("qty", QTY, minor=True), Column("net", MONEY)),
            *(Column("cost", MONEY, minor=True), Column("margin", MONEY)),
            Column("margin_rate", PERCENT),
        )
        rows = []
        for one in known:
            earned = one.costed_minor - one.cost_minor
            cells: tuple[Cell, ...] = (
                *(names[one.key], one.qty_milli, one.costed_minor, one.cost_minor, earned),
                share_ppm(earned, one.costed_minor),
            )
            rows.append(Row(cells, Drill("receipts", one.key, "item")))
        total = total_of(rows, columns, Term("report.total"))
        if total is not None:
            rate = share_ppm(_int(total.cells[4]), _int(total.cells[2]))
            total = Row((*total.cells[:-1], rate), strong=True)
        table = Table(
            *("by", Term("report.title.margin"), columns, tuple(rows)),
            total=total,
            empty=Term("report.no_costs"),
            short=10,
        )
        unknown = [one for one in found if one not in known]
        sections: tuple[Section, ...] = (_earned(found, unknown), table)
        if unknown:
            sections = (*sections, _without_cost(unknown, names))
        return _report(about, "items.margin", period, sections)


def _earned(found: list[CubeRow], unknown: list[CubeRow]) -> Figures:
    whole = summed(found)
    earned = whole.costed_minor - whole.cost_minor
    part = share_ppm(whole.costed_minor, whole.net_minor)
    note = term("report.note.without_cost", n=len(unknown)) if unknown else ""
    return Figures(
        "headline",
        (
            Figure("margin", Term("report.figure.margin"), earned),
            Figure(
                *("margin_rate", Term("report.column.margin_rate")),
                *(share_ppm(earned, whole.costed_minor), PERCENT),
            ),
            Figure("known", Term("report.figure.cost_known"), part, PERCENT, note=note),
        ),
    )


def _without_cost(unknown: list[CubeRow], names: dict[str, Text]) -> Table:
    columns = (Column("item"), Column("qty", QTY, minor=True), Column("net", MONEY))
    rows = [
        Row((names[one.key], one.qty_milli, one.net_minor), Drill("receipts", one.key, "item"))
        for one in unknown
    ]
    return Table(
        *("unknown", Term("report.part.without_cost"), columns, tuple(rows)),
        total=total_of(rows, columns, Term("report.total")),
    )


def slow(s: Services, operator: Operator, days: int = 90, *, tell: Tell | None = None) -> Report:
    """What lies in the shop and sold nothing, or lasts longer than the days looked at.

    Of items with a stock level; the costliest first. Today's stock, so today's report.
    """
    with asked(s, operator, tell, 3) as about:
        first = (date.fromisoformat(about.today) - timedelta(days - 1)).isoformat()
        sold = {one.key: one for one in about.days.read("item", first, about.today)}
        about.days.step()
        long_ago = (date.fromisoformat(about.today) - timedelta(YEARS_BACK)).isoformat()
        last = stock_rows.last_sold(about.tx, long_ago)
        found = [
            (item_id, qty, cost, out)
            for item_id, qty, cost in stock_rows.levels(about.tx)
            if (out := _out(sold, item_id)) < qty
        ]
        names = about.names.items([one[0] for one in found])
        about.days.step()
        columns = (
            *(Column("item"), Column("stock", QTY), Column("sold", QTY, minor=True)),
            *(Column("lasts", COUNT), Column("last_sold", minor=True), Column("value", MONEY)),
        )
        rows = []
        for item_id, qty, cost, out in found:
            lasts = qty * days // out if out > 0 else None
            value = (qty * cost + 500) // 1000 if cost is not None else None
            when: Text = last.get(item_id, "") or Term("report.not_for_long")
            cells: tuple[Cell, ...] = (names[item_id], qty, out, lasts, when, value)
            rows.append(Row(cells, Drill("receipts", item_id, "item")))
        rows.sort(key=lambda one: (-_int(one.cells[5]), -_int(one.cells[1])))
        table = Table(
            *("by", term("report.title.slow", days=days), columns, tuple(rows)),
            total=_worth(rows),
            empty=Term("report.no_slow"),
            note=term("report.note.slow", days=days),
            short=10,
        )
        return _report(about, "items.slow", between(first, about.today), (table,))


def _worth(rows: list[Row]) -> Row | None:
    if not rows:
        return None
    worth = sum(_int(one.cells[5]) for one in rows)
    return Row((Term("report.total"), None, None, None, None, worth), strong=True)


def _out(sold: dict[str, CubeRow], item_id: str) -> int:
    return sold[item_id].qty_milli if item_id in sold else 0


def _sold(about: Asked, period: Period) -> list[CubeRow]:
    found = about.days.read("item", period.from_on, period.until_on)
    return sorted(found, key=lambda one: (-one.gross_minor, one.key))


def _report(about: Asked, code: str, period: Period, sections: tuple[Section, ...]) -> Report:
    name = code.rpartition(".")[2]
    open_still = period.until_on >= about.today
    return Report(
        *(code, term(f"report.title.{name}", days=period.days), about.frame, period, sections),
        as_of_ms=about.now_ms if open_still else 0,
        short=("headline", "classes", "by"),
    )


def _int(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0
