"""A batch of vouchers in the form's place: how many, what for, what it comes to, one key."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.words import Words
from ui.kit import Action, Box, Field, Key, Line, Para, b, key_for, row
from ui.program.viewmodel import BatchVM

EDGES = 48


class BatchPane(Box):
    """`typed` (count or why, text), `issued`, `closed`."""

    typed = Signal(str, str)
    issued = Signal()
    closed = Signal()

    def __init__(self, words: Words) -> None:
        self._open = False
        self._shown_steps: tuple[str, ...] = ()
        self._title = Line(h=56)
        self.count = Field(words("prog.batch.count"), mode="digits", most=3, w=260)
        self.why = Field(words("prog.batch.why"), hint=words("prog.batch.why_hint"), most=100)
        self.steps = Box(gap=4)
        self.said = Para("", "body", "muted")
        self.back_key = Key(words("prog.done"), key_for(Action.BACK), h=64, w=200)
        self.do_key = Key(words("prog.batch"), icon="printer", kind="primary", size="title", h=64)
        super().__init__(
            row((self._title, 1), pad=(8, 24)),
            row(self.count, (self.why, 1), gap=16, pad=(8, 24)),
            row((Line(b(words("prog.batch.comes_to")), h=40), 1), pad=(0, 24)),
            row((self.steps, 1), pad=(0, 24)),
            row((self.said, 1), pad=(16, 24)),
            ...,
            row(self.back_key, (self.do_key, 1), gap=8, pad=(24, 8, 24, 24)),
        )
        self.count.changed.connect(lambda text: self.typed.emit("count", text))
        self.why.changed.connect(lambda text: self.typed.emit("why", text))
        self.why.entered.connect(lambda _text: self.issued.emit())
        self.do_key.clicked.connect(self.issued)
        self.back_key.clicked.connect(self.closed)

    def put(self, shown: BatchVM) -> None:
        """Show it; what is typed stays as it is typed."""
        self._title.put([b(shown.title, "title", elide=True)])
        if not self._open:
            self.count.set_text(shown.count)
            self.why.set_text(shown.why)
        self.count.set_error(shown.error)
        if shown.steps != self._shown_steps:
            self._shown_steps = shown.steps
            self.steps.fill(*(self._para(one) for one in shown.steps))
        self.said.put(shown.said, shown.said_role)
        self.said.setMinimumHeight(self.said.heightForWidth(self.width() - EDGES))
        self.do_key.change(title=shown.do, off=shown.do_off)
        if not self._open:
            self._open = True
            self.count.edit.setFocus()
            self.count.edit.selectAll()

    def forget(self) -> None:
        """The next one begins anew."""
        self._open = False

    def _para(self, said: str) -> Para:
        para = Para(said)
        para.setMinimumHeight(para.heightForWidth(self.width() - EDGES))
        return para
