"""The right half while selling: scan field, tabs, 5 x 5 quick keys, function keys, Pay.

Nothing here ever moves: what is found, a price check, the bar of an unknown code each take the
place of something, and a scan leaves the quick keys alone.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QStackedWidget, QWidget

from ui.checkout.panels.choose import ChooseList
from ui.checkout.panels.pane import BLANK, Pane, SecondTap, put_key
from ui.checkout.presenter import CheckoutPresenter
from ui.checkout.viewmodel.parts import CheckVM, HaltVM, QuickVM, SellVM, ShelfVM
from ui.kit import (
    BarStrip,
    Box,
    Field,
    Key,
    Keymap,
    Line,
    Tabs,
    b,
    col,
    grid,
    ico,
    record,
    row,
    rule,
    s,
    t,
    theme,
    tokens,
    yuan,
)

GAP = 8
TOP = 112  # field, gap and tabs; the bar of an unknown code is as tall
PAY = {True: 232, False: 176}


class QuickKeys(QWidget):
    """25 places. `pressed` is an item id."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        lay = QGridLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(GAP)
        self.keys: list[Key] = []
        self._shown: tuple[QuickVM | None, ...] = ()
        for place in range(25):
            key = Key(BLANK, form="stack", elide=True)
            policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            policy.setRetainSizeWhenHidden(True)
            key.setSizePolicy(policy)
            key.clicked.connect(lambda _=False, place=place: self._pressed(place))
            self.keys.append(key)
            lay.addWidget(key, place // 5, place % 5)
        for line in range(5):
            lay.setColumnStretch(line, 1)
            lay.setRowStretch(line, 1)
        theme.current().changed.connect(self._grow)
        self._grow()

    def _grow(self) -> None:
        for key in self.keys:
            key.step = "title" if theme.current().wide else "body"
            key.update()

    def _pressed(self, place: int) -> None:
        quick = self._shown[place] if place < len(self._shown) else None
        if quick is not None:
            self.pressed.emit(quick.item_id)

    def put(self, shelf: ShelfVM) -> None:
        """Another page, or other goods on it."""
        if shelf.keys is self._shown:
            return
        self._shown = shelf.keys
        self._fill()

    def _fill(self) -> None:
        """A name too long for one line takes the size's line as well: the name comes first."""
        metrics = theme.current().metrics("title" if theme.current().wide else "body")
        room = (self.width() - 4 * GAP) // 5 - 20
        for key, quick in zip(self.keys, self._shown, strict=False):
            key.setVisible(quick is not None)
            if quick is not None:
                long = metrics.horizontalAdvance(quick.title) > room
                key.spec = "" if long else quick.spec
                title = f"{quick.title} {quick.spec}".rstrip() if long else quick.title
                key.change(title=title, amount=quick.amount, sub=quick.stock, warn=quick.warn)
                key.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()


class _Check(Box):
    """The price of one thing, large enough to show the customer."""

    def __init__(self, pane: Pane) -> None:
        super().__init__(pad=(12, 24), bg="surface")
        self._pane = pane
        self._shown: CheckVM | None = None

    def put(self, vm: CheckVM) -> None:
        """What was scanned, or that a scan is waited for."""
        if vm == self._shown:
            return
        self._shown = vm
        head = Line([ico("tag", "accent", "figure"), b(vm.title, "title")], h=40)
        if not vm.name:
            self.fill(head, 8, Line([t(vm.about, role="muted", elide=True)], h=32), ...)
            return
        name = Line([b(vm.name, "figure", elide=True), s(vm.spec)], h=48)
        figure = yuan(vm.amount, "hero", sign=vm.sign) if vm.sign else [b(vm.amount, "figure")]
        facts = [record([(144, t(k, role="muted")), (0, b(v), "r")], h=40) for k, v in vm.facts]
        keys = []
        if vm.add is not None:
            add = self._pane.key("confirm", icon="plus", size="title", h=64)
            put_key(add, vm.add)
            keys = [add]
        self.fill(head, name, Line((), figure, h=100), rule(), *facts, ..., *keys)


class SellPane(Pane):
    """The right half while selling."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps)
        self._lay.setContentsMargins(0, 0, 0, 0)
        say = self.say
        self.field = Field(
            "", hint=say("checkout.scan.hint"), icon="scan", right=[s(self.key_of("search"))]
        )
        self.tabs = Tabs(())
        self.tabs.setAccessibleName(say("checkout.search.title"))
        self._found_title = Line(h=44)
        self._under = QStackedWidget()
        self._under.setFixedHeight(44)
        self._under.addWidget(self.tabs)
        self._under.addWidget(self._found_title)
        self._bar_box = Box()
        self._halted: HaltVM | None = None
        self._top = QStackedWidget()
        self._top.setFixedHeight(TOP)
        self._top.addWidget(col(self.field, 12, self._under))
        self._top.addWidget(self._bar_box)
        self.quick = QuickKeys()
        self.found = ChooseList(say("checkout.search.title"))
        self._check = _Check(self)
        self.middle = QStackedWidget()
        for widget in (self.quick, self.found, self._check):
            self.middle.addWidget(widget)
        self._assemble()
        self._wire()

    def _assemble(self) -> None:
        self.functions = {
            name: self.key(name, form="centre", weight="regular")
            for name in ("member", "quantity", "discount", "park", "recall", "price_check",
                         "no_sale", "reprint", "remove_line", "cancel_sale")
        }  # fmt: skip
        self.pay = self.key("pay", kind="primary", form="centre", size="figure", h=120)
        foot = row(
            (grid(list(self.functions.values()), 5), 1),
            self.pay,
            gap=8,
            pad=(11, 16),
            edges="t",
            h=tokens.HEIGHT["dock"],
        )
        self.add((col(self._top, (self.middle, 1), gap=12, pad=(12, 16)), 1))
        self.add(foot)
        theme.current().changed.connect(self._fold)
        self._fold()
        self.taps.guard(self)

    def _wire(self) -> None:
        scanning = self.p.scanning
        self.field.changed.connect(scanning.typed)
        self.tabs.picked.connect(scanning.page)
        self.quick.pressed.connect(scanning.add)
        self.found.chosen.connect(scanning.choose)

    def _fold(self) -> None:
        self.pay.setFixedWidth(PAY[theme.current().wide])

    def home(self) -> QWidget:
        return self if self._halted is not None else self.field.edit

    def put(self, vm: SellVM) -> None:
        """Show it; the quick keys only when they are others."""
        self._put_halt(vm.halt)
        self.field.set_text(vm.typed)
        key = s(self.key_of("search"))
        self.field.set_right([b(vm.ahead, role="accent"), key] if vm.ahead else [key])
        self.tabs.put(vm.shelf.tabs, vm.shelf.page)
        self.quick.put(vm.shelf)
        if vm.found is not None:
            self._found_title.put([s(vm.found.title)])
            self.found.put(vm.found)
        if vm.check is not None:
            self._check.put(vm.check)
        self._under.setCurrentIndex(1 if vm.found is not None else 0)
        place = 1 if vm.found is not None else 2 if vm.check is not None else 0
        self.middle.setCurrentIndex(place)
        for key_vm in vm.functions:
            put_key(self.functions[key_vm.action], key_vm)
        put_key(self.pay, vm.pay)

    def _put_halt(self, halt: HaltVM | None) -> None:
        if halt == self._halted:
            return
        self._halted = halt
        if halt is not None:
            kinds = {"back": "primary"}
            keys = [
                (k.action, Key(k.title, self.key_of(k.action), kind=kinds.get(k.action, "raised")))
                for k in halt.keys
            ]
            bar = BarStrip(halt.words, keys, note=halt.note, h=TOP)
            bar.answered.connect(self._answer)
            self._bar_box.fill(bar)
            self.taps.guard(bar)
        self._top.setCurrentIndex(0 if halt is None else 1)

    def _answer(self, action: str) -> None:
        self.p.keys.press(action)
