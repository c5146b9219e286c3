"""The two tabs that are long lists: what happened, and the statement."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.words import Words
from ui.kit import (
    Action,
    Box,
    Choice,
    Column,
    EmptyState,
    Field,
    Key,
    Keymap,
    Line,
    Para,
    RecordTable,
    Run,
    TableRow,
    b,
    col,
    ico,
    key_for,
    row,
    rule,
    s,
    t,
)
from ui.members.viewmodel.history import EventVM, HistoryVM
from ui.members.viewmodel.statement import PERIODS, StatementVM


class HistoryPane(Box):
    """`opened` carries the key of a row: `sale:<id>`, `gift:<id>`; `taken_back` that of the row one
    stands on, whose goods come back."""

    opened = Signal(str)
    taken_back = Signal(str)

    def __init__(self, words: Words) -> None:
        self._words = words
        columns = (
            Column(words("member.col.when"), 136),
            Column(words("member.col.what")),
            Column(words("member.col.number"), 160),
            Column(words("member.col.points"), 96, right=True),
            Column(words("member.col.amount"), 120, right=True),
        )
        self.table = RecordTable(columns, name=words("member.tab.history"), row_height=48)
        self.return_key = Key(words("return.key"), key_for(Action.DISCOUNT), icon="return", h=56)
        foot = row((self.return_key, 1), pad=(8, 24))
        super().__init__((self.table, 1), foot, bg="surface")
        self.return_key.clicked.connect(self.take_back)
        Keymap().bind(self, {Action.DISCOUNT: self.take_back})
        self.table.opened.connect(self.opened)
        self.table.view.clicked.connect(
            lambda index: self.opened.emit(self.table.model.row(index.row()).key)
        )

    def take_back(self) -> None:
        """Goods of the sale one stands on come back."""
        self.taken_back.emit(self.table.current)

    def put(self, shown: HistoryVM) -> None:
        """Show it."""
        if shown.loading:
            self.table.show_loading()
            return
        empty = None
        if shown.none:
            empty = EmptyState("history", shown.none, self._words("member.history_none_why"))
        self.table.put([_event(one) for one in shown.rows], empty)


def _event(one: EventVM) -> TableRow:
    what: list[Run | int] = [
        ico(one.icon, "muted", "body"),
        4,
        t(one.what, role=one.role, elide=True),
    ]
    opens = one.key.startswith(("sale:", "gift:"))
    number = s(one.number, "accent" if opens else "muted", elide=True)
    return TableRow(one.key, (s(one.when), what, number, s(one.points), b(one.value)))


class StatementPane(Box):
    """`turned` (period), `path_typed`, `saved` (pdf or xlsx), `printed`."""

    turned = Signal(str)
    path_typed = Signal(str)
    saved = Signal(str)
    printed = Signal()

    def __init__(self, words: Words) -> None:
        self._words = words
        self.periods = Choice(
            [(one, words(f"member.period.{one}")) for one in PERIODS],
            columns=len(PERIODS),
            h=48,
        )
        columns = (
            Column(words("member.col.when"), 128),
            Column(words("member.col.what")),
            Column(words("member.col.stored"), 104, right=True),
            Column(words("member.col.balance"), 104, right=True),
            Column(words("member.col.points"), 80, right=True),
            Column(words("member.col.points_after"), 88, right=True),
        )
        self.table = RecordTable(columns, name=words("member.tab.statement"), row_height=44)
        self._about = Line(h=40)
        self._balances = Box()
        self._texts = Para("", "small", "muted")
        self._said = Para("", "body")
        self.path = Field(words("member.save_to"), ime=False, most=400)
        self.pdf_key = Key(words("member.save_pdf"), icon="report", h=56)
        self.xlsx_key = Key(words("member.save_xlsx"), icon="list", h=56)
        self.print_key = Key(words("member.print_slip"), icon="printer", h=56)
        side = col(
            self._about,
            rule(),
            self._balances,
            12,
            self._texts,
            ...,
            self._said,
            8,
            self.path,
            row((self.pdf_key, 1), (self.xlsx_key, 1), gap=8),
            8,
            self.print_key,
            pad=(24, 8, 24, 24),
            bg="canvas",
            edges="l",
            w=400,
        )
        left = col(row((self.periods, 1), pad=(12, 24)), (self.table, 1))
        super().__init__((left, 1), side, across=True, bg="surface")
        self.periods.picked.connect(self.turned)
        self.path.changed.connect(self.path_typed)
        self.pdf_key.clicked.connect(lambda: self.saved.emit("pdf"))
        self.xlsx_key.clicked.connect(lambda: self.saved.emit("xlsx"))
        self.print_key.clicked.connect(self.printed)

    def put(self, shown: StatementVM) -> None:
        """Show it."""
        self.periods.set_chosen(shown.period)
        if shown.loading:
            self.table.show_loading()
            return
        empty = EmptyState("report", shown.none) if shown.none else None
        self.table.put(
            [
                TableRow(
                    one.key,
                    (
                        s(one.when),
                        t(one.what, elide=True),
                        b(one.stored),
                        t(one.after),
                        s(one.points),
                        s(one.points_after),
                    ),
                )
                for one in shown.rows
            ],
            empty,
        )
        self._about.put([s(shown.about, elide=True)])
        words = self._words
        lines = [Line([s(words("member.at_first"))], h=36)]
        lines += [Line([t(label)], [t(value)], h=36) for label, value in shown.before]
        lines += [Line([s(words("member.at_last"))], h=36)]
        lines += [Line([b(label)], [b(value, "title")], h=44) for label, value in shown.after]
        self._balances.fill(*lines)
        self._texts.put("\n".join(shown.texts))
        self._said.put(shown.error or shown.said, "danger" if shown.error else "positive")
        if not self.path.edit.hasFocus():
            self.path.set_text(shown.path)
        for key in (self.pdf_key, self.xlsx_key):
            key.set_off(shown.off)
