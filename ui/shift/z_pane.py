"""The page of Zs: what a Z would say now (or said then) at the left; past ones and the shop's day
sheet at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.words import Words
from ui.kit import (
    Action,
    Box,
    Column,
    EmptyState,
    Key,
    Line,
    Loading,
    Para,
    RecordTable,
    TableRow,
    Tabs,
    b,
    col,
    ico,
    key_for,
    row,
    s,
    scroll,
    section,
    t,
)
from ui.shift.panes import facts
from ui.shift.z_words import DaysVM, ZSheetVM


class ZPane(Box):
    """`opened` (key of a past Z, or empty), `stepped` (days)."""

    opened = Signal(str)
    stepped = Signal(int)

    def __init__(self, words: Words) -> None:
        self._words = words
        self._shown_sheet: ZSheetVM | None = None
        self._nothing = ""
        self._sheet = Box(pad=(24, 8, 24, 8))
        self._sheet.add(Loading())
        self._said = Para("", "body")
        self._said.setMinimumHeight(24)
        self._why = Para("", "body", "muted")
        self._why.hide()
        self._doubt = Para("", "body", "warning")
        self._doubt.hide()
        self.close_key = Key(
            words("shift.z.close", number=""),
            key_for(Action.CONFIRM),
            kind="primary",
            size="title",
            h=64,
        )
        self.print_key = Key(words("shift.z.copy"), icon="printer", h=64, w=190)
        self.now_key = Key(words("shift.z.back_to_now"), h=64)
        self._foot = row(self.print_key, (self.now_key, 1), gap=8)
        left = col(
            (scroll(self._sheet), 1),
            col(
                self._doubt,
                self._why,
                self._said,
                8,
                self.close_key,
                self._foot,
                pad=(24, 8, 24, 24),
            ),
            bg="surface",
            edges="r",
            w=520,
        )
        self.tabs = Tabs([words("shift.z.past"), words("shift.z.shop")])
        self.table = _table(words, _past(words), "shift.z.past")
        self.shop = _table(words, _tills(words), "shift.z.shop")
        self._day = Line(h=48)
        self._missing = Para("", "small", "warning")
        self.before_key = Key(words("shift.z.before"), form="centre", h=48, w=110)
        self.after_key = Key(words("shift.z.after"), form="centre", h=48, w=110)
        days = row((self._day, 1), self.before_key, self.after_key, gap=8, pad=(8, 24))
        scan = Line([ico("scan"), s(words("shift.z.scan"), elide=True)], h=40)
        sheet = col(days, (self.shop, 1), col(self._missing, scan, pad=(24, 8, 24, 24)))
        holder = QWidget()
        self._stack = QStackedLayout(holder)  # pages without a parent would be windows for a moment
        self._stack.addWidget(self.table)
        self._stack.addWidget(sheet)
        right = col(row((self.tabs, 1), pad=(8, 24)), (holder, 1), bg="surface")
        super().__init__(left, (right, 1), across=True, bg="surface")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tabs.picked.connect(self._stack.setCurrentIndex)
        self.table.chosen.connect(self.opened)
        self.now_key.clicked.connect(lambda: self.opened.emit(""))
        self.before_key.clicked.connect(lambda: self.stepped.emit(-1))
        self.after_key.clicked.connect(lambda: self.stepped.emit(1))

    def put(self, shown: DaysVM) -> None:
        """Show the page."""
        words = self._words
        past = bool(shown.open_key)
        self.close_key.setVisible(not past)
        self._foot.setVisible(past)
        self._why.put(shown.z_why, "muted")
        self._why.setVisible(bool(shown.z_why) and not past)
        self._doubt.put(shown.doubt, "warning")
        self._doubt.setVisible(bool(shown.doubt))
        off = shown.z_off or (words("shift.count.busy") if shown.busy else "")
        self.close_key.change(title=shown.z_title, off=off)
        self.print_key.set_off(shown.print_off)
        said = shown.error or shown.said or ("" if past else shown.parked)
        role = "danger" if shown.error else "positive" if shown.said else "warning"
        self._said.put(said, role)
        if shown.nothing != self._nothing:
            self._nothing, self._shown_sheet = shown.nothing, None
            if shown.nothing:
                self._sheet.fill(EmptyState("lock", shown.nothing, words("shift.z.off_why"), w=400))
        if shown.sheet is not None and shown.sheet != self._shown_sheet:
            self._shown_sheet = shown.sheet
            self._sheet.fill(*self._sheet_rows(shown.sheet), ...)
        self._put_past(shown)
        self._put_tills(shown)

    def _sheet_rows(self, shown: ZSheetVM) -> list[QWidget | int]:
        words = self._words
        items: list[QWidget | int] = [
            Line([b(shown.title, "figure")], h=52),
            Para(shown.about, "small", "muted"),
            8,
            *facts(shown.sums, h=34),
        ]
        if shown.tenders:
            items += [8, section(words("shift.z.tenders"), *facts(shown.tenders, h=34))]
        items += [8, section(words("shift.z.drawer"), *facts(shown.drawer, h=34))]
        items += [8, section(words("shift.noted"), *facts(shown.counters, h=32))]
        if shown.proof:
            items += [8, section(words("shift.z.proof"), *facts(shown.proof, h=34))]
        return items

    def _put_past(self, shown: DaysVM) -> None:
        rows = [
            TableRow(
                one.key,
                (t(one.no), t(one.day), b(one.sales), t(one.difference, role=one.role)),
            )
            for one in shown.rows
        ]
        words = self._words
        empty = EmptyState("report", words("shift.z.none"), words("shift.z.none_why"), w=400)
        if shown.nothing:
            empty = EmptyState("lock", shown.nothing, w=400)
        self.table.put(rows, empty)
        if not shown.open_key:
            self.table.stand_on("")

    def _put_tills(self, shown: DaysVM) -> None:
        self._day.put([b(shown.day_words)])
        self._missing.put(shown.missing, "warning")
        self._missing.setVisible(bool(shown.missing))
        rows = [
            TableRow(
                one.key,
                (
                    [b(one.till) if one.key == "sum" else t(one.till), s(one.z_no)],
                    t(one.sales),
                    t(one.expected),
                    t(one.counted),
                    b(one.difference, role=one.role),
                    b(one.bank),
                ),
            )
            for one in shown.tills
        ]
        words = self._words
        empty = EmptyState("scan", words("shift.z.no_day"), words("shift.z.no_day_why"), w=400)
        if shown.nothing:
            empty = EmptyState("lock", shown.nothing, w=400)
        self.shop.put(rows, empty)

    def show_sheet(self) -> None:
        """The shop's sheet in front."""
        self.tabs.set_on(1)
        self._stack.setCurrentIndex(1)

    def take_focus(self) -> None:
        """Enter closes the day, where that is what can be done."""
        key = self.close_key
        (key if key.isVisible() and key.isEnabled() else self).setFocus()


def _table(words: Words, columns: list[Column], name: str) -> RecordTable:
    return RecordTable(columns, name=words(name))


def _past(words: Words) -> list[Column]:
    return [
        Column("Z", 72),
        Column(words("shift.z.day_of")),
        Column(words("shift.z.net"), 140, right=True),
        Column(words("shift.z.difference"), 140, right=True),
    ]


def _tills(words: Words) -> list[Column]:
    return [
        Column(words("shift.z.till_of")),
        *(
            Column(words(key), 96, right=True)
            for key in ("shift.z.net", "shift.count.due", "shift.count.counted")
        ),
        Column(words("shift.z.difference"), 96, right=True),
        Column(words("shift.z.bank"), 96, right=True),
    ]
