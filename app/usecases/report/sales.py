"""Sales by anything: hour, day, item, department, operator, till, tender, tier, promotion, tax.

All of them read the cube, so ten years cost what their days cost. Each row leads to its receipts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

from app.domain.errors import Refused
from app.domain.insight.formula import Trade
from app.domain.permissions import Operator
from app.reports.period import Period
from app.reports.report import (
    Cell,
    Chart,
    Column,
    Drill,
    Figure,
    Figures,
    Report,
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
from app.store.queries.reports import receipts as rows_of
from app.store.queries.reports.days import Tell, summed
from app.usecases.report.day.trade import explained
from app.usecases.report.names import Names
from app.usecases.report.reading import Asked, asked
from app.usecases.services import Services
from app.words import clock, local

LINES = ("item", "department", "tax")
DIMS = (
    *("day", "hour", "item", "department", "operator", "till", "tender", "tier", "who"),
    *("promotion", "tax"),
)
MONTHLY = 92  # more days than these are told by month
CHARTED = 24
MONEY, COUNT, QTY, PERCENT = Unit.MONEY, Unit.COUNT, Unit.QTY, Unit.PERCENT
Sums = dict[str, CubeRow]


def by(
    s: Services,
    operator: Operator,
    dim: str,
    period: Period,
    compare: str = "",
    *,
    tell: Tell | None = None,
) -> Report:
    """Sales by a dimension of DIMS, held against `compare` (COMPARES). Report thread.

    Refused: `permission.missing`, `report.unknown`, `work.cancelled`.
    """
    if dim not in DIMS:
        raise Refused("report.unknown", report=dim[:20])
    with asked(s, operator, tell, 3) as about:
        other = period.compared(compare)
        now, key = _read(about, dim, period)
        then = _read(about, dim, other)[0] if other else {}
        if other and dim == "day":
            then = _beside(then, other, period)
        about.days.step()
        table = _table(about, dim if dim != "day" else key, now, then if other else None)
        return Report(
            code=f"sales.{dim}",
            title=term(f"report.title.by_{dim}"),
            frame=about.frame,
            period=period,
            sections=(_figures(about, period, other), *_why(about, dim, period, other), table),
            compare=other,
            as_of_ms=about.now_ms if period.until_on >= about.today else 0,
            short=("headline", "by"),
        )


def _read(about: Asked, dim: str, period: Period) -> tuple[Sums, str]:
    """The sums by key; days of a long period are told by month."""
    days = about.days
    if dim != "day":
        found = days.read(dim, period.from_on, period.until_on)
        return {one.key: one for one in found}, dim
    monthly = period.days > MONTHLY
    parts: dict[str, list[CubeRow]] = {}
    if not monthly:
        last = min(period.until_on, max(about.today, period.from_on))
        parts = {on: [] for on in Period(period.from_on, last).all_days()}
    for on, row in days.by_day("who", period.from_on, period.until_on):
        parts.setdefault(on[:7] if monthly else on, []).append(row)
    return {key: summed(rows, key) for key, rows in parts.items()}, "month" if monthly else "day"


def _why(about: Asked, dim: str, period: Period, other: Period | None) -> tuple[Figures, ...]:
    """The sales formula of the whole period (F60), where days are held against others."""
    if dim != "day" or other is None:
        return ()
    against = f"{other.from_on} – {other.until_on}" if not other.one_day else other.from_on
    found = explained("formula_days", _trade(about, period), _trade(about, other), against)
    return (found,) if found else ()


def _trade(about: Asked, of: Period) -> Trade:
    """What the formula is told of a period: who came on several days is a buyer on each."""
    days = (of.from_on, of.until_on)
    who = {one.key: one for one in about.days.read("who", *days)}
    people = {one.key: one for one in about.days.read("member", *days)}
    whole = summed(who.values())
    guests = who["guest"].n if "guest" in who else 0
    members = people["active"].n if "active" in people else 0
    came = [n for *_, n in day_rows.visitors(about.tx, *days)]
    sold = whole.gross_minor + whole.refund_minor
    return Trade(sold, whole.n, guests + members, sum(came) if came else None)


def _beside(then: Sums, other: Period, period: Period) -> Sums:
    """Days (or months) of the compared period under the dates that they are held against."""
    first, now = date.fromisoformat(other.from_on), date.fromisoformat(period.from_on)
    months = (now.year - first.year) * 12 + now.month - first.month
    found: Sums = {}
    for key, row in then.items():
        if len(key) == 7:
            at = int(key[:4]) * 12 + int(key[5:]) - 1 + months
            found[f"{at // 12:04d}-{at % 12 + 1:02d}"] = row
        else:
            found[(date.fromisoformat(key) + (now - first)).isoformat()] = row
    return found


def _figures(about: Asked, period: Period, other: Period | None) -> Figures:
    """What the whole period came to."""

    def total(of: Period, dim: str = "who") -> CubeRow:
        return about.days.total(dim, of.from_on, of.until_on)

    now, then = total(period), total(other) if other else None
    figures = [
        ("sales", now.gross_minor, then.gross_minor if then else None, MONEY),
        ("receipts", now.n, then.n if then else None, COUNT),
        ("returned", now.refund_minor, then.refund_minor if then else None, MONEY),
        ("tax", now.tax_minor, then.tax_minor if then else None, MONEY),
    ]
    good = {"sales": 1, "receipts": 1, "returned": -1}
    found = (
        Figure(key, term(f"report.figure.{key}"), value, unit, was, good=good.get(key, 0))
        for key, value, was, unit in figures
    )
    return Figures("headline", tuple(found))


def _table(about: Asked, dim: str, now: Sums, then: Sums | None) -> Table:
    columns = _columns(dim, compared=then is not None)
    label = _labels(about.names, dim, [*now, *(then or {})])
    whole = sum(_main(dim, one) for one in now.values())
    rows = []
    for key in _ordered(dim, now, then or {}):
        one = now.get(key, CubeRow(key))
        cells = [label(key), *_cells(dim, one), share_ppm(_main(dim, one), whole)]
        if then is not None:
            was = _main(dim, then.get(key, CubeRow(key)))
            cells += [was, share_ppm(_main(dim, one) - was, was)]
        rows.append(Row(tuple(cells), Drill("receipts", key, dim)))
    return Table(
        *("by", term(f"report.title.by_{dim}"), columns, tuple(rows)),
        total=_sum_row(rows, columns, sum(_main(dim, one) for one in (then or {}).values())),
        note=_note(dim, now),
        chart=_chart(dim, rows, columns),
        short=10,
    )


def _columns(dim: str, *, compared: bool) -> tuple[Column, ...]:
    first = Column(dim)
    if dim in LINES:
        found = [
            *(Column("qty", QTY), Column("sales", MONEY), Column("tax", MONEY, minor=True)),
            Column("margin", MONEY, minor=True),
        ]
    elif dim == "tender":
        found = [
            *(Column("n", COUNT, minor=True), Column("paid", MONEY, minor=True)),
            *(Column("paid_back", MONEY, minor=True), Column("together", MONEY)),
        ]
    elif dim == "promotion":
        found = [Column("n", COUNT), Column("amount", MONEY)]
    else:
        found = [
            *(Column("receipts", COUNT), Column("sales", MONEY)),
            *(Column("tax", MONEY, minor=True), Column("returned", MONEY, minor=True)),
        ]
    found.append(Column("share", PERCENT))
    if compared:
        found += [Column("then", MONEY, minor=True), Column("change", PERCENT)]
    return (first, *found)


def _cells(dim: str, one: CubeRow) -> list[Cell]:
    if dim in LINES:
        margin = one.costed_minor - one.cost_minor if one.costed_minor else None
        return [one.qty_milli, one.gross_minor, one.tax_minor, margin]
    if dim == "tender":
        paid = one.total_minor + one.refund_minor
        return [one.n, paid, -one.refund_minor, one.total_minor]
    if dim == "promotion":
        return [one.n, one.total_minor]
    return [one.n, one.gross_minor, one.tax_minor, one.refund_minor]


def _main(dim: str, one: CubeRow) -> int:
    """The figure that a row is about."""
    return one.total_minor if dim in ("tender", "promotion") else one.gross_minor


def _ordered(dim: str, now: Sums, then: Sums) -> list[str]:
    keys = {**now, **then}
    if dim in ("hour", "day"):
        return sorted(now) if dim == "day" else sorted(keys)
    if dim == "month":
        return sorted(now)
    return sorted(
        keys,
        key=lambda key: (
            -_main(dim, now.get(key, CubeRow(key))),
            -_main(dim, then.get(key, CubeRow(key))),
            key,
        ),
    )


def _labels(names: Names, dim: str, keys: list[str]) -> Callable[[str], Text]:
    if dim == "item":
        known = names.items(dict.fromkeys(keys))
        return lambda key: known[key]
    found: dict[str, Callable[[str], Text]] = {
        "department": names.department,
        "operator": names.operator,
        "tier": names.tier,
        "tax": names.tax,
        "promotion": names.promotion,
        "tender": lambda key: term(f"tender.{key}"),
        "who": lambda key: term(f"report.who.{key}"),
        "hour": lambda key: f"{key}:00",
    }
    return found.get(dim, lambda key: key)


def _sum_row(rows: list[Row], columns: tuple[Column, ...], was: int) -> Row | None:
    """The total, with all of the compared period and the change of the whole."""
    found = total_of(rows, columns, Term("report.total"))
    if found is None or columns[-1].key != "change":
        return found
    main = next(i for i, one in enumerate(columns) if one.key in ("sales", "together", "amount"))
    now = found.cells[main]
    change = share_ppm(now - was, was) if isinstance(now, int) else None
    return Row((*found.cells[:-2], was, change), strong=True)


def _note(dim: str, now: Sums) -> Text:
    """Margins are said to be of what has a known cost; a receipt with two tenders stands twice."""
    if dim in LINES:
        net = sum(one.net_minor for one in now.values())
        part = share_ppm(sum(one.costed_minor for one in now.values()), net)
        if part is not None and part < 1_000_000:
            return term("report.note.costs", part_ppm=max(0, part) // 1000 * 1000)
    return Term("report.note.tenders") if dim == "tender" else ""


def _chart(dim: str, rows: list[Row], columns: tuple[Column, ...]) -> Chart | None:
    shown = rows if dim in ("hour", "day", "month") else rows[:CHARTED]
    if len(shown) < 2:
        return None
    main = next(i for i, one in enumerate(columns) if one.key in ("sales", "together", "amount"))
    series = [Series(Term("report.series.now"), _values(shown, main))]
    if columns[-1].key == "change":
        series.append(Series(Term("report.series.then"), _values(shown, len(columns) - 2)))
    kind = "line" if dim in ("day", "month") and len(shown) > CHARTED else "bar"
    labels = tuple(_label(one.cells[0]) for one in shown)
    return Chart(kind, labels, tuple(series))


def _label(cell: Cell) -> Text:
    return "" if cell is None or isinstance(cell, int) else cell


def _values(rows: list[Row], place: int) -> tuple[int | None, ...]:
    found = (one.cells[place] for one in rows)
    return tuple(one if isinstance(one, int) else None for one in found)


def receipts(
    s: Services,
    operator: Operator,
    drill: Drill,
    period: Period,
    limit: int = 200,
) -> Report:
    """The receipts (or, of dimension `returns`, the returns) behind a row, newest first.

    Refused: `permission.missing`, `report.unknown`.
    """
    if drill.dim not in rows_of.DIMENSIONS and drill.dim != "returns":
        raise Refused("report.unknown", report=drill.dim[:20])
    with asked(s, operator, None) as about:
        days = (period.from_on, period.until_on)
        if drill.dim == "returns":
            table = _refunds(about, rows_of.refunds(about.tx, drill.key, days, limit))
        else:
            found = rows_of.sales(about.tx, drill.dim, drill.key, days, limit)
            table = _receipts(about, found, limit, _shares(about, drill, found))
        title = term("report.title.receipts", what=_what(about, drill))
        return Report("receipts", title, about.frame, period, (table,), short=("receipts",))


def _what(about: Asked, drill: Drill) -> Text:
    if drill.dim == "returns":
        return term(f"report.how.{drill.key}") if drill.key else Term("report.part.returns")
    return _labels(about.names, drill.dim, [drill.key])(drill.key) or Term("report.everything")


def _shares(about: Asked, drill: Drill, found: list[tuple[object, ...]]) -> dict[str, int] | None:
    """What of each receipt the row one came from is about; None where that is the whole of it."""
    if drill.dim not in rows_of.LINES:
        return None
    return rows_of.shares(about.tx, drill.dim, drill.key, [str(row[0]) for row in found])


def _receipts(
    about: Asked, found: list[tuple[object, ...]], limit: int, shares: dict[str, int] | None
) -> Table:
    zone, names = ZoneInfo(about.shop.zone), about.names
    columns = (
        *(Column("when"), Column("receipt"), Column("operator"), Column("who", minor=True)),
        *(Column("qty", QTY, minor=True), Column("amount" if shares is None else "whole", MONEY)),
        *([] if shares is None else [Column("of_it", MONEY)]),
    )
    rows = []
    for sale_id, number, bd, at_ms, who, member, due, pieces in found:
        cells: tuple[Cell, ...] = (
            f"{bd} {clock(local(int(str(at_ms)), zone))}",
            *(str(number), names.operator(str(who))),
            *(Term("report.who.member") if member else "", int(str(pieces)), int(str(due))),
            *([] if shares is None else [shares.get(str(sale_id), 0)]),
        )
        rows.append(Row(cells, Drill("sale", str(sale_id))))
    note = term("report.note.newest", n=limit) if len(found) == limit else ""
    return Table(
        *("receipts", Term("report.part.receipts"), columns, tuple(rows)),
        total=total_of(rows, columns, Term("report.total")),
        note=note,
    )


def _refunds(about: Asked, found: list[tuple[object, ...]]) -> Table:
    zone, names = ZoneInfo(about.shop.zone), about.names
    columns = (
        *(Column("when"), Column("receipt"), Column("operator"), Column("how")),
        *(Column("reason"), Column("amount", MONEY)),
    )
    rows = []
    for refund_id, number, bd, at_ms, who, sale_id, how, reason, total in found:
        cells: tuple[Cell, ...] = (
            f"{bd} {clock(local(int(str(at_ms)), zone))}",
            *(str(number), names.operator(str(who)), term(f"report.how.{how}")),
            *(names.reason(str(reason)), int(str(total))),
        )
        drill = Drill("sale", str(sale_id)) if sale_id else Drill("refund", str(refund_id))
        rows.append(Row(cells, drill))
    return Table(
        *("receipts", Term("report.part.returns"), columns, tuple(rows)),
        total=total_of(rows, columns, Term("report.total")),
        empty=Term("report.no_returns"),
    )
