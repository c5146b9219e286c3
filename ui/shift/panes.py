"""The parts of the shift's page: its sums, and what one can be about to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.words import Words
from ui.kit import (
    Action,
    Box,
    EmptyState,
    Field,
    Key,
    Keypad,
    Line,
    Para,
    Run,
    b,
    col,
    ico,
    key_for,
    record,
    row,
    s,
    scroll,
    section,
    split_bar,
    swatch,
    t,
    yuan,
)
from ui.shift.viewmodel import Fact, ParkedVM, ShiftVM, SumsVM, TenderVM

PARKED_SHOWN = 4
FLOAT_KEYS = "7 8 9 4 5 6 1 2 3 . 0 erase"


def facts(rows: Sequence[Fact], *, h: int = 40) -> list[QWidget]:
    """Label at the left, figure at the right, a hairline under each but the last."""
    return [
        record(
            [(0, [t(one.label), s(one.note)]), (140, b(one.value, role=one.role), "r")],
            h=h,
            edges="" if place == len(rows) - 1 else "b",
        )
        for place, one in enumerate(rows)
    ]


def wrapped(text: str, width: int = 640) -> Para:
    """Small words that wrap, as high as they need to be: what scrolls must not squeeze them."""
    para = Para(text, "small", "muted")
    para.setMinimumHeight(max(0, para.heightForWidth(width)))
    return para


def tender(one: TenderVM, *, last: bool) -> Box:
    """A way to pay in the legend under the bar."""
    return record(
        [
            (18, swatch(one.role)),
            (0, t(one.label)),
            (84, s(one.count), "r"),
            (124, b(one.value), "r"),
        ],
        edges="" if last else "b",
        gap=8,
    )


def parked_row(one: ParkedVM, *, last: bool) -> Box:
    """One basket that waits."""
    left: list[Run | int] = [b(one.who, elide=True), s(one.what, elide=True)]
    return record(
        [(0, left), (52, s(one.since), "r"), (104, b(one.value), "r")],
        edges="" if last else "b",
    )


class SumsPane(Box):
    """The left half: what was sold, how it was paid."""

    def __init__(self, words: Words) -> None:
        super().__init__(bg="surface", edges="r", w=520)
        self._words = words
        self._shown: tuple[SumsVM | None, str] | None = None
        self._body = Box(pad=(16, 24))
        self.add((scroll(self._body), 1))

    def put(self, shown: ShiftVM) -> None:
        """Show the sums of a shift, or an empty page before the first one."""
        now = (shown.sums, shown.last)
        if now == self._shown:
            return
        self._shown = now
        if shown.sums is None:
            why = self._words("shift.first_why")
            self._body.fill(EmptyState("clock", self._words("shift.first"), why, w=400))
            return
        self._body.fill(*self._rows(shown.sums, shown.last), ...)

    def _rows(self, sums: SumsVM, last: str) -> list[QWidget | int]:
        words = self._words
        head = s(last or words("shift.this"))
        rows: list[QWidget | int] = [Line([head], [s(sums.count)], h=28)]
        if sums.sales:
            rows += [Line(yuan(sums.sales, "amount"), h=60)]
        else:
            rows += [Para(words("shift.cash_hidden"), "body", "muted"), 8]
        shares = [(one.share, one.role) for one in sums.tenders]
        if any(share for share, _ in shares):
            rows += [8, split_bar(shares, name=words("shift.tenders"))]
        paid = [
            tender(one, last=place == len(sums.tenders) - 1)
            for place, one in enumerate(sums.tenders)
        ]
        if paid:
            rows += [8, *paid]
        else:
            rows += [Line([s(words("shift.no_sale_yet"))], h=44)]
        rows += [16, section(words("shift.within_title"), *facts(sums.more, h=44))]
        return rows


class OpenPane(Box):
    """A shift runs: what should lie in the drawer, what to look at, X and close."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._body = Box(pad=(16, 24))
        self._said = Line(h=40)
        self.print_key = Key(words("shift.print_x"), icon="report", h=64, w=240)
        self.close_key = Key(
            words("shift.close"), key_for(Action.CONFIRM), kind="primary", size="title", h=64
        )
        keys = row(self.print_key, (self.close_key, 1), gap=8)
        foot = col(self._said, keys, pad=(24, 8, 24, 24), bg="canvas")
        super().__init__((scroll(self._body), 1), foot, bg="canvas")
        self._shown: ShiftVM | None = None

    def put(self, shown: ShiftVM) -> None:
        """Show the drawer's sum and what waits."""
        self.print_key.set_off(shown.x_off)
        self.close_key.set_off(shown.close_off)
        self._say(shown)
        sums = shown.sums
        if sums is None or shown == self._shown:
            return
        self._shown = shown
        words = self._words
        items: list[QWidget | int] = []
        if shown.warning:
            line = Line([ico("alert", "danger"), b(words("shift.too_long_title"))], h=40)
            why = wrapped(shown.warning)
            items += [col(line, why, pad=(8, 16), bg="warning_soft", bar="danger"), 16]
        if sums.expected:
            items += [
                Line([s(words("shift.expected"))], h=28),
                Line(yuan(sums.expected, "amount"), h=60),
            ]
        items += [*facts(sums.cash), 16]
        half = (len(sums.noted) + 1) // 2
        columns = row(
            (col(*facts(sums.noted[:half])), 1),
            (col(*facts(sums.noted[half:])), 1),
            gap=32,
        )
        items += [section(words("shift.noted"), columns, hint=words("shift.noted_why"))]
        if shown.parked:
            warn = Line(
                [ico("alert", "warning"), b(words("shift.parked", n=len(shown.parked)))], h=40
            )
            rest = wrapped(words("shift.parked_why"))
            items += [16, col(warn, rest, pad=(8, 16), bg="warning_soft", bar="warning"), 8]
            items += [parked_section(shown.parked, words)]
        self._body.fill(*items, ...)

    def _say(self, shown: ShiftVM) -> None:
        if shown.error:
            self._said.put([ico("alert", "danger"), t(shown.error, role="danger", elide=True)])
        elif shown.said:
            self._said.put([ico("check", "positive"), t(shown.said, elide=True)])
        else:
            self._said.put()

    def take_focus(self) -> None:
        """The next step gets the focus."""
        self.close_key.setFocus()


def parked_section(waiting: Sequence[ParkedVM], words: Words) -> Box:
    """The baskets that wait, the first few by name."""
    shown = waiting[:PARKED_SHOWN]
    more = len(waiting) - len(shown)
    rows: list[QWidget] = [
        parked_row(one, last=place == len(shown) - 1 and not more)
        for place, one in enumerate(shown)
    ]
    if more:
        rows.append(Line([s(words("shift.parked_more", n=more))], h=40))
    return section(words("shift.parked_title"), *rows, hint=words("shift.baskets", n=len(waiting)))


class ClosedPane(QWidget):
    """No shift runs: count the float, type it, begin.

    Right behind a close Enter does nothing until a float is typed: one Enter too many would begin
    the next shift.
    """

    opened = Signal(str)
    typed = Signal()

    def __init__(self, words: Words, confirm: str) -> None:
        super().__init__()
        self._words, self._confirm = words, confirm
        self._just_closed = False
        self._said = Line(h=40)
        self.field = Field(words("shift.float_field"), mode="money", size="figure", h=64, most=12)
        self.pad = Keypad(FLOAT_KEYS, h=64)
        self.open_key = Key(words("shift.open"), confirm, kind="primary", size="title", h=64)
        self.pad.pressed.connect(self.field.feed)
        self.field.changed.connect(self._changed)
        self.field.entered.connect(lambda _text: self.confirm())
        self.open_key.clicked.connect(self._begin)
        form = col(
            Line([b(words("shift.begin"), "figure")], h=56),
            Para(words("shift.begin_why"), "body", "muted"),
            16,
            self.field,
            8,
            self.pad,
            16,
            self.open_key,
            self._said,
            w=480,
        )
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(row(..., col(..., form, ...), ..., bg="canvas", pad=(8, 24)))
        self._changed()

    def put(self, shown: ShiftVM) -> None:
        """Show the form, or why this person cannot begin."""
        self.field.set_error(shown.field_error)
        off = shown.open_off or (self._words("shift.opening") if shown.busy else "")
        self.open_key.set_off(off)
        self._let_enter(not shown.said)
        if shown.said:
            self._said.put([ico("check", "positive"), t(shown.said, elide=True)])
        else:
            self._said.put()

    def _let_enter(self, may: bool) -> None:
        self._just_closed = not may
        self.open_key.change(key=self._confirm if may else "")

    def offer(self, text: str) -> None:
        """A float to be taken or typed over, unless one is being typed."""
        if not self.field.text():
            self.field.set_text(text)
            self._show_title()
            self.take_focus()

    def take_focus(self) -> None:
        """Digits replace what is offered."""
        self.field.select_all()

    def confirm(self) -> None:
        """Enter: begin, if the key says so."""
        if not self._just_closed:
            self._begin()

    def _begin(self) -> None:
        if self.open_key.isEnabled():
            self.opened.emit(self.field.text())

    def _changed(self, _text: str = "") -> None:
        self._let_enter(True)
        self._show_title()
        self.typed.emit()

    def _show_title(self) -> None:
        text = self.field.text()
        words = self._words
        title = words("shift.open_with", float=text) if text else words("shift.open")
        self.open_key.change(title=title)


__all__ = ["ClosedPane", "OpenPane", "SumsPane", "facts", "wrapped"]
