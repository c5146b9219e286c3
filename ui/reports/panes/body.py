"""A report on the page: one long table gets it whole, a report of many parts scrolls."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from ui.kit import Box, Line, Para, b, col, row, rule, s, scroll, swatch, theme
from ui.kit.pieces.box import Item
from ui.reports.panes import sections
from ui.reports.panes.tables import ReportTable
from ui.reports.viewmodel.report import (
    CurveVM,
    FiguresVM,
    ReportVM,
    SectionVM,
    SentencesVM,
    TableVM,
)

PAD = 24
GAP = 24
TWO_FROM = 900  # px from which short tables stand in two columns
HIGH_CHART = 168
FIGURES = 320


class ReportBody(QWidget):
    """`opened(Drill)`. The same report stays as it is; another width lays it out anew."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lay = QVBoxLayout(self)
        self._lay.setContentsMargins(0, 0, 0, 0)
        self._shown: ReportVM | None = None
        self._inner: QWidget | None = None
        self._page: QScrollArea | None = None
        self._laid_for = 0
        self.tables: list[ReportTable] = []
        self._late = QTimer(self, singleShot=True, interval=0)
        self._late.timeout.connect(self._lay_out)

    def put(self, shown: ReportVM | None) -> None:
        """Show a report, or none."""
        if shown is self._shown:
            return
        self._shown = shown
        self._lay_out()

    def take_focus(self) -> None:
        """Into the first table."""
        if self.tables:
            self.tables[0].table.view.setFocus()

    def scroll_to_table(self, place: int) -> None:
        """Bring a table of a report of many parts into view."""
        if self._page is not None and place < len(self.tables):
            inner = self._page.widget()
            assert inner is not None
            at = self.tables[place].mapTo(inner, self.tables[place].rect().topLeft()).y()
            self._page.verticalScrollBar().setValue(at - 60)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shown is not None and event.size().width() != self._laid_for:
            self._late.start()

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 120)

    def _lay_out(self) -> None:
        self._late.stop()
        old, self._inner, self.tables = self._inner, None, []
        self._page = None
        focus = QApplication.focusWidget()
        had_focus = old is not None and focus is not None and old.isAncestorOf(focus)
        if old is not None:
            self._lay.removeWidget(old)
            old.hide()
            old.deleteLater()
        if self._shown is None:
            return
        self._laid_for = self.width()
        self._inner = self._whole() if self._shown.wide else self._parts()
        self._lay.addWidget(self._inner)
        if had_focus:  # whoever opened a row goes on in what stands behind it
            self.take_focus()

    # --- one long table ----------------------------------------------------------------------

    def _whole(self) -> QWidget:
        assert self._shown is not None
        over: list[Item] = []
        table = self._shown.table
        assert table is not None
        first = self._shown.sections[0]
        side = None
        if table.chart is not None:
            picture = sections.chart(table.chart, self._shown.digits, h=HIGH_CHART)
            side = col(self._legend(table.chart.names), picture)
        for one in self._shown.sections:
            if one is first and side is not None and isinstance(one, FiguresVM):
                numbers = sections.figures(one, per_row=2)
                numbers.setFixedWidth(FIGURES)
                over += [row(numbers, (side, 1), gap=GAP), 8]
                side = None
            elif not isinstance(one, TableVM):
                over += [self._section(one), 12]
        if side is not None:
            over += [side, 8]
        shown = ReportTable(table, self.width(), fills=True)
        self._join(shown)
        note = Para(table.note, "small", "muted") if table.note else None
        hint = Line([s(theme.current().words("reports.sort_hint"), elide=True)], h=32)
        return col(
            col(*over, pad=(0, PAD)),
            (shown, 1),
            col(note, hint, pad=(4, PAD)),
        )

    def _legend(self, names: tuple[str, ...]) -> QWidget | None:
        if len(names) < 2:
            return None
        runs = [swatch("accent"), s(names[0]), swatch("text"), s(names[1])]
        return Line((), runs, h=24)

    # --- many parts --------------------------------------------------------------------------

    def _parts(self) -> QWidget:
        assert self._shown is not None
        room = self.width() - 2 * PAD - 12
        items: list[Item] = []
        waiting: list[TableVM] = []
        for one in self._shown.sections:
            if isinstance(one, TableVM):
                waiting.append(one)
                continue
            items += self._side_by_side(waiting, room)
            waiting = []
            items += [self._section(one), GAP]
        items += self._side_by_side(waiting, room)
        self._page = scroll(col(*items, ..., pad=(4, PAD)))
        return self._page

    def _side_by_side(self, tables: list[TableVM], room: int) -> list[Item]:
        """Short tables in two columns, each the next one into the lower column."""
        if not tables:
            return []
        if room < TWO_FROM or len(tables) == 1:
            found: list[Item] = []
            for one in tables:
                found += [self._table(one, room), GAP]
            return found
        columns: tuple[list[Item], list[Item]] = ([], [])
        high = [0, 0]
        for one in tables:
            place = 0 if high[0] <= high[1] else 1
            columns[place].extend([self._table(one, (room - GAP) // 2), GAP])
            high[place] += max(1, len(one.rows)) + 4
        left, right = (col(*one, ...) for one in columns)
        return [row((left, 1), (right, 1), gap=GAP)]

    def _table(self, shown: TableVM, room: int) -> Box:
        made = ReportTable(shown, room, pad=0)
        self._join(made)
        note = Para(shown.note, "small", "muted") if shown.note else None
        return col(Line([b(shown.title, elide=True)], h=40), rule(), made, note)

    def _section(self, one: SectionVM) -> QWidget:
        assert self._shown is not None
        if isinstance(one, FiguresVM):
            return sections.figures(one)
        if isinstance(one, SentencesVM):
            return sections.sentences(one, self.opened.emit)
        assert isinstance(one, CurveVM)
        return sections.curve(one, self._shown.digits)

    def _join(self, made: ReportTable) -> None:
        made.opened.connect(self.opened)
        made.seen.connect(lambda y: self._reveal(made, y))
        self.tables.append(made)

    def _reveal(self, made: ReportTable, y: int) -> None:
        """The chosen row of a table that is higher than the page comes into view."""
        if self._page is not None and made.table.view.hasFocus():
            inner = self._page.widget()
            assert inner is not None
            at = made.mapTo(inner, made.rect().topLeft()).y() + y
            self._page.ensureVisible(0, at + 22, 0, 60)
