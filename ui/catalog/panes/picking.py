"""One of a list, in the form's place: arrows and Enter, or a touch; Esc changes nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.words import Words
from ui.catalog.viewmodel.editor import PickVM
from ui.kit import Action, Box, Column, Key, Line, RecordTable, TableRow, b, ico, key_for, row, s, t


class PickPane(Box):
    """`picked` (code), `closed`."""

    picked = Signal(str)
    closed = Signal()

    def __init__(self, words: Words) -> None:
        self._title = Line(h=56)
        self.table = RecordTable((Column(""),), name=words("catalog.pick"), row_height=56)
        self.close_key = Key(words("catalog.close"), key_for(Action.BACK), h=64)
        super().__init__(
            row((self._title, 1), pad=(8, 24)),
            (self.table, 1),
            row((self.close_key, 1), pad=(16, 24)),
        )
        self.table.view.horizontalHeader().hide()
        self.table.opened.connect(self.picked)
        self.table.view.clicked.connect(
            lambda index: self.picked.emit(self.table.model.row(index.row()).key)
        )
        self.close_key.clicked.connect(self.closed)

    def put(self, shown: PickVM) -> None:
        """Show what there is to choose from."""
        self._title.put([b(shown.title, "title")])
        self.table.put(
            [
                TableRow(
                    code,
                    ([ico("check" if code == shown.chosen else "dot"), t(name), s(note)],),
                )
                for code, name, note in shown.options
            ]
        )
        self.table.choose(shown.chosen)
        self.table.view.setFocus()
