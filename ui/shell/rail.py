"""The rail: where one is, where one can go, lock and help. Folded to icons below 1600 px."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from ui.bridge.session import Session
from ui.kit import Action, Box, Key, key_for, theme, tokens
from ui.shell.places import Place

ITEM = 64
PLACE_KEYS = 10


class Rail(Box):
    """`picked(name)`, `lock_pressed`, `help_pressed`, `train_pressed` (in training). Places keep their order for every role."""

    picked = Signal(str)
    lock_pressed = Signal()
    help_pressed = Signal()
    train_pressed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(bg="canvas", edges="r", pad=(8, 0))
        self.setObjectName("rail")
        self._session = session
        self._keys: dict[str, Key] = {}
        self._put: tuple[tuple[Place, ...], str, bool] = ((), "", False)
        self.fold()

    def put(self, places: Sequence[Place], here: str) -> None:
        """Show these places; `here` is the one in front."""
        words = self._session.words
        training = self._session.training
        if (tuple(places), words.lang, training) == self._put:
            self.stand_at(here)
            return
        self._put = (tuple(places), words.lang, training)
        self._keys = {}
        items: list[Key] = []
        for number, place in enumerate(places, 1):
            key = _item(words(f"shell.place.{place.name}"), place.icon)
            key.setObjectName(f"rail-{place.name}")
            if number <= PLACE_KEYS:
                key.setToolTip(key_for(Action(f"place_{number}")))
            key.clicked.connect(lambda _=False, name=place.name: self.picked.emit(name))
            self._keys[place.name] = key
            items.append(key)
        lock = _item(words("shell.lock"), "lock")
        lock.setObjectName("rail-lock")
        lock.setToolTip(key_for(Action.LOCK))
        lock.clicked.connect(self.lock_pressed)
        help_ = _item(words("shell.help"), "help")
        help_.setObjectName("rail-help")
        help_.setToolTip(key_for(Action.HELP))
        help_.clicked.connect(self.help_pressed)
        self.fill(*items, ..., *self._training_key(training), lock, help_)
        self.stand_at(here)

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
        """Mark where one is."""
        for key_name, key in self._keys.items():
            key.set_chosen(key_name == name)

    def fold(self) -> None:
        """As wide as the window allows: 72 px, or 168 from 1600 px on."""
        self.setFixedWidth(tokens.RAIL["open" if theme.current().wide else "folded"])


def _item(title: str, icon: str) -> Key:
    key = Key(title, icon=icon, form="rail", h=ITEM)
    key.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return key
