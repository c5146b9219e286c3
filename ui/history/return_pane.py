"""The panel that takes goods back: lines one touches at the left, where it goes at the right."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.words import Words
from ui.history.return_words import FactVM, LineVM, ReturnVM
from ui.kit import (
    Action,
    Box,
    Choice,
    Key,
    Line,
    Para,
    Run,
    b,
    col,
    ico,
    key_for,
    row,
    rule,
    s,
    scroll,
    t,
    yuan,
)

SIDE = 360
MARKS = {"positive": "ticket", "warning": "alert", "muted": "info"}


class ReturnPane(Box):
    """`touched` (line), `placed` (a digit: the line at that place), `stepped` (line, by),
    `nudged` (+ or -: the line touched last), `reasoned` (code), `reason_stepped` (up or down),
    `confirmed`, `exchanged`, `closed`."""

    placed = Signal(int)
    touched = Signal(int)
    stepped = Signal(int, int)
    nudged = Signal(int)
    reasoned = Signal(str)
    confirmed = Signal()
    exchanged = Signal()
    reason_stepped = Signal(int)
    closed = Signal()

    def __init__(self, words: Words) -> None:
        self._words = words
        self._title, self._about = Line(h=40), Line(h=32)
        self._rows = Box(gap=8)
        self.lines: dict[int, Key] = {}
        self._steps: dict[int, tuple[Key, Line, Key]] = {}
        self._shown_lines: tuple[LineVM, ...] = ()
        self._whole = False
        self._why = Line(h=28)
        self._reason_box = Box()
        self.reasons: Choice | None = None
        self._shown_reasons: tuple[tuple[str, ...], ...] = ()
        self.exchange_key = Key(
            words("return.exchange"), key_for(Action.EXCHANGE), icon="exchange", h=56
        )
        self._facts, self._total, self._notes = Box(), Line(h=72), Box(gap=8)
        self._error = Para("", "body", "danger")
        self.back_key = Key(words("return.leave"), key_for(Action.BACK), h=56)
        self.yes_key = Key(
            words("return.key"),
            key_for(Action.CONFIRM),
            kind="primary",
            size="title",
            h=72,
            elide=True,
        )
        left = col(
            self._title,
            self._about,
            8,
            (scroll(self._rows), 1),
            12,
            self._why,
            self._reason_box,
            pad=(24, 8, 16, 24),
            bg="surface",
        )
        side = col(
            Line(b(words("return.goes")), h=40),
            rule(),
            (scroll(col(self._facts, self._total, 8, self._notes, ...)), 1),
            self._error,
            12,
            self.yes_key,
            8,
            self.exchange_key,
            8,
            self.back_key,
            pad=(16, 24),
            bg="canvas",
            edges="l",
            w=SIDE,
        )
        super().__init__((left, 1), side, across=True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.yes_key.clicked.connect(self.confirmed)
        self.back_key.clicked.connect(self.closed)
        self.exchange_key.clicked.connect(self.exchanged)

    def put(self, shown: ReturnVM) -> None:
        """Show it."""
        self._title.put([b(shown.title, "title", elide=True)])
        self._about.put([s(shown.about, elide=True)])
        void = ".void" if shown.whole else ""
        self._why.put([s(self._words(f"return{void}.why"))], [s("↑ ↓")])
        self.back_key.change(title=self._words(f"return{void}.leave"))
        if (shown.lines, shown.whole) != (self._shown_lines, self._whole):
            self._shown_lines, self._whole = shown.lines, shown.whole
            self._put_lines(shown.lines)
        if self.reasons is None or shown.reasons != self._shown_reasons:
            self._shown_reasons = shown.reasons
            self.reasons = Choice(shown.reasons, shown.reason, columns=3, h=56, elide=True)
            self.reasons.picked.connect(self.reasoned)
            self._reason_box.fill(self.reasons)
            self._order()
        self.reasons.set_chosen(shown.reason)
        self.exchange_key.setVisible(bool(shown.exchange))
        self.exchange_key.change(off=shown.off)
        self._facts.fill(*[fact(one) for one in shown.facts])
        if shown.total:
            self._total.put([t(self._words("return.total"))], yuan(shown.total))
        else:
            self._total.put([t(self._words("return.nothing"), role="muted")])
        self._notes.fill(*[_note(role, text) for role, text in shown.notes])
        self._error.put(shown.error)
        self._error.setVisible(bool(shown.error))
        self.yes_key.change(title=shown.confirm, off=shown.off)
        self.setAccessibleName(shown.title)

    def _put_lines(self, lines: tuple[LineVM, ...]) -> None:
        """Keys stay while the lines are the same ones: a touch must not lose its key."""
        if list(self.lines) != [one.line_no for one in lines]:
            self.lines, self._steps = {}, {}
            self._rows.fill(*[self._line(one) for one in lines], ...)
            self._order()
        for one in lines:
            key = self.lines[one.line_no]
            key.change(sub=one.sold, amount=one.value, off=one.off, chosen=one.chosen)
            less, count, more = self._steps[one.line_no]
            count.put([b(one.back, "title")])
            less.setEnabled(not one.least and not one.off and not self._whole)
            more.setEnabled(not one.most and not one.off and not self._whole)

    def _order(self) -> None:
        """Tab goes as one works: each line with its pieces, the reason, the key, the ways out."""
        chain: list[QWidget] = [self]
        for number, key in self.lines.items():
            less, _, more = self._steps[number]
            chain += [key, less, more]
        chain += self.reasons.keys.values() if self.reasons else ()
        chain += [self.yes_key, self.exchange_key, self.back_key]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _line(self, one: LineVM) -> QWidget:
        key = Key(
            one.name,
            key=str(one.place) if one.place < 10 else "",
            sub=one.sold,
            amount=one.value,
            h=64,
            elide=True,
        )
        less = Key("", icon="minus", form="centre", h=64, w=56)
        more = Key("", icon="plus", form="centre", h=64, w=56)
        less.setAccessibleName(self._words("return.less", name=one.name))
        more.setAccessibleName(self._words("return.more", name=one.name))
        count = Line(h=64)
        number = one.line_no
        key.clicked.connect(lambda: self.touched.emit(number))
        less.clicked.connect(lambda: self.stepped.emit(number, -1))
        more.clicked.connect(lambda: self.stepped.emit(number, 1))
        self.lines[number] = key
        self._steps[number] = (less, count, more)
        return row((key, 1), less, row(..., count, ..., w=40), more, gap=8)

    def take_focus(self) -> None:
        """A digit is a line, Enter is the key, Esc leaves."""
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit is the line at that place, + and - a piece, up and down the reason, Enter yes."""
        text = event.text()
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        pieces = {"-": -1, "+": 1, "=": 1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.yes_key.isEnabled() and not event.isAutoRepeat():
                self.confirmed.emit()
        elif event.key() in steps:
            self.reason_stepped.emit(steps[Qt.Key(event.key())])
        elif text.isascii() and text.isdecimal() and text != "0":
            self.placed.emit(int(text) - 1)
        elif text in pieces:
            self.nudged.emit(pieces[text])
        else:
            super().keyPressEvent(event)


def fact(one: FactVM) -> QWidget:
    """A row: where a part goes, how much."""
    left: list[Run | int] = [t(one.label, elide=True)]
    if one.sub:
        left.append(s(one.sub))
    return row((Line(left, [b(one.value)], h=43), 1), edges="b")


def _note(role: str, text: str) -> QWidget:
    mark = col(Line([ico(MARKS[role], role, "body")], h=24, w=24), ...)
    return row(mark, (Para(text, "small", role), 1), gap=8)
