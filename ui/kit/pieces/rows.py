"""What a `RecordTable` holds and how it is painted: one baseline a row, heads over their column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.kit import theme, tokens
from ui.kit.runs import Run, RunsLike, cap_of, draw_runs, fit, listed, s, words_of

Index = QModelIndex | QPersistentModelIndex
GAP = 16


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in px (0 shares the rest), and which edge it keeps to."""

    title: str
    width: int = 0
    right: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """`key` is what the screen gets back; one cell of runs a column. `bar` is a role or empty."""

    key: str
    cells: tuple[RunsLike, ...]
    bar: str = ""


class TableModel(QAbstractTableModel):
    """Rows of runs under columns."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._rows: list[TableRow] = []

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return words_of(row.cells[index.column()])
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None

    def row(self, place: int) -> TableRow:
        """The row at a place."""
        return self._rows[place]

    def place_of(self, key: str) -> int:
        """Where a key stands, or -1."""
        return next((i for i, row in enumerate(self._rows) if row.key == key), -1)

    def put(self, rows: Sequence[TableRow]) -> None:
        """Show other rows; the same keys in the same places only repaint."""
        new = list(rows)
        if [r.key for r in new] == [r.key for r in self._rows]:
            self._rows = new
            if new:
                last = self.index(len(new) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    def append(self, rows: Sequence[TableRow]) -> None:
        """More rows at the end, the place of the others kept."""
        if rows:
            at = len(self._rows)
            self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()


def end_pad(view: QTableView, pad: int) -> int:
    """Px right of the last column: a scroll bar takes its width from the margin, not the words."""
    return max(GAP // 2, pad - (view.width() - view.viewport().width()))


class RowDelegate(QStyledItemDelegate):
    """Paints one cell; all cells of a row share the baseline of the row's largest text."""

    def __init__(self, view: QTableView, pad: int) -> None:
        super().__init__(view)
        self._view, self._pad = view, pad
        self._cap: tuple[TableRow, int] | None = None  # of the row that is being painted

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, tokens.HEIGHT["row"])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: TableRow = index.data(Qt.ItemDataRole.UserRole)
        box: QRect = option.rect
        p, look, place = painter, theme.current(), index.column()
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        p.fillRect(box, look.ink("accent_soft" if chosen else "hover" if hover else "surface"))
        first, last = place == 0, place == index.model().columnCount() - 1
        bar = "accent" if chosen else row.bar
        if first and bar:
            p.fillRect(QRect(box.left(), box.top(), 4, box.height()), look.ink(bar))
        left = box.left() + (self._pad if first else GAP // 2)
        right = box.right() + 1 - (end_pad(self._view, self._pad) if last else GAP // 2)
        line_left = left if first else box.left()
        line_right = right if last else box.right() + 1
        line = QRect(line_left, box.bottom(), line_right - line_left, 1)
        p.fillRect(line, look.ink("line"))
        self._words(p, row, place, (left, right, box))
        p.restore()

    def _words(self, p: QPainter, row: TableRow, place: int, at: tuple[int, int, QRect]) -> None:
        left, right, box = at
        if not row.cells[place]:
            return
        cap = self._cap_of(row)
        base = box.top() + round((box.height() - 1 + cap) / 2)
        runs, need = fit(row.cells[place], right - left)
        if need > right - left + 1:
            theme.report_cut(self._view, words_of(runs), need=need, room=right - left)
        model = self._view.model()
        assert isinstance(model, TableModel)
        x = right - need if model.columns[place].right else left
        draw_runs(p, runs, x, base, line_cap=cap)

    def _cap_of(self, row: TableRow) -> int:
        """Looked for once a row: a list is painted at every key press of its search."""
        if self._cap is None or self._cap[0] is not row:
            every = [r for cell in row.cells for r in listed(cell) if isinstance(r, Run) and r.text]
            self._cap = (row, cap_of(every, "body"))
        return self._cap[1]


class Heads(QHeaderView):
    """Muted small heads over each column's own edge, on a hairline."""

    def __init__(self, view: QTableView, pad: int) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._table, self._pad = view, pad
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFixedHeight(36)
        self.setMinimumSectionSize(8)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        assert isinstance(model, TableModel)
        column, last = model.columns[logicalIndex], logicalIndex == len(model.columns) - 1
        left = rect.left() + (self._pad if logicalIndex == 0 else GAP // 2)
        right = rect.right() + 1 - (end_pad(self._table, self._pad) if last else GAP // 2)
        look, p = theme.current(), painter
        p.fillRect(rect, look.ink("surface"))
        p.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.ink("line"))
        runs, need = fit(s(column.title), right - left)
        if need > right - left + 1:
            theme.report_cut(self, column.title, need=need, room=right - left)
        draw_runs(p, runs, right - need if column.right else left, rect.top() + 23)
