"""Whose page it is, what one does most with it, and the tabs."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.words import Words
from ui.kit import (
    Action,
    Box,
    Key,
    Line,
    Run,
    Tabs,
    b,
    chip,
    ico,
    key_for,
    link,
    row,
    s,
    t,
)
from ui.members.viewmodel.parts import HeadVM

TABS = (
    "overview",
    "history",
    "wallet",
    "points",
    "vouchers",
    "packages",
    "cards",
    "profile",
    "statement",
)


class HeadPane(Box):
    """`used` (in the sale), `topped_up`, `revealed` (the whole number), `closed`, `turned`."""

    used = Signal()
    topped_up = Signal()
    revealed = Signal()
    closed = Signal()
    turned = Signal(str)

    def __init__(self, words: Words) -> None:
        self._who = Line(h=56, gap=12)
        self.reveal_key = link(words("members.reveal"), h=56)
        self.back_key = link(words("members.all_key"), key_for(Action.BACK), h=56)
        self.topup_key = Key(
            words("member.topup"), key_for(Action.QUANTITY), icon="wallet", h=56, w=152
        )
        self.use_key = Key(
            words("members.use"), key_for(Action.MEMBER), kind="primary", h=56, w=184
        )
        top = row(
            (self._who, 1),
            self.reveal_key,
            16,
            self.back_key,
            16,
            self.topup_key,
            8,
            self.use_key,
            h=72,
            pad=(8, 24),
        )
        self.tabs = Tabs([words(f"member.tab.{one}") for one in TABS])
        self._said = Line(h=40)
        self._phone_off = ""
        self._said_box = row((self._said, 1), pad=(0, 24), bg="accent_soft")
        self._said_box.hide()
        super().__init__(top, row((self.tabs, 1), pad=(0, 24)), self._said_box, bg="surface")
        self.reveal_key.clicked.connect(self.revealed)
        self.use_key.clicked.connect(self.used)
        self.topup_key.clicked.connect(self.topped_up)
        self.back_key.clicked.connect(self.closed)
        self.tabs.picked.connect(lambda place: self.turned.emit(TABS[place]))

    def put(self, shown: HeadVM) -> None:
        """Show a member."""
        runs: list[Run | int] = [b(shown.name, "figure", elide=True)]
        if shown.tier:
            runs.append(chip(shown.tier, "tier"))
        runs += [chip(one) for one in shown.chips]
        runs += [t(shown.phone), s(shown.since)]
        self._who.put(runs)
        self.reveal_key.change(title=shown.phone_key)
        self._phone_off = shown.phone_off
        self.use_key.set_off(shown.use_off)
        self.topup_key.set_off(shown.topup_off)
        said = shown.warn or shown.said
        mark = ico("alert", "warning") if shown.warn else ico("check", "positive")
        self._said_box.ground(bg="warning_soft" if shown.warn else "accent_soft")
        self._said_box.setVisible(bool(said))
        self._said.put([mark, t(said, elide=True)] if said else ())

    def calm(self, on: bool) -> None:
        """While something is done the head only says to whom: one key to press at a time."""
        for one in (self.back_key, self.topup_key, self.use_key, self.tabs):
            one.setVisible(not on)
        self.reveal_key.setVisible(not on and not self._phone_off)

    def stand(self, tab: str) -> None:
        """The tab in front."""
        self.tabs.set_on(TABS.index(tab))
