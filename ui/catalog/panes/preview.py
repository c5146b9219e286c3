"""What a file would do, row by row: counts that filter, errors in words, one key that writes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from shiboken6 import isValid

from app.words import Words
from ui.catalog.viewmodel.transfer import CountVM, PreviewRowVM, PreviewVM
from ui.kit import (
    Action,
    Box,
    Column,
    EmptyState,
    Key,
    Line,
    Para,
    RecordTable,
    Switch,
    TableRow,
    b,
    col,
    ico,
    key_for,
    s,
    scroll,
    section,
    t,
    theme,
)

SIDE = {False: 400, True: 520}
NAME = {False: 264, True: 400}


class PreviewPane(Box):
    """`filtered` (count), `near_end`, `pick_opened`, `new_set`, `applied`, `closed`."""

    filtered = Signal(str)
    near_end = Signal()
    pick_opened = Signal()
    new_set = Signal(bool)
    applied = Signal()
    closed = Signal()

    def __init__(self, words: Words) -> None:
        self._words = words
        self._counts = Box(across=True, gap=8, pad=(12, 24))
        self.keys: dict[str, Key] = {}
        self.table = RecordTable(
            (
                Column(words("catalog.col.row"), 56, right=True),
                Column(words("catalog.col.item"), NAME[False]),
                Column(words("catalog.col.verdict"), 96),
                Column(words("catalog.col.note")),
            ),
            name=words("catalog.import_title"),
        )
        self._notes: dict[str, str] = {}
        self._note = Para("", "small")
        self._name = Line(h=40)
        self._about, self._columns = Para("", "small", "muted"), Para("", "small")
        self._unused = Para("", "small", "muted")
        self.department_key = Key(words("catalog.department"), icon="list", h=56)
        self.new_departments = Switch(words("catalog.new_departments"))
        self._made = Para("", "small", "muted")
        self.back_key = Key(words("catalog.other_file"), key_for(Action.BACK), h=56)
        self.apply_key = Key(words("catalog.apply_none"), kind="primary", size="title", h=72)
        self._said = Para("", "small", "danger")
        left = col(self._counts, (self.table, 1), bg="surface")
        options = section(
            words("catalog.import_options"),
            12,
            self.department_key,
            Para(words("catalog.default_department_why"), "small", "muted"),
            8,
            self.new_departments,
            self._made,
        )
        body = col(
            self._name,
            self._about,
            8,
            self._columns,
            4,
            self._unused,
            16,
            options,
            16,
            self._note,
            ...,
            pad=(24, 8, 24, 8),
        )
        foot = col(self._said, 8, self.back_key, 8, self.apply_key, pad=(24, 0, 24, 24))
        self._side = col((scroll(body), 1), foot, bg="canvas", edges="l")
        super().__init__((left, 1), self._side, across=True)
        self._wire()
        theme.current().changed.connect(self._widen)
        self._widen()

    def _wire(self) -> None:
        self.table.near_end.connect(self.near_end)
        self.table.chosen.connect(self._chosen)
        self.department_key.clicked.connect(self.pick_opened)
        self.new_departments.turned.connect(self.new_set)
        self.apply_key.clicked.connect(self.applied)
        self.back_key.clicked.connect(self.closed)

    def _widen(self) -> None:
        if isValid(self):
            self._side.setFixedWidth(SIDE[theme.current().wide])

    def _chosen(self, key: str) -> None:
        """The row one stands on, whole: a long sentence ends in … in its cell."""
        note = self._notes.get(key, "")
        self._note.put(self._words("catalog.row_note", row=key, note=note) if note else "")

    def put(self, shown: PreviewVM) -> None:
        """Show what the file would do."""
        words = self._words
        self._notes = {one.key: one.note for one in shown.rows}
        self._put_counts(shown.counts)
        if shown.more:
            at = self.table.model.rowCount()
            self.table.append([self._row(one) for one in shown.rows[at:]])
        else:
            empty = EmptyState("check", shown.none, w=400)
            rows = [self._row(one) for one in shown.rows]
            self.table.put(rows, None if rows else empty)
        self._name.put([b(shown.name, "title", elide=True)])
        self._about.put(shown.about)
        self._put_columns(shown)
        self.department_key.change(amount=shown.department)
        self.new_departments.setChecked(shown.new_departments)
        self._made.put(shown.departments_note)
        self._made.setVisible(bool(shown.departments_note))
        self.apply_key.change(title=shown.apply, off=shown.apply_off)
        self._said.put(shown.said)
        self._said.setVisible(bool(shown.said))
        self.setAccessibleName(f"{words('catalog.import_title')} {shown.name}")

    def _put_columns(self, shown: PreviewVM) -> None:
        words = self._words
        comma = words("catalog.comma")
        used = comma.join(
            f"{title} → {field}" if title != field else title
            for title, field, known in shown.columns
            if known
        )
        unused = comma.join(title for title, _, known in shown.columns if not known)
        self._columns.put(words("catalog.columns_used", names=used))
        self._unused.put(words("catalog.columns_unused", names=unused) if unused else "")
        self._unused.setVisible(bool(unused))

    def _put_counts(self, counts: tuple[CountVM, ...]) -> None:
        if list(self.keys) != [one.code for one in counts]:
            self.keys = {}
            for one in counts:
                key = Key(one.figure, sub=one.label, form="centre", size="title", h=64)
                key.clicked.connect(lambda _=False, code=one.code: self.filtered.emit(code))
                self.keys[one.code] = key
            self._counts.fill(*[(key, 1) for key in self.keys.values()])
        for one in counts:
            worry = one.role in ("danger", "warning")
            self.keys[one.code].change(
                title=one.figure,
                sub=one.label,
                chosen=one.chosen,
                icon="alert" if worry else "",
                kind="danger" if one.role == "danger" else "raised",
            )

    def _row(self, one: PreviewRowVM) -> TableRow:
        name = [t(one.name, elide=True), s(one.code)]
        verdict = [ico(one.mark, one.role, "body"), s(one.verdict, one.role)]
        note = s(one.note, one.note_role, elide=True)
        return TableRow(one.key, (s(one.row_no), name, verdict, note))

    def take_focus(self) -> None:
        """The list has the focus; Tab goes on to what one may decide."""
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
