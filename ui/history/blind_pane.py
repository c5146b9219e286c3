"""The panel for goods without a receipt: what one scans at the left, where it goes at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.words import Words
from ui.history.blind_words import BlindLineVM, BlindVM
from ui.history.return_pane import SIDE, fact
from ui.kit import (
    Action,
    Box,
    Choice,
    Field,
    Key,
    Keymap,
    Line,
    Para,
    b,
    col,
    key_for,
    row,
    rule,
    s,
    scroll,
    t,
    yuan,
)


class BlindPane(Box):
    """`typed`, `entered`, `offered` (place of what was found), `picked` and `stepped` (line, by),
    `priced`, `reasoned`, `reason_stepped`, `sent_to` (way), `turned`, `more`, `less`, `confirmed`,
    `closed`."""

    typed = Signal(str)
    entered = Signal()
    offered = Signal(int)
    picked = Signal(int)
    stepped = Signal(int, int)
    priced = Signal(str)
    reasoned = Signal(str)
    reason_stepped = Signal(int)
    sent_to = Signal(str)
    turned = Signal()
    more = Signal()
    less = Signal()
    confirmed = Signal()
    closed = Signal()

    def __init__(self, words: Words) -> None:
        self._words = words
        self._title, self._about = Line(h=40), Para("", "small", "muted")
        self.field = Field(hint=words("blind.field"), icon="search", most=60)
        self._found, self._rows, self._none = Box(gap=4), Box(gap=8), Line(h=56)
        self._offers: tuple[tuple[str, str], ...] = ()
        self._shown_lines: tuple[BlindLineVM, ...] = ()
        self.offers: list[Key] = []
        self.lines: list[Key] = []
        self._price_about = Line(h=28)
        self.price = Field(
            name=words("blind.price"), hint=words("blind.price"), icon="cash", mode="money", h=48
        )
        self._reason_box, self._way_box = Box(), Box()
        self.reasons: Choice | None = None
        self.ways: Choice | None = None
        self._told: tuple[object, object] = (None, None)
        self._facts, self._total, self._error = Box(), Line(h=72), Para("", "body", "danger")
        self.back_key = Key(words("return.leave"), key_for(Action.BACK), h=56)
        self.yes_key = Key(
            words("return.key"),
            key_for(Action.CONFIRM),
            kind="primary",
            size="title",
            h=72,
            elide=True,
        )
        super().__init__((self._left(), 1), self._right(), across=True)
        self._wire()

    def _left(self) -> QWidget:
        keys = self._words(
            "blind.keys",
            more=key_for(Action.QUANTITY),
            price=key_for(Action.DISCOUNT),
            to=key_for(Action.MEMBER),
        )
        return col(
            self._title,
            self._about,
            8,
            self.field,
            self._found,
            8,
            (scroll(col(self._rows, self._none, ...)), 1),
            row((self._price_about, 1), (self.price, 1), gap=8),
            8,
            Line(s(self._words("return.why")), h=28),
            self._reason_box,
            Line(s(keys), h=28),
            pad=(24, 8, 16, 16),
            bg="surface",
        )

    def _right(self) -> QWidget:
        return col(
            Line(b(self._words("return.goes")), h=40),
            self._way_box,
            8,
            rule(),
            (scroll(col(self._facts, self._total, ...)), 1),
            self._error,
            12,
            self.yes_key,
            8,
            self.back_key,
            pad=(16, 24),
            bg="canvas",
            edges="l",
            w=SIDE,
        )

    def _wire(self) -> None:
        self.field.edit.installEventFilter(self)
        self.field.changed.connect(self.typed)
        self.field.entered.connect(lambda _text: self.entered.emit())
        self.price.changed.connect(self.priced)
        self.price.entered.connect(lambda _text: self.field.edit.setFocus())
        self.yes_key.clicked.connect(self.confirmed)
        self.back_key.clicked.connect(self.closed)
        Keymap().bind(
            self,
            {
                Action.QUANTITY: self.more.emit,
                Action.MEMBER: self.turned.emit,
            },
        )

    def put(self, shown: BlindVM) -> None:
        """Show it."""
        self._title.put([b(shown.title, "title", elide=True)])
        self._about.put(shown.about)
        self.field.set_text(shown.typed)
        self._put_found(shown)
        self._put_lines(shown)
        self._price_about.put([s(shown.price_about, elide=True)])
        self.price.set_enabled(bool(shown.lines))
        if not self.price.edit.hasFocus():
            self.price.set_text(shown.price)
        self._put_choices(shown)
        self._facts.fill(*[fact(one) for one in shown.facts])
        if shown.total:
            self._total.put([t(self._words("return.total"))], yuan(shown.total))
        else:
            self._total.put([t(self._words("return.nothing"), role="muted")])
        self._error.put(shown.error)
        self._error.setVisible(bool(shown.error))
        self.yes_key.change(title=shown.confirm, off=shown.off)
        self.setAccessibleName(shown.title)

    def _put_found(self, shown: BlindVM) -> None:
        if shown.found == self._offers:
            return
        self._offers = shown.found
        self.offers = []
        for at, (name, price) in enumerate(shown.found):
            key = Key(name, key_for(Action.CONFIRM) if at == 0 else "", sub=price, h=48, elide=True)
            key.clicked.connect(lambda _=False, at=at: self.offered.emit(at))
            self.offers.append(key)
        self._found.fill(*self.offers)

    def _put_lines(self, shown: BlindVM) -> None:
        self._none.put([t(shown.none, role="muted")] if shown.none else ())
        if shown.lines == self._shown_lines:
            return
        self._shown_lines = shown.lines
        self.lines = []
        self._rows.fill(*[self._line(at, one) for at, one in enumerate(shown.lines)])

    def _line(self, at: int, one: BlindLineVM) -> QWidget:
        key = Key(one.name, sub=one.price, amount=one.value, h=64, elide=True)
        key.set_chosen(one.chosen)
        less = Key("", icon="minus", form="centre", h=64, w=56)
        more = Key("", icon="plus", form="centre", h=64, w=56)
        less.setAccessibleName(self._words("return.less", name=one.name))
        more.setAccessibleName(self._words("return.more", name=one.name))
        key.clicked.connect(lambda: self.picked.emit(at))
        less.clicked.connect(lambda: self.stepped.emit(at, -1))
        more.clicked.connect(lambda: self.stepped.emit(at, 1))
        self.lines.append(key)
        count = Line([b(one.qty, "title")], h=64)
        return row((key, 1), less, row(..., count, ..., w=56), more, gap=8)

    def _put_choices(self, shown: BlindVM) -> None:
        if self._told != (shown.reasons, shown.ways):
            self._told = (shown.reasons, shown.ways)
            self.reasons = Choice(shown.reasons, shown.reason, columns=3, h=56, elide=True)
            self.reasons.picked.connect(self.reasoned)
            self._reason_box.fill(self.reasons)
            self.ways = Choice(shown.ways, shown.to, columns=2, h=56)
            self.ways.picked.connect(self.sent_to)
            self._way_box.fill(self.ways)
        if self.reasons is not None and self.ways is not None:
            self.reasons.set_chosen(shown.reason)
            self.ways.set_chosen(shown.to)

    def take_focus(self) -> None:
        """What is typed or scanned is goods."""
        self.field.edit.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down: the reason."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self.reason_stepped.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Del, which an empty field would keep to itself."""
        if event.type() != QEvent.Type.KeyPress or self.field.edit.text():
            return False
        assert isinstance(event, QKeyEvent)
        if event.key() != Qt.Key.Key_Delete:
            return False
        self.less.emit()
        return True
