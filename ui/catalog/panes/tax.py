"""The page of tax classes (from the shop's profile, with its source) and of units in use."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.words import Words
from ui.catalog.viewmodel.departments import TaxVM
from ui.kit import (
    Box,
    ErrorState,
    Line,
    Loading,
    Para,
    b,
    chip,
    col,
    ico,
    record,
    row,
    scroll,
    section,
    t,
)

UNITS_A_ROW = 8


class TaxPane(Box):
    """`retried`, after an error."""

    retried = Signal()

    def __init__(self, words: Words) -> None:
        self._words = words
        self._body = Box(pad=(16, 24))
        self._shown: TaxVM | None = None
        super().__init__((scroll(self._body), 1), bg="surface")

    def put(self, shown: TaxVM) -> None:
        """Show the classes and the units."""
        if shown == self._shown:
            return
        self._shown = shown
        words = self._words
        if shown.state == "loading":
            self._body.fill(Loading())
        elif shown.state == "error":
            error = ErrorState(shown.error, words("catalog.error_kept"))
            error.retry.connect(self.retried)
            self._body.fill(error)
        else:
            left, right = self._tax(shown), self._units(shown)
            self._body.fill(row((left, 3), (right, 2), gap=40), ...)

    def _tax(self, shown: TaxVM) -> Box:
        words = self._words
        rows: list[QWidget | int] = [
            record([(0, b(one.name)), (280, t(one.example), "r")], h=48) for one in shown.classes
        ]
        source = row(
            Line([ico("info")], h=28, w=32), (Para(shown.source, "small", "muted"), 1), gap=4
        )
        rows += [16, Para(shown.about), 8, source, 8]
        rows += [Para(words("catalog.tax_where"), "small", "muted")]
        return col(section(words("catalog.tax_title"), *rows), ...)

    def _units(self, shown: TaxVM) -> Box:
        words = self._words
        chunks = [
            shown.units[at : at + UNITS_A_ROW] for at in range(0, len(shown.units), UNITS_A_ROW)
        ]
        lines: list[QWidget | int] = [8]
        for units in chunks:
            lines.append(Line([chip(unit) for unit in units], h=40))
        lines += [8, Para(words("catalog.units_why"), "small", "muted")]
        if not shown.units:
            lines = [Line(t(words("catalog.no_units"), role="muted"), h=44)]
        return col(section(words("catalog.units"), *lines), ...)
