"""What the counter hears: one beep for yes, a distinct pattern for no. No multimedia library.

The system's bell is all a till can count on. An error is three beeps, so that a cashier who looks
at the goods hears the difference; a shop may turn the sounds off.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

GAP_MS = 140
PATTERNS = {"ok": 1, "ask": 2, "error": 3}


class Sounds(QObject):
    """Plays a pattern of beeps; a newer one cuts the older short. `beep` is the bell itself."""

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        on: bool = True,
        beep: Callable[[], object] = QApplication.beep,
    ) -> None:
        super().__init__(parent)
        self.on = on
        self._beep = beep
        self._left = 0
        self._timer = QTimer(self, interval=GAP_MS)
        self._timer.timeout.connect(self._next)

    def ok(self) -> None:
        """A scan was taken."""
        self.play("ok")

    def ask(self) -> None:
        """Something wants an answer."""
        self.play("ask")

    def error(self) -> None:
        """A scan meant nothing, a rule said no."""
        self.play("error")

    def play(self, pattern: str) -> None:
        """One of `ok`, `ask`, `error`."""
        self._left = PATTERNS[pattern]
        if self.on:
            self._next()
            if self._left:
                self._timer.start()

    def _next(self) -> None:
        if self._left > 0:
            self._left -= 1
            self._beep()
        if self._left <= 0:
            self._timer.stop()
