"""The form of a new member: the phone alone will do; what they agree to is a choice of its own."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.words import Words
from ui.kit import (
    Action,
    Box,
    Field,
    Key,
    Keypad,
    Line,
    Para,
    Switch,
    b,
    col,
    ico,
    key_for,
    link,
    row,
    s,
    t,
)
from ui.members.viewmodel.listing import EnrolVM

DIGITS = "1 2 3 4 5 6 7 8 9 C 0 erase"


class EnrolPane(Box):
    """`submitted` carries phone, name, and whether offers are wanted."""

    submitted = Signal(str, str, bool)
    phone_typed = Signal(str)
    name_typed = Signal(str)
    closed = Signal()
    known_opened = Signal()

    def __init__(self, words: Words) -> None:
        self._words = words
        self.phone = Field(
            words("members.phone"),
            hint=words("members.phone_hint"),
            icon="phone",
            size="title",
            ime=False,
            most=20,
        )
        self.name = Field(words("members.name"), hint=words("members.name_hint"), icon="member")
        self.marketing = Switch(
            words("members.marketing_ask"), note=words("members.marketing_note")
        )
        self._card = Line(h=48)
        self._card_error = Para("", "small", "danger")
        self._known = Line(h=48)
        self.known_key = link(words("members.open_known"), h=48)
        self._known_box = row(
            (self._known, 1), self.known_key, pad=(0, 16), bg="warning_soft", bar="warning", gap=8
        )
        self._said = Line(h=40)
        self.back_key = Key(words("members.back"), key_for(Action.BACK), h=64, w=200)
        self.join_key = Key(
            words("members.join"), key_for(Action.CONFIRM), kind="primary", size="title", h=64
        )
        self.pad = Keypad(DIGITS, h=64)
        form = col(
            self.phone,
            self._known_box,
            self.name,
            self._card,
            self._card_error,
            self.marketing,
            ...,
            self._said,
            row(self.back_key, (self.join_key, 1), gap=8),
            w=600,
        )
        side = col(Line(s(words("members.pad")), h=28), self.pad, ..., w=360)
        super().__init__(row(form, 56, side, ...), pad=(24, 8, 24, 24))
        self._wire()

    def _wire(self) -> None:
        self.phone.changed.connect(self.phone_typed)
        self.phone.entered.connect(lambda _text: self.submit())
        self.name.changed.connect(self.name_typed)
        self.name.entered.connect(lambda _text: self.submit())
        self.pad.pressed.connect(self.phone.feed)
        self.join_key.clicked.connect(self.submit)
        self.back_key.clicked.connect(self.closed)
        self.known_key.clicked.connect(self.known_opened)

    def begin(self, phone: str, name: str) -> None:
        """An empty form with what is already known; nothing is ticked."""
        self.phone.clear()
        self.name.clear()
        self.phone.set_text(phone)
        self.name.set_text(name)
        self.marketing.setChecked(False)
        (self.name if phone else self.phone).setFocus()

    def put(self, shown: EnrolVM) -> None:
        """Show what is known and what is wrong."""
        words = self._words
        self.phone.set_error(shown.phone_error)
        self.name.set_error(shown.name_error)
        self.name.set_help(shown.twin)
        card = [b(shown.card)] if shown.card else [t(words("members.card_none"), role="muted")]
        mark = ico("check", "positive") if shown.card else ico("card")
        self._card.put([mark, t(words("members.card")), *card])
        self._card_error.put(shown.card_error)
        self._card_error.setVisible(bool(shown.card_error))
        self._known.put([ico("alert", "warning"), b(shown.known, elide=True)])
        self._known_box.setVisible(bool(shown.known))
        self.join_key.set_off(words("members.joining") if shown.busy else "")
        if shown.error:
            self._said.put([ico("alert", "danger"), t(shown.error, role="danger", elide=True)])
        else:
            self._said.put()
        if shown.phone_error:
            self.phone.select_all()
        elif shown.name_error:
            self.name.select_all()

    def submit(self) -> None:
        """What stands in the form."""
        if self.join_key.isEnabled():
            marketing = self.marketing.isChecked()
            self.submitted.emit(self.phone.text(), self.name.text(), marketing)
