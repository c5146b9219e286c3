"""The list of members behind one search field, and what stands there when nobody is found."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.words import Words
from ui.kit import (
    Action,
    Box,
    Column,
    EmptyState,
    ErrorState,
    Field,
    Key,
    RecordTable,
    RunsLike,
    TableRow,
    b,
    chip,
    key_for,
    row,
    s,
    t,
)
from ui.members.viewmodel.listing import ListVM, RowVM


class ListPane(Box):
    """`typed`, `opened` (member id), `enrolled` (take somebody in), `retried`.

    The focus stays in the field: arrows move along the list, Enter opens.
    """

    typed = Signal(str)
    opened = Signal(str)
    enrolled = Signal()
    retried = Signal()

    def __init__(self, words: Words) -> None:
        self._words = words
        self.field = Field(
            hint=words("members.search"),
            icon="search",
            right=[s(key_for(Action.MEMBER))],
            most=60,
        )
        columns = (
            Column(words("members.col.name")),
            Column(words("members.col.tier"), 160),
            Column(words("members.col.phone"), 168),
            Column("", 96, right=True),
        )
        self.table = RecordTable(columns, name=words("members.title"), row_height=48)
        super().__init__(
            row((self.field, 1), pad=(0, 24)),
            8,
            (self.table, 1),
        )
        self.field.changed.connect(self.typed)
        self.field.entered.connect(lambda _text: self.open_current())
        self.table.opened.connect(self.opened)
        self.table.view.clicked.connect(lambda _index: self.open_current())
        self.table.retry.connect(self.retried)
        self.table.walk_from(self.field)

    def put(self, shown: ListVM) -> None:
        """Show what was found."""
        words = self._words
        if shown.state == "loading":
            self.table.show_loading()
        elif shown.state == "error":
            self.table.show_error(ErrorState(shown.error, words("members.error_kept")))
        else:
            empty = None
            if shown.state == "empty":
                key = self._enrol_key(words("members.first"), shown)
                why = words("members.empty_why")
                empty = EmptyState("member", words("members.empty"), why, [key])
            elif shown.state == "none":
                key = self._enrol_key(shown.enrol, shown)
                empty = EmptyState("search", shown.none, words("members.none_why"), [key])
            self.table.put([self._row(one) for one in shown.rows], empty)
            if shown.rows:
                self.table.choose(shown.rows[0].member_id)

    def _enrol_key(self, title: str, shown: ListVM) -> Key:
        key = Key(
            title,
            key_for(Action.NEW),
            icon="plus",
            kind="primary",
            h=64,
            size="title",
            off=shown.enrol_off,
            elide=True,
        )
        key.clicked.connect(self.enrolled)
        return key

    def _row(self, one: RowVM) -> TableRow:
        tier: RunsLike = chip(one.tier, "tier") if one.tier else ()
        note = s(one.note) if one.note else ()
        return TableRow(one.member_id, (b(one.name, elide=True), tier, t(one.phone), note))

    def open_current(self) -> None:
        """Enter: the row one stands on; with nobody found, take them in."""
        if self.table.model.rowCount():
            if self.table.current:
                self.opened.emit(self.table.current)
        elif self.field.text().strip():
            self.enrolled.emit()

    def take_focus(self) -> None:
        """What is typed next replaces the search."""
        self.field.select_all()
