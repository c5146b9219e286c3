"""The editor's page: the label large, its parts, the form of the one that is held."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.domain.label.shape import FIELDS, PartKind
from app.words import Words
from ui.kit import (
    Action,
    Box,
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
    grid,
    ico,
    key_for,
    row,
    s,
    scroll,
    t,
)
from ui.labels.canvas import LabelCanvas
from ui.labels.viewmodel import EditVM, FormVM, mm

SIDES = ("left", "center", "right")
FORM = {False: 460, True: 560}
PARTS = {False: 126, True: 388}  # a head and whole rows
UNDO, REDO = "Ctrl+Z", "Ctrl+Y"
_KINDS = ("text", "line", "box", "logo")
_WRITES = (PartKind.TEXT.value, PartKind.BARCODE.value, PartKind.QR.value)


class PartForm(Box):
    """The form of one part. Each field tells at once what stands in it."""

    typed = Signal(str, bool)
    letters = Signal(str)
    wrapped = Signal(str)
    aligned = Signal(str)
    turned = Signal(str, bool)
    logo_wanted = Signal()

    def __init__(self, words: Words) -> None:
        self._words = words
        self._serial = -1
        self._where = Line(h=28)
        self.text = Field(words("labels.text"), most=200, reserve=False)
        self.text_en = Field(words("labels.text_en"), most=200, reserve=False)
        self.letter = Field(words("labels.font"), mode="number", most=5, w=88, reserve=False)
        self.lines = Field(words("labels.lines"), mode="digits", most=1, w=72, reserve=False)
        self.side = Choice(
            tuple((one, words(f"labels.side.{one}")) for one in SIDES),
            columns=3,
            h=56,
            size="small",
        )
        self.bold = Switch(words("labels.bold"), h=48)
        self.strike = Switch(words("labels.strike"), h=48)
        self.digits = Switch(words("labels.digits"), h=48)
        self.logo_key = Key(words("labels.pick_logo"), icon="upload", h=56)
        sides = col(Line(h=28), self.side)  # beside fields that have a label above them
        self._letters = col(
            row(self.letter, self.lines, (sides, 1), gap=8),
            row((self.bold, 1), (self.strike, 1), gap=16),
            gap=4,
        )
        self._texts = row((self.text, 1), (self.text_en, 1), gap=8)
        self._none = Para(words("labels.no_part"), "body", "muted")
        super().__init__(
            self._none,
            self._where,
            self._texts,
            self._letters,
            self.digits,
            self.logo_key,
            (Box(), 1),
            gap=4,
            pad=(0, 24),
        )
        self.text.changed.connect(lambda text: self.typed.emit(text, False))
        self.text_en.changed.connect(lambda text: self.typed.emit(text, True))
        self.letter.changed.connect(self.letters)
        self.lines.changed.connect(self.wrapped)
        self.side.picked.connect(self.aligned)
        for name in ("bold", "strike", "digits"):
            getattr(self, name).turned.connect(lambda on, name=name: self.turned.emit(name, on))
        self.logo_key.clicked.connect(self.logo_wanted)

    def put(self, shown: FormVM, serial: int) -> None:
        """Show a part; what a hand is typing is left alone unless another part came."""
        there = shown.place >= 0
        self._none.setVisible(not there)
        self._where.setVisible(there)
        self._where.put([s(shown.where)])
        writes, letters = shown.kind in _WRITES, shown.kind == PartKind.TEXT.value
        self._texts.setVisible(there and writes)
        self._letters.setVisible(there and letters)
        self.digits.setVisible(there and shown.kind == PartKind.BARCODE.value)
        self.logo_key.setVisible(there and shown.kind == PartKind.LOGO.value)
        fresh, self._serial = serial != self._serial, serial
        for field, text in (
            (self.text, shown.text),
            (self.text_en, shown.text_en),
            (self.letter, shown.font),
            (self.lines, shown.lines),
        ):
            if fresh or not field.edit.hasFocus():
                field.set_text(text)
        self.side.set_chosen(shown.side)
        for switch, on in (
            (self.bold, shown.bold),
            (self.strike, shown.strike),
            (self.digits, shown.digits),
        ):
            switch.setChecked(on)


class EditorPane(Box):
    """`added` (kind or field), `papered` (width, height in mm), `named` (a new template)."""

    added = Signal(str)
    papered = Signal(str, str)
    named = Signal(str)
    chosen = Signal(str)
    taken = Signal(str)

    def __init__(self, words: Words) -> None:
        self._words = words
        self.canvas = LabelCanvas(words("labels.canvas"), edits=True, least=220)
        self._about, self._trouble = Line(h=28), Line(h=28)
        self.fields = {
            code: Key(words(f"labels.field.{code}"), form="centre", h=40, size="small")
            for code in FIELDS
        }
        self.kinds = {
            code: Key(words(f"labels.kind.{code}"), icon="plus", h=44, size="small")
            for code in _KINDS
        }
        self.parts = RecordTable(
            (Column(words("labels.col.part")), Column(words("labels.col.size"), 128, right=True)),
            name=words("labels.parts"),
            pad=24,
        )
        self.form = PartForm(words)
        self.wide, self.high = (
            Field(
                name=words(f"labels.{side}"),
                right=[s(words(f"labels.{side}"))],
                mode="number",
                most=5,
                h=44,
                w=132,
            )
            for side in ("width", "height")
        )
        self.drop_key = Key(words("labels.drop_part"), icon="trash", h=48, size="small")
        self.undo_key = Key(words("labels.undo"), UNDO, h=48, size="small")
        self.redo_key = Key(words("labels.redo"), REDO, h=48, size="small")
        self.reset_key = Key(words("labels.reset"), form="centre", h=48, w=112, size="small")
        self.name = Field("", hint=words("labels.new_name"), most=40, h=48)
        self.save_as_key = Key(words("labels.save_as"), form="centre", h=48, w=96, size="small")
        self.back_key = Key(words("labels.back"), key_for(Action.BACK), h=64, w=176)
        self.save_key = Key(words("labels.save"), kind="primary", size="title", h=64)
        self.files = RecordTable(
            (Column(words("labels.col.file")), Column(words("labels.col.size"), 128, right=True)),
            name=words("labels.files"),
            pad=24,
        )
        self._said = Line(h=28)
        super().__init__(row((self._left(), 1), self._make_right()))
        self._wire()

    def _left(self) -> QWidget:
        words = self._words
        kinds = row(*((key, 1) for key in self.kinds.values()), self.wide, self.high, gap=8)
        bottom = col(
            row((self._about, 1), (self._trouble, 2), gap=12),
            Para(words("labels.hands"), "small", "muted"),
            kinds,
            grid(self.fields.values(), 7, gap=6),
            gap=8,
            pad=(24, 8, 24, 16),
        )
        return col((self.canvas, 1), bottom)

    def _make_right(self) -> QWidget:
        self._right = QWidget()
        self._stack = QStackedLayout(self._right)
        form = col(
            self.parts,
            (scroll(self.form), 1),
            self._said,
            row((self.undo_key, 1), (self.redo_key, 1), (self.drop_key, 1), gap=8, pad=(4, 24)),
            row((self.name, 1), self.save_as_key, self.reset_key, gap=8, pad=(4, 24)),
            row(self.back_key, (self.save_key, 1), gap=8, pad=(24, 8, 24, 16)),
            edges="l",
        )
        self._stack.addWidget(form)
        title = Line(b(self._words("labels.files")), h=56)
        self.close_key = Key(self._words("labels.back"), key_for(Action.BACK), h=64)
        foot = row((self.close_key, 1), pad=(24, 8, 24, 16))
        self._stack.addWidget(col(row((title, 1), pad=(0, 24)), (self.files, 1), foot, edges="l"))
        return self._right

    def _wire(self) -> None:
        for code, key in (*self.fields.items(), *self.kinds.items()):
            key.clicked.connect(lambda _=False, code=code: self.added.emit(code))
        self.parts.chosen.connect(self.chosen)
        self.files.opened.connect(self.taken)
        for field in (self.wide, self.high):
            field.entered.connect(lambda _text: self._papered())
            field.edit.editingFinished.connect(self._papered)
        self.save_as_key.clicked.connect(lambda: self.named.emit(self.name.text()))
        self.name.entered.connect(self.named)
        self.undo_key.setShortcut(UNDO)
        self.redo_key.setShortcut(REDO)

    def _papered(self) -> None:
        self.papered.emit(self.wide.text(), self.high.text())

    def widen(self, wide: bool) -> None:
        """How much of the page the form takes, and how many parts are seen at once."""
        self._right.setFixedWidth(FORM[wide])
        self.parts.setFixedHeight(PARTS[wide])

    def put(self, shown: EditVM) -> None:
        """Show the template."""
        words = self._words
        self.canvas.put(shown.drawn, shown.template, shown.form.place)
        self._about.put([b(shown.name, elide=True), s(shown.about)])
        mark = [ico("alert", "warning"), s(shown.trouble, elide=True)] if shown.trouble else []
        self._trouble.put(mark)
        self.parts.put(
            [TableRow(x.key, ([t(x.name, elide=True), s(x.sub)], s(x.value))) for x in shown.parts],
            EmptyState("tag", words("labels.no_parts"), words("labels.no_part")),
        )
        if shown.form.place >= 0:
            self.parts.choose(str(shown.form.place))
        self.form.put(shown.form, shown.serial)
        for field, size in (
            (self.wide, shown.template.width),
            (self.high, shown.template.height),
        ):
            if not field.edit.hasFocus():
                field.set_text(mm(size))
        self.drop_key.set_off("" if shown.form.place >= 0 else words("labels.no_part_short"))
        self.undo_key.setVisible(shown.undo)
        self.redo_key.setVisible(shown.redo)
        title = words("labels.remove_own" if shown.own else "labels.reset")
        self.reset_key.change(title=title)
        self.reset_key.setVisible(shown.touched)
        self.save_key.set_off("" if shown.dirty else words("labels.nothing_changed"))
        back = "labels.put_back_key" if shown.dirty else "labels.back"
        self.back_key.change(title=words(back))
        self._said.put([t(f"  {shown.said}", role=shown.role, elide=True)] if shown.said else [])
        self._put_files(shown)

    def _put_files(self, shown: EditVM) -> None:
        words = self._words
        if shown.files is None:
            self._stack.setCurrentIndex(0)
            return
        empty = EmptyState("upload", words("labels.no_files"), words("labels.no_files_why"))
        rows = [
            TableRow(x.key, ([t(x.name, elide=True), s(x.sub, elide=True)], s(x.value)))
            for x in shown.files
        ]
        self.files.put(rows, empty)
        if self._stack.currentIndex() == 0:
            self._stack.setCurrentIndex(1)
            self.files.view.setFocus()
