"""The right half of the stock page: one good and its history, or the sheet that is being filled."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.words import Words
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
    b,
    col,
    key_for,
    link,
    row,
    s,
    t,
)
from ui.stock.viewmodel import LOOK, PastVM, SideVM


class LookPane(Box):
    """One good: how many there are, what moved them, what they cost when."""

    def __init__(self, words: Words) -> None:
        self._name, self._level = Line(h=40), Line(h=56)
        self._note = Para("", "small", "muted")
        self.moves = RecordTable(
            (
                Column(words("stock.col.when"), 128),
                Column(words("stock.col.what")),
                Column(words("stock.col.change"), 112, right=True),
            ),
            name=words("stock.moves"),
        )
        self.prices = RecordTable(
            (Column(words("stock.col.when"), 128), Column(words("stock.col.price"))),
            name=words("stock.prices"),
        )
        self._words = words
        head = col(self._name, self._level, self._note, pad=(12, 24))
        super().__init__(
            head,
            (self.moves, 3),
            row((Line(b(words("stock.prices")), h=40), 1), pad=(0, 24)),
            (self.prices, 2),
        )

    def put(self, shown: SideVM) -> None:
        """Show a good, or say how to get to one."""
        words = self._words
        self._name.put([b(shown.name or words("stock.none_chosen"), "title", elide=True)])
        self._level.put([b(shown.level, "figure", role=shown.role)] if shown.level else [])
        self._note.put(shown.level_note or shown.hint)
        self.moves.put(
            [_past(one) for one in shown.past],
            EmptyState("box", words("stock.no_moves"), words("stock.no_moves_why")),
        )
        self.prices.put(
            [_past(one, figures=False) for one in shown.prices],
            EmptyState("tag", words("stock.no_prices"), ""),
        )


def _past(one: PastVM, *, figures: bool = True) -> TableRow:
    what = [t(one.what, elide=True)]
    if one.why:
        what.append(s(one.why, elide=True))
    cells = (s(one.when), what)
    return TableRow(one.key, (*cells, b(one.value, role=one.role)) if figures else cells)


class SheetPane(Box):
    """`line_entered` (quantity, cost), `dropped` (item), `saved` (note), `cleared`.

    Enter in the quantity goes to the cost where one is asked for, else takes the line.
    """

    line_entered = Signal(str, str)
    dropped = Signal(str)
    saved = Signal(str)
    cleared = Signal()

    def __init__(self, words: Words) -> None:
        self._words = words
        self._name = Line(h=40)
        self._hint = Para("", "small", "muted")
        self.quantity = Field(words("stock.quantity"), mode="number", most=12, w=176)
        self.cost = Field(words("stock.cost"), mode="money", most=12, w=176)
        self.add_key = Key(words("stock.add"), key_for(Action.CONFIRM), icon="plus", h=56)
        self.table = RecordTable(
            (
                Column(words("stock.col.item")),
                Column(words("stock.col.cost"), 96, right=True),
                Column(words("stock.col.quantity"), 128, right=True),
            ),
            name=words("stock.sheet"),
        )
        self.note = Field(words("stock.ask.note"), most=100)
        self._asked = ("", False)
        self.drop_key = link(words("stock.drop"), h=56)
        self.clear_key = Key(words("stock.clear"), h=64, w=144)
        self.save_key = Key(
            words("stock.save", n=0), key_for(Action.PAY), kind="primary", size="title", h=64
        )
        entry = row(self.quantity, self.cost, (self.add_key, 1), gap=12)
        super().__init__(
            col(self._hint, self._name, entry, gap=4, pad=(4, 24)),
            (self.table, 1),
            col(
                row((self.note, 1), self.drop_key, gap=12),
                row(self.clear_key, (self.save_key, 1), gap=8),
                gap=8,
                pad=(24, 4, 24, 24),
            ),
        )
        self._wire()

    def _wire(self) -> None:
        self.quantity.entered.connect(lambda _text: self._quantity_entered())
        self.cost.entered.connect(lambda _text: self._take())
        self.add_key.clicked.connect(self._take)
        self.table.opened.connect(self.dropped)
        self.drop_key.clicked.connect(lambda: self.dropped.emit(self.table.current))
        self.clear_key.clicked.connect(self.cleared)
        self.save_key.clicked.connect(lambda: self.saved.emit(self.note.text()))
        self.note.entered.connect(self.saved)

    def _quantity_entered(self) -> None:
        if self.cost.isVisible():
            self.cost.select_all()
        else:
            self._take()

    def _take(self) -> None:
        self.line_entered.emit(self.quantity.text(), self.cost.text())

    def put(self, shown: SideVM) -> None:
        """Show the sheet of a gesture."""
        words = self._words
        self._hint.put("" if shown.name else shown.hint)
        told = bool(shown.said or shown.error)  # the page is full then
        self._hint.setVisible(not (shown.name or told))
        self._name.put([b(shown.name, elide=True)])
        self._name.setVisible(bool(shown.name))
        self.quantity.set_label(shown.quantity_label)
        self.cost.setVisible(shown.asks_cost)
        self.table.show_column(1, shown=shown.asks_cost)
        self._put_note(shown)
        self.add_key.set_off("" if shown.name else words("stock.no_good"))
        self.table.put(
            [
                TableRow(one.item_id, (t(one.name, elide=True), s(one.cost), b(one.value)))
                for one in shown.lines
            ],
            EmptyState(
                *("scan", words("stock.empty_sheet")),
                "" if told else words("stock.empty_sheet_why"),
            ),
        )
        self.drop_key.setVisible(bool(shown.lines))
        self.clear_key.set_off("" if shown.lines else words("stock.nothing_there"))
        self.save_key.change(title=shown.save)
        self.save_key.set_off(shown.off)

    def _put_note(self, shown: SideVM) -> None:
        """A reason or a shop is of one sheet: saved, emptied, or on another, it is asked anew."""
        asked = (shown.note_label, bool(shown.lines))
        if self._asked[0] != asked[0] or self._asked[1] > asked[1]:
            self.note.clear()
        self._asked = asked
        self.note.set_label(shown.note_label)

    def ask_quantity(self) -> None:
        """A good was named: how many?"""
        self.quantity.clear()
        self.cost.clear()
        self.quantity.select_all()

    def empty(self) -> None:
        """The line was taken."""
        self.quantity.clear()
        self.cost.clear()


class SidePane(Box):
    """The gestures above, under them the good or the sheet. `went` (mode)."""

    went = Signal(str)

    def __init__(self, words: Words) -> None:
        self._modes = Box()
        self.choice: Choice | None = None
        self._offered: tuple[tuple[str, str], ...] = ()
        self.look, self.sheet = LookPane(words), SheetPane(words)
        holder = QWidget()  # before its pages: none may be a window of its own
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.look)
        self._stack.addWidget(self.sheet)
        self._said = Para("", "body")
        self.label_key = Key(words("labels.key", n=0), icon="ticket", h=48, w=176)
        self._said_box = row((self._said, 1), self.label_key, gap=12, pad=(8, 24))
        self._said_box.hide()
        super().__init__(
            row((self._modes, 1), pad=(24, 12, 24, 0)), self._said_box, (holder, 1), edges="l"
        )

    def put(self, shown: SideVM) -> None:
        """Show the good or the sheet."""
        if shown.modes != self._offered:
            self._offered = shown.modes
            self.choice = Choice(shown.modes, shown.mode, columns=4, h=56)
            self.choice.picked.connect(self.went)
            self._modes.fill(self.choice)
        if self.choice is not None:
            self.choice.set_chosen(shown.mode)
        told = shown.error or shown.said
        self._said.put(told, "danger" if shown.error else "positive")
        self._said_box.setVisible(bool(told))
        self.label_key.setVisible(bool(shown.labels))
        if shown.labels:
            self.label_key.change(title=shown.labels)
        pane = self.look if shown.mode == LOOK else self.sheet
        pane.put(shown)
        self._stack.setCurrentWidget(pane)
