"""A buzzer that a cashier hears over the shop's noise."""

from __future__ import annotations

from typing import Protocol


class Buzzer(Protocol):
    def beep(self, times: int) -> None:
        """One to nine beeps. Raises `DeviceUnavailable`."""
