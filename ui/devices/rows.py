"""One device in the list: how it is in a line; when it is down, what to do under it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.words import Words
from ui.devices.viewmodel import DeviceVM, TroubleVM
from ui.kit import (
    Box,
    Key,
    Line,
    Para,
    Run,
    b,
    chip,
    col,
    ico,
    link,
    row,
    s,
    t,
)

NAME, MODEL, STATE = 168, 272, 200


class DeviceRow(Box):
    """`acted` is the key at the end, `chose` asks for the printer's settings."""

    acted = Signal()
    chose = Signal()
    opened = Signal()
    searched = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__(edges="b")
        self._words = words
        self.shown: DeviceVM | None = None
        self._name = Line(h=55, w=28 + 12 + NAME, gap=12)
        self._model = Line(h=55, w=MODEL, elide=True)
        self._state = Line(h=55, w=STATE)
        self._note = Line(h=55)
        self.key = link(words("devices.do.test"), w=72, h=55)
        self.key.clicked.connect(self.acted)
        self.more = link(words("devices.more"), w=72, h=55)
        self.more.clicked.connect(self.opened)
        note = (self._note, 1)
        head = row(self._name, self._model, self._state, note, self.key, self.more, gap=12, h=55)
        self._trouble = Box()
        self._trouble.hide()
        self.add(col(head, self._trouble, pad=(0, 24)))

    def put(self, shown: DeviceVM) -> None:
        """Show a device; the same one only changes what changed."""
        before, self.shown = self.shown, shown
        if before == shown:
            return
        self._name.put([ico(shown.icon), b(shown.title)])
        model: list[Run | int] = [replace(s(shown.model, elide=True), middle=True)]
        if shown.simulated:
            model.append(chip(shown.simulated))
        self._model.put(model)
        ink = "text" if shown.role == "positive" else shown.role
        state = b(shown.state, role=ink, elide=True)
        self._state.put([ico(shown.mark, shown.role, "body"), state])
        self._note.put(s(shown.note, "text" if shown.role == "positive" else "muted", elide=True))
        self.key.setVisible(shown.action != "none")
        if shown.action != "none":
            self.key.change(title=shown.action_words)
            self.key.setAccessibleName(f"{shown.action_words} {shown.title}")
        self.more.setVisible(shown.kind != "screen")
        self.more.setAccessibleName(f"{self._words('devices.more')} {shown.title}")
        if before is None or before.trouble != shown.trouble:
            self._put_trouble(shown, shown.trouble)

    def _put_trouble(self, shown: DeviceVM, trouble: TroubleVM | None) -> None:
        self._trouble.setVisible(trouble is not None)
        self.ground(bg=f"{trouble.role}_soft" if trouble else "")
        self.mark(trouble.role if trouble else "")
        if trouble is None:
            self._trouble.clear()
            return
        words = self._words
        kind = "primary" if trouble.first else "raised"
        again = Key(words("devices.again"), icon="refresh", kind=kind, h=56, w=176)
        again.clicked.connect(self.acted)
        keys: list[Key] = [again] if shown.action == "test" else []
        if shown.kind == "printer":
            change = Key(words("devices.choose"), icon="settings", h=56, w=208)
            change.clicked.connect(self.chose)
            keys.append(change)
        elif shown.kind != "screen":
            other = Key(words("devices.elsewhere"), icon="search", h=56, w=208)
            other.clicked.connect(self.searched)
            keys.append(other)
        steps = [
            Line([b(str(place)), t(step, elide=True)], h=28)
            for place, step in enumerate(trouble.steps, 1)
        ]
        said = [Para(trouble.what, role=trouble.role, weight="medium")]
        if trouble.still:
            said.append(Para(trouble.still))
        todo = col(Line(s(words("devices.next")), h=24), *steps)
        items: list[QWidget | int] = [*said, 8, row((todo, 1), col(..., row(*keys, gap=8)), gap=16)]
        if trouble.detail:
            items += [4, Para(trouble.detail, "small", "muted")]
        self._trouble.fill(col(*items, pad=(40, 0, 0, 16)))
