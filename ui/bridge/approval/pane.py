"""The panel a second person answers on: bound to one action, it forgets the PIN each time."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.words import Words
from ui.bridge.approval.shown import ApprovalVM
from ui.kit import (
    Action,
    Box,
    Key,
    Line,
    Para,
    PinPad,
    b,
    col,
    ico,
    key_for,
    record,
    row,
    rule,
    s,
    t,
)


class ApprovalPane(Box):
    """`chosen` (operator id), `digits` (how many), `confirmed` (the PIN, once), `closed`."""

    chosen = Signal(str)
    digits = Signal(int)
    confirmed = Signal(str)
    closed = Signal()

    def __init__(self, words: Words) -> None:
        self._typed, self._facts_shown = "", ((), "")
        self._title, self._what = Line(h=44), Line(h=72, gap=0)
        self._facts = Box()
        self._who_title, self._people = Line(h=28), Box(gap=8)
        self.people: dict[str, Key] = {}
        self._pin_title, self._error = Line(h=28), Para("", "small", "danger")
        self._error.setMinimumHeight(44)
        self.pin = PinPad(h=56)
        dots = self.pin.take_dots()
        self.back_key = Key(words("approval.cancel"), key_for(Action.BACK), h=64, w=176)
        self.yes_key = Key(
            words("approval.yes"), key_for(Action.CONFIRM), kind="primary", size="title", h=64
        )
        card = Line([ico("card"), s(words("approval.card"), elide=True)], h=32)
        rule_text = Para(words("approval.rule"), "small", "muted")
        who = col(self._who_title, 8, self._people, 8, card, ..., rule_text)
        pin = col(row((self._pin_title, 1), dots, h=28), 8, self.pin, 4, self._error, ...)
        body = col(
            self._title,
            self._what,
            rule(),
            self._facts,
            12,
            (row((who, 1), (pin, 1), gap=32), 1),
            12,
            row(self.back_key, (self.yes_key, 1), gap=8),
            w=760,
        )
        super().__init__(row(..., body, ...), pad=(16, 24), bg="canvas")
        self.setFocusProxy(self.pin)
        self.pin.changed.connect(self._changed)
        self.pin.filled.connect(self._filled)
        self.yes_key.clicked.connect(self.confirm)
        self.back_key.clicked.connect(self.closed)

    def put(self, shown: ApprovalVM) -> None:
        """Show it."""
        icon = ico("shield", "accent", "figure")
        self._title.put([icon, b(shown.title, "title")], [s(shown.asked_by)])
        figure = [b(shown.amount, "amount")] if shown.amount else []
        self._what.put([b(shown.what, "title", elide=True)], figure)
        self._facts.fill(
            *[record([(136, s(label)), (0, t(value, elide=True))]) for label, value in shown.facts]
        )
        self._who_title.put([s(shown.who_title)])
        self._put_people(shown)
        self._pin_title.put([s(shown.pin_title, elide=True)] if shown.pin_title else ())
        self._error.put(shown.error)
        if shown.digits == 0 and self.pin.count:
            self._forget()
        self.pin.set_busy(shown.busy)
        self.yes_key.change(title=shown.confirm, off=shown.off)
        self.setAccessibleName(f"{shown.title} {shown.what} {shown.amount}")

    def _put_people(self, shown: ApprovalVM) -> None:
        if list(self.people) != [code for code, _, _ in shown.people]:
            self.people = {}
            for code, name, role in shown.people:
                key = Key(name, sub=role, icon="member", h=56, elide=True)
                key.clicked.connect(lambda _=False, code=code: self.chosen.emit(code))
                self.people[code] = key
            self._people.fill(*self.people.values())
        for code, key in self.people.items():
            key.set_chosen(code == shown.chosen)

    def confirm(self) -> None:
        """Enter or the key: a whole PIN is asked about once."""
        pin, self._typed = self._typed, ""
        if pin:
            self.confirmed.emit(pin)

    def take_focus(self) -> None:
        """Digits typed now are the PIN's."""
        self._forget()
        self.pin.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, wherever the focus is on the panel; digits are the PIN's from anywhere on it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            if self.yes_key.isEnabled():
                self.confirm()
            return
        if event.text().isascii() and event.text().isdigit() and not self.pin.hasFocus():
            self.pin.setFocus()
            self.pin.keyPressEvent(event)
            return
        super().keyPressEvent(event)

    def _changed(self, count: int) -> None:
        if count < len(self._typed):
            self._typed = ""
        self.digits.emit(count)

    def _filled(self, pin: str) -> None:
        self._typed = pin

    def _forget(self) -> None:
        self._typed = ""
        self.pin.blockSignals(True)
        self.pin.clear()
        self.pin.blockSignals(False)
