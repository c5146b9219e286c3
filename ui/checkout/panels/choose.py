"""A list one chooses from while the hands are in a field: found items, members, parked baskets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QScroller,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.checkout.viewmodel.parts import FoundVM, ListVM
from ui.kit import Line, Run, b, chip, col, row, s, theme, word
from ui.kit.runs import draw_runs, fit, run_width

Index = QModelIndex | QPersistentModelIndex
ROW = 60
PAD = 16


class _Model(QAbstractListModel):
    """Rows, and the place of the one that Enter takes."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[FoundVM, ...] = ()
        self.at = -1

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self.rows):
            return None
        one = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return one
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(x for x in (one.title, one.chip, one.note, one.amount) if x)
        return None

    def put(self, rows: Sequence[FoundVM], at: int) -> None:
        """Show other rows; the same rows only move the place."""
        if tuple(rows) != self.rows:
            self.beginResetModel()
            self.rows, self.at = tuple(rows), at
            self.endResetModel()
        elif at != self.at:
            old, self.at = self.at, at
            for place in (old, at):
                index = self.index(place)
                self.dataChanged.emit(index, index)


class _Delegate(QStyledItemDelegate):
    """Name and what tells it apart at the left, an amount at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        one: FoundVM = index.data(Qt.ItemDataRole.UserRole)
        model = index.model()
        assert isinstance(model, _Model)
        box: QRect = option.rect
        here = index.row() == model.at
        p, look = painter, theme.current()
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.fillRect(box, look.ink("accent_soft" if here else "surface"))
        if here:
            p.fillRect(QRect(box.left(), box.top(), 4, box.height()), look.ink("accent"))
        p.fillRect(
            QRect(box.left() + PAD, box.bottom(), box.width() - 2 * PAD, 1), look.ink("line")
        )
        right = box.right() + 1 - PAD
        amount = b(one.amount)
        word(p, right, box.top() + 37, amount, "r")
        room = box.width() - 2 * PAD - run_width(amount) - 16
        title: list[Run | int] = [b(one.title, elide=True)]
        title += [chip(one.chip, "tier")] if one.chip else []
        draw_runs(p, fit(title, room)[0], box.left() + PAD, box.top() + 26)
        note, _ = fit(s(one.note, elide=True), room)
        draw_runs(p, note, box.left() + PAD, box.top() + 48)
        p.restore()


class ChooseList(QWidget):
    """The list, or what an empty one says. It never takes the focus; a touch is `chosen`."""

    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._model = _Model()
        self.view = QListView()
        self._delegate = _Delegate(self.view)
        self.view.setModel(self._model)
        self.view.setItemDelegate(self._delegate)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setUniformItemSizes(True)
        self.view.setAccessibleName(name)
        self.setAccessibleName(name)
        self.view.clicked.connect(lambda index: self.chosen.emit(index.row()))
        QScroller.grabGesture(self.view.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._title, self._why = Line(h=40), Line(h=28)
        empty = col(
            ..., row(..., self._title, ...), row(..., self._why, ...), ..., ..., bg="surface"
        )
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.view)
        self._stack.addWidget(empty)

    def put(self, vm: ListVM) -> None:
        """Show rows, or the words of an empty list."""
        self._model.put(vm.rows, vm.at)
        self._title.put([b(vm.empty, "title", "muted", elide=True)])
        self._why.put([s(vm.why, elide=True)] if vm.why else ())
        self._stack.setCurrentIndex(0 if vm.rows else 1)
        if 0 <= vm.at < len(vm.rows):
            self.view.scrollTo(self._model.index(vm.at))

    def texts(self) -> list[str]:
        """What the rows say, for tests."""
        return [str(self._model.data(self._model.index(i))) for i in range(len(self._model.rows))]
