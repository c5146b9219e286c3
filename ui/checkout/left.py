"""The left half: who is here, the lines, what was said, what is due. It is there in every mode."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QWidget

from ui.checkout.viewmodel.parts import DockVM, KeyVM, LeftVM, LineVM, NoticeVM, WhoVM
from ui.kit import (
    BasketHead,
    BasketRow,
    BasketView,
    Box,
    Dock,
    Key,
    Line,
    MemberStrip,
    Nudge,
    Para,
    b,
    col,
    ico,
    row,
    s,
    t,
    theme,
    tokens,
)

PAD, GAP = 16, 8
CROWD = 3  # keys of use beside each other that leave no room for an icon
NOTICE_ICONS = {"danger": "alert", "warning": "alert", "positive": "check", "accent": "info"}


class Notice(Box):
    """One sentence over the dock. It takes room from the list, never from a key."""

    def __init__(self) -> None:
        self._mark = Line(h=24, w=24)
        self._text = Para("")
        super().__init__(self._mark, (self._text, 1), across=True, gap=GAP, pad=(12, PAD))
        self._text.setMinimumHeight(24)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def put(self, notice: NoticeVM | None) -> None:
        """Say it, or say nothing."""
        self.setVisible(notice is not None)
        if notice is None:
            return
        self.ground(bg=f"{notice.role}_soft")
        self.mark(notice.role)
        self._mark.put([ico(NOTICE_ICONS[notice.role], notice.role)])
        self._text.put(notice.text, "text")
        self._fit()
        self.setAccessibleName(notice.text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As tall as the sentence needs; the list above gives way."""
        need = self._text.heightForWidth(max(100, self.width() - 2 * PAD - 24 - GAP))
        self.setFixedHeight(max(48, need + 24))


class _Basket(QWidget):
    """The list, or what an empty one says."""

    def __init__(self) -> None:
        super().__init__()
        self.view = BasketView()
        self._title, self._why = Line(h=40), Line(h=28)
        empty = col(
            ..., row(..., self._title, ...), row(..., self._why, ...), ..., ..., bg="surface"
        )
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.view)
        self._stack.addWidget(empty)

    def put(self, rows: list[BasketRow], empty: tuple[str, str]) -> None:
        """Show rows, or the words of an empty list."""
        self.view.put(rows)
        if not rows:
            self._title.put([t(empty[0], "title", "muted")])
            self._why.put([s(empty[1])])
        self._stack.setCurrentIndex(0 if rows else 1)


class Uses(Box):
    """The member's packages and vouchers as keys: one touch puts one to use."""

    touched = Signal(str)

    def __init__(self) -> None:
        super().__init__(across=True, gap=8, pad=(PAD, 4, PAD, 8))
        self._shown: tuple[KeyVM, ...] = ()
        self.keys: list[Key] = []
        self.hide()

    def put(self, uses: tuple[KeyVM, ...]) -> None:
        """Other keys, or none: then the lines have the room."""
        if uses == self._shown:
            return
        self._shown = uses
        icon = "ticket" if len(uses) < CROWD else ""
        self.keys = [self._key(one, icon) for one in uses]
        self.fill(*[(key, 1) for key in self.keys])
        self.setVisible(bool(uses))

    def _key(self, one: KeyVM, icon: str) -> Key:
        mark = "exchange" if one.action == "exchange" else icon
        key = Key(one.title, sub=one.sub, icon=mark, h=56, elide=True)
        key.clicked.connect(lambda: self.touched.emit(one.action))
        return key


class LeftHalf(Box):
    """Member strip, lines, what the member may use, notice, dock. `asked` wants a member, `picked`
    is a touched line, `used` the action of a package or voucher."""

    asked = Signal()
    picked = Signal(int)
    used = Signal(str)

    def __init__(self, ask: str, key: str) -> None:
        self._band = Line(h=47)
        self._band_box = row((self._band, 1), pad=(0, 16), h=48, bg="positive_soft")
        self._who = MemberStrip(ask, key)
        self._basket = _Basket()
        self.nudge = Nudge()
        self.uses = Uses()
        self.notice = Notice()
        self.dock = Dock()
        self._rows: list[tuple[LineVM, BasketRow]] = []
        self._shown: tuple[object, ...] = (None, None)
        super().__init__(
            self._band_box,
            self._who,
            BasketHead(),
            (self._basket, 1),
            self.nudge,
            self.uses,
            self.notice,
            self.dock,
            bg="surface",
            edges="r",
        )
        self._band_box.hide()
        self._who.asked.connect(self.asked)
        self._basket.view.picked.connect(self.picked)
        self.uses.touched.connect(self.used)
        self._basket.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.current().changed.connect(self._fold)
        self._fold()

    def _fold(self) -> None:
        self.setFixedWidth(tokens.BASKET["wide" if theme.current().wide else "normal"])

    @property
    def basket(self) -> BasketView:
        """The list of lines."""
        return self._basket.view

    def put(self, vm: LeftVM) -> None:
        """Show it; parts that are as they were are left alone."""
        who, dock = self._shown
        if vm.who != who:
            self._put_who(vm.who)
        if vm.dock != dock:
            self._put_dock(vm.dock)
        self._shown = (vm.who, vm.dock)
        self._band_box.setVisible(bool(vm.band[0]))
        if vm.band[0]:
            self._band.put([ico("check", "positive"), b(vm.band[0]), s(vm.band[1])])
        self._basket.put(self._as_rows(vm.lines), vm.empty)
        nudge = vm.nudge if vm.notice is None else None
        self.nudge.put(*((nudge.words, nudge.share_ppm, nudge.right) if nudge else ("",)))
        self.uses.put(vm.uses)
        self.notice.put(vm.notice)

    def _as_rows(self, lines: tuple[LineVM, ...]) -> list[BasketRow]:
        """Rows of the list; the row of an unchanged line is the same object."""
        kept, self._rows = self._rows, []
        for place, line in enumerate(lines):
            old = kept[place] if place < len(kept) else None
            self._rows.append(old if old and old[0] is line else (line, _row(line)))
        return [made for _, made in self._rows]

    def _put_who(self, who: WhoVM) -> None:
        if who.name:
            self._who.put(who.name, tier=who.tier, phone=who.phone, hint=who.hint, facts=who.facts)
        else:
            self._who.put_nobody()

    def _put_dock(self, dock: DockVM) -> None:
        left = [s(dock.count, "text")] if dock.count else []
        left += [s(dock.saved, "positive")] if dock.saved else []
        left += [s(dock.credit, "accent")] if dock.credit else []
        left += [s(dock.voided)] if dock.voided else []
        right = [s(dock.right)] if dock.right else []
        self.dock.put(dock.label, dock.amount, left=left, right=right, sign=dock.sign)


def _row(line: LineVM) -> BasketRow:
    state = "current" if line.current else ""
    return BasketRow(
        line.no, line.name, line.qty, line.unit, line.price, line.amount, line.reasons, state
    )
