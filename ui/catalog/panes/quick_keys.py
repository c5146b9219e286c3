"""The quick keys' page: the counter's own 5 x 5 grid at the left, what goes where at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QStackedLayout, QWidget
from shiboken6 import isValid

from app.words import Words
from ui.catalog.panes.page_form import PageForm
from ui.catalog.viewmodel.quick_keys import ACROSS, KeysVM
from ui.kit import (
    Action,
    Box,
    Column,
    EmptyState,
    ErrorState,
    Field,
    Key,
    Keymap,
    Line,
    Loading,
    RecordTable,
    TableRow,
    Tabs,
    b,
    chip,
    col,
    ico,
    key_for,
    link,
    outcome,
    row,
    s,
    t,
    theme,
)

SIDE = {False: 512, True: 640}
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Board(QWidget):
    """The 25 places. It has the focus as a whole: arrows move, Space takes in hand, Del empties,
    Enter goes to the search field.
    """

    stood = Signal(int)
    stepped = Signal(int, int)
    lifted = Signal()
    removed = Signal()
    entered = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.keys: list[Key] = []
        lay = QGridLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(8)
        for place in range(ACROSS * ACROSS):
            key = Key(words("catalog.keys.free"), form="stack", elide=True)
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.clicked.connect(lambda _=False, place=place: self.stood.emit(place))
            self.keys.append(key)
            lay.addWidget(key, place // ACROSS, place % ACROSS)
        for track in range(ACROSS):
            lay.setColumnStretch(track, 1)
            lay.setRowStretch(track, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def put(self, shown: KeysVM) -> None:
        """Show the places, the one one stands on, the one in hand."""
        words = self._words
        for place, (key, one) in enumerate(zip(self.keys, shown.places, strict=True)):
            key.spec = one.spec
            here = place == shown.at
            sub = words("catalog.keys.in_hand") if place == shown.lifted else ""
            key.change(
                title=one.title or words("catalog.keys.free"),
                amount=one.price,
                sub=sub,
                chosen=here,
                warn=place == shown.lifted,
            )
            key.weight = "medium" if one.title else "regular"
            key.setAccessibleName(f"{place + 1} {one.title or words('catalog.keys.free')}")
            key.update()
        self.setAccessibleName(f"{shown.title} {shown.here}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        code = Qt.Key(event.key())
        if code in ARROWS:
            self.stepped.emit(*ARROWS[code])
        elif code == Qt.Key.Key_Space:
            self.lifted.emit()
        elif code in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif Keymap().means(event, Action.REMOVE_LINE):
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class KeysPane(Box):
    """`turned` (page), `typed` (search), `item_put` (item id), `page_named` (new?), and the
    board's and the form's own signals.
    """

    turned = Signal(int)
    typed = Signal(str)
    item_put = Signal(str)
    page_named = Signal(bool)
    retried = Signal()

    def __init__(self, words: Words) -> None:
        self._words = words
        self.tabs = Tabs([])
        self.board = Board(words)
        self.name_key = link(words("catalog.keys.page_edit"), h=44)
        self.new_key = link(words("catalog.keys.page_new"), h=44)
        self._hint = Line(h=40)
        self._first = Key(words("catalog.keys.page_new"), icon="plus", kind="primary", h=64)
        left = col(
            self.tabs,
            12,
            (self.board, 1),
            row((self._hint, 1), self.name_key, self.new_key, gap=24, h=48),
            pad=(0, 24),
        )
        self.form = PageForm(words)
        side = QWidget()  # before its pages: none may be a window of its own
        self._side = QStackedLayout(side)
        self._side.addWidget(self._make_side())
        self._side.addWidget(self.form)
        self._right = col((side, 1), bg="surface", edges="l")
        holder = QWidget()  # before its pages: none may be a window of its own
        self._states = QStackedLayout(holder)
        self._states.addWidget(row((left, 1), self._right, bg="canvas"))
        why = words("catalog.keys.none_why")
        self._states.addWidget(
            EmptyState("star", words("catalog.keys.none"), why, [self._first], w=400)
        )
        self._states.addWidget(Loading())
        self._error = Box(bg="surface")
        self._states.addWidget(self._error)
        super().__init__((holder, 1))
        self._wire()
        theme.current().changed.connect(self._widen)
        self._widen()

    def _make_side(self) -> Box:
        words = self._words
        self._title = Line(h=48)
        self.lift_key = Key(words("catalog.keys.lift"), "Space", h=56)
        self.remove_key = Key(
            words("catalog.keys.remove"), key_for(Action.REMOVE_LINE), h=56, kind="danger"
        )
        self.field = Field(
            hint=words("catalog.search"), icon="search", right=[s(key_for(Action.SEARCH))], most=60
        )
        self.results = RecordTable(
            (Column(words("catalog.col.item")), Column(words("catalog.col.price"), 96, right=True)),
            name=words("catalog.keys.results"),
            row_height=48,
        )
        self._said = Line(h=40)
        return col(
            row((self._title, 1), pad=(8, 24)),
            row((self.lift_key, 1), (self.remove_key, 1), gap=8, pad=(0, 24)),
            16,
            row((self.field, 1), pad=(0, 24)),
            8,
            (self.results, 1),
            row((self._said, 1), pad=(4, 24)),
        )

    def _wire(self) -> None:
        self.tabs.picked.connect(self.turned)
        self.field.changed.connect(self.typed)
        self.field.entered.connect(lambda _text: self._put_first())
        self.results.opened.connect(self.item_put)
        self.results.view.clicked.connect(
            lambda index: self.item_put.emit(self.results.model.row(index.row()).key)
        )
        self.results.retry.connect(self.retried)
        self.board.entered.connect(self.field.select_all)
        self.name_key.clicked.connect(lambda: self.page_named.emit(False))
        self.new_key.clicked.connect(lambda: self.page_named.emit(True))
        self._first.clicked.connect(lambda: self.page_named.emit(True))
        self.lift_key.clicked.connect(self.board.lifted)
        self.remove_key.clicked.connect(self.board.removed)
        self.results.walk_from(self.field)

    def _widen(self) -> None:
        if isValid(self):
            self._right.setFixedWidth(SIDE[theme.current().wide])

    def put(self, shown: KeysVM) -> None:
        """Show the page of keys."""
        order = {"pages": 0, "empty": 1, "loading": 2, "error": 3}
        if shown.state == "error":
            error = ErrorState(shown.error, self._words("catalog.error_kept"))
            error.retry.connect(self.retried)
            self._error.fill((error, 1))
        self._states.setCurrentIndex(order[shown.state])
        if shown.state != "pages":
            return
        self.tabs.put(shown.pages, shown.on)
        self.name_key.setVisible(bool(shown.pages))
        self.board.put(shown)
        self._put_hint(shown)
        self._side.setCurrentIndex(1 if shown.form else 0)
        if shown.form is not None:
            self.form.put(shown.form)
            return
        self._title.put([b(shown.here, "title", elide=True)], [s(shown.title)])
        self.lift_key.change(title=shown.lift, off=shown.lift_off)
        self.remove_key.set_off(shown.remove_off)
        self._put_found(shown)
        self._said.put(outcome(shown.said, shown.said_role))

    def _put_hint(self, shown: KeysVM) -> None:
        words = self._words
        if shown.carried:
            said = words("catalog.keys.carrying", name=shown.carried)
            self._hint.put([ico("next", "accent"), t(said, role="accent", elide=True)])
        elif shown.lifted >= 0:
            said = words("catalog.keys.swapping")
            self._hint.put([ico("exchange", "accent"), t(said, role="accent", elide=True)])
        else:
            self._hint.put([s(words("catalog.keys.how"), elide=True)])

    def _put_found(self, shown: KeysVM) -> None:
        words = self._words
        if shown.found:
            rows = []
            for one in shown.found:
                name = [t(one.name, elide=True), s(one.spec)]
                if one.where:
                    name.append(chip(one.where))
                rows.append(TableRow(one.item_id, (name, b(one.price))))
            self.results.put(rows)
            return
        title, why = shown.none, words("catalog.keys.none_found_why")
        if not title:
            title, why = words("catalog.keys.type"), words("catalog.keys.type_why")
        self.results.put([], EmptyState("search", title, why, w=360))

    def _put_first(self) -> None:
        if not self.results.model.rowCount():
            return
        if not self.results.current:
            self.results.step(1)
        self.item_put.emit(self.results.current)

    def take_focus(self) -> None:
        """The board has the focus."""
        self.board.setFocus(Qt.FocusReason.OtherFocusReason)
