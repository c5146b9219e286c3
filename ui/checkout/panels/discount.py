"""What is taken off: from the line or from everything, how much, why, and who must be asked."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.checkout.panels.pane import FIGURES, Digits, Head, Pane, SecondTap, put_key
from ui.checkout.presenter import CheckoutPresenter
from ui.checkout.viewmodel.parts import DiscountVM, KeyVM
from ui.kit import Box, Field, Key, Keymap, Line, Tabs, b, col, grid, ico, row, rule, s

ICONS = {"rate": "percent", "amount": "minus", "price": "tag"}


class DiscountPane(Pane):
    """Rate, amount or price; before and after stand above the key that does it."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps)
        self._head = Head(self, "percent")
        self._limit = Line(h=32)
        self._target_box, self.targets = Box(), dict[str, Key]()
        self.kinds = Tabs(())
        self.kinds.setAccessibleName(self.say("checkout.off.title"))
        self._codes: tuple[str, ...] = ()
        self._reason_title = Line(h=28)
        self._reason_box, self.reasons = Box(), dict[str, Key]()
        self._stands = Line(h=56)
        self.field = Field(
            "", hint=self.say("checkout.off.field.rate"), icon="percent", size="figure",
            mode="number",
        )  # fmt: skip
        self.keypad = Digits(self.field.feed, FIGURES, h=60)
        self.confirm_key = self.primary()
        left = col(self._reason_title, 4, self._reason_box, ..., rule(), self._stands)
        right = col(self.field, 8, self.keypad, ...)
        for item in (
            self._head,
            self._limit,
            8,
            self._target_box,
            8,
            row((self.kinds, 1), Line((), [s(self.key_of("quantity"))], h=44, w=28)),
            12,
            (row((left, 1), (right, 1), gap=24), 1),
            12,
            self.confirm_key,
        ):
            self.add(item)
        self.field.changed.connect(lambda text: self.p.goods.discount_put(text=text))
        self.kinds.picked.connect(lambda at: self.p.goods.discount_put(kind=self._codes[at]))
        self.taps.guard(self)

    def home(self) -> QWidget:
        return self.field.edit

    def put(self, vm: DiscountVM) -> None:
        """Show it."""
        self._head.put(vm.title)
        self._limit.put([s(vm.limit, elide=True)])
        self._put_targets(vm.targets)
        self._codes = tuple(one.action for one in vm.kinds)
        on = next((i for i, one in enumerate(vm.kinds) if one.chosen), 0)
        self.kinds.put([one.title for one in vm.kinds], on)
        self._put_reasons(vm)
        self.field.set_hint(vm.field)
        self.field.edit.setAccessibleName(vm.field)
        self.field.set_text(vm.typed)
        for label, before, after in vm.facts:
            self._stands.put([s(label)], [b(before, role="muted"), ico("next"), b(after, "title")])
        put_key(self.confirm_key, vm.confirm)

    def _put_targets(self, targets: tuple[KeyVM, ...]) -> None:
        if list(self.targets) != [one.action for one in targets]:
            self.targets = {}
            for one in targets:
                key = Key(one.title, h=56, elide=True)
                if one.action == "whole":
                    key.change(key=self.key_of("discount"))
                whole = one.action == "whole"
                key.clicked.connect(lambda _=False, whole=whole: self._aim(whole))
                self.targets[one.action] = key
            self._target_box.fill(grid(self.targets.values(), len(targets)))
            self.taps.guard(self._target_box)
        for one in targets:
            self.targets[one.action].change(title=one.title, sub=one.sub, chosen=one.chosen)

    def _aim(self, whole: bool) -> None:
        self.p.goods.discount_put(whole=whole)

    def _put_reasons(self, vm: DiscountVM) -> None:
        self._reason_title.put([s(vm.reasons_title)], [s("↑ ↓", role="muted")])
        if not self.reasons:
            for one in vm.reasons:
                key = Key(one.title, form="centre", h=56)
                key.clicked.connect(lambda _=False, code=one.action: self.p.goods.reason(code))
                self.reasons[one.action] = key
            self._reason_box.add(grid(self.reasons.values(), 2))
            self.taps.guard(self._reason_box)
        for one in vm.reasons:
            put_key(self.reasons[one.action], one)
