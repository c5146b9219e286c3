"""What panes with a PIN share: the digits are kept until Enter, asked about once, forgotten."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QWidget

from ui.checkout.panels.pane import Pane, SecondTap
from ui.checkout.presenter import CheckoutPresenter
from ui.kit import Dots, Key, Keymap, PinPad


class Asked(Protocol):
    """Who is told: how many digits stand there, and the whole PIN."""

    def digits(self, count: int) -> None:
        """So many were typed."""
        ...

    def submit(self, pin: str) -> None:
        """A whole PIN, confirmed."""
        ...


class PadPane(Pane):
    """`pin` and its `dots` to be placed, `cancel` and `confirm_key`; `wire()` once all stands."""

    def __init__(
        self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap, asked: Asked, *, h: int
    ) -> None:
        super().__init__(p, keymap, taps)
        self._asked, self._typed = asked, ""
        self.pin = PinPad(h=h)
        self.dots: Dots = self.pin.take_dots()
        self.cancel: Key = self.key("back", h=64, w=176)
        self.confirm_key: Key = self.primary()

    def wire(self) -> None:
        """Connect what was placed."""
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
        self._asked.digits(count)

    def _full(self, pin: str) -> None:
        self._typed = pin

    def confirm(self) -> bool:
        """Enter or the filled key: only a whole PIN is asked about, and only once."""
        pin, self._typed = self._typed, ""
        if pin:
            self._asked.submit(pin)
        return True

    def put_digits(self, digits: int, busy: bool) -> None:
        """What was typed is gone, whoever typed it, when no digit is to stand there."""
        if digits == 0 and self.pin.count:
            self._typed = ""
            self.pin.blockSignals(True)
            self.pin.clear()
            self.pin.blockSignals(False)
        self.pin.set_busy(busy)
