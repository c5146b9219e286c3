"""One setting as a row: its name and its sentence at the left, what one sets at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit import Box, Choice, Field, Key, Line, Para, Switch, b, col, row, s
from ui.settings.fields import FieldVM
from ui.settings.key_press import KeyPress

LEFT = 400
SWITCH = 120
CHOICES = 5


class SettingRow(Box):
    """`typed` (field, text): each edit as it is made, `entered` (field): Enter in it, `acted`
    (field): its key was pressed."""

    typed = Signal(str, str)
    entered = Signal(str)
    acted = Signal(str)

    def __init__(self, shown: FieldVM) -> None:
        self._kind, self._name = shown.kind, shown.name
        self.field: Field | None = None
        self.choice: Choice | None = None
        self.switch: Switch | None = None
        self.act_key: Key | None = None
        self.press: KeyPress | None = None
        self._fact = Para(shown.value)
        self._example = Para("", "small", "muted")
        self._serial = -1
        why = Para("" if shown.kind == "key" else shown.help, "small", "muted")
        why.setMinimumHeight(max(0, why.heightForWidth(LEFT)))
        head, control = Line(b(shown.label), h=28), self._control(shown)
        if shown.kind == "switch":  # needs little room: what it does stands with its sentence
            words, right = col(head, why, self._example, ...), col(control, ..., w=SWITCH)
        else:
            words, right = col(head, why, ..., w=LEFT), col(control, self._example, ..., gap=4)
        wide = words if shown.kind == "switch" else right
        parts = [(one, 1) if one is wide else one for one in (words, right)]
        super().__init__(*parts, across=True, gap=32, pad=(12, 0), edges="b")

    def _control(self, shown: FieldVM) -> QWidget:
        if shown.kind == "fact":
            return self._fact
        if shown.kind == "choice":
            columns = min(CHOICES, len(shown.options))
            self.choice = Choice(shown.options, shown.value, columns=columns)
            self.choice.picked.connect(lambda code: self.typed.emit(self._name, code))
            return self.choice
        if shown.kind == "switch":
            self.switch = Switch("", bool(shown.value))
            self.switch.setAccessibleName(shown.label)
            self.switch.turned.connect(lambda on: self.typed.emit(self._name, "yes" if on else ""))
            return self.switch
        if shown.kind == "act":
            self.act_key = Key(shown.hint, h=56)
            self.act_key.clicked.connect(lambda: self.acted.emit(self._name))
            return col(row(self.act_key, ...), self._fact, gap=4)
        if shown.kind == "key":
            self.press = KeyPress(shown.label, shown.value, shown.hint)
            self.press.pressed_key.connect(lambda key: self.typed.emit(self._name, key))
            return row(self.press, (self._fact, 1), gap=16)
        self.field = Field(
            name=shown.label,
            hint=shown.hint,
            right=[s(shown.unit)] if shown.unit else (),
            mode={"text": "text", "digits": "digits", "number": "number"}[shown.kind],
            ime=not shown.name.startswith(("label", "try")),
            reserve=False,
            most=200,
        )
        self.field.changed.connect(lambda text: self.typed.emit(self._name, text))
        self.field.entered.connect(lambda _text: self.entered.emit(self._name))
        return self.field

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
        elif self.press is not None:
            self.press.put(shown.value)
            self._fact.put(shown.error or shown.help, "danger" if shown.error else "muted")
        elif self.act_key is not None:
            self.act_key.change(title=shown.hint)
            self._fact.put(shown.error or shown.value, "danger" if shown.error else "text")
        else:
            self._fact.put(shown.value)
        self._serial = serial
        self._example.put("" if shown.error else shown.example)
        self._example.setVisible(bool(shown.example) and not shown.error)

    def take_focus(self) -> None:
        """What is typed next replaces the value."""
        if self.field is not None:
            self.field.select_all()
        elif self.press is not None:
            self.press.setFocus()
        elif self.switch is not None:
            self.switch.setFocus()
