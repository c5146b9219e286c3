"""The cover that asks who is there (login.png): the shop at the left, people and PIN beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.words import LANGUAGES
from ui.bridge.session import Session
from ui.kit import Box, Key, Line, Para, PinPad, b, col, row, s, scroll, t
from ui.kit.pieces.keypad import is_shortcut
from ui.shell.entry.presenter import Entered, EntryPresenter
from ui.shell.entry.viewmodel import EntryVM, Face, Mode, Tile
from ui.shell.strip import device_runs
from ui.shell.wedge import HOLDS

LEFT, LEFT_WIDE = 560, 760
NOTE = 48  # two lines; a sentence that needs more gets it
ARROWS = {
    Qt.Key.Key_Up: -2,
    Qt.Key.Key_Down: 2,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
}


class ShopSide(Box):
    """Clock, day, shop and till; at the foot what is known of the devices."""

    language_picked = Signal(str)

    def __init__(self, session: Session, face: Face, *, wide: bool) -> None:
        self._session = session
        words = session.words
        self._clock = Line(h=104)
        self._day = Line(h=40)
        self._devices = Line(h=24, gap=16)
        other = next(lang for lang in LANGUAGES if lang != session.language)
        switch = Key(
            words(f"shell.language.{other}"), kind="quiet", icon="globe", h=40, w=104, size="small"
        )
        switch.setObjectName("language")
        switch.clicked.connect(lambda: self.language_picked.emit(other))
        till = face.till_name or words("shell.till", no=face.till_no.lstrip("0"))
        where = words("shell.comma").join(x for x in (face.branch, till) if x)
        super().__init__(
            row((Line([b(words("shell.brand"), "title", "accent")], h=40), 1), switch, h=40),
            ...,
            self._clock,
            self._day,
            32,
            Line([b(face.shop_name, "figure", elide=True)], h=48),
            Line([t(where, role="muted")], h=32),
            ...,
            self._devices,
            pad=(48, 28, 48, 32),
            bg="surface",
            edges="r",
            w=LEFT_WIDE if wide else LEFT,
        )
        session.device_feed.states.connect(self.put_states)
        self.put_states(session.device_feed.latest)
        self.tick()

    def put_states(self, states: Sequence[Any]) -> None:
        """What the devices say."""
        self._devices.put(list(device_runs(tuple(states), self._session.words)))

    def tick(self) -> None:
        """The clock goes on."""
        now = self._session.at(self._session.now_ms())
        self._clock.put([b(f"{now.hour:02d}:{now.minute:02d}", "hero")])
        self._day.put([t(self._session.words.day(now.date()), "title", "muted")])


class People(QWidget):
    """A key for each person: always in the same place."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lay = QGridLayout(self)
        self._lay.setContentsMargins(0, 0, 0, 0)
        self._lay.setSpacing(8)
        self._keys: dict[str, Key] = {}

    def put(self, tiles: Sequence[Tile]) -> None:
        """Show them; the same people only change their words."""
        if list(self._keys) != [tile.operator_id for tile in tiles]:
            self._make(tiles)
        for tile in tiles:
            self._keys[tile.operator_id].change(sub=tile.second, chosen=tile.chosen)

    def _make(self, tiles: Sequence[Tile]) -> None:
        while (item := self._lay.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        columns = 2 if len(tiles) <= 8 else 3
        height = 88 if len(tiles) <= 6 else 64
        self._keys = {}
        for place, tile in enumerate(tiles):
            key = Key(tile.name, sub=tile.second, form="centre", size="title", h=height, elide=True)
            key.setObjectName(f"person-{tile.operator_id}")
            key.clicked.connect(lambda _=False, who=tile.operator_id: self.chosen.emit(who))
            self._keys[tile.operator_id] = key
            self._lay.addWidget(key, place // columns, place % columns)
        for column in range(columns):
            self._lay.setColumnStretch(column, 1)


class EntryScreen(Box):
    """Log-in or lock. `language_picked(lang)` asks for the cover in another language;
    `others_asked` (lock only) wants the log-in of somebody else.
    """

    language_picked = Signal(str)
    others_asked = Signal()

    def __init__(  # noqa: PLR0917 - a screen's parts
        self,
        session: Session,
        face: Face,
        mode: Mode,
        entered: Entered,
        *,
        wide: bool = False,
        presenter: Callable[..., EntryPresenter] = EntryPresenter,
    ) -> None:
        super().__init__(across=True, bg="canvas")
        self.setObjectName(f"entry-{mode}")
        self.shop_side = ShopSide(session, face, wide=wide)
        self.people = People()
        self.pad = PinPad()
        self.setProperty(HOLDS, self.pad.property(HOLDS))  # digits anywhere on it are the PIN's
        self._head = Line(h=56)
        self._pin_of = Line(h=32)
        self._note = Para("", "small", "muted")
        self._note.setMinimumHeight(NOTE)
        self._others = Key(
            session.words("shell.entry.others"), icon="exchange", h=56, kind="raised"
        )
        self._clock = Key(session.words("clock.key"), icon="clock", h=56, kind="raised")
        self._clock.setObjectName("clock")
        self._clock.hide()
        self._assemble(len(face.people))
        self._others.setVisible(mode == "lock")
        self.shop_side.language_picked.connect(self.language_picked)
        self._others.clicked.connect(self.others_asked)
        self._tick = QTimer(self, interval=1000)
        self.presenter = presenter(self, session, face, mode, entered)
        self._clock.clicked.connect(self.presenter.clock)
        self.people.chosen.connect(self._choose)
        self.pad.filled.connect(self.presenter.pin)
        self.pad.changed.connect(self.presenter.typed)
        self._tick.timeout.connect(self.shop_side.tick)
        self._tick.timeout.connect(self.presenter.tick)
        self.setFocusProxy(self.pad)

    def _assemble(self, count: int) -> None:
        dots = self.pad.take_dots()
        words = col(self._pin_of, 10, dots, 14, self._note, ..., self._clock, self._others)
        below = row((words, 1), (self.pad, 1), gap=32)
        people: QWidget = scroll(self.people) if count > 15 else self.people
        right = col(
            ...,
            self._head,
            8,
            (people, 1) if count > 15 else people,
            24,
            below,
            ...,
            pad=(24, 64),
        )
        self.add(self.shop_side)
        self.add((right, 1))

    def put(self, view: EntryVM) -> None:
        """Show what the presenter found."""
        self._head.put([b(view.title, "figure"), s(view.hint, elide=True)])
        self.people.put(view.tiles)
        self._pin_of.put([b(view.pin_label)] if view.pin_label else ())
        self._note.put(view.note, view.note_role)
        needs = self._note.heightForWidth(max(1, self._note.width()))
        self._note.setMinimumHeight(max(NOTE, needs))
        self.pad.set_busy(not view.typing)
        if view.clock:
            self._clock.change(title=view.clock)
        self._clock.setVisible(bool(view.clock))

    def forget_pin(self) -> None:
        """The dots are empty again."""
        self.pad.clear()

    def leave(self) -> None:
        """Another cover, or the till, is in front: late answers are nobody's."""
        self.presenter.close()

    def take_scan(self, text: str) -> bool:
        """A card at the cover."""
        return self.presenter.card(text)

    def _choose(self, who: str) -> None:
        self.presenter.choose(who)
        self.pad.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = ARROWS.get(Qt.Key(event.key()))
        if step is not None:
            self.presenter.step(step)
            self.pad.setFocus()
        elif event.text().isdigit() and event.text().isascii() and not is_shortcut(event):
            self.pad.setFocus()
            self.pad.feed(event.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.pad.clear()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._tick.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._tick.stop()
        super().hideEvent(event)
