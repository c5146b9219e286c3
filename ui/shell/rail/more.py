"""The page behind More: the places the rail has no room for, as keys one walks along."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.words import Words
from ui.kit import Action, Box, Key, Keymap, Line, b, grid, key_for, row, s
from ui.shell.places import Place
from ui.shell.rail.room import Reach

COLUMNS = 3
HEIGHT = 96
STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -COLUMNS,
    Qt.Key.Key_Down: COLUMNS,
}


class MorePage(Box):
    """`picked(name)`; `closed` by Esc or its key. Arrows walk, Enter opens."""

    picked = Signal(str)
    closed = Signal()

    def __init__(self, words: Words, reach: Reach, here: str) -> None:
        self.keys = [
            _key(words, place, reach.number(number))
            for number, place in enumerate(reach.every)
            if place in reach.rest
        ]
        self._names = [place.name for place in reach.rest]
        close = Key(words("kit.close"), "Esc", kind="quiet", h=44, w=120)
        head = Line([b(words("shell.more"), "figure"), s(words("shell.more.about"))], h=56, gap=16)
        super().__init__(
            row((head, 1), close, h=72),
            8,
            grid(self.keys, COLUMNS),
            ...,
            bg="surface",
            pad=(8, 24),
        )
        self.setObjectName("more")
        self.setAccessibleName(words("shell.more"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._keymap = Keymap()
        close.clicked.connect(self.closed)
        for name, key in zip(self._names, self.keys, strict=True):
            key.set_chosen(name == here)
            key.clicked.connect(lambda _=False, name=name: self.picked.emit(name))
            key.installEventFilter(self)
        self._at = max(0, self._names.index(here) if here in self._names else 0)

    def take_focus(self) -> None:
        """Stand on the place one came from, else on the first."""
        self.keys[self._at].setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def at(self) -> str:
        """The place one stands on."""
        return self._names[self._at]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._keymap.means(event, Action.BACK):
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows on a key: Qt's own buttons know only the next one, not the one below."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = STEPS.get(Qt.Key(event.key()), 0)
            if step:
                self._walk(step)
                return True
        return super().eventFilter(watched, event)

    def _walk(self, step: int) -> None:
        self._at = next((n for n, key in enumerate(self.keys) if key.hasFocus()), self._at)
        there = self._at + step
        if 0 <= there < len(self.keys):
            self._at = there
        self.take_focus()


def _key(words: Words, place: Place, number: int) -> Key:
    about = f"shell.more.{place.name}"
    key = Key(
        words(f"shell.place.{place.name}"),
        key_for(Action(f"place_{number}")) if number else "",
        form="tender",
        icon=place.icon,
        sub=words(about) if about in words else "",
        h=HEIGHT,
    )
    key.setObjectName(f"more-{place.name}")
    return key
