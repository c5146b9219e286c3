"""The rail: where one is, where one can go, lock and help. Folded to icons below 1600 px.

What does not fit stands behind its key More; nothing is ever squeezed below a finger's size.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent

from ui.bridge.session import Session
from ui.kit import Action, Box, Key, key_for, theme, tokens
from ui.shell.places import Place
from ui.shell.rail.room import NUMBERED, Reach, reach

ITEM = 64
EDGE = 8


class Rail(Box):
    """Where to go. Places keep their order for every role.

    `picked(name)`, `more_pressed`, `lock_pressed`, `help_pressed`, `train_pressed` (in training).
    """

    picked = Signal(str)
    more_pressed = Signal()
    lock_pressed = Signal()
    help_pressed = Signal()
    train_pressed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(bg="canvas", edges="r", pad=(EDGE, 0))
        self.setObjectName("rail")
        self._session = session
        self._keys: dict[str, Key] = {}
        self._more: Key | None = None
        self._places: tuple[Place, ...] = ()
        self._here = ""
        self.reach = Reach(())
        self._put: tuple[Reach, str, bool] = (self.reach, "", False)
        self.fold()

    def put(self, places: Sequence[Place], here: str) -> None:
        """Show these places; `here` is the one in front."""
        self._places, self._here = tuple(places), here
        self._lay_out()

    def _lay_out(self) -> None:
        words, training = self._session.words, self._session.training
        last = [*self._training_key(training), *self._last_keys()]
        room = (self.height() - 2 * EDGE) // ITEM - len(last)
        found = reach(self._places, room)
        if (found, words.lang, training) == self._put:
            for key in last:
                key.deleteLater()
            self.stand_at(self._here)
            return
        self._put = (found, words.lang, training)
        self.reach = found
        self._keys = {one.name: self._place_key(n, one) for n, one in enumerate(found.shown)}
        self._more = self._more_key() if found.rest else None
        more = () if self._more is None else (self._more,)
        self.fill(*self._keys.values(), *more, ..., *last)
        self.stand_at(self._here)

    def _place_key(self, place: int, one: Place) -> Key:
        key = _item(self._session.words(f"shell.place.{one.name}"), one.icon)
        key.setObjectName(f"rail-{one.name}")
        number = self.reach.number(place)
        if number:
            key.setToolTip(key_for(Action(f"place_{number}")))
        key.clicked.connect(lambda _=False: self.picked.emit(one.name))
        return key

    def _more_key(self) -> Key:
        key = _item(self._session.words("shell.more"), "more")
        key.setObjectName("rail-more")
        key.setToolTip(key_for(Action(f"place_{NUMBERED + 1}")))
        key.clicked.connect(self.more_pressed)
        return key

    def _last_keys(self) -> tuple[Key, ...]:
        words = self._session.words
        lock = _item(words("shell.lock"), "lock")
        lock.setObjectName("rail-lock")
        lock.setToolTip(key_for(Action.LOCK))
        lock.clicked.connect(self.lock_pressed)
        help_ = _item(words("shell.help"), "help")
        help_.setObjectName("rail-help")
        help_.setToolTip(key_for(Action.HELP))
        help_.clicked.connect(self.help_pressed)
        return lock, help_

    def _training_key(self, training: bool) -> tuple[Key, ...]:
        """In training: the way back to the real till."""
        if not training:
            return ()
        key = _item(self._session.words("training.leave_short"), "exchange")
        key.setObjectName("rail-training")
        key.setToolTip(self._session.words("training.leave"))
        key.clicked.connect(self.train_pressed)
        return (key,)

    def stand_at(self, name: str) -> None:
        """Mark where one is; More is marked for the places behind it, and while it is open."""
        self._here = name
        for key_name, key in self._keys.items():
            key.set_chosen(key_name == name)
        if self._more is not None:
            self._more.set_chosen(bool(name) and name not in self._keys)

    def open_more(self) -> None:
        """More is in front."""
        for key in self._keys.values():
            key.set_chosen(False)
        if self._more is not None:
            self._more.set_chosen(True)

    def fold(self) -> None:
        """As wide as the window allows: 72 px, or 168 from 1600 px on."""
        self.setFixedWidth(tokens.RAIL["open" if theme.current().wide else "folded"])

    def minimumSizeHint(self) -> QSize:
        """More makes room for itself: no rail makes a window higher."""
        return QSize(self.width(), 4 * ITEM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height() and self._places:
            self._lay_out()


def _item(title: str, icon: str) -> Key:
    key = Key(title, icon=icon, form="rail", h=ITEM)
    key.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return key
