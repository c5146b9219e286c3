"""Paints a sheet: sections in columns on paper, each row with its figure and what one can do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from ui.kit import (
    Box,
    ErrorState,
    Key,
    Line,
    Loading,
    Para,
    Run,
    b,
    col,
    ico,
    link,
    meter,
    row,
    rule,
    s,
    scroll,
    section,
    spark,
    split_bar,
    swatch,
    t,
    yuan,
)
from ui.members.viewmodel.parts import ActVM, RowVM, SectionVM, SheetVM

FACT = 112
LEAD = 104
LONG = 22  # letters of a fact that no longer stand in one line


class SheetPane(Box):
    """`acted` carries the code of what was pressed, `retried` asks to read again."""

    acted = Signal(str)
    retried = Signal()

    def __init__(self) -> None:
        super().__init__(bg="surface")
        self._shown: SheetVM | None = None
        self.keys: dict[str, Key] = {}

    def put(self, shown: SheetVM) -> None:
        """Show a sheet; the same one stays untouched, so that a focus stays, too."""
        if shown == self._shown:
            return
        self._shown = shown
        self.keys = {}
        if shown.loading:
            self.fill((Loading(pad=24), 1))
            return
        if shown.error:
            error = ErrorState(shown.error)
            error.retry.connect(self.retried)
            self.fill((error, 1))
            return
        body = self._aligned(shown) if shown.foot else self._columns(shown)
        foot = self._foot(shown)
        self.fill((scroll(col(body, ..., pad=(24, 16, 24, 8))), 1), foot)

    # --- how columns stand -------------------------------------------------------------------

    def _columns(self, shown: SheetVM) -> QWidget:
        columns = []
        for weight, sections in shown.columns:
            cells: list[QWidget | int] = []
            for one in sections:
                cells += [24, self._section(one)] if cells else [self._section(one)]
            columns.append((col(*cells, ...), weight))
        return _across(columns)

    def _aligned(self, shown: SheetVM) -> QWidget:
        """Sections with the same place stand on one line over all columns."""
        bands: list[QWidget | int] = []
        for place in range(max(len(sections) for _, sections in shown.columns)):
            cells = [
                (col(self._section(sections[place]), ...), weight)
                for weight, sections in shown.columns
            ]
            bands += [20, _across(cells)] if bands else [_across(cells)]
        return col(*bands)

    def _foot(self, shown: SheetVM) -> QWidget | None:
        if not shown.foot:
            return None
        runs: list[Run | int] = []
        for label, value in shown.foot[:-1]:
            runs += [24] if runs else []
            runs += [s(label), t(value, elide=True)]
        label, value = shown.foot[-1]
        return row((Line(runs, [s(label), s(value, "text")], h=48), 1), pad=(0, 24), edges="t")

    # --- a section ---------------------------------------------------------------------------

    def _section(self, one: SectionVM) -> QWidget:
        rows: list[QWidget | int] = []
        if one.figure:
            figure = (
                yuan(one.figure, "amount", one.figure_role, one.sign)
                if one.sign
                else [b(one.figure, "amount", one.figure_role)]
            )
            rows.append(Line(figure, [s(one.aside)] if one.aside else (), h=72, gap=0))
        if one.photo:
            rows += [12, _photo(one.photo)]
        if one.meter_ppm is not None:
            rows += [meter(one.meter_ppm, one.meter_marks, name=one.title), 12]
        elif one.figure:
            rows += [split_bar(one.split, name=one.title), 12]
        if one.sparks:
            rows += [12, spark(one.sparks, h=56, name=one.title), 8]
        last = len(one.rows) - 1
        rows += [self._row(each, last=place == last) for place, each in enumerate(one.rows)]
        if one.why:
            rows += [8, Para(one.why, "body", "muted")]
        if one.more:
            rows.append(Line(s(one.more), h=36))
        right = row(*[self._link(act, h=40) for act in one.acts], gap=20) if one.acts else None
        return section(one.title, *rows, hint=one.hint, right=right)

    def _link(self, act: ActVM, h: int = 44) -> Key:
        key = link(act.title, off=act.off, h=h)
        if act.off:  # why it cannot be now stands where there is room: in its description
            key.change(off="")
            key.setEnabled(False)
            key.setToolTip(act.off)
            key.setAccessibleDescription(act.off)
        key.clicked.connect(lambda _=False, code=act.code: self.acted.emit(code))
        self.keys[act.code] = key
        return key

    # --- a row -------------------------------------------------------------------------------

    def _row(self, one: RowVM, *, last: bool) -> QWidget:
        edges = "" if last else "b"
        if one.fact:
            return _fact(one, edges)
        words = self._words(one)
        if one.done_ppm is not None:
            words = col(words, meter(one.done_ppm, h=8, name=one.title), 10)
        keys = [self._link(act) for act in one.acts]
        for key, act in zip(keys, one.acts, strict=True):
            key.setAccessibleName(f"{act.title} {one.title}")
        lead = Line(s(one.lead), h=43, w=LEAD) if one.lead else None
        return row(lead, (words, 1), *keys, gap=16, edges=edges)

    def _words(self, one: RowVM) -> QWidget:
        value = [s(one.value, one.role)] if one.value_small else [b(one.value, role=one.role)]
        left: list[Run | int] = []
        if one.mark:
            left.append(ico(*one.mark))
        if one.swatch:
            left += [swatch(one.swatch), 4]
        left.append(t(one.title, role=one.role, elide=True))
        right: list[Run | int] = [s(one.aside, one.aside_role)] if one.aside else []
        right += value if one.value else []
        if not one.sub and not one.note:
            return Line(left, right, h=43)
        indent = 30 if one.mark else 20 if one.swatch else 0
        under: list[Run | int] = [indent] if indent else []
        under.append(s(one.sub, elide=True))
        note = [s(one.note, one.note_role)] if one.note else []
        return col(6, Line(left, right, h=26), Line(under, note, h=24), 6)


def _across(columns: Sequence[tuple[QWidget, int]]) -> QWidget:
    items: list[QWidget | tuple[QWidget, int]] = []
    for one in columns:
        items += [rule(upright=True), one] if items else [one]
    return row(*items, gap=24)


def _fact(one: RowVM, edges: str) -> QWidget:
    label = Line(s(one.title), h=43, w=FACT)
    if len(one.value) > LONG:
        return row(label, (col(10, Para(one.value), 10), 1), gap=16, edges=edges)
    return row(label, (Line(t(one.value, role=one.value_role, elide=True), h=43), 1), edges=edges)


def _photo(data: bytes) -> QWidget:
    picture = QPixmap()
    picture.loadFromData(data)
    shown = QLabel()
    shown.setFixedSize(120, 120)
    shown.setScaledContents(True)
    shown.setPixmap(picture)
    shown.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return row(shown, ...)
