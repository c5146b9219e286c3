"""One field of a form, of whatever kind: typed, chosen, switched, picked, or a list of entries."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit import Box, Choice, Field, Key, Line, Para, Switch, b
from ui.program.viewmodel import FieldVM

COLUMNS = 3


class FieldRow(Box):
    """`typed` (key, text), `pick` (key), `entry` (key, place), `more` (key), `entered`."""

    typed = Signal(str, str)
    pick = Signal(str)
    entry = Signal(str, int)
    more = Signal(str)
    entered = Signal()

    def __init__(self, shown: FieldVM) -> None:
        self._shown, self._serial = shown, -1
        self.field: Field | None = None
        self.choice: Choice | None = None
        self.switch: Switch | None = None
        self.pick_key: Key | None = None
        self.entry_keys: list[Key] = []
        self._help = Para("", "small", "muted")
        super().__init__(*self._parts(shown), gap=4, pad=(8, 0))
        self.put(shown, 0)

    def _parts(self, shown: FieldVM) -> list[QWidget]:
        label = Line(b(shown.label), h=28)
        if shown.kind == "switch":
            self.switch = Switch(shown.label, bool(shown.value))
            self.switch.turned.connect(lambda on: self.typed.emit(shown.key, "yes" if on else ""))
            return [self.switch, self._help]
        if shown.kind == "choice":
            columns = min(COLUMNS, len(shown.options))
            self.choice = Choice(shown.options, shown.value, columns=columns, h=48, size="small")
            self.choice.picked.connect(lambda code: self.typed.emit(shown.key, code))
            return [label, self.choice, self._help]
        if shown.kind == "pick":
            self.pick_key = Key(shown.value, icon="list", h=56, elide=True)
            self.pick_key.setAccessibleName(f"{shown.label}: {shown.value}")
            self.pick_key.clicked.connect(lambda: self.pick.emit(shown.key))
            return [label, self.pick_key, self._help]
        if shown.kind == "list":
            keys = Box(gap=4)
            for place, said in enumerate(shown.entries):
                key = Key(said, icon="next", h=48, size="body", elide=True)
                key.clicked.connect(lambda _=False, p=place: self.entry.emit(shown.key, p))
                self.entry_keys.append(key)
                keys.add(key)
            add_key = Key(shown.add, icon="plus", kind="quiet", h=48)
            add_key.clicked.connect(lambda: self.more.emit(shown.key))
            keys.add(add_key)
            self.add_key = add_key
            return [label, keys, self._help]
        mode = "number" if shown.kind == "figures" else "text"
        self.field = Field(
            name=shown.label,
            mode=mode,
            right=[b(shown.unit, "small")] if shown.unit else (),
            reserve=False,
            most=200,
        )
        self.field.changed.connect(lambda text: self.typed.emit(shown.key, text))
        self.field.entered.connect(lambda _text: self.entered.emit())
        return [label, self.field, self._help]

    @staticmethod
    def shape(shown: FieldVM) -> tuple[object, ...]:
        """What a row must be made anew for."""
        made_of = shown.value if shown.kind == "pick" else ""
        return (shown.key, shown.kind, shown.label, shown.options, shown.entries, made_of)

    def put(self, shown: FieldVM, serial: int) -> None:
        """Show a value; a field keeps what is typed until `serial` grows."""
        if self.field is not None:
            if serial != self._serial:
                self.field.set_text(shown.value)
            self.field.set_error(shown.error)
        elif self.choice is not None:
            self.choice.set_chosen(shown.value)
        elif self.switch is not None:
            self.switch.setChecked(bool(shown.value))
        self._serial = serial
        self._help.put(shown.help)
        self._help.setVisible(bool(shown.help) and not shown.error)
