"""A member's statement as a workbook: amounts are numbers, names and texts are never formulas."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from app.reports.statement import Statement
from app.reports.statement_words import MONEY, Said

_WIDTHS = (18, 36, 26, 12, 12, 10, 10)


def xlsx(made: Statement, language: str) -> bytes:
    """One sheet: head, before, rows, after, then the balances by kind."""
    said, out = Said(made, language), BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        _Sheet(book, book.add_worksheet(said.title), said).write()
    return out.getvalue()


class _Sheet:
    def __init__(self, book: Workbook, sheet: Any, said: Said) -> None:
        digits = said.made.digits
        money = "#,##0" + ("." + "0" * digits if digits else "")
        self._sheet, self._said = sheet, said
        self._bold: Any = book.add_format({"bold": True})
        self._money: Any = book.add_format({"num_format": money})
        self._count: Any = book.add_format({"num_format": "#,##0"})
        self._wrapped: Any = book.add_format({"text_wrap": True, "valign": "top"})
        self._line = 0

    def write(self) -> None:
        """Top to bottom."""
        sheet, said = self._sheet, self._said
        made, words = said.made, said.words
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, made.shop_name)
        sheet.write_string(1, 0, said.title, self._bold)
        for line, text in enumerate(said.about, 2):
            sheet.write_string(line, 0, text)
        self._line = 6
        for column, title in enumerate(said.headings):
            sheet.write_string(self._line, column, title, self._bold)
        sheet.freeze_panes(self._line + 1, 0)
        self._end(words("statement.before"), made.stored_before, made.points_before)
        for row in made.rows:
            self._line += 1
            for column, text in enumerate((said.when(row), said.what(row), row.ref)):
                sheet.write_string(self._line, column, text, self._wrapped)
            self._figures(row.stored_minor, row.stored_after, row.points, row.points_after)
        self._end(words("statement.after"), made.stored_after, made.points_after)
        self._balances()

    def _figures(self, stored: int, stored_after: int, points: int, points_after: int) -> None:
        self._minor(3, stored)
        self._minor(4, stored_after)
        self._sheet.write_number(self._line, 5, points, self._count)
        self._sheet.write_number(self._line, 6, points_after, self._count)

    def _end(self, title: str, stored: int, points: int) -> None:
        self._line += 1
        self._sheet.write_string(self._line, 1, title, self._bold)
        self._minor(4, stored)
        self._sheet.write_number(self._line, 6, points, self._count)

    def _minor(self, column: int, minor: int) -> None:
        """An amount as the sheet's own number, exact to the minor unit as text would be."""
        text = self._said.money(minor, plus=False).replace(",", "").replace("−", "-")
        self._sheet.write_number(self._line, column, Decimal(text), self._money)

    def _balances(self) -> None:
        said = self._said
        self._line += 2
        self._sheet.write_string(self._line, 1, said.words("statement.balances"), self._bold)
        for one in said.made.balances:
            self._line += 1
            name, _, ends = said.balance(one)
            self._sheet.write_string(self._line, 1, name)
            if one.kind in MONEY:
                self._minor(4, one.n)
            else:
                self._sheet.write_number(self._line, 4, one.n, self._count)
            self._sheet.write_string(self._line, 2, ends)
