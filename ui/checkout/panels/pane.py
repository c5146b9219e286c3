"""What every part of the right half has in common: presenter, keys, where the focus goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.checkout.presenter import CheckoutPresenter
from ui.checkout.viewmodel.parts import KeyVM
from ui.kit import Action, Box, Key, Keymap, Keypad, Line, Para, b, ico, row, s


class SecondTap(QObject):
    """The second half of a double tap never presses another key than the first one did.

    The key that was touched may be gone by then and another stand in its place: Pay, and under the
    same finger the key that takes the money.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._first: QObject | None = None

    def guard(self, widget: QWidget) -> None:
        """Watch a key, or every key in a widget."""
        keys = [widget] if isinstance(widget, QAbstractButton) else []
        for key in (*keys, *widget.findChildren(QAbstractButton)):
            key.removeEventFilter(self)
            key.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self._first = watched
        elif kind == QEvent.Type.MouseButtonDblClick and watched is not self._first:
            return True
        return False


class Pane(Box):
    """A part that takes the place of the right half. `put(vm)` shows, `home()` takes the focus."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(pad=(12, 16), bg="canvas")
        self.p, self.keymap, self.taps = p, keymap, taps
        self.say = p.session.words

    def key_of(self, action: str) -> str:
        """The key of an action, as it stands on a button."""
        return self.keymap.key_for(Action(action)) if action else ""

    def key(self, action: str, **look: Any) -> Key:
        """A key that does what its keyboard key does."""
        key = Key(BLANK, self.key_of(action), **look)
        key.clicked.connect(lambda: self.p.keys.press(action))
        return key

    def primary(self) -> Key:
        """The one filled key."""
        return self.key("confirm", kind="primary", size="title", h=64)

    def put(self, vm: Any) -> None:
        """Show this."""
        raise NotImplementedError

    def home(self) -> QWidget:
        """Where the focus belongs."""
        return self

    def confirm(self) -> bool:
        """Enter, if the pane has its own mind about it."""
        return False


def put_key(key: Key, vm: KeyVM) -> None:
    """A key's words and state."""
    key.change(title=vm.title, off=vm.off, sub=vm.sub, chosen=vm.chosen)


class Head(Box):
    """Title of a panel at the left, what it is about, and the quiet key that closes it."""

    def __init__(self, pane: Pane, icon: str) -> None:
        self._icon = icon
        self._line = Line(h=44)
        self.close_key = Key(
            pane.say("kit.close"), pane.key_of("back"), kind="quiet", h=44, icon="back"
        )
        self.close_key.clicked.connect(lambda: pane.p.keys.press("back"))
        super().__init__((self._line, 1), self.close_key, across=True, gap=16, h=44)

    def put(self, title: str, about: str = "") -> None:
        """Its words."""
        left = [ico(self._icon, "accent", "figure"), b(title, "title")]
        self._line.put(left + ([s(about, elide=True)] if about else []))


class Digits(Keypad):
    """A keypad whose digits go into a field wherever the focus is."""

    def __init__(self, feed: Callable[[str], None], keys: str, *, h: int = 56) -> None:
        super().__init__(keys, h=h)
        self.pressed.connect(feed)


BLANK = " "  # until the first view-model brings words: a key must have a name
FIGURES = "7 8 9 4 5 6 1 2 3 . 0 erase"


def two(left: QWidget, right: QWidget, *, gap: int = 16) -> Box:
    """Two halves of the same width."""
    return row((left, 1), (right, 1), gap=gap)


SAID_ICONS = {"danger": "alert", "accent": "info"}


def said_row(role: str, words: str) -> Box:
    """A sentence for the cashier to say, as tall as it needs."""
    mark = Line([ico(SAID_ICONS.get(role, "info"), role)], h=24, w=28)
    return row(mark, (Para(words, "small", role), 1))
