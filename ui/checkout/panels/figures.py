"""Panels around one figure: quantity, a department's amount, the float of a new shift."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.checkout.panels.pane import FIGURES, Digits, Head, Pane, SecondTap, put_key, two
from ui.checkout.presenter import CheckoutPresenter
from ui.checkout.viewmodel.parts import DepartmentVM, KeyVM, OpenVM, QuantityVM
from ui.kit import Box, Field, Key, Keymap, Line, Para, b, col, grid, ico, row, s, scroll


class QuantityPane(Pane):
    """How many: keyed, or one more and one less."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps)
        self._head = Head(self, "number")
        self._about = Line(h=56)
        self._warning = Para("", "body", "warning")
        self.field = Field(
            "", hint=self.say("checkout.qty.field"), icon="number", size="figure", mode="number"
        )
        self.less = Key("−1", form="centre", size="title", h=64)
        self.more = Key("+1", form="centre", size="title", h=64)
        self.less.clicked.connect(lambda: self.p.goods.quantity_step(-1))
        self.more.clicked.connect(lambda: self.p.goods.quantity_step(1))
        self.keypad = Digits(self.field.feed, FIGURES, h=64)
        self.confirm_key = self.primary()
        left = col(self._about, 8, two(self.less, self.more, gap=8), 16, self._warning, ...)
        right = col(self.field, 8, self.keypad, ...)
        for item in (self._head, 12, (row((left, 1), (right, 1), gap=24), 1), 12, self.confirm_key):
            self.add(item)
        self.field.changed.connect(self.p.goods.quantity_typed)
        self.taps.guard(self)

    def home(self) -> QWidget:
        return self.field.edit

    def put(self, vm: QuantityVM) -> None:
        """Show it."""
        self._head.put(vm.title)
        self._about.put([b(vm.about, "title", elide=True)])
        self._warning.put(vm.warning)
        self.field.set_text(vm.typed)
        self.field.set_right([s(vm.unit)] if vm.unit else ())
        put_key(self.confirm_key, vm.confirm)


class DepartmentPane(Pane):
    """An amount under a department's name."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps)
        self._head = Head(self, "tag")
        self._about = Line(h=40)
        self._box = Box()
        self.departments: dict[str, Key] = {}
        self.field = Field(
            "", hint=self.say("checkout.dept.field"), icon="cash", size="figure", mode="money"
        )
        self.keypad = Digits(self.field.feed, FIGURES, h=64)
        self.confirm_key = self.primary()
        left = scroll(col(self._box, ...))
        right = col(self.field, 8, self.keypad, ...)
        for item in (
            self._head,
            self._about,
            8,
            (row((left, 1), (right, 1), gap=24), 1),
            12,
            self.confirm_key,
        ):
            self.add(item)
        self.field.changed.connect(lambda text: self.p.goods.department_put(text=text))
        self.taps.guard(self)

    def home(self) -> QWidget:
        return self.field.edit

    def put(self, vm: DepartmentVM) -> None:
        """Show it."""
        self._head.put(vm.title)
        self._about.put([s(vm.about, elide=True)])
        if list(self.departments) != [one.action for one in vm.departments]:
            self._fill(vm.departments)
        for one in vm.departments:
            put_key(self.departments[one.action], one)
        self.field.set_text(vm.typed)
        put_key(self.confirm_key, vm.confirm)

    def _fill(self, departments: tuple[KeyVM, ...]) -> None:
        self.departments = {}
        for one in departments:
            key = Key(one.title, form="centre", h=56, elide=True)
            key.clicked.connect(lambda _=False, code=one.action: self._choose(code))
            self.departments[one.action] = key
        self._box.fill(grid(self.departments.values(), 2))
        self.taps.guard(self._box)

    def _choose(self, code: str) -> None:
        self.p.goods.department_put(chosen=code)


class OpenPane(Pane):
    """No shift is open: its float, right here, one key from the first scan."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps)
        self._title = Line(h=56)
        self._why = Para("", role="muted", w=480)
        self.field = Field(
            "", hint=self.say("checkout.open.field"), icon="cash", size="figure", mode="money"
        )
        self.keypad = Digits(self.field.feed, FIGURES, h=64)
        self.confirm_key = self.key("confirm", kind="primary", size="title", h=76)
        body = col(
            self._title, self._why, 16, self.field, 8, self.keypad, 16, self.confirm_key, w=480
        )
        for item in (..., row(..., body, ...), ...):
            self.add(item)
        self.field.changed.connect(self.p.days.float_typed)
        self.taps.guard(self)

    def home(self) -> QWidget:
        return self.field.edit

    def put(self, vm: OpenVM) -> None:
        """Show it."""
        self._title.put([ico("clock", "accent", "figure"), b(vm.title, "figure", elide=True)])
        self._why.put(vm.why)
        self.field.set_text(vm.typed)
        put_key(self.confirm_key, vm.confirm)
