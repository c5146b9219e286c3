"""The parts of the keeping page: what wants a look and where copies lie, the list, the check-up."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.words import Words
from ui.keeping.viewmodel import CopyVM, DecideVM, KeepingVM, SaidVM
from ui.kit import (
    Box,
    Column,
    EmptyState,
    Key,
    Line,
    Para,
    RecordTable,
    TableRow,
    col,
    ico,
    row,
    s,
    section,
    t,
)
from ui.kit.pieces.box import Item

LABEL = 120


class SaidRow(Box):
    """A sentence with its mark; under it the next step, where it is not in the sentence."""

    def __init__(self, shown: SaidVM) -> None:
        said: list[Item] = [Para(shown.text, weight="medium" if shown.more else "regular")]
        if shown.more:
            said.append(Para(shown.more, "small", "muted"))
        mark = Line([ico(shown.mark, shown.role)], h=28, w=32)
        super().__init__(row(col(mark, ...), (col(*said, gap=2), 1)), pad=(8, 12), edges="b")
        self.setAccessibleName(f"{shown.text} {shown.more}".strip())


class LeftPane(Box):
    """Alerts, the owner's decision, and the facts. `decided` (code)."""

    decided = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._shown: tuple[object, ...] = ()
        self.decide_key: Key | None = None

    def put(self, shown: KeepingVM) -> None:
        """Show what wants a look, then the facts."""
        now = (shown.alerts, shown.decide, shown.facts)
        if now == self._shown:
            return
        self._shown = now
        parts: list[Item] = []
        self.decide_key = None
        if shown.decide is not None:
            parts += [self._decide(shown.decide), 16]
        if shown.alerts:
            rows = [SaidRow(one) for one in shown.alerts]
            parts += [section(self._words("keeping.alerts"), *rows), 16]
        if shown.decide is None:  # what is to be decided leaves no eye for anything else
            facts = [_fact(label, what) for label, what in shown.facts]
            parts.append(section(self._words("keeping.as_it_is"), *facts))
        self.fill(*parts, ...)

    def _decide(self, shown: DecideVM) -> Box:
        key = Key(shown.do, h=56)
        key.set_off(shown.off)
        key.clicked.connect(lambda: self.decided.emit(shown.code))
        self.decide_key = key
        return col(
            Para(shown.title, "title", "danger", weight="medium"),
            4,
            Para(shown.why),
            12,
            key,
            pad=(16, 16),
            bg="danger_soft",
            bar="danger",
        )


class CopiesPane(Box):
    """The list of copies. `opened` (key): Enter or a touch."""

    opened = Signal(str)

    def __init__(self, words: Words) -> None:
        self._words = words
        columns = (
            Column(words("keeping.col_at")),
            Column(words("keeping.col_docs"), 96, right=True),
            Column(words("keeping.col_where"), 136),
        )
        self.table = RecordTable(columns, name=words("keeping.copies"), row_height=48)
        hint = words("keeping.copies_hint")
        super().__init__(section(words("keeping.copies"), hint=hint), (self.table, 1))
        self.first = ""
        self.table.opened.connect(self.opened)
        self.table.view.clicked.connect(
            lambda index: self.opened.emit(self.table.model.row(index.row()).key)
        )

    def put(self, copies: tuple[CopyVM, ...]) -> None:
        """Show the copies, the furthest first."""
        words = self._words
        self.first = copies[0].key if copies else ""
        none = EmptyState("backup", words("keeping.none"), words("keeping.none_todo"), w=380)
        self.table.put([_copy(one) for one in copies], None if copies else none)


class DoctorPane(Box):
    """The check-up: each finding with its next step."""

    def __init__(self) -> None:
        super().__init__(pad=(8, 24))
        self._shown: tuple[SaidVM, ...] = ()

    def put(self, findings: tuple[SaidVM, ...]) -> None:
        """Show the findings."""
        if findings == self._shown:
            return
        self._shown = findings
        self.fill(*[SaidRow(one) for one in findings], ...)


def _copy(one: CopyVM) -> TableRow:
    return TableRow(one.key, ([t(one.at, elide=True)], [t(one.docs)], [s(one.where, elide=True)]))


def _fact(label: str, what: str) -> Box:
    name = col(Line(s(label), h=28, w=LABEL), ...)
    said = Para(what)
    said.setAccessibleName(f"{label} {what}")
    return row(name, (said, 1), gap=12, pad=(6, 0))
