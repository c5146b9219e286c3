"""The drawer's page: what happened at it at the left, money in and out at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.words import Words
from ui.kit import (
    Action,
    Box,
    Choice,
    Column,
    EmptyState,
    Field,
    Key,
    Keypad,
    Line,
    Para,
    RecordTable,
    TableRow,
    b,
    col,
    key_for,
    row,
    s,
    scroll,
    t,
)
from ui.shift.drawer_words import WAYS, DrawerVM

KEYS = "7 8 9 4 5 6 1 2 3 . 0 erase"


class DrawerPane(Box):
    """`way` (drop, out, in), `reasoned` (code), `submitted` (the amount's text)."""

    way = Signal(str)
    reasoned = Signal(str)
    submitted = Signal(str)

    def __init__(self, words: Words) -> None:
        self._words = words
        self._shown_reasons: tuple[object, ...] = ()
        self._error = ""
        self.table = RecordTable(
            [
                Column(words("shift.drawer.at"), 64),
                Column(words("shift.drawer.what"), 130),
                Column(words("shift.drawer.why")),
                Column(words("shift.drawer.who"), 220),
                Column(words("shift.drawer.sum"), 104, right=True),
            ],
            name=words("shift.drawer.title"),
        )
        ways = [(one, words(f"shift.drawer.way.{one}")) for one in WAYS]
        self.ways = Choice(ways, "drop", columns=3)
        self._reasons = Box()
        self.reasons: Choice | None = None
        self.amount = Field(
            words("shift.drawer.amount"), mode="money", size="figure", h=56, most=12, reserve=False
        )
        self.pad = Keypad(KEYS, h=44)
        self._said = Para("", "body")
        self._said.setMinimumHeight(24)
        self.yes_key = Key(
            words("shift.drawer.yes"), key_for(Action.CONFIRM), kind="primary", size="title", h=64
        )
        form = col(
            self.ways,
            12,
            self.amount,
            8,
            self._reasons,
            12,
            self.pad,
            ...,
            pad=(24, 16, 24, 0),
        )
        foot = col(self._said, 8, self.yes_key, pad=(24, 0, 24, 24))
        left = col(
            row(Line([b(words("shift.drawer.title"), "title")], h=56), pad=(0, 24)),
            (self.table, 1),
            bg="surface",
        )
        right = col((scroll(form), 1), foot, bg="canvas", edges="l", w=460)
        super().__init__((left, 1), right, across=True, bg="surface")
        self.ways.picked.connect(self._picked)
        self.pad.pressed.connect(self.amount.feed)
        self.yes_key.clicked.connect(self.confirm)

    def put(self, shown: DrawerVM) -> None:
        """Show the list and the form."""
        self._put_events(shown)
        self.ways.set_chosen(shown.way)
        if shown.offered:
            self.amount.set_text(shown.offered)
        if (shown.reasons, shown.way) != self._shown_reasons:
            self._shown_reasons = (shown.reasons, shown.way)
            self._reasons.clear()
            self.reasons = None
            if shown.reasons:
                self.reasons = Choice(shown.reasons, shown.reason, columns=2, h=48)
                self.reasons.picked.connect(self.reasoned)
                why = [s(self._words("shift.drawer.why"))]
                self._reasons.add(Line(why, [s("↑ ↓")], h=28))
                self._reasons.add(self.reasons)
        if self.reasons is not None:
            self.reasons.set_chosen(shown.reason)
        fails = bool(shown.error) and shown.error != self._error
        self._error = shown.error
        self._said.put(shown.error or shown.said, "danger" if shown.error else "positive")
        title = self._words(f"shift.drawer.yes.{shown.way}")
        off = shown.off or (self._words("shift.count.busy") if shown.busy else "")
        self.yes_key.change(title=title, off=off)
        if fails and self.isVisible():
            self.take_focus()  # the key that was pressed has lost it while it could not be used

    def _put_events(self, shown: DrawerVM) -> None:
        rows = [
            TableRow(
                str(place),
                (
                    s(one.at),
                    [t(one.what, elide=True)],
                    [t(one.why, elide=True)],
                    [s(one.who, elide=True)],
                    [b(one.value, role=one.role)],
                ),
            )
            for place, one in enumerate(shown.events)
        ]
        if shown.loading:
            self.table.show_loading()
            return
        empty = EmptyState(
            "drawer", self._words("shift.drawer.none"), self._words("shift.drawer.none_why"), w=400
        )
        self.table.put(rows, empty)

    def picked_way(self, focus: QWidget | None) -> bool:
        """Enter on a way that is not the chosen one chooses it; what is typed next is the sum."""
        for code, key in self.ways.keys.items():
            if key is focus and code != self.ways.chosen:
                key.click()
                return True
        return False

    def _picked(self, way: str) -> None:
        self.way.emit(way)
        self.take_focus()

    def confirm(self) -> None:
        """Move it, if the key says so."""
        if self.yes_key.isEnabled():
            self.submitted.emit(self.amount.text())

    def done(self) -> None:
        """It is in the journal: the amount is over."""
        self.amount.clear()
        self.take_focus()

    def take_focus(self) -> None:
        """Digits are the amount."""
        self.amount.select_all()
