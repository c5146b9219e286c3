"""The member keys the PIN that protects their money: large keys, turned to them if need be."""

from __future__ import annotations

from ui.checkout.panels.pane import SecondTap, put_key
from ui.checkout.panels.pin_pad import PadPane
from ui.checkout.presenter import CheckoutPresenter
from ui.checkout.viewmodel.money.parts import PinVM
from ui.kit import Keymap, Line, Para, b, col, ico, row, rule, s


class PinPane(PadPane):
    """It forgets what was typed with every answer."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps, p.pins, h=64)
        self._title, self._about = Line(h=48), Line(h=56)
        self._why = Para("", role="muted", w=420)
        self._pin_title = Line(h=28)
        self._error = Para("", "body", "danger", w=420)
        self._error.setMinimumHeight(44)
        body = col(
            self._about,
            self._why,
            16,
            row((self._pin_title, 1), self.dots, h=28),
            8,
            self.pin,
            8,
            self._error,
            w=420,
        )
        foot = row(self.cancel, (self.confirm_key, 1), gap=8)
        for item in (self._title, rule(), ..., row(..., body, ...), ..., foot):
            self.add(item)
        self.wire()

    def put(self, vm: PinVM) -> None:
        """Show it."""
        self._title.put([ico("lock", "accent", "figure"), b(vm.title, "title")])
        self._about.put([b(vm.about, "title", elide=True)])
        self._why.put(vm.why)
        self._pin_title.put([s(vm.pin_title)])
        self._error.put(vm.error)
        self.put_digits(vm.digits, vm.busy)
        put_key(self.cancel, vm.cancel)
        put_key(self.confirm_key, vm.confirm)
