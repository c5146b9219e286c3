"""The lines of a sale: number, name, quantity, price, amount; under a line each adjustment.

A list view with a delegate, so that 200 lines scroll as lightly as two. The model changes only
the rows that differ: a scan repaints one row, not the basket.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QScroller,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.kit import theme, tokens
from ui.kit.runs import Run, b, draw_runs, fit, run_width, s, t, word

Index = QModelIndex | QPersistentModelIndex
EDGES = {"qty": 220, "price": 116, "amount": 16}  # right edges, counted from the right
NAME_AT = 44
KEPT = 64  # pictures of lines: three screens full


@dataclass(frozen=True, slots=True)
class BasketRow:
    """One line as it stands on the screen; all texts are already formatted.

    `reasons` are (words, amount) of each adjustment. `state`: `` (at rest), `current` (just
    scanned or chosen), `warning` (look at it; the words say why among the reasons).
    """

    no: str
    name: str
    qty: str
    unit: str
    price: str
    amount: str
    reasons: tuple[tuple[str, str], ...] = ()
    state: str = ""


class BasketModel(QAbstractListModel):
    """Rows of a basket; `put` emits the smallest change that leads to the new rows."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[BasketRow] = []

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            reasons = " ".join(f"{words} {less}" for words, less in row.reasons)
            text = (
                f"{row.no} {row.name} {row.qty} {row.unit} × {row.price} = {row.amount} {reasons}"
            )
            return text.strip()
        return None

    def rows(self) -> list[BasketRow]:
        """What is shown."""
        return list(self._rows)

    def put(self, rows: Sequence[BasketRow]) -> list[int]:
        """Show other rows; returns the places whose height changed."""
        new, old = list(rows), self._rows
        head = 0
        while head < min(len(old), len(new)) and old[head] == new[head]:
            head += 1
        tail = 0
        while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
            tail += 1
        old_end, new_end = len(old) - tail, len(new) - tail
        both = min(old_end, new_end)
        grown = [i for i in range(head, both) if len(old[i].reasons) != len(new[i].reasons)]
        old[head:both] = new[head:both]
        if both > head:
            self.dataChanged.emit(self.index(head), self.index(both - 1))
        if old_end > both:
            self.beginRemoveRows(QModelIndex(), both, old_end - 1)
            del old[both:old_end]
            self.endRemoveRows()
        elif new_end > both:
            self.beginInsertRows(QModelIndex(), both, new_end - 1)
            old[both:both] = new[both:new_end]
            self.endInsertRows()
        return grown


Cut = tuple[str, float, float]
Drawn = tuple[QPixmap, list[Cut]]


class BasketDelegate(QStyledItemDelegate):
    """Paints one line on one baseline, its adjustments under it, and measures both.

    A line is drawn once and kept as a picture: when the list scrolls by a line, the nine that only
    moved are copied, and the scanned one is on the screen sooner.
    """

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._kept: dict[tuple[object, ...], Drawn] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: BasketRow = index.data(Qt.ItemDataRole.UserRole)
        reasons, big = len(row.reasons), 8 if theme.current().wide else 0
        height = tokens.HEIGHT["row"] + big + reasons * tokens.HEIGHT["reason"]
        return QSize(100, height + (8 if reasons else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: BasketRow = index.data(Qt.ItemDataRole.UserRole)
        box: QRect = option.rect
        look, device = theme.current(), painter.device()
        ratio = device.devicePixelRatioF() if device else 1.0
        key = (row, box.width(), box.height(), look.wide, look.name, ratio)
        drawn = self._kept.pop(key, None) or self._draw(row, box.size(), ratio)
        self._kept[key] = drawn
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        painter.drawPixmap(box.topLeft(), drawn[0])
        for words, need, room in drawn[1]:
            theme.report_cut(self._view, words, need=need, room=room)

    def _draw(self, row: BasketRow, size: QSize, ratio: float) -> Drawn:
        """The line as a picture, and what did not fit in it."""
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        p = QPainter(picture)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        cuts = self._paint_row(p, QRect(QPoint(0, 0), size), row)
        p.end()
        return picture, cuts

    def _paint_row(self, p: QPainter, box: QRect, row: BasketRow) -> list[Cut]:
        wide, cuts = theme.current().wide, list[Cut]()
        _ground(p, box, row)
        size, k = ("title", 1.25) if wide else ("body", 1.0)
        base = box.top() + (34 if wide else 28)
        right = box.right() + 1
        draw_runs(p, s(row.no), box.left() + 16, base)
        qty = t(row.qty, size)
        qty_left = right - EDGES["qty"] * k - max(run_width(qty), 48)
        name, need = fit(t(row.name, size, elide=True), qty_left - 12 - box.left() - NAME_AT)
        draw_runs(p, name, box.left() + NAME_AT, base)
        word(p, right - EDGES["qty"] * k, base, qty, "r")
        draw_runs(p, s(row.unit), right + 4 - EDGES["qty"] * k, base)
        word(p, right - EDGES["price"] * k, base, t(row.price, size, "muted"), "r")
        word(p, right - EDGES["amount"], base, b(row.amount, size), "r")
        for place, (words, less) in enumerate(row.reasons):
            y = box.top() + (70 if wide else 56) + place * tokens.HEIGHT["reason"]
            role = "warning" if row.state == "warning" and not less else "positive"
            tail = Run(less, role=role)
            room = box.width() - NAME_AT - EDGES["amount"] - run_width(tail) - 12
            told, need = fit(s(words, role), room)
            if need > room + 1:
                cuts.append((words, need, room))
            draw_runs(p, told, box.left() + NAME_AT, y)
            word(p, right - EDGES["amount"], y, tail, "r")
        return cuts


def _ground(p: QPainter, box: QRect, row: BasketRow) -> None:
    look, mark = theme.current(), {"current": "accent", "warning": "warning"}.get(row.state, "")
    p.fillRect(box, look.ink("current" if row.state == "current" else "surface"))
    if mark:
        p.fillRect(QRect(box.left(), box.top(), 4, box.height()), look.ink(mark))
    p.fillRect(QRect(box.left() + 16, box.bottom(), box.width() - 32, 1), look.ink("line"))


class BasketView(QListView):
    """The basket. It never takes the focus; `picked` is the place of a touched line."""

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._model = BasketModel()
        self._delegate = BasketDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(theme.current().words("kit.basket"))
        self.clicked.connect(lambda index: self.picked.emit(index.row()))
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        theme.current().changed.connect(self._relaid)

    def put(self, rows: Sequence[BasketRow]) -> None:
        """Show these lines and keep the current one in sight."""
        for place in self._model.put(rows):
            self._delegate.sizeHintChanged.emit(self._model.index(place))
        current = next((i for i, r in enumerate(rows) if r.state == "current"), -1)
        if current >= 0:
            self.scrollTo(self._model.index(current))

    def rows(self) -> list[BasketRow]:
        """What is shown."""
        return self._model.rows()

    def _relaid(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


class BasketHead(QWidget):
    """The heads of the columns, over their own edges."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(32)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, look = QPainter(self), theme.current()
        w, k, say = self.width(), 1.25 if look.wide else 1.0, look.words
        p.fillRect(0, self.height() - 1, w, 1, look.ink("line"))
        word(p, NAME_AT, 21, s(say("kit.item")))
        word(p, w - EDGES["qty"] * k, 21, s(say("kit.quantity")), "r")
        word(p, w - EDGES["price"] * k, 21, s(say("kit.price")), "r")
        word(p, w - EDGES["amount"], 21, s(say("kit.amount")), "r")
