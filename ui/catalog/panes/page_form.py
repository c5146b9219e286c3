"""The form of a page of quick keys: its names, its place, its end."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.words import Words
from ui.catalog.viewmodel.quick_keys import PageFormVM
from ui.kit import Action, Box, Field, Key, Line, b, key_for, row, section


class PageForm(Box):
    """`typed` (field, text), `saved`, `closed`, `removed`, `moved` (by)."""

    typed = Signal(str, str)
    saved = Signal()
    closed = Signal()
    removed = Signal()
    moved = Signal(int)

    def __init__(self, words: Words) -> None:
        self._words, self._serial = words, -1
        self._head = Line(h=56)
        self.name = Field(words("catalog.field.page_name"), reserve=True, most=20)
        self.name_en = Field(words("catalog.field.name_en"), reserve=False, ime=False, most=30)
        self.left_key = Key(words("catalog.keys.page_left"), icon="left", h=56)
        self.right_key = Key(words("catalog.keys.page_right"), icon="next", h=56)
        self.remove_key = Key(words("catalog.keys.page_remove"), icon="trash", kind="danger", h=56)
        self.close_key = Key(words("catalog.close"), key_for(Action.BACK), h=64, w=144)
        self.save_key = Key(words("catalog.save"), kind="primary", size="title", h=64)
        self._place = section(
            words("catalog.order"), 8, row((self.left_key, 1), (self.right_key, 1), gap=8)
        )
        super().__init__(
            self._head,
            self.name,
            4,
            self.name_en,
            20,
            self._place,
            20,
            self.remove_key,
            ...,
            row(self.close_key, (self.save_key, 1), gap=8),
            pad=(24, 8, 24, 24),
        )
        self.name.changed.connect(lambda text: self.typed.emit("name", text))
        self.name_en.changed.connect(lambda text: self.typed.emit("name_en", text))
        for field in (self.name, self.name_en):
            field.entered.connect(lambda _text: self.saved.emit())
        self.left_key.clicked.connect(lambda: self.moved.emit(-1))
        self.right_key.clicked.connect(lambda: self.moved.emit(1))
        self.remove_key.clicked.connect(self.removed)
        self.close_key.clicked.connect(self.closed)
        self.save_key.clicked.connect(self.saved)

    def put(self, shown: PageFormVM) -> None:
        """Show the names of a page."""
        words = self._words
        title = words("catalog.keys.page_new") if shown.new else shown.name
        self._head.put([b(title, "title", elide=True)])
        if shown.serial != self._serial:
            self._serial = shown.serial
            self.name.set_text(shown.name)
            self.name_en.set_text(shown.name_en)
            self.name.select_all()
        self.name.set_error(shown.error)
        self.save_key.set_off(shown.save_off)
        self._place.setVisible(not shown.new)
        self.remove_key.setVisible(not shown.new)
        self.left_key.set_off(shown.left_off)
        self.right_key.set_off(shown.right_off)
        self.remove_key.change(title=shown.remove)
