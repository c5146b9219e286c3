"""Where a drawer is counted: notes and coins at the left, slips and keypad at the right.

What there should be is nowhere on it. Enter goes from row to row, behind the last one it submits.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication

from app.words import Words
from ui.kit import (
    Action,
    Box,
    Field,
    Key,
    Keypad,
    Line,
    Para,
    b,
    col,
    ico,
    key_for,
    row,
    rule,
    s,
    scroll,
    t,
    yuan,
)
from ui.shift.count_words import CountVM, PileVM

KEYS = "7 8 9 4 5 6 1 2 3 00 0 erase"
ROW = 48
MARK = 12  # px for the bar of the row that is doubted


class PileRow(Box):
    """One note or coin: its worth, how many, what they make."""

    typed = Signal(int, str)

    def __init__(self, value_minor: int, label: str, words: Words) -> None:
        self.value_minor = value_minor
        name = words("shift.count.pieces_of", what=label)
        self.field = Field(name=name, mode="number", ime=False, most=5, h=40, w=120)
        self._sum = Line((), h=ROW - 1, w=140)
        super().__init__(
            (Line(yuan(label, "body"), h=ROW - 1), 1),
            self.field,
            self._sum,
            across=True,
            gap=16,
            edges="b",
            h=ROW,
            pad=(MARK, 0, 0, 0),
        )
        self.field.changed.connect(lambda text: self.typed.emit(self.value_minor, text))

    def put(self, shown: PileVM, *, locked: bool, doubted: bool) -> None:
        """Show it; `locked` once it is submitted, `doubted` when it alone is counted again."""
        self.field.set_text(shown.n)
        self.field.set_enabled(not locked)
        role = "danger" if shown.wrong else "text" if shown.n else "muted"
        self._sum.put((), [t(shown.sum, role=role)])
        self.mark("accent" if doubted else "")


class PilesPane(Box):
    """The left half: every note and coin of the currency, and what they come to."""

    typed = Signal(int, str)

    def __init__(self, words: Words) -> None:
        self._words = words
        self._told = Line(h=40)
        self._rows = Box()
        self.rows: tuple[PileRow, ...] = ()
        self._total = Line(h=60)
        self._kept = Line(h=32)
        head = row(
            (Line([s(words("shift.count.value"))], h=32), 1),
            Line((), [s(words("shift.count.n"))], h=32, w=120),
            Line((), [s(words("shift.count.sum"))], h=32, w=140),
            gap=16,
            pad=(MARK, 0, 0, 0),
        )
        super().__init__(
            self._told,
            head,
            rule(),
            (scroll(self._rows), 1),
            8,
            self._total,
            self._kept,
            pad=(16, 24),
            bg="surface",
            edges="r",
            w=520,
        )

    def put(self, shown: CountVM) -> None:
        """Show what was typed so far, or what was submitted."""
        words, told = self._words, shown.step != "typing"
        title = b(words("shift.count.title"), "title")
        hint = s(shown.again or words("shift.count.blind"), elide=True)
        at = [ico("check", "positive"), s(shown.told_at)] if told else ()
        self._told.put([title, hint], at)
        if [one.value_minor for one in self.rows] != [one.value_minor for one in shown.piles]:
            made = [PileRow(one.value_minor, one.label, words) for one in shown.piles]
            for one in made:
                one.typed.connect(self.typed)
            self.rows = tuple(made)
            self._rows.fill(*made, ...)
        for line, pile in zip(self.rows, shown.piles, strict=True):
            doubted = pile.value_minor == shown.only_minor
            line.put(pile, locked=told or shown.busy, doubted=doubted)
        self._total.put([b(words("shift.count.counted"))], yuan(shown.total, "figure"))
        self._kept.put([s(shown.kept, elide=True)] if shown.kept else ())

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields, most valuable first."""
        return tuple(one.field for one in self.rows)

    def field_of(self, value_minor: int) -> Field | None:
        """The field of a denomination; the first without one."""
        found = [one.field for one in self.rows if value_minor in (0, one.value_minor)]
        return found[0] if found else None


class TypingPane(Box):
    """The right half while counting: slips of other tenders, a keypad, submit."""

    slips_typed = Signal(str, str)

    def __init__(self, words: Words) -> None:
        self._words = words
        self._slips = Box(across=True, gap=8)
        self.slips: dict[str, Field] = {}
        self.pad = Keypad(KEYS, h=52)
        self._error = Para("", "body", "danger")
        self._error.setMinimumHeight(48)
        self.back_key = Key(words("shift.back"), key_for(Action.BACK), h=64, w=160)
        self.skip_key = Key(words("shift.count.skip"), h=64, w=220)
        self.submit_key = Key(
            words("shift.count.submit"),
            key_for(Action.CONFIRM),
            kind="primary",
            size="title",
            h=64,
        )
        body = col(
            Line([b(words("shift.count.how"))], h=40),
            Para(words("shift.count.how_why"), "body", "muted"),
            16,
            Line([s(words("shift.count.slips"))], h=28),
            self._slips,
            16,
            row(..., col(self.pad, w=420), ...),
            ...,
            pad=(16, 24),
        )
        keys = row(self.back_key, self.skip_key, (self.submit_key, 1), gap=8)
        super().__init__(
            (scroll(body), 1), col(self._error, keys, pad=(24, 0, 24, 24)), bg="canvas"
        )
        self.pad.pressed.connect(_feed)

    def put(self, shown: CountVM) -> None:
        """Show the slips' sums and what is wrong."""
        if list(self.slips) != [one.kind for one in shown.slips]:
            self.slips = {}
            for one in shown.slips:
                field = Field(one.label, mode="money", ime=False, most=12, reserve=False)
                field.changed.connect(lambda text, kind=one.kind: self.slips_typed.emit(kind, text))
                self.slips[one.kind] = field
            self._slips.fill(*[(field, 1) for field in self.slips.values()])
        for one in shown.slips:
            self.slips[one.kind].set_text(one.text)
        self._error.put(shown.error, "danger")
        self.skip_key.set_off(shown.skip_off)
        self.submit_key.set_off(self._words("shift.count.busy") if shown.busy else "")


def _feed(key: str) -> None:
    """The keypad types where the focus is."""
    focus = QApplication.focusWidget()
    field = focus.parentWidget() if focus is not None else None
    while field is not None and not isinstance(field, Field):
        field = field.parentWidget()
    if field is not None:
        field.feed(key)
