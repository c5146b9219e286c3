"""The import's page: a file is chosen, looked at, written; and the export beside it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget
from shiboken6 import isValid

from app.words import Words
from ui.catalog.panes.picking import PickPane
from ui.catalog.panes.preview import PreviewPane
from ui.catalog.viewmodel.editor import PickVM
from ui.catalog.viewmodel.transfer import DoneVM, StartVM, TransferVM
from ui.kit import (
    Action,
    Box,
    Busy,
    Column,
    EmptyState,
    Field,
    Key,
    Para,
    RecordTable,
    TableRow,
    col,
    key_for,
    row,
    s,
    section,
    t,
    theme,
)

SIDE = {False: 480, True: 640}


class StartPane(Box):
    """`path_typed`, `path_entered`, `file_chosen` (path), `undone`, `export_typed`, `exported`."""

    path_typed = Signal(str)
    path_entered = Signal()
    file_chosen = Signal(str)
    undone = Signal()
    export_typed = Signal(str)
    exported = Signal()

    def __init__(self, words: Words) -> None:
        self._words, self._serial = words, -1
        self.path = Field(
            words("catalog.field.path"), hint=words("catalog.hint.path"), ime=False, most=400
        )
        self.look_key = Key(words("catalog.look"), icon="eye", h=56, w=152)
        self.table = RecordTable(
            (
                Column(words("catalog.col.file")),
                Column(words("catalog.col.size"), 88, right=True),
                Column(words("catalog.col.when"), 136, right=True),
            ),
            name=words("catalog.files"),
            row_height=48,
        )
        self.target = Field(words("catalog.field.export"), ime=False, most=400)
        self.export_key = Key(words("catalog.export"), icon="download", h=56)
        self._last = Para(role="text")
        self.undo_key = Key(words("catalog.undo"), icon="undo", h=56)
        self._said_text = Para(role="text")
        chooser = row((self.path, 1), col(28, self.look_key, ...), gap=8, pad=(24, 8, 24, 0))
        left = col(chooser, (self.table, 1), bg="surface")
        self._last_part = section(words("catalog.last"), 12, self._last, 8, self.undo_key)
        about = Para(words("catalog.known_columns"), "small", "muted")
        self._side = col(
            section(words("catalog.export_title"), 8, self.target, self.export_key),
            24,
            self._last_part,
            24,
            section(words("catalog.import_how"), 12, about),
            ...,
            row((self._said_text, 1)),
            pad=(16, 24),
            bg="canvas",
            edges="l",
        )
        super().__init__((left, 1), self._side, across=True)
        self.path.changed.connect(self.path_typed)
        self.path.entered.connect(lambda _text: self.path_entered.emit())
        self.look_key.clicked.connect(self.path_entered)
        self.table.opened.connect(self.file_chosen)
        self.target.changed.connect(self.export_typed)
        self.target.entered.connect(lambda _text: self.exported.emit())
        self.export_key.clicked.connect(self.exported)
        self.undo_key.clicked.connect(self.undone)
        self.table.view.clicked.connect(
            lambda index: self.file_chosen.emit(self.table.model.row(index.row()).key)
        )
        theme.current().changed.connect(self._widen)
        self._widen()

    def _widen(self) -> None:
        if isValid(self):
            self._side.setFixedWidth(SIDE[theme.current().wide])

    def put(self, shown: StartVM) -> None:
        """Show the files, the last import, the export."""
        words = self._words
        if shown.serial != self._serial:
            self._serial = shown.serial
            self.path.set_text(shown.path)
            self.target.set_text(shown.export)
        self.path.set_error(shown.path_error)
        self.target.set_error(shown.export_error)
        self.export_key.set_off(shown.export_off)
        self._put_files(shown)
        self._last_part.setVisible(shown.last is not None)
        if shown.last is not None:
            self._last.put(shown.last.words)
            self.undo_key.change(title=shown.last.undo, off=shown.last.undo_off)
        self._said_text.put(shown.said, shown.said_role if shown.said else "")
        self.setAccessibleDescription(shown.said or words("catalog.import_title"))

    def _put_files(self, shown: StartVM) -> None:
        words = self._words
        if shown.looking:
            self.table.show_loading(words("catalog.looking"))
            return
        rows = [
            TableRow(
                one.path,
                ([t(one.name, elide=True), s(one.folder, elide=True)], s(one.size), s(one.when)),
            )
            for one in shown.files
        ]
        empty = EmptyState(
            "upload", words("catalog.no_files"), words("catalog.no_files_why"), w=440
        )
        self.table.put(rows, None if rows else empty)

    def take_focus(self) -> None:
        """The list of files has the focus, or the field when there is none."""
        if self.table.model.rowCount():
            self.table.view.setFocus()
        else:
            self.path.select_all()


class DonePane(Box):
    """`looked` (at the goods), `again`, `undone`."""

    looked = Signal()
    again = Signal()
    undone = Signal()

    def __init__(self, words: Words) -> None:
        self._words = words
        super().__init__(bg="surface")

    def put(self, shown: DoneVM) -> None:
        """Show what was written."""
        words = self._words
        look = Key(
            words("catalog.look_goods"),
            key_for(Action.CONFIRM),
            kind="primary",
            size="title",
            h=64,
        )
        again = Key(words("catalog.import_again"), icon="upload", h=56)
        undo = Key(shown.undo, icon="undo", h=56, off=shown.undo_off)
        look.clicked.connect(self.looked)
        again.clicked.connect(self.again)
        undo.clicked.connect(self.undone)
        about = "\n".join(x for x in (shown.about, shown.error) if x)
        self.fill(
            (EmptyState("check", shown.title, about, [look, again, undo], role="positive"), 1)
        )
        look.setFocus()


class TransferPane(QWidget):
    """The four faces of the page."""

    cancelled = Signal()
    picked = Signal(str)
    pick_closed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.start = StartPane(words)
        self.preview = PreviewPane(words)
        self.done = DonePane(words)
        self.pick = PickPane(words)
        self.busy, self.writing = Busy(), Busy(can_cancel=False)
        self._busy_note = Para("", "small", "muted")
        middle = col(self.busy, self.writing, 8, self._busy_note, w=560)
        waiting = col(..., row(..., middle, ...), ..., ..., bg="surface")
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._pages: dict[str, QWidget] = {
            "start": self.start,
            "busy": waiting,
            "preview": self.preview,
            "pick": col((self.pick, 1), bg="surface"),
            "done": self.done,
        }
        for page in self._pages.values():
            self._stack.addWidget(page)
        self.busy.cancelled.connect(self.cancelled)
        self.pick.picked.connect(self.picked)
        self.pick.closed.connect(self.pick_closed)

    def put(self, shown: TransferVM) -> None:
        """Show this."""
        fresh = self._stack.currentWidget() is not self._pages[shown.state]
        self._stack.setCurrentWidget(self._pages[shown.state])
        for line, on in ((self.busy, shown.can_cancel), (self.writing, not shown.can_cancel)):
            line.stop()
            line.setVisible(on)
            if shown.state == "busy" and on:
                line.put(shown.busy)
        self._busy_note.put(shown.busy_note)
        if shown.start is not None:
            self.start.put(shown.start)
        if shown.done is not None:
            self.done.put(shown.done)
        if shown.preview is not None and shown.state == "preview":
            self.preview.put(shown.preview)
            if fresh:
                self.preview.take_focus()
        elif shown.preview is not None:
            title = self._words("catalog.pick_for_import")
            options = tuple((code, name, "") for code, name in shown.preview.picks)
            self.pick.put(PickVM("department", title, options, shown.preview.pick))

    def take_focus(self) -> None:
        """The page comes to the front."""
        if self._stack.currentWidget() is self.start:
            self.start.take_focus()
