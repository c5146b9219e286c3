"""A report on receipt paper: its short sections, a row a line, and a QR that a phone reads."""

from __future__ import annotations

from typing import Any

from app.peripherals.paper.rows import RULE, Rows
from app.reports import text
from app.reports.report import Figures, Report, Sentences, Table, Unit
from app.reports.words_of import Told
from hardware.api.slip import Align, Cut, Feed, Item, Qr, Slip, Text
from hardware.api.slip_codec import slip_to_dict

ROWS = 12  # of a table: paper is no spreadsheet


def report(rows: Rows, made: Report) -> dict[str, Any]:
    """The sections that `made.short` names, in the paper's language."""
    told = Told(made, rows.words.lang)
    shop, *about = told.about
    items: list[Item] = [
        Text(told.title, Align.CENTER, wide=True, tall=True),
        Text(shop, Align.CENTER),
        *(Text(line, Align.CENTER) for line in about),
    ]
    for code in made.short:
        one = made.section(code)
        lines: list[Item] = []
        if isinstance(one, Figures):
            lines = _figures(rows, told, one)
        elif isinstance(one, Table):
            lines = _table(rows, told, one)
        elif isinstance(one, Sentences):
            lines = [Text(f"* {told.say(line.text)}") for line in one.lines]
        if lines and one is not None:
            title = told.say(one.title)
            head: list[Item] = [Text(title, bold=True)] if title else []
            items += [RULE, *head, *lines]
    items += [RULE, Qr(text.qr(made, rows.words.lang), module=4), Feed(3), Cut()]
    return slip_to_dict(Slip(tuple(items)))


def _figures(rows: Rows, told: Told, one: Figures) -> list[Item]:
    return [rows.row(told.say(x.label), told.figure(x)) for x in one.figures if x.value is not None]


def _table(rows: Rows, told: Told, one: Table) -> list[Item]:
    """The first column and the last figure; the sum below."""
    main = text.main_column(one)
    if not main or not one.rows:
        return []
    shown = one.rows[: min(one.short or ROWS, ROWS)]
    lines = [
        rows.row(told.cells(row, one.columns)[0], told.cells(row, one.columns)[main])
        for row in shown
        if row.cells[main] is not None
    ]
    if left := len(one.rows) - len(shown):
        lines.append(Text(told.words("report.more_rows", n=left)))
    if one.total is not None and one.columns[main].unit is not Unit.TEXT:
        cells = told.cells(one.total, one.columns)
        lines.append(rows.row(cells[0], cells[main]))
    return lines
