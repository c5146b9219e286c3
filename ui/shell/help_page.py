"""Help where a screen has none of its own: the keys that work everywhere, Esc closes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.words import Words
from ui.kit import Action, Box, Key, Keymap, Line, Para, b, col, key_for, record, row, rule, s, t
from ui.kit.pieces.box import Item
from ui.shell.rail import Reach
from ui.shell.rail.room import NUMBERED

GLOBAL = (Action.SEARCH, Action.NEW, Action.CONFIRM, Action.BACK)
ROOMY = 12  # more places stand closer
TILL = (Action.CUSTOMER_SCREEN, Action.LOCK, Action.HELP)


class HelpPage(Box):
    """The window's own keys, and the places with theirs. `closed` by Esc or its key."""

    closed = Signal()

    def __init__(self, words: Words, places: Reach) -> None:
        close = Key(words("kit.close"), "Esc", kind="quiet", h=44, w=120)
        left: list[Item] = [Line([b(words("shell.help.places"))], h=40), rule()]
        tall = 44 if len(places.every) <= ROOMY else 36
        for place, one in enumerate(places.every):
            number = places.number(place)
            key = key_for(Action(f"place_{number}")) if number else words("shell.more")
            left.append(record([(96, s(key)), (0, t(words(f"shell.place.{one.name}")))], h=tall))
        if places.rest:
            key = key_for(Action(f"place_{NUMBERED + 1}"))
            left.append(record([(96, s(key)), (0, t(words("shell.more")))], h=tall))
        right: list[Item] = [Line([b(words("shell.help.keys"))], h=40), rule()]
        for action in (*GLOBAL, *TILL):
            what = words(f"shell.help.do.{action.value}")
            right.append(record([(96, s(key_for(action))), (0, t(what))], h=44))
        head = row((Line([b(words("shell.help"), "figure")], h=56), 1), close, h=72)
        super().__init__(
            head,
            row((col(*left, ...), 1), (col(*right, ...), 1), gap=48),
            24,
            Para(words("shell.help.scan"), role="muted"),
            ...,
            bg="surface",
            pad=(8, 24),
        )
        self.setObjectName("help")
        self.setAccessibleName(words("shell.help"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._keymap = Keymap()
        close.clicked.connect(self.closed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._keymap.means(event, Action.BACK):
            self.closed.emit()
        else:
            super().keyPressEvent(event)
