"""A report's table: as wide as its words need, sortable by touch and by arrows, its sum pinned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from heapq import nlargest

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScroller

from ui.kit import Box, Column, EmptyState, RecordTable, Run, TableRow, b, rule, t, theme
from ui.kit.runs import run_width, s
from ui.reports.viewmodel.report import ColumnVM, RowVM, TableVM, ordered

ROW = 44
HEAD = 36
AIR = 12  # px beside the longest word of a column
NAME = 150  # px that the first column has at least
LONGEST = 24  # rows with the most letters are measured, not all
PAD = 24
SLICE = 300  # rows made at once: the first are seen at once, the others come between events


class ReportTable(Box):
    """`opened(Drill or None)` of a row; `seen(y)` where the chosen row stands, in px from the top.

    `tall` None fills the page; else the table is as high as its rows, and the page scrolls.
    """

    opened = Signal(object)
    seen = Signal(int)

    def __init__(self, shown: TableVM, room: int, *, pad: int = PAD, fills: bool = False) -> None:
        self._shown, self._rows = shown, shown.rows
        every = [_width(shown, place) for place in range(len(shown.columns))]
        self._places = fitting(shown, room - 2 * pad, every)
        self._by, self._down = -1, False
        widths = [every[place] for place in self._places]
        self._columns = tuple(
            Column(shown.columns[place].title, 0 if n == 0 else widths[n], n > 0 and right)
            for n, place in enumerate(self._places)
            for right in [shown.columns[place].right]
        )
        self.table = RecordTable(self._columns, name=shown.title, pad=pad, row_height=ROW)
        self.total = RecordTable(self._columns, pad=pad, row_height=ROW)
        self._waiting: list[RowVM] = []
        self._edge = rule()
        super().__init__((self.table, 1), self._edge, self.total)
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._more)
        self._dress(fills)
        self._fill()

    def _dress(self, fills: bool) -> None:
        view, total = self.table.view, self.total.view
        view.horizontalHeader().setSectionsClickable(True)
        view.horizontalHeader().sectionClicked.connect(self.sort)
        view.installEventFilter(self)
        self.table.opened.connect(self._open)
        view.clicked.connect(lambda index: self._open(self.table.model.row(index.row()).key))
        self.table.chosen.connect(self._tell_seen)
        total.horizontalHeader().hide()
        total.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        total.setSelectionMode(total.SelectionMode.NoSelection)
        total.setAccessibleName(theme.current().words("reports.total"))
        self.total.setFixedHeight(ROW)
        summed = self._shown.total is not None and bool(self._rows)
        self.total.setVisible(summed)
        self._edge.setVisible(summed and fills)
        if not fills:
            QScroller.ungrabGesture(view.viewport())  # a finger moves the page, not the table
            self.table.setFixedHeight(HEAD + ROW * max(1, len(self._rows)) + 2)

    def sort(self, place: int) -> None:
        """By a column (of those shown): figures the largest first, words from A; again reverses."""
        down = not self._down if place == self._by else self._columns[place].right
        self._by, self._down = place, down
        self._rows = ordered(self._shown.rows, self._places[place], down=down)
        mark = " ↓" if down else " ↑"
        self.table.model.columns = tuple(
            replace(one, title=one.title + mark) if n == place else one
            for n, one in enumerate(self._columns)
        )
        self.table.view.horizontalHeader().viewport().update()
        self._fill()

    @property
    def rows(self) -> tuple[RowVM, ...]:
        """The rows in the order they stand."""
        return self._rows

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left and right sort by a neighbouring column, Space turns the order round."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if step:
            first = 0 if step > 0 else -1
            place = self._by + step if self._by >= 0 else first
            self.sort(place % len(self._columns))
            return True
        if event.key() == Qt.Key.Key_Space and self._by >= 0:
            self.sort(self._by)
            return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        empty = EmptyState("list", self._shown.empty) if not self._rows else None
        self._waiting = list(self._rows[SLICE:])
        if self._rows or self._fills:
            self.table.put([self._row(one) for one in self._rows[:SLICE]], empty)
        else:
            self.table.put([TableRow("", self._cells((self._shown.empty,)))])
        if self._waiting:
            self._slices.start()
        if self._shown.total is not None:
            self.total.put([self._row(self._shown.total)])

    def _more(self) -> None:
        """The next rows of a long table, while nobody waits for the window."""
        if not self._waiting:
            self._slices.stop()
            return
        now, self._waiting = self._waiting[:SLICE], self._waiting[SLICE:]
        self.table.append([self._row(one) for one in now])

    @property
    def _fills(self) -> bool:
        return self.table.maximumHeight() > 10_000

    def _row(self, one: RowVM) -> TableRow:
        cells = []
        for n, place in enumerate(self._places):
            text = one.cells[place]
            strong = one.strong or (n == 0 and not one.level)
            run: Run = b(text, elide=n == 0) if strong else t(text, elide=n == 0)
            if one.level and n == 0:
                cells.append((24 * one.level, replace(run, role="muted")))
            else:
                cells.append((0, run))
        return TableRow(one.key, tuple([gap, run] if gap else run for gap, run in cells))

    def _cells(self, texts: Sequence[str]) -> tuple[Run, ...]:
        """A row of words that are no row: what is said where there are none."""
        filled = [*texts, *([""] * (len(self._places) - len(texts)))]
        return tuple(s(text, elide=True) for text in filled)

    def _open(self, key: str) -> None:
        found = next((one for one in self._rows if one.key == key), None)
        if found is not None and found.drill is not None:
            self.opened.emit(found.drill)

    def _tell_seen(self, key: str) -> None:
        place = self.table.model.place_of(key)
        self.seen.emit(HEAD + place * ROW)


def fitting(shown: TableVM, room: int, widths: Sequence[int]) -> tuple[int, ...]:
    """The columns that have room: minor ones give way, of nothing but zeros before the others,
    from the right."""
    kept = list(range(len(shown.columns)))

    def need() -> int:
        return NAME + sum(widths[place] + 16 for place in kept[1:])

    minor = [place for place in kept[1:] if shown.columns[place].minor]
    for place in sorted(minor, key=lambda place: (not _idle(shown, place), -place)):
        if need() <= room:
            break
        kept.remove(place)
    return tuple(kept)


def _idle(shown: TableVM, place: int) -> bool:
    """Whether a column has figures, and all of them are zero."""
    values = [one.values[place] for one in shown.rows if place < len(one.values)]
    return bool(values) and all(value == 0 for value in values)


def _width(shown: TableVM, place: int) -> int:
    """Px of the longest words of a column, with room for the mark of its order."""
    column: ColumnVM = shown.columns[place]
    texts = nlargest(LONGEST, (one.cells[place] for one in shown.rows), key=len)
    if shown.total is not None:
        texts.append(shown.total.cells[place])
    widest = max((run_width(b(text)) for text in texts), default=0)
    return round(max(widest, run_width(s(f"{column.title} ↓")))) + AIR
