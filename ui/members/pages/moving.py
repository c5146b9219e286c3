"""Members in and out as a file: the files that lie about, the rows of one, how far it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.words import Words
from ui.kit import (
    Action,
    Box,
    Busy,
    Choice,
    Column,
    EmptyState,
    Field,
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
    row,
    rule,
    s,
    section,
    t,
)
from ui.members.viewmodel.moving import LineVM, MovingVM

MARKS = {"danger": "alert", "warning": "alert", "positive": "plus"}


class MovingPane(QWidget):
    """`typed`, `looked` (path or empty), `filtered`, `applied`, `cancelled`, `export_typed`,
    `export_full`, `exported`, `closed`."""

    typed = Signal(str)
    looked = Signal(str)
    filtered = Signal(str)
    applied = Signal()
    cancelled = Signal()
    export_typed = Signal(str)
    export_full = Signal(bool)
    exported = Signal()
    closed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._pages = {
            "start": self._start(),
            "busy": self._busy(),
            "preview": self._preview(),
            "done": Box(bg="surface"),
        }
        for page in self._pages.values():
            self._stack.addWidget(page)

    # --- the four faces ----------------------------------------------------------------------

    def _start(self) -> Box:
        words = self._words
        self.path = Field(
            words("member.file_path"), hint=words("member.file_hint"), ime=False, most=400
        )
        self.look_key = Key(words("member.look"), icon="eye", h=56, w=152)
        self.files = RecordTable(
            (
                Column(words("member.col.file")),
                Column(words("member.col.size"), 88, right=True),
                Column(words("member.col.changed"), 136, right=True),
            ),
            name=words("member.files"),
            row_height=48,
        )
        self.target = Field(words("member.save_to"), ime=False, most=400)
        self.full = Switch(words("member.export_full"))
        self.export_key = Key(words("member.export"), icon="download", h=56)
        self._said = Para()
        chooser = row((self.path, 1), col(28, self.look_key, ...), gap=8, pad=(24, 8, 24, 0))
        side = col(
            section(words("member.export_title"), 12, self.target, self.full, 8, self.export_key),
            24,
            section(words("member.import_how"), 12, Para(words("member.import_columns"), "small")),
            16,
            self._said,
            ...,
            pad=(16, 24),
            bg="canvas",
            edges="l",
            w=440,
        )
        self.path.changed.connect(self.typed)
        self.path.entered.connect(lambda _text: self.looked.emit(""))
        self.look_key.clicked.connect(lambda: self.looked.emit(""))
        self.files.opened.connect(self.looked)
        self.files.view.clicked.connect(
            lambda index: self.looked.emit(self.files.model.row(index.row()).key)
        )
        self.target.changed.connect(self.export_typed)
        self.full.turned.connect(self.export_full)
        self.export_key.clicked.connect(self.exported)
        return row((col(chooser, (self.files, 1), bg="surface"), 1), side)

    def _busy(self) -> Box:
        self.busy = Busy()
        self.busy.cancelled.connect(self.cancelled)
        middle = col(self.busy, w=560)
        return col(..., row(..., middle, ...), ..., ..., bg="surface")

    def _preview(self) -> Box:
        words = self._words
        self._title, self._about = Line(h=48), Line(h=28)
        self.which = Choice(
            (("all", words("member.rows_all")), ("wrong", words("member.rows_wrong"))),
            "all",
            columns=2,
            h=48,
        )
        self.rows = RecordTable(
            (
                Column(words("member.col.row"), 56, right=True),
                Column(words("members.col.name"), 160),
                Column(words("members.col.phone"), 120),
                Column(words("member.col.stored"), 104, right=True),
                Column(words("member.col.points"), 80, right=True),
                Column(words("member.col.note")),
            ),
            name=words("member.files"),
            row_height=44,
        )
        self._totals, self._error = Box(), Para("", "body", "danger")
        self._note = Para("", "small", "muted")
        self.back_key = Key(words("members.back"), key_for(Action.BACK), h=72, w=136)
        self.apply_key = Key(words("member.files"), kind="primary", size="title", h=72)
        side = col(
            section(words("member.import_sum"), self._totals),
            16,
            self._note,
            ...,
            self._error,
            12,
            row(self.back_key, (self.apply_key, 1), gap=8),
            pad=(16, 24),
            bg="canvas",
            edges="l",
            w=440,
        )
        head = row((col(self._title, self._about), 1), col(self.which, w=320), pad=(8, 24))
        self.which.picked.connect(self.filtered)
        self.apply_key.clicked.connect(self.applied)
        self.back_key.clicked.connect(self.cancelled)
        self.rows.chosen.connect(self._whole_note)
        self._notes: dict[str, str] = {}
        return row((col(head, rule(), (self.rows, 1), bg="surface"), 1), side)

    # --- what is shown -----------------------------------------------------------------------

    def put(self, shown: MovingVM) -> None:
        """Show this."""
        self._stack.setCurrentWidget(self._pages[shown.state])
        if shown.state == "start":
            self._put_start(shown)
        elif shown.state == "busy":
            self.busy.put(shown.busy_words, shown.done_ppm or None)
            return
        elif shown.state == "preview":
            self._put_preview(shown)
        else:
            again = Key(self._words("member.import_again"), icon="upload", h=56)
            home = Key(self._words("members.all_key"), kind="primary", size="title", h=64)
            again.clicked.connect(self.cancelled)
            home.clicked.connect(self.closed)
            done = EmptyState("check", shown.title, shown.about, [home, again], role="positive")
            self._pages["done"].fill((done, 1))
        self.busy.stop()

    def _put_start(self, shown: MovingVM) -> None:
        words = self._words
        if not self.path.edit.hasFocus():
            self.path.set_text(shown.path)
        if not self.target.edit.hasFocus():
            self.target.set_text(shown.export_path)
        self.path.set_error(shown.error)
        self.look_key.set_off(shown.import_off)
        over = ".over" if shown.export_over else ""
        self.export_key.change(title=words(f"member.export{over}"), off=shown.export_off)
        self.full.setChecked(shown.export_full)
        self.full.setVisible(not shown.export_off)
        self.target.setVisible(not shown.export_off)
        self._said.put(shown.said)
        if shown.looking:
            self.files.show_loading()
            return
        rows = [
            TableRow(
                one.path,
                ([t(one.name, elide=True), s(one.folder, elide=True)], s(one.size), s(one.when)),
            )
            for one in shown.files
        ]
        empty = EmptyState("upload", words("member.no_files"), words("member.no_files_why"), w=440)
        self.files.put(rows, None if rows else empty)

    def _put_preview(self, shown: MovingVM) -> None:
        self._title.put([b(shown.title, "title")])
        self._about.put([s(shown.about, elide=True)])
        self.which.set_chosen(shown.filter)
        wrong = self.which.keys["wrong"]
        wrong.change(title=self._words("member.rows_wrong_n", n=shown.wrong))
        self._notes = {one.key: one.note for one in shown.lines}
        self.rows.put([_line(one) for one in shown.lines])
        self._totals.fill(
            *[
                row((Line([t(label)], [b(value)], h=43), 1), edges="b")
                for label, value in shown.totals
            ]
        )
        self._error.put(shown.error)
        self._error.setVisible(bool(shown.error))
        self.apply_key.change(title=shown.confirm, off=shown.off)

    def _whole_note(self, key: str) -> None:
        """What is wrong with the row one stands on, whole."""
        self._note.put(self._notes.get(key, ""))

    def take_focus(self) -> None:
        """The field, or the rows."""
        if self._stack.currentWidget() is self._pages["start"]:
            self.path.select_all()


def _line(one: LineVM) -> TableRow:
    note = [ico(MARKS[one.role], one.role, "body"), s(one.note, one.role, elide=True)]
    return TableRow(
        one.key,
        (
            s(one.no),
            t(one.name, elide=True),
            s(one.phone),
            t(one.stored),
            t(one.points),
            note,
        ),
        bar="danger" if one.role == "danger" else "",
    )
