"""A report's figures, sentences and charts, laid out on the paper edge to edge."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.reports.report import Drill, Unit
from app.words import percent, quantity, whole
from ui.kit import (
    Box,
    Line,
    Painted,
    Para,
    Plot,
    Run,
    b,
    col,
    day_curve,
    grid,
    ico,
    link,
    money_axis,
    plot,
    row,
    rule,
    s,
    split_bar,
    swatch,
    theme,
)
from ui.kit.pieces.box import Item
from ui.reports.viewmodel.report import (
    ChartVM,
    CurveVM,
    FiguresVM,
    FigureVM,
    LineVM,
    SentencesVM,
)

Open = Callable[[Drill], object]
STACK = ("accent", "accent_mid", "text", "edge", "band")
MOST_IN_A_ROW = 4


def figures(shown: FiguresVM, *, per_row: int = MOST_IN_A_ROW) -> Box:
    """Numbers side by side, the title over them if they have one."""
    count = columns_for(len(shown.figures), per_row)
    cells = [_figure(one) for one in shown.figures]
    items: list[Item] = []
    if shown.title:
        items += [Line([b(shown.title)], h=40), rule(), 8]
    if shown.note:
        items += [Para(shown.note, "small", "muted"), 8]
    return col(*items, grid(cells, count, gap=16))


def columns_for(n: int, most: int) -> int:
    """So many side by side that the last row is as full as can be."""
    rows = -(-n // most) or 1
    return max(1, -(-n // rows))


def _figure(one: FigureVM) -> Box:
    under = [s(one.change, one.role, "medium")] if one.change else []
    parts: list[Item] = [
        Line([s(one.label, elide=True)], h=24),
        Line([b(one.value, "figure")], h=40),
    ]
    if under:
        parts.append(Line(under, h=24))
    if one.note:
        parts.append(Para(one.note, "small", "muted"))
    return col(*parts, ...)


def sentences(shown: SentencesVM, opened: Open) -> Box:
    """What stands out: a mark, the words, why they are said, and the way to what is behind."""
    items: list[Item] = [Line([b(shown.title)], h=40), rule()]
    for one in shown.lines:
        items.append(_sentence(one, opened))
    if not shown.lines:
        items.append(row((Para(shown.empty, role="muted"), 1), pad=(12, 0)))
    return col(*items)


def _sentence(one: LineVM, opened: Open) -> Box:
    words = [Para(one.text, role="text")]
    if one.why:
        words.append(Para(one.why, "small", "muted"))
    key = None
    drill = one.drill
    if drill is not None:
        key = link(theme.current().words("reports.look"), h=44)
        key.clicked.connect(lambda: opened(drill))
    mark = Line([ico(one.icon, one.role)], h=24, w=32)
    return row(col(mark, ...), (col(*words), 1), key, gap=8, pad=(8, 0), edges="b")


def curve(shown: CurveVM, digits: int) -> Box:
    """A chart with its name, and the names of its colours."""
    head = row((Line([b(shown.title)], _legend(shown.chart), h=40), 1))
    items: list[Item] = [head, rule(), 8, chart(shown.chart, digits, h=200)]
    if shown.note:
        items += [4, Para(shown.note, "small", "muted")]
    return col(*items)


def _legend(shown: ChartVM) -> list[Run | int]:
    roles = ("accent", "edge" if shown.kind == "line" else "text")
    if shown.bands:
        roles = ("accent", "band")
    found: list[Run | int] = []
    for role, name in zip(roles, shown.names, strict=False):
        found += [swatch(role), s(name)] if len(shown.names) > 1 else []
    return found


def chart(shown: ChartVM, digits: int, *, h: int = 160) -> QWidget:
    """The picture of a chart, named with its values."""
    if shown.kind == "stack":
        pairs = zip(shown.now, (*STACK, *STACK), strict=False)
        return split_bar([(value or 0, role) for value, role in pairs], name=shown.spoken)
    if shown.bands:
        return _hours(shown, digits, h)
    drawn = Plot(shown.labels, shown.now, shown.then, line=shown.kind == "line")
    return plot(drawn, figure=axis(shown.unit, digits), h=h, name=shown.spoken)


def _hours(shown: ChartVM, digits: int, h: int) -> Painted:
    return day_curve(
        [one or 0 for one in shown.now],
        [one or 0 for one in shown.then],
        first_hour=int(shown.labels[0][:2]),
        bands=shown.bands,
        running=False,
        figure=axis(shown.unit, digits),
        h=h,
        name=shown.spoken,
    )


def axis(unit: Unit, digits: int) -> Callable[[int], str]:
    """How the axis writes a value: money in whole units where it is round."""
    if unit is Unit.MONEY:
        return money_axis(digits)
    if unit is Unit.QTY:
        return quantity
    return percent if unit is Unit.PERCENT else whole
