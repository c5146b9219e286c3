"""The right half of the labels' page: which label, how it will be, how many, on which paper."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.domain.label.shape import LabelTemplate
from app.words import LANGUAGES, Words
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
    TableRow,
    Tabs,
    b,
    col,
    ico,
    key_for,
    link,
    row,
    s,
    t,
)
from ui.kit.pieces.box import Item
from ui.labels.canvas import LabelCanvas
from ui.labels.viewmodel import A4, JobVM

JOB = 288


class JobPane(Box):
    """`picked` (template), `papered`, `sheeted`, `spoken`, `answered` (did all come out?)."""

    picked = Signal(str)
    papered = Signal(str)
    sheeted = Signal(str)
    spoken = Signal(str)
    answered = Signal(bool)

    def __init__(self, words: Words) -> None:
        self._words = words
        self._templates: tuple[tuple[str, str], ...] = ()
        self.tabs = Tabs([words("labels.title")])
        self.canvas = LabelCanvas(words("labels.preview"), least=130)
        self._about, self._trouble = Line(h=28), Line(h=28)
        self.table = RecordTable(
            (Column(words("labels.col.item")), Column(words("labels.col.copies"), 72, right=True)),
            name=words("labels.job"),
            pad=16,
        )
        self.table.setFixedWidth(JOB)
        self.table.setMinimumHeight(120)  # a question below may need the room
        self.copies = Field(words("labels.copies"), mode="digits", most=3, w=112, reserve=False)
        self.grams = Field(words("labels.grams"), mode="digits", most=6, w=128, reserve=False)
        self.weigh_key = Key(words("labels.weigh"), icon="scale", h=56, w=120)
        self.days = Field(words("labels.days"), mode="digits", most=4, w=128, reserve=False)
        self.drop_key = link(words("labels.drop"), h=56)
        self._papers, self._sheets = Box(), Box()
        self.language = Choice(
            tuple((one, words(f"labels.lang.{one}")) for one in LANGUAGES), columns=2, h=48
        )
        self._paper: Choice | None = None
        self._sheet: Choice | None = None
        self.start = Field("", name=words("labels.start"), mode="digits", most=3, h=44, w=72)
        self._sheet_row = row(
            (self._sheets, 1),
            Line(s(words("labels.start")), h=44, w=112),
            self.start,
            gap=12,
            pad=(4, 24),
        )
        self.clear_key = Key(words("labels.clear"), h=64, w=136)
        self.edit_key = Key(words("labels.edit"), icon="edit", h=64, w=152)
        title = words("labels.print.printer", n=0)
        self.print_key = Key(title, key_for(Action.PAY), kind="primary", size="title", h=64)
        super().__init__(*self._rows(), edges="l")
        self._wire()

    def _rows(self) -> list[Item]:
        words = self._words
        self._said = Para("", "body")
        self._said_row = row((self._said, 1), pad=(4, 24))
        self.yes_key = Key(words("labels.all_there"), h=56)
        self.no_key = Key(words("labels.some_missing"), h=56)
        self._question = Para("", "body", "warning")
        self._question.setMinimumHeight(52)
        self._asked = col(
            self._question, row((self.yes_key, 1), (self.no_key, 1), gap=8), gap=8, pad=(4, 24)
        )
        self._weigh = col(..., self.weigh_key)  # keys stand on the fields' foot
        typed = (self.copies, self.grams, self._weigh, self.days)
        fields = row(*typed, (Box(), 1), col(..., self.drop_key), gap=8)
        return [
            row((self.tabs, 1), pad=(0, 24), edges="b"),
            (row((self.canvas, 1), self.table), 1),
            row((self._about, 1), (self._trouble, 1), gap=12, pad=(0, 24)),
            row((fields, 1), pad=(4, 24)),
            row((self._papers, 3), (self.language, 2), gap=24, pad=(4, 24)),
            self._sheet_row,
            self._said_row,
            self._asked,
            row(self.clear_key, self.edit_key, (self.print_key, 1), gap=8, pad=(24, 8, 24, 24)),
        ]

    def _wire(self) -> None:
        self.language.picked.connect(self.spoken)
        self.tabs.picked.connect(lambda place: self.picked.emit(self._templates[place][0]))
        self.yes_key.clicked.connect(lambda: self.answered.emit(True))
        self.no_key.clicked.connect(lambda: self.answered.emit(False))

    def put(self, shown: JobVM, template: LabelTemplate) -> None:
        """Show the job."""
        words = self._words
        self._put_choices(shown)
        self.canvas.put(shown.drawn, template)
        self._about.put([s(shown.about)])
        mark = [ico("alert", "warning"), s(shown.trouble, elide=True)] if shown.trouble else []
        self._trouble.put(mark)
        self.table.put(
            [
                TableRow(x.key, ([t(x.name, elide=True), s(x.note)], b(x.value)))
                for x in shown.lines
            ],
            EmptyState("tag", words("labels.empty"), words("labels.empty_why"), w=JOB - 40),
        )
        if shown.line:
            self.table.choose(shown.line)
        self._put_fields(shown)
        asks = bool(shown.question)
        self._asked.setVisible(asks)
        self._question.put(shown.question, "warning")
        self._said_row.setVisible(bool(shown.said) and not asks)
        self._said.put(shown.said, shown.role)
        self.print_key.change(title=shown.print)
        self.print_key.set_off(shown.off)
        self.clear_key.setEnabled(bool(shown.lines))

    def _put_fields(self, shown: JobVM) -> None:
        standing = bool(shown.line)
        for field, text in (
            (self.copies, shown.copies),
            (self.grams, shown.grams),
            (self.days, shown.days),
            (self.start, shown.start),
        ):
            if not field.edit.hasFocus():
                field.set_text(text)
        self.copies.set_enabled(standing)
        self.grams.set_enabled(standing)
        self.grams.setVisible(shown.asks_weight)
        self._weigh.setVisible(shown.asks_weight)
        self.days.setVisible(shown.asks_days)
        self.drop_key.setVisible(standing)

    def _put_choices(self, shown: JobVM) -> None:
        if shown.templates and shown.templates != self._templates:
            self._templates = shown.templates
            self.tabs.put([title for _, title in shown.templates])
        codes = [code for code, _ in self._templates]
        if shown.template in codes:
            self.tabs.set_on(codes.index(shown.template))
        if self._paper is None:
            self._paper = Choice(shown.papers, shown.paper, columns=2, h=48)
            self._paper.picked.connect(self.papered)
            self._papers.fill(self._paper)
            self._sheet = Choice(shown.sheets, shown.sheet, columns=6, h=44, size="small")
            self._sheet.picked.connect(self.sheeted)
            self._sheets.fill(self._sheet)
        self._paper.set_chosen(shown.paper)
        self.language.set_chosen(shown.language)
        if self._sheet is not None:
            self._sheet.set_chosen(shown.sheet)
        self._sheet_row.setVisible(shown.paper == A4)
