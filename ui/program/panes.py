"""The pick list in the form's place, and the pane where the engine explains what was typed."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.words import Words
from ui.kit import (
    Action,
    Box,
    Column,
    Field,
    Key,
    Line,
    Para,
    RecordTable,
    TableRow,
    b,
    col,
    ico,
    key_for,
    row,
    s,
    scroll,
    t,
)
from ui.program.viewmodel import PickVM

EDGES = 64  # the pane's two margins and the scroll bar
SEARCH_FROM = 12  # so many options and more can be searched


class PickPane(Box):
    """`picked` (code), `closed`."""

    picked = Signal(str)
    closed = Signal()

    def __init__(self, words: Words) -> None:
        self._shown: PickVM | None = None
        self._title = Line(h=56)
        self.search = Field(name=words("prog.find"), hint=words("prog.find"), icon="search")
        self.table = RecordTable((Column(""),), name=words("prog.pick"), row_height=52)
        self.done_key = Key(words("prog.done"), key_for(Action.BACK), kind="primary", h=64)
        super().__init__(
            row((self._title, 1), pad=(8, 24)),
            row((self.search, 1), pad=(0, 24)),
            (self.table, 1),
            row((self.done_key, 1), pad=(16, 24)),
        )
        self.table.view.horizontalHeader().hide()
        self.table.opened.connect(self.picked)
        self.table.view.clicked.connect(
            lambda index: self.picked.emit(self.table.model.row(index.row()).key)
        )
        self.search.changed.connect(lambda _text: self._fill())
        self.done_key.clicked.connect(self.closed)

    def put(self, shown: PickVM) -> None:
        """Show what there is to choose from."""
        fresh = self._shown is None or self._shown.title != shown.title
        self._shown = shown
        self._title.put([b(shown.title, "title")])
        self.search.setVisible(len(shown.options) >= SEARCH_FROM)
        if fresh:
            self.search.clear()
        self._fill()
        if fresh and not self.search.isVisible():
            self.table.view.setFocus()

    def forget(self) -> None:
        """The next list begins anew."""
        self._shown = None

    def _fill(self) -> None:
        if self._shown is None:
            return
        wanted = self.search.text().strip().casefold()
        self.table.put(
            [
                TableRow(code, ([ico("check" if code in self._shown.chosen else "dot"), t(name)],))
                for code, name in self._shown.options
                if wanted in name.casefold()
            ]
        )


class ExplainPane(Box):
    """What the engine makes of the form: warnings first, then the example from top to bottom."""

    preview = Signal()
    judge = Signal()
    batch = Signal()

    def __init__(self, words: Words) -> None:
        self._words = words
        self._body = Box(gap=8, pad=(24, 0, 24, 24))
        self.preview_key = Key(words("prog.preview"), icon="member", h=56)
        self.judge_key = Key(words("prog.judge"), icon="check", h=56)
        self.batch_key = Key(words("prog.batch"), icon="printer", h=56)
        keys = (self.preview_key, self.judge_key, self.batch_key)
        self._foot = col(*keys, gap=8, pad=(24, 8, 24, 24))
        self._shown: tuple[tuple[str, ...], tuple[str, ...]] | None = None
        super().__init__(
            row((Line(b(words("prog.example"), "title"), h=56), 1), pad=(8, 24)),
            (scroll(self._body), 1),
            self._foot,
            bg="canvas",
            edges="l",
        )
        self.preview_key.clicked.connect(self.preview)
        self.judge_key.clicked.connect(self.judge)
        self.batch_key.clicked.connect(self.batch)

    def put(
        self,
        warnings: tuple[str, ...],
        example: tuple[str, ...],
        *,
        preview: str,
        judge: str,
        batch: tuple[str, str],
    ) -> None:
        """Show them; the same ones stay as they are. `batch`: its key's words, why it is off."""
        self.judge_key.setVisible(bool(judge))
        self.preview_key.setVisible(bool(preview))
        self._foot.setVisible(bool(preview or batch[0]))
        if preview:
            self.preview_key.change(title=preview)
        self.batch_key.setVisible(bool(batch[0]))
        if batch[0]:
            self.batch_key.change(title=batch[0], off=batch[1])
        if (warnings, example) == self._shown:
            return
        self._shown = (warnings, example)
        parts: list[object] = []
        for said in warnings:
            mark = Line([ico("alert", "warning"), s(self._words("prog.warning"), "warning")], h=28)
            parts.append(col(mark, self._para(said, inset=24), pad=(8, 12), outline="warning"))
        for place, said in enumerate(example):
            last = place == len(example) - 1 and len(example) > 1
            parts.append(self._para(said, "text" if last else "muted"))
        if not parts:
            parts.append(self._para(self._words("prog.example_none"), "muted"))
        self._body.fill(*parts, ...)  # type: ignore[arg-type]

    def _para(self, said: str, role: str = "text", *, inset: int = 0) -> Para:
        """A paragraph with the height it needs: a scroll area would squeeze it to one line."""
        para = Para(said, "body", role)
        para.setMinimumHeight(para.heightForWidth(self.width() - EDGES - inset))
        return para
