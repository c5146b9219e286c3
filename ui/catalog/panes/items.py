"""The goods' page: departments, the list behind one search field, the form at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from shiboken6 import isValid

from app.words import Words
from ui.catalog.panes.editor import EditorPane
from ui.catalog.viewmodel.items import ALL, ListVM, RowVM
from ui.kit import (
    Action,
    Box,
    Column,
    EmptyState,
    ErrorState,
    Field,
    Key,
    RecordTable,
    Run,
    TableRow,
    b,
    chip,
    col,
    key_for,
    row,
    s,
    t,
    theme,
)

EVERY = "*"  # the key of "all departments" in its table
DEPARTMENTS = {False: 176, True: 224}
EDITOR = {False: 560, True: 720}


class ItemsPane(Box):
    """`typed`, `department_picked`, `chosen` (an item to look at), `near_end`, `retried`, `new`,
    `imported` (from the empty page).

    The focus stays in the search field: arrows move along the list, Enter goes into the form.
    """

    typed = Signal(str)
    department_picked = Signal(str)
    chosen = Signal(str)
    near_end = Signal()
    retried = Signal()
    new = Signal()
    imported = Signal()

    def __init__(self, words: Words) -> None:
        self._words = words
        self.field = Field(
            hint=words("catalog.search"), icon="search", right=[s(key_for(Action.SEARCH))], most=60
        )
        self.departments = RecordTable(
            (Column(words("catalog.department")),), name=words("catalog.department")
        )
        self.table = RecordTable(
            (
                Column(words("catalog.col.item")),
                Column(words("catalog.col.code"), 132),
                Column(words("catalog.col.price"), 104, right=True),
            ),
            name=words("catalog.title"),
            pad=16,
        )
        self.editor = EditorPane(words)
        lists = row(self.departments, (self.table, 1))
        left = col(row((self.field, 1), pad=(12, 24)), (lists, 1), bg="surface")
        super().__init__((left, 1), self.editor, across=True)
        self._shown_departments: tuple[tuple[str, str], ...] = ()
        self._wire()
        theme.current().changed.connect(self._widen)
        self._widen()

    def _wire(self) -> None:
        self.field.changed.connect(self.typed)
        self.field.entered.connect(lambda _text: self.into_form())
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(lambda _key: self.editor.take_focus())
        self.table.near_end.connect(self.near_end)
        self.table.retry.connect(self.retried)
        self.departments.chosen.connect(self._department_chosen)
        self.departments.opened.connect(lambda _key: self.take_focus())
        self.table.walk_from(self.field)

    def _widen(self) -> None:
        if isValid(self):
            wide = theme.current().wide
            self.departments.setFixedWidth(DEPARTMENTS[wide])
            self.editor.setFixedWidth(EDITOR[wide])

    def put(self, shown: ListVM) -> None:
        """Show what was found."""
        if shown.departments != self._shown_departments:
            self._shown_departments = shown.departments
            rows = [
                TableRow(key or EVERY, (t(name, elide=True),)) for key, name in shown.departments
            ]
            self.departments.put(rows)
        self.departments.choose(shown.department or EVERY)
        if shown.state == "loading":
            self.table.show_loading()
        elif shown.state == "error":
            kept = self._words("catalog.error_kept")
            self.table.show_error(ErrorState(shown.error, kept))
        elif shown.more:
            self.table.append([self._row(one) for one in shown.rows[self._rows() :]])
        else:
            self.table.put([self._row(one) for one in shown.rows], self._nothing(shown))

    def _rows(self) -> int:
        return self.table.model.rowCount()

    def _row(self, one: RowVM) -> TableRow:
        name: list[Run | int] = [t(one.name, elide=True)]
        if one.spec:
            name.append(s(one.spec))
        if one.note:
            ground = "sunk" if one.role == "muted" else f"{one.role}_soft"
            name.append(chip(one.note, one.role, ground))
        return TableRow(one.item_id, (name, s(one.code, elide=True), b(one.price)))

    def _nothing(self, shown: ListVM) -> EmptyState | None:
        if shown.state == "rows":
            return None
        words = self._words
        if shown.state == "empty":
            new = Key(words("catalog.first"), key_for(Action.NEW), icon="plus", h=56)
            load = Key(words("catalog.import_first"), icon="upload", h=56)
            load.clicked.connect(self.imported)
            keys, title, why = [new, load], words("catalog.empty"), words("catalog.empty_why")
        else:
            new = Key(shown.new, key_for(Action.NEW), icon="plus", h=56, elide=True)
            keys, title, why = [new], shown.none, shown.none_why
        new.clicked.connect(self.new)
        return EmptyState("box", title, why, keys, w=360)

    def choose(self, item_id: str) -> None:
        """Stand on a row again."""
        self.table.stand_on(item_id)

    def into_form(self) -> None:
        """Enter: the row one stands on, else the first; then its form."""
        if not self._rows():
            if self.field.text().strip():
                self.new.emit()
            return
        if not self.table.current:
            self.table.step(1)
        self.editor.take_focus()

    def take_focus(self) -> None:
        """What is typed next replaces the search."""
        self.field.select_all()

    def _department_chosen(self, key: str) -> None:
        self.department_picked.emit(ALL if key == EVERY else key)
