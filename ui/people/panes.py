"""A person's page and the pad a PIN is chosen on: the two faces of the right half."""

from __future__ import annotations

from itertools import pairwise

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
    PinPad,
    Run,
    b,
    chip,
    col,
    grid,
    ico,
    key_for,
    link,
    row,
    s,
    scroll,
    section,
    t,
)
from ui.people.telling import say
from ui.people.viewmodel import FormVM, PinVM, RightVM

RIGHTS_ACROSS = 2


class FormPane(Box):
    """`named`, `role_picked`, `language_picked`, `pin_asked`, `wait_lifted`, `card_pressed`,
    `card_dropped`, `left`, `saved`, `reverted`.
    """

    named = Signal(str)
    role_picked = Signal(str)
    language_picked = Signal(str)
    pin_asked = Signal()
    wait_lifted = Signal()
    card_pressed = Signal()
    card_dropped = Signal()
    left = Signal()
    saved = Signal()
    reverted = Signal()

    def __init__(self, words: Words) -> None:
        self._words, self._serial = words, -1
        self.is_new = False
        self._rights_shown: tuple[RightVM, ...] = ()
        self._head = Line(h=56)
        self.name = Field(words("people.name"), most=60)
        self._roles, self._languages = Box(), Box()
        self.roles: Choice | None = None
        self.languages: Choice | None = None
        self._rights_head = Line(h=40)
        self._rights = Box()
        self._pin_line = Line(h=55)
        self.pin_key = Key(words("people.pin_key"), icon="key", h=56, w=208)
        self.lift_key = Key(words("people.lift"), h=56, w=136)
        self._card_line, self._card_error = Line(h=55), Para("", "small", "danger")
        self.card_key = Key(words("people.card_scan"), icon="card", h=56, w=208)
        self.drop_key = link(words("people.card_drop"), h=56)
        self._leave_note = Para("", "small", "muted")
        self.leave_key = Key(words("people.leave"), kind="danger", h=56, w=208)
        self._said = Line(h=40)
        self.revert_key = Key(words("people.revert"), key_for(Action.BACK), h=64, w=168)
        self.save_key = Key(words("people.save"), kind="primary", size="title", h=64)
        self._login = section(
            words("people.login"),
            row((self._pin_line, 1), self.lift_key, self.pin_key, gap=8, edges="b", h=64),
            row((self._card_line, 1), self.drop_key, self.card_key, gap=16, edges="b", h=64),
            self._card_error,
            row((self._leave_note, 1), self.leave_key, gap=16, h=64),
        )
        keys = row(self.revert_key, (self.save_key, 1), gap=8)
        super().__init__(
            row((self._head, 1), pad=(8, 24)),
            (scroll(self._assemble()), 1),
            col(self._said, keys, pad=(24, 0, 24, 24)),
        )
        self._wire()

    def _assemble(self) -> Box:
        words = self._words
        language = col(Line(s(words("people.language")), h=28), self._languages, ..., w=240)
        return col(
            row((self.name, 1), language, gap=16),
            section(words("people.role"), 12, self._roles),
            16,
            self._login,
            12,
            self._rights_head,
            self._rights,
            ...,
            pad=(24, 0, 24, 12),
        )

    def _wire(self) -> None:
        self.name.changed.connect(self.named)
        self.name.entered.connect(lambda _text: self.saved.emit())
        self.pin_key.clicked.connect(self.pin_asked)
        self.lift_key.clicked.connect(self.wait_lifted)
        self.card_key.clicked.connect(self.card_pressed)
        self.drop_key.clicked.connect(self.card_dropped)
        self.leave_key.clicked.connect(self.left)
        self.revert_key.clicked.connect(self.reverted)
        self.save_key.clicked.connect(self.saved)

    def put(self, shown: FormVM) -> None:
        """Show a person."""
        self.is_new = shown.new
        words = self._words
        head: list[Run | int] = [b(shown.title, "figure", elide=True)]
        if shown.role_word:
            head.append(chip(shown.role_word))
        if not shown.active:
            head.append(chip(words("people.left")))
        self._head.put(head)
        if shown.serial != self._serial:
            self._serial = shown.serial
            self.name.set_text(shown.name)
            if shown.new:
                self.name.setFocus()
        self.name.set_error(shown.name_error)
        self._choices(shown)
        if shown.rights != self._rights_shown:
            self._rights_shown = shown.rights
            self._rights_head.put([b(shown.rights_title)])
            self._rights.fill(grid([_right(one) for one in shown.rights], RIGHTS_ACROSS, gap=0))
        self._login.setVisible(not shown.new)
        ink = "danger" if shown.waits else "text"
        self._pin_line.put([ico("key", ink), t(shown.pin, role=ink, elide=True)])
        self.lift_key.setVisible(shown.waits)
        role = "accent" if shown.waiting else "text"
        self._card_line.put(
            [ico("card", "accent" if shown.waiting else "muted"), t(shown.card, role=role)]
        )
        self.drop_key.setVisible(shown.has_card and not shown.waiting)
        self._card_error.put(shown.card_error)
        self._card_error.setVisible(bool(shown.card_error))
        self.card_key.change(title=words("people.card_stop") if shown.waiting else shown.card_key)
        self._leave_note.put(shown.leave_note)
        self.leave_key.change(
            title=shown.leave,
            kind="danger" if shown.active else "raised",
            off=words("people.save_short") if shown.dirty else "",
        )
        self._foot(shown)

    def _choices(self, shown: FormVM) -> None:
        if self.roles is None or self.languages is None:
            self.roles = Choice(shown.roles, shown.role, columns=len(shown.roles), h=72)
            self.languages = Choice(shown.languages, shown.language, columns=2)
            self.roles.picked.connect(self.role_picked)
            self.languages.picked.connect(self.language_picked)
            self._roles.fill(self.roles)
            self._languages.fill(self.languages)
            keys = (*self.languages.keys.values(), *self.roles.keys.values())
            for before, after in pairwise((self.name.edit, *keys, self.pin_key)):
                QWidget.setTabOrder(before, after)
        self.roles.set_chosen(shown.role)
        self.languages.set_chosen(shown.language)

    def _foot(self, shown: FormVM) -> None:
        self.save_key.change(title=shown.save, off=shown.save_off)
        self.revert_key.setVisible(shown.dirty)
        say(self._said, shown.said, shown.said_role)


def _right(one: RightVM) -> QWidget:
    """A check and the words; what the role may not do is muted and carries another mark."""
    mark = ico("check", "positive", "body") if one.may else ico("none", "edge", "body")
    return Line([mark, t(one.words, role="text" if one.may else "muted")], h=32)


class PinPane(Box):
    """`filled` (six digits), `closed`."""

    filled = Signal(str)
    closed = Signal()

    def __init__(self, words: Words) -> None:
        self._words, self._serial = words, -1
        self._title, self._steps = Line(h=56), Line(h=40, gap=12)
        self._asks = Line(h=44)
        self._error = Para("", "body", "danger")
        self._error.setMinimumHeight(32)
        self._rule = Para("", "small", "muted")
        self.pad = PinPad(h=64)
        self.close_key = Key(words("people.not_now"), key_for(Action.BACK), h=56)
        dots = self.pad.take_dots()
        middle = col(
            self._title,
            self._steps,
            16,
            self._asks,
            dots,
            self._error,
            self._rule,
            12,
            self.pad,
            16,
            self.close_key,
            w=400,
        )
        super().__init__(..., row(..., middle, ...), ..., ...)
        self.pad.filled.connect(self.filled)
        self.close_key.clicked.connect(self.closed)

    def put(self, shown: PinVM) -> None:
        """Ask for a PIN, or for the same once more."""
        self._title.put([b(shown.title, "figure", elide=True)])
        steps: list[Run | int] = []
        for place, (name, here) in enumerate(shown.steps):
            if place:
                steps.append(ico("next", size="body"))
            steps.append(b(name, role="accent") if here else t(name, role="muted"))
        self._steps.put(steps)
        self._asks.put([b(shown.asks)])
        self._error.put(shown.error, "muted" if shown.busy else "danger")
        self._rule.put(shown.rule)
        self.pad.set_busy(shown.busy)
        if shown.serial != self._serial:
            self._serial = shown.serial
            self.pad.clear()

    def take_focus(self) -> None:
        """Digits of the keyboard are the PIN's."""
        self.pad.setFocus()
