"""A report as a workbook: numbers are numbers, texts are never formulas, a sheet a table."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from app.reports.report import Cell, Curve, Figures, Report, Row, Sentences, Table, Unit, say
from app.reports.words_of import Told

_WRONG = re.compile(r"[\[\]:*?/\\']")
_WIDTH = {Unit.TEXT: 28, Unit.MONEY: 14, Unit.COUNT: 12, Unit.QTY: 12, Unit.PERCENT: 10}


def xlsx(made: Report, language: str) -> bytes:
    """The first sheet has the figures and what stands out, each table has one of its own."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        _Book(book, Told(made, language)).write()
    return out.getvalue()


class _Book:
    def __init__(self, book: Workbook, told: Told) -> None:
        digits = told.made.frame.digits
        money = "#,##0" + ("." + "0" * digits if digits else "")
        self._book, self._told = book, told
        self._taken: set[str] = set()
        bold: Any = book.add_format({"bold": True})
        self._bold = bold
        self._title: Any = book.add_format({"bold": True, "font_size": 14})
        self._head: Any = book.add_format({"bold": True, "bottom": 1})
        codes = {Unit.MONEY: money, Unit.COUNT: "#,##0", Unit.QTY: "#,##0.###"}
        codes[Unit.PERCENT] = "0.0%"
        self._formats: dict[tuple[Unit, bool], Any] = {
            (unit, strong): book.add_format(
                {"num_format": code, **({"bold": True, "top": 1} if strong else {})}
            )
            for unit, code in codes.items()
            for strong in (False, True)
        }
        self._strong: Any = book.add_format({"bold": True, "top": 1})

    def write(self) -> None:
        """The overview, then the tables."""
        told = self._told
        sheet = self._sheet(told.title)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 3, 16)
        sheet.write_string(0, 0, told.title, self._title)
        line = 1
        for text in told.about:
            sheet.write_string(line, 0, text)
            line += 1
        for one in told.made.sections:
            if isinstance(one, Figures):
                line = self._figures(sheet, line + 1, one)
            elif isinstance(one, Sentences):
                line = self._sentences(sheet, line + 1, one)
        for one in told.made.sections:
            if isinstance(one, Table):
                self._table(one)
            elif isinstance(one, Curve):
                self._curve(one)

    def _sheet(self, title: str) -> Any:
        """A sheet by that name, shortened and told apart as Excel wants it."""
        base = _WRONG.sub(" ", title).strip()[:28] or "-"
        name, n = base, 2
        while name.casefold() in self._taken:
            name, n = f"{base} {n}", n + 1
        self._taken.add(name.casefold())
        return self._book.add_worksheet(name)

    def _figures(self, sheet: Any, line: int, one: Figures) -> int:
        told = self._told
        sheet.write_string(line, 0, told.say(one.title), self._head)
        for x in one.figures:
            line += 1
            sheet.write_string(line, 0, told.say(x.label))
            self._put(sheet, (line, 1), x.value, x.unit)
            self._put(sheet, (line, 2), x.compare, x.unit)
            if note := told.say(x.note):
                sheet.write_string(line, 3, note)
        return line + 1

    def _sentences(self, sheet: Any, line: int, one: Sentences) -> int:
        told = self._told
        sheet.write_string(line, 0, told.say(one.title), self._head)
        for x in one.lines:
            line += 1
            sheet.write_string(line, 0, f"{told.say(x.text)} {told.say(x.why)}".strip())
        if not one.lines:
            line += 1
            sheet.write_string(line, 0, told.say(one.empty))
        return line + 1

    def _table(self, one: Table) -> None:
        told = self._told
        sheet = self._sheet(told.say(one.title))
        for place, column in enumerate(one.columns):
            sheet.set_column(place, place, _WIDTH[column.unit])
            sheet.write_string(0, place, told.heading(column), self._head)
        sheet.freeze_panes(1, 0)
        line = 0
        for row in one.rows:
            line += 1
            self._row(sheet, line, row, one)
        if one.total is not None:
            line += 1
            self._row(sheet, line, one.total, one)
        if not one.rows:
            sheet.write_string(1, 0, told.say(one.empty))
        elif one.note:
            sheet.write_string(line + 2, 0, told.say(one.note))

    def _row(self, sheet: Any, line: int, row: Row, one: Table) -> None:
        for place, (value, column) in enumerate(zip(row.cells, one.columns, strict=True)):
            self._put(sheet, (line, place), value, column.unit, strong=row.strong)

    def _curve(self, one: Curve) -> None:
        told, chart = self._told, one.chart
        sheet = self._sheet(told.say(one.title))
        sheet.set_column(0, 0, 12)
        sheet.set_column(1, len(chart.series), 18)
        for place, series in enumerate(chart.series, 1):
            sheet.write_string(0, place, told.say(series.name), self._head)
        for line, label in enumerate(chart.labels, 1):
            sheet.write_string(line, 0, told.say(label))
            for place, series in enumerate(chart.series, 1):
                self._put(sheet, (line, place), series.values[line - 1], chart.unit)

    def _put(
        self, sheet: Any, at: tuple[int, int], value: Cell, unit: Unit, *, strong: bool = False
    ) -> None:
        """A number as the sheet's own, exact; a text as a text."""
        if value is None:
            return
        if not isinstance(value, int):
            text = say(value, self._told.words)
            sheet.write_string(*at, text, self._strong if strong else None)
            return
        digits = {Unit.MONEY: self._told.made.frame.digits, Unit.QTY: 3, Unit.PERCENT: 6}
        number = Decimal(value).scaleb(-digits.get(unit, 0))
        sheet.write_number(
            *at, number, self._formats[unit if unit in digits else Unit.COUNT, strong]
        )
