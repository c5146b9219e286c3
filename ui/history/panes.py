"""The parts of the history page: the list at the left, the sale's facts at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.words import Words
from ui.history.return_words import DoneVM
from ui.history.viewmodel import DetailVM, ExplainedVM, Fact, JobVM, ListVM, RowVM
from ui.kit import (
    Action,
    Box,
    Column,
    EmptyState,
    ErrorState,
    Field,
    Key,
    Line,
    Para,
    RecordTable,
    Run,
    TableRow,
    b,
    col,
    ico,
    key_for,
    record,
    row,
    s,
    scroll,
    section,
    t,
    yuan,
)


class ListPane(Box):
    """`typed`, `chosen` (sale id), `near_end`, `retried`. The focus stays in the field."""

    typed = Signal(str)
    chosen = Signal(str)
    near_end = Signal()
    retried = Signal()

    def __init__(self, words: Words) -> None:
        self._words = words
        self.field = Field(hint=words("history.search"), icon="search", most=40)
        columns = (
            Column(words("history.col.when"), 108),
            Column(words("history.col.sale")),
            Column(words("history.col.due"), 84, right=True),
        )
        self.table = RecordTable(columns, name=words("history.title"), row_height=48)
        self.blind_key = Key(words("blind.key"), key_for(Action.NEW), icon="return", h=56)
        foot = row((self.blind_key, 1), pad=(8, 24))
        super().__init__(row((self.field, 1), pad=(8, 24)), (self.table, 1), foot, w=456)
        self.field.changed.connect(self.typed)
        self.table.chosen.connect(self.chosen)
        self.table.near_end.connect(self.near_end)
        self.table.retry.connect(self.retried)
        self.table.walk_from(self.field)

    def put(self, shown: ListVM, chosen: str) -> None:
        """Show what was found; the open sale is the chosen row."""
        words = self._words
        if shown.state == "loading":
            self.table.show_loading()
            return
        if shown.state == "error":
            self.table.show_error(ErrorState(shown.error, words("history.error_kept")))
            return
        empty = None
        if shown.state == "none":
            empty = EmptyState("search", shown.none, words("history.none_why"), w=380)
        elif shown.state == "empty":
            why = words("history.empty_why")
            empty = EmptyState("history", words("history.empty"), why, w=380)
        self.table.put([_row(one) for one in shown.rows], empty)
        if chosen:
            self.table.choose(chosen)

    def take_focus(self) -> None:
        """What is typed next replaces the search."""
        self.field.select_all()


def _row(one: RowVM) -> TableRow:
    middle: list[Run | int] = [t(one.number), s(one.who, elide=True)]
    if one.mark is not None:
        middle.insert(0, ico(*one.mark, "body"))
    return TableRow(one.sale_id, (s(one.when), middle, b(one.value)))


class BlindDone(Box):
    """What to hand over for goods without a receipt; `closed` leaves it."""

    closed = Signal()

    def __init__(self, words: Words) -> None:
        self._body = Box(pad=(24, 40), w=560)
        self.close_key = Key(words("blind.close"), key_for(Action.BACK), h=64)
        super().__init__(row(self._body, ...), ..., row(self.close_key, ..., pad=(24, 40)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.close_key.clicked.connect(self.closed)

    def put(self, shown: DoneVM) -> None:
        """Show it."""
        self._body.fill(*done_rows(shown), ...)
        self.setAccessibleName(shown.label)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter has read it, as Esc has."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class FactsPane(Box):
    """What to hand over after a return, and what the paper does not say: prices explained, print
    jobs, the proof; and Reprint."""

    reprinted = Signal()
    answered = Signal(str, bool)

    def __init__(self, words: Words) -> None:
        self._words = words
        self._body = Box(pad=(16, 24))
        self._mark, self._said = Line(h=24, w=24), Para("", "small")
        self._said_box = row(col(self._mark, ...), (self._said, 1), gap=8, pad=(8, 0))
        self.reprint_key = Key(
            words("history.reprint"), key_for(Action.REPRINT), icon="printer", h=64
        )
        self.return_key = Key(words("return.key"), key_for(Action.DISCOUNT), icon="return", h=64)
        self.void_key = Key(words("return.void.key"), key_for(Action.VOID), icon="undo", h=56)
        self._void_box = col(8, self.void_key)
        self._void_box.hide()  # until a sale says that it may
        self._note = Line(s(words("history.reprint_note")), h=24)
        foot = col(
            self._said_box,
            self.return_key,
            self._void_box,
            8,
            self.reprint_key,
            self._note,
            pad=(24, 8, 24, 16),
        )
        self._area = scroll(self._body)
        super().__init__((self._area, 1), foot, bg="canvas", edges="l")

    def put(self, shown: DetailVM) -> None:
        """Show one sale."""
        words = self._words
        rows: list[QWidget | int] = [
            *(done_rows(shown.done) if shown.done else ()),
            Line(s(words("history.blind.given" if shown.blind else "history.due")), h=24),
            Line(yuan(shown.due, "figure" if shown.done else "amount"), h=56),
            *_facts(shown.paid),
            *self._returns(shown),
            *self._blind(shown),
            8,
            section(words("history.paper"), *self._jobs(shown)),
        ]
        if not shown.blind:
            rows += [8, section(words("history.explained"), *self._explained(shown))]
        if shown.tax:
            rows += [8, section(words("history.tax"), *_facts(shown.tax))]
        rows += [8, Para(shown.proof, "small", "muted")]
        self._body.fill(*rows, ...)
        if shown.done:
            self._area.verticalScrollBar().setValue(0)
        self.reprint_key.set_off(shown.reprint_off)
        self.return_key.set_off(shown.return_off)
        self.return_key.setVisible(not shown.blind)
        self._void_box.setVisible(shown.void)
        bad = bool(shown.error)
        self._mark.put([ico("alert", "danger") if bad else ico("check", "positive")])
        self._said.put(shown.error or shown.said, "danger" if bad else "text")
        self._said_box.setVisible(bool(shown.error or shown.said))

    def _returns(self, shown: DetailVM) -> list[QWidget | int]:
        if not shown.returns:
            return []
        return [8, section(self._words("return.before"), *_facts(shown.returns))]

    def _blind(self, shown: DetailVM) -> list[QWidget | int]:
        """Of a return without a receipt: the goods, then why and by whom."""
        if not shown.blind:
            return []
        goods = section(self._words("history.blind.goods"), *self._explained(shown))
        return [8, goods, 8, *[Para(text, "small") for text in shown.blind]]

    def _explained(self, shown: DetailVM) -> list[QWidget]:
        if not shown.explained:
            return [Line(s(shown.no_change), h=40)]
        return [
            explained(one, last=place == len(shown.explained) - 1)
            for place, one in enumerate(shown.explained)
        ]

    def _jobs(self, shown: DetailVM) -> list[QWidget]:
        if not shown.jobs:
            return [Line(s(shown.no_jobs), h=40)]
        return [self._job(one) for one in shown.jobs]

    def _job(self, one: JobVM) -> Box:
        icon, role = one.mark
        ink = "text" if role == "positive" else role
        state: list[Run | int] = [ico(icon, role, "body"), s(one.state, ink, "medium", elide=True)]
        line = Line([s(one.title)], state, h=40)
        if not one.ask:
            return row((line, 1))
        yes = Key(self._words("history.came_out"), h=48)
        no = Key(self._words("history.came_not"), h=48)
        yes.clicked.connect(lambda: self.answered.emit(one.job_id, True))
        no.clicked.connect(lambda: self.answered.emit(one.job_id, False))
        ask = Line(s(self._words("history.look"), "text"), h=24)
        keys = row((yes, 1), (no, 1), gap=8)
        return col(line, ask, 4, keys, pad=(8, 4, 8, 8), bg="warning_soft", bar="warning")


def _facts(rows: Sequence[Fact]) -> list[QWidget]:
    return [
        record(
            [(0, t(one.label, elide=True)), (104, b(one.value), "r")],
            h=36,
            edges="" if place == len(rows) - 1 else "b",
        )
        for place, one in enumerate(rows)
    ]


def explained(one: ExplainedVM, *, last: bool) -> Box:
    """A line of the sale: what it was, each step under it, what it became."""
    head = Line([b(one.name, elide=True), s(one.before)], [b(one.after)], h=32)
    steps = [
        Line([s(step.label, elide=True)], [s(step.value, "positive", "medium")], h=24)
        for step in one.steps
    ]
    return col(head, *steps, 8, edges="" if last else "b")


def done_rows(done: DoneVM) -> list[QWidget | int]:
    """What to hand over now, as large as the change at the counter."""
    return [
        Line(b(done.label, "title"), h=32),
        Line(yuan(done.figure, "hero"), h=112),
        *_facts(tuple(Fact(one.label, one.value) for one in done.facts)),
        8,
        Para(done.said, "small", "muted"),
        *[Para(text, "small", role) for role, text in done.notes],
        16,
    ]
