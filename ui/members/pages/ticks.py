"""Several of several: keys that stay pressed, and what was found for a name, to pick one of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit import Box, Field, Key, col, grid, s
from ui.members.viewmodel.parts import FieldVM


class Ticks(Box):
    """`changed` carries the chosen codes with commas between."""

    changed = Signal(str)

    def __init__(self, options: Sequence[tuple[str, ...]], value: str, columns: int) -> None:
        self.keys: dict[str, Key] = {}
        for code, title, *_ in options:
            key = Key(title, form="centre", h=48, elide=True)
            key.clicked.connect(lambda _=False, code=code: self._turn(code))
            self.keys[code] = key
        super().__init__(grid(list(self.keys.values()), columns))
        self._chosen: list[str] = []
        self.set_value(value)

    def set_value(self, value: str) -> None:
        """Choose these; `changed` is not emitted."""
        self._chosen = [code for code in value.split(",") if code in self.keys]
        for code, key in self.keys.items():
            key.set_chosen(code in self._chosen)

    def _turn(self, code: str) -> None:
        if code in self._chosen:
            self._chosen.remove(code)
        else:
            self._chosen.append(code)
        self.set_value(",".join(self._chosen))
        self.changed.emit(",".join(self._chosen))


class Finder(Box):
    """A search field and what it found. `typed` is the text, `picked` the id; `agreed` is Enter
    when somebody is picked already."""

    typed = Signal(str)
    picked = Signal(str)
    agreed = Signal()

    def __init__(self, one: FieldVM) -> None:
        self.field = Field(
            one.label, hint=one.hint, icon="search", right=[s(one.right)] if one.right else ()
        )
        self._found: QWidget = Box(gap=8)
        super().__init__(self.field, self._found)
        self._options: tuple[tuple[str, ...], ...] = ()
        self._value = one.value
        self.keys: dict[str, Key] = {}
        self.field.changed.connect(self.typed)
        self.field.entered.connect(lambda _text: self._first())
        self.setFocusProxy(self.field)

    def put(self, one: FieldVM) -> None:
        """Show what was found, and who was picked."""
        self.field.set_error(one.error)
        self.field.set_help(one.help)
        if one.options != self._options:
            self._options = one.options
            self.keys = {}
            for code, title, *sub in one.options:
                key = Key(title, sub=sub[0] if sub else "", icon="member", h=56, elide=True)
                key.clicked.connect(lambda _=False, code=code: self.picked.emit(code))
                self.keys[code] = key
            holder = self._found
            assert isinstance(holder, Box)
            holder.fill(col(*self.keys.values(), gap=8))
        self._value = one.value
        for code, key in self.keys.items():
            key.set_chosen(code == one.value)

    def _first(self) -> None:
        if self._value in self.keys:
            self.agreed.emit()
        elif self.keys:
            self.picked.emit(next(iter(self.keys)))
