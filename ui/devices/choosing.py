"""How the receipt printer is reached: the way, its few fields, the paper's width."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.words import Words
from ui.devices.viewmodel import ChooseVM
from ui.kit import Box, Choice, Field, Key, Line, Para, b, col, ico, row, s, section, t


class ChoosePane(QWidget):
    """`saved`, `closed`, and every choice as it is made; a field is rebuilt only with its way."""

    saved = Signal()
    closed = Signal()
    way_picked = Signal(str)
    width_picked = Signal(str)
    typed = Signal(str, str)

    def __init__(self, words: Words, back: str) -> None:
        super().__init__()
        self._words = words
        self.fields: dict[str, Field] = {}
        self._way = ""
        self.ways: Choice | None = None
        self.widths: Choice | None = None
        self._ways = Box()
        self._about = Para("", "small", "muted")
        self._fields = Box(gap=8)
        self._widths = Box()
        self._said = Line(h=40)
        self.back_key = Key(words("devices.back"), back, h=64, w=200)
        self.save_key = Key(words("devices.save"), kind="primary", size="title", h=64)
        self.back_key.clicked.connect(self.closed)
        self.save_key.clicked.connect(self.saved)
        form = col(
            Line(b(words("devices.choose_title"), "title"), h=48),
            self._ways,
            8,
            self._about,
            16,
            self._fields,
            16,
            section(words("devices.paper"), 12, self._widths, hint=words("devices.paper_hint")),
            ...,
            self._said,
            row(self.back_key, (self.save_key, 1), gap=8),
            w=760,
            pad=(16, 0, 0, 24),
        )
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(row(form, ..., pad=(0, 24)))

    def put(self, shown: ChooseVM, *, fresh: bool) -> None:
        """Show the settings; `fresh` when the page has just been opened."""
        if self.ways is None or self.widths is None:
            self._build(shown)
        assert self.ways is not None
        assert self.widths is not None
        self.ways.set_chosen(shown.way)
        self.widths.set_chosen(shown.width)
        for key in self.widths.keys.values():
            key.set_off(shown.width_off)
        self._about.put(shown.about)
        if fresh or shown.way != self._way:
            self._way = shown.way
            self._put_fields(shown)
        for one in shown.fields:
            self.fields[one.name].set_error(one.error)
        self.save_key.set_off(self._words("devices.saving") if shown.busy else "")
        if shown.error:
            self._said.put([ico("alert", "danger"), t(shown.error, role="danger", elide=True)])
        else:
            self._said.put(s(self._words("devices.save_hint")))

    def _build(self, shown: ChooseVM) -> None:
        self.ways = Choice(shown.ways, shown.way, columns=5, h=72)
        self.widths = Choice(shown.widths, shown.width, columns=2)
        self.ways.picked.connect(self.way_picked)
        self.widths.picked.connect(self.width_picked)
        self._ways.fill(self.ways)
        self._widths.fill(self.widths)

    def _put_fields(self, shown: ChooseVM) -> None:
        self.fields = {}
        for one in shown.fields:
            field = Field(one.label, hint=one.hint, value=one.value, ime=False)
            field.changed.connect(lambda text, name=one.name: self.typed.emit(name, text))
            field.entered.connect(lambda _text: self.saved.emit())
            self.fields[one.name] = field
        self._fields.fill(row(*[(field, 1) for field in self.fields.values()], gap=16))
        assert self.ways is not None
        first: QWidget = self.ways.keys[shown.way]
        if self.fields:
            first = next(iter(self.fields.values()))
        first.setFocus()
