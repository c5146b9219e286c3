"""One case: its sentence, what is usual, the rows that speak for it, and the decision."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.words import Words
from ui.cases.viewmodel import DetailVM, EvidenceVM
from ui.kit import (
    Box,
    Column,
    EmptyState,
    Field,
    Key,
    Line,
    Para,
    RecordTable,
    TableRow,
    b,
    col,
    row,
    rule,
    s,
    t,
)


class CasePane(Box):
    """`closed` (state, reason), `settled` (whether the money is here, how that was seen),
    `row_opened` (sale id, seq)."""

    closed = Signal(str, str)
    settled = Signal(bool, str)
    row_opened = Signal(str, int)

    def __init__(self, words: Words) -> None:
        self._words = words
        self._shown: DetailVM | None = None
        self._rows: dict[str, EvidenceVM] = {}
        self._title = Para("", "figure")
        self._about = Line(h=28)
        self._figures = Box(across=True, gap=32)
        self._why, self._next = Para("", "body"), Para("", "body", "muted")
        self.table = RecordTable(
            (
                Column(words("cases.at"), 176),
                Column(words("cases.no"), 104),
                Column(words("cases.deed")),
                Column(words("cases.amount"), 104, right=True),
            ),
            name=words("cases.evidence"),
            row_height=40,
        )
        self.reason = Field(
            words("cases.reason"), hint=words("cases.reason_hint"), most=200, reserve=False
        )
        self.dismiss_key = Key(words("cases.dismiss"), h=56)
        self.confirm_key = Key(words("cases.confirm"), kind="danger", h=56)
        self.gone_key = Key(words("cases.settle.stuck.gone"), h=56)
        self.here_key = Key(words("cases.settle.stuck.here"), h=56)
        self._said, self._closed = Para("", "body"), Para("", "body")
        self._close_keys = row((self.dismiss_key, 1), (self.confirm_key, 1), gap=8)
        self._settle_keys = row((self.gone_key, 1), (self.here_key, 1), gap=8)
        self._decision = col(self.reason, self._close_keys, self._settle_keys, gap=8)
        self._case = self._assemble()
        self._none = EmptyState("case", words("cases.choose"), words("cases.only_hint"))
        super().__init__(
            row((self._said, 1), pad=(24, 12, 24, 0)),
            (self._none, 1),
            (self._case, 1),
            bg="surface",
        )
        self._case.hide()
        self._said.hide()
        self._wire()

    def _assemble(self) -> Box:
        words = self._words
        heading = Line([b(words("cases.evidence")), s(words("cases.evidence_about"), elide=True)])
        return col(
            col(
                self._title,
                self._about,
                row(self._figures, pad=(8, 0)),
                self._why,
                self._next,
                gap=6,
                pad=(24, 16, 24, 8),
            ),
            row((heading, 1), pad=(4, 24)),
            (self.table, 1),
            rule(),
            col(self._closed, self._decision, pad=(24, 12, 24, 20)),
        )

    def _wire(self) -> None:
        self.table.opened.connect(self._open_row)
        self.reason.changed.connect(lambda _text: self._show_keys())
        self.reason.entered.connect(lambda _text: self._first_key.setFocus())
        self.dismiss_key.clicked.connect(lambda: self._close("dismissed"))
        self.confirm_key.clicked.connect(lambda: self._close("confirmed"))
        self.gone_key.clicked.connect(lambda: self._settle(here=False))
        self.here_key.clicked.connect(lambda: self._settle(here=True))

    @property
    def _first_key(self) -> Key:
        settles = self._shown is not None and self._shown.settle is not None
        return self.gone_key if settles else self.dismiss_key

    def put(self, shown: DetailVM | None) -> None:
        """Show a case, or that none is chosen."""
        if shown is not None and (self._shown is None or shown.case_id != self._shown.case_id):
            self.reason.clear()
        self._shown = shown
        if shown is None:
            self._case.hide()
            self._none.show()
            return
        self._title.put(shown.title)
        self._about.put([s(shown.about, elide=True)])
        self._figures.fill(*(_figure(*one) for one in shown.figures))
        self._why.put(shown.why)
        self._next.put(shown.next, "muted")
        self._rows = {one.key: one for one in shown.rows}
        self.table.put([_row(one) for one in shown.rows])
        self._decision.setVisible(shown.open)
        self._closed.put(shown.closed)
        self._closed.setVisible(not shown.open)
        self._show_keys()
        self._none.hide()
        self._case.show()

    def say(self, said: str, role: str) -> None:
        """What came of a gesture."""
        self._said.put(said, role or "text")
        self._said.setVisible(bool(said))

    def ask_reason(self) -> None:
        """Write what it was."""
        if self._shown is not None and self._shown.open:
            self.reason.select_all()

    def empty(self) -> None:
        """The reason was taken."""
        self.reason.clear()

    def _close(self, state: str) -> None:
        if not (self.dismiss_key if state == "dismissed" else self.confirm_key).off:
            self.closed.emit(state, self.reason.text())

    def _settle(self, *, here: bool) -> None:
        if not (self.here_key if here else self.gone_key).off:
            self.settled.emit(here, self.reason.text())

    def _show_keys(self) -> None:
        missing = "" if self.reason.text().strip() else self._words("cases.off.reason")
        settle = self._shown.settle if self._shown else None
        self._close_keys.setVisible(settle is None)
        self._settle_keys.setVisible(settle is not None)
        hint = "cases.settle.reason_hint" if settle else "cases.reason_hint"
        self.reason.edit.setPlaceholderText(self._words(hint))
        if settle is not None:
            self.gone_key.change(title=settle.gone, off=missing)
            self.here_key.change(title=settle.here, off=missing)
        own = self._shown.own if self._shown else ""
        self.dismiss_key.set_off(own or missing)
        self.confirm_key.set_off(missing)

    def _open_row(self, key: str) -> None:
        one = self._rows.get(key)
        if one is not None:
            self.row_opened.emit(one.sale_id, one.seq)


def _figure(label: str, value: str, role: str) -> QWidget:
    return col(Line([s(label)], h=24), Line([b(value, "figure", role)], h=40))


def _row(one: EvidenceVM) -> TableRow:
    return TableRow(one.key, ([t(one.at)], [s(one.no)], [t(one.what, elide=True)], [b(one.amount)]))
