"""The form of a member's file: only what is changed is written, as one document."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.words import Words
from ui.kit import (
    Action,
    Box,
    Choice,
    Field,
    Key,
    Line,
    Para,
    Switch,
    b,
    col,
    ico,
    key_for,
    link,
    record,
    row,
    s,
    scroll,
    section,
    t,
)
from ui.members.viewmodel import EditVM


class EditPane(Box):
    """`saved` (typed texts, flags), `closed`, `card_dropped` (place)."""

    saved = Signal(object, object)
    closed = Signal()
    card_dropped = Signal(int)

    def __init__(self, words: Words) -> None:
        self._words = words
        self.name = Field(words("members.name"), icon="member")
        self.phone = Field(words("members.phone"), icon="phone", ime=False, most=20)
        self.note = Field(words("members.note"), hint=words("members.note_hint"), icon="note")
        self.notices = Switch(words("members.notices_ask"), note=words("members.notices_note"))
        self.marketing = Switch(
            words("members.marketing_ask"), note=words("members.marketing_note")
        )
        self.active = Switch(words("members.active"), note=words("members.active_note"))
        self._tiers = Box()
        self.tiers: Choice | None = None
        self._tier_error = Para("", "small", "danger")
        self._cards = Box()
        self._said = Line(h=40)
        self.back_key = Key(words("members.back"), key_for(Action.BACK), h=64, w=200)
        self.save_key = Key(words("members.save"), kind="primary", size="title", h=64)
        left = col(self.name, self.phone, self.note, ..., w=520)
        tier = section(words("members.tier"), 8, self._tiers, self._tier_error)
        right = col(
            tier,
            8,
            section(words("members.consents"), self.notices, self.marketing),
            8,
            section(words("members.cards"), self._cards, hint=words("members.cards_hint")),
            8,
            self.active,
            ...,
        )
        body = row(left, 40, (right, 1), pad=(8, 24))
        foot = row(self.back_key, (self.save_key, 1), gap=8)
        super().__init__((scroll(body), 1), col(self._said, foot, pad=(24, 0, 24, 24)))
        self.back_key.clicked.connect(self.closed)
        self.save_key.clicked.connect(self.submit)
        for field in (self.name, self.phone, self.note):
            field.entered.connect(lambda _text: self.submit())

    def put(self, shown: EditVM, *, fresh: bool) -> None:
        """Show what is wrong; `fresh` fills the fields."""
        if fresh:
            self._fill(shown)
        self.name.set_error(shown.error_of("name"))
        self.phone.set_error(shown.error_of("phone"))
        self.note.set_error(shown.error_of("note"))
        self._tier_error.put(shown.error_of("tier"))
        self._tier_error.setVisible(bool(shown.error_of("tier")))
        self._put_cards(shown)
        self.save_key.set_off(self._words("members.saving") if shown.busy else "")
        if shown.error:
            self._said.put([ico("alert", "danger"), t(shown.error, role="danger", elide=True)])
        else:
            self._said.put(s(self._words("members.save_hint")))

    def _fill(self, shown: EditVM) -> None:
        self.name.set_text(shown.name)
        self.phone.set_text(shown.phone)
        self.phone.set_hint(self._words("members.phone_keep", phone=shown.phone_hint))
        self.note.set_text(shown.note)
        self.notices.setChecked(shown.notices)
        self.marketing.setChecked(shown.marketing)
        self.active.setChecked(shown.active)
        self.tiers = Choice(shown.tiers, shown.tier, columns=min(4, len(shown.tiers)), h=56)
        self._tiers.fill(self.tiers)
        self.name.setFocus()

    def _put_cards(self, shown: EditVM) -> None:
        words = self._words
        rows: list[QWidget] = []
        for place, card in enumerate(shown.cards):
            drop = link(words("members.card_drop"), h=44)
            drop.setAccessibleName(f"{words('members.card_drop')} {card}")
            drop.clicked.connect(lambda _=False, place=place: self.card_dropped.emit(place))
            rows.append(row((record([(0, b(card))], edges=""), 1), drop))
        if not rows:
            rows.append(Line(t(words("members.no_card"), role="muted"), h=44))
        error = shown.error_of("card")
        if error:
            rows.append(Para(error, "small", "danger"))
        self._cards.fill(*rows)

    def submit(self) -> None:
        """What stands in the form."""
        if not self.save_key.isEnabled() or self.tiers is None:
            return
        typed = {
            "name": self.name.text(),
            "phone": self.phone.text(),
            "note": self.note.text(),
            "tier": self.tiers.chosen,
        }
        flags = {
            "notices": self.notices.isChecked(),
            "marketing": self.marketing.isChecked(),
            "active": self.active.isChecked(),
        }
        self.saved.emit(typed, flags)
