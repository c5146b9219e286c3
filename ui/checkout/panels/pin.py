"""The member keys the PIN that protects their money: large keys, turned to them if need be."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.checkout.panels.pane import Pane, SecondTap, put_key
from ui.checkout.presenter import CheckoutPresenter
from ui.checkout.viewmodel.money.parts import PinVM
from ui.kit import Keymap, Line, Para, PinPad, b, col, ico, row, rule, s


class PinPane(Pane):
    """It forgets what was typed with every answer."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps)
        self._title, self._about = Line(h=48), Line(h=56)
        self._why = Para("", role="muted", w=420)
        self._pin_title = Line(h=28)
        self._error = Para("", "body", "danger", w=420)
        self._error.setMinimumHeight(44)
        self.pin = PinPad(h=64)
        self._typed = ""
        dots = self.pin.take_dots()
        self.cancel = self.key("back", h=64, w=176)
        self.confirm_key = self.primary()
        body = col(
            self._about,
            self._why,
            16,
            row((self._pin_title, 1), dots, h=28),
            8,
            self.pin,
            8,
            self._error,
            w=420,
        )
        foot = row(self.cancel, (self.confirm_key, 1), gap=8)
        for item in (self._title, rule(), ..., row(..., body, ...), ..., foot):
            self.add(item)
        self.pin.changed.connect(self._digits)
        self.pin.filled.connect(self._full)
        self.confirm_key.clicked.disconnect()
        self.confirm_key.clicked.connect(self.confirm)
        self.taps.guard(self)

    def home(self) -> QWidget:
        return self.pin

    def _digits(self, count: int) -> None:
        if count < len(self._typed):
            self._typed = ""
        self.p.pins.digits(count)

    def _full(self, pin: str) -> None:
        self._typed = pin

    def confirm(self) -> bool:
        """Enter or the filled key: only a whole PIN is asked about, and only once."""
        pin, self._typed = self._typed, ""
        if pin:
            self.p.pins.submit(pin)
        return True

    def put(self, vm: PinVM) -> None:
        """Show it."""
        self._title.put([ico("lock", "accent", "figure"), b(vm.title, "title")])
        self._about.put([b(vm.about, "title", elide=True)])
        self._why.put(vm.why)
        self._pin_title.put([s(vm.pin_title)])
        self._error.put(vm.error)
        if vm.digits == 0 and self.pin.count:
            self._typed = ""
            self.pin.blockSignals(True)
            self.pin.clear()
            self.pin.blockSignals(False)
        self.pin.set_busy(vm.busy)
        put_key(self.cancel, vm.cancel)
        put_key(self.confirm_key, vm.confirm)
