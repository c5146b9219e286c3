"""`RecordTable`: long lists painted like `record`: no vertical lines, no zebra, one baseline a row.

A QTableView with a delegate, so that 100,000 rows cost what 20 cost. Its model takes rows of runs;
what a row means stays with the screen, which gets the row's key back.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QScroller,
    QStackedLayout,
    QTableView,
    QWidget,
)

from ui.kit import theme, tokens
from ui.kit.pieces.field import Field
from ui.kit.pieces.rows import GAP, Column, Heads, RowDelegate, TableModel, TableRow, end_pad
from ui.kit.pieces.states import EmptyState, ErrorState, Loading

STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}


class _View(QTableView):
    """The view: arrows choose, Enter opens, rows are chosen whole."""

    opened = Signal(int)
    near_end = Signal()

    def __init__(self, model: TableModel, pad: int, row_height: int) -> None:
        super().__init__()
        self._columns, self._pad = model.columns, pad
        self._cover: QWidget | None = None
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self, pad))
        self.setHorizontalHeader(Heads(self, pad))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def cover(self, state: QWidget | None) -> None:
        """Lay a state over the rows, under the heads; the rows hear no key meanwhile."""
        if self._cover is not None:
            self._cover.hide()
            self._cover.deleteLater()
        self._cover = state
        if state is not None:
            state.setParent(self.viewport())
            state.setAutoFillBackground(True)
            state.setBackgroundRole(QPalette.ColorRole.Base)
            state.setGeometry(self.viewport().rect())
            state.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._cover is not None:
            event.ignore()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._cover is not None:
            self._cover.setGeometry(self.viewport().rect())
        self.lay_columns()

    def lay_columns(self) -> None:
        """Give every column its width; one that is hidden leaves its room to the others."""
        room, last = self.viewport().width(), len(self._columns) - 1
        widths = [
            c.width
            + (self._pad if i == 0 else GAP // 2)
            + (end_pad(self, self._pad) if i == last else GAP // 2)
            if c.width and not self.isColumnHidden(i)
            else 0
            for i, c in enumerate(self._columns)
        ]
        rest = [i for i, c in enumerate(self._columns) if not c.width]
        left = max(0, room - sum(widths))
        for order, place in enumerate(rest):
            widths[place] = left * (order + 1) // len(rest) - left * order // len(rest)
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width)

    def _scrolled(self, value: int) -> None:
        if value >= self.verticalScrollBar().maximum() - self.viewport().height():
            self.near_end.emit()


class RecordTable(QWidget):
    """A table with its empty, loading and error states.

    `chosen` is the key of the row one stands on, `opened` of the row one means (Enter, a second
    touch), `near_end` asks for more rows, `retry` comes from the error state.
    """

    chosen = Signal(str)
    opened = Signal(str)
    near_end = Signal()
    retry = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        name: str = "",
        pad: int = 24,
        row_height: int = tokens.HEIGHT["row"],
    ) -> None:
        super().__init__()
        self.model = TableModel(columns)
        self.view = _View(self.model, pad, row_height)
        self._pad, self._row_height = pad, row_height
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._state: QWidget | None = None
        self._walked: QWidget | None = None
        self._stack.addWidget(self.view)
        self.view.setAccessibleName(name)
        self.setAccessibleName(name)
        self.setFocusProxy(self.view)
        self.view.selectionModel().currentRowChanged.connect(self._on_current)
        self.view.opened.connect(lambda place: self.opened.emit(self.model.row(place).key))
        self.view.doubleClicked.connect(
            lambda index: self.opened.emit(self.model.row(index.row()).key)
        )
        self.view.near_end.connect(self.near_end)

    def put(self, rows: Sequence[TableRow], empty: EmptyState | None = None) -> None:
        """Show rows, or `empty` (else the kit's plain words); the chosen key stays chosen."""
        key = self.current
        self.model.put(rows)
        if rows:
            self._show(None)
            if key and key != self.current:
                self.choose(key)
        else:
            self._show(empty or EmptyState("list", theme.current().words("kit.nothing")))

    def show_column(self, place: int, *, shown: bool) -> None:
        """A column that says nothing here is away."""
        if self.view.isColumnHidden(place) == shown:
            self.view.setColumnHidden(place, not shown)
            self.view.lay_columns()

    def append(self, rows: Sequence[TableRow]) -> None:
        """More rows at the end."""
        self.model.append(rows)

    def show_loading(self, words: str = "") -> None:
        """The rows are on their way: heads and hairlines stand, figures come."""
        self._show(None)
        self.view.cover(Loading(words, pad=self._pad, row_height=self._row_height))

    def show_error(self, state: ErrorState) -> None:
        """The rows could not be read."""
        state.retry.connect(self.retry)
        self._show(state)

    @property
    def current(self) -> str:
        """The key of the row one stands on, or an empty text."""
        index = self.view.currentIndex()
        return self.model.row(index.row()).key if index.isValid() else ""

    def choose(self, key: str) -> None:
        """Stand on the row of a key, if it is there."""
        place = self.model.place_of(key)
        if place >= 0:
            self.view.selectRow(place)

    def step(self, by: int) -> None:
        """Move the choice by rows, from wherever the focus is (arrows in a search field)."""
        rows = self.model.rowCount()
        if rows:
            at = self.view.currentIndex().row()
            self.view.selectRow(min(rows - 1, max(0, at + by)))

    def stand_on(self, key: str) -> None:
        """Stand on a key's row, or on none when it is not there: a screen says what its page shows.

        Not before Qt is done with the row that was pressed.
        """

        def stand() -> None:
            if self.model.place_of(key) >= 0:
                self.choose(key)
            else:
                self.view.clearSelection()
                self.view.selectionModel().clearCurrentIndex()

        QTimer.singleShot(0, self, stand)

    def walk_from(self, field: Field) -> None:
        """Arrows in a search field move along these rows; the focus stays in the field."""
        self._walked = field.edit
        field.edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._walked and isinstance(event, QKeyEvent):
            step = STEPS.get(Qt.Key(event.key()), 0)
            if step and event.type() == QEvent.Type.KeyPress:
                self.step(step)
                return True
        return super().eventFilter(watched, event)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.model.row(index.row()).key)

    def _show(self, state: QWidget | None) -> None:
        self.view.cover(None)
        old, self._state = self._state, state
        if state is not None:
            self._stack.addWidget(state)
        self._stack.setCurrentWidget(state or self.view)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
