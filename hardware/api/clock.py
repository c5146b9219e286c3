"""The island's own clock, so that a test can let hours of back-off pass in no time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Protocol


class Clock(Protocol):
    def monotonic_ms(self) -> int:
        """Never goes back; for deadlines only."""

    def now_ms(self) -> int:
        """Milliseconds since 1970, UTC; for events only."""

    def wait(self, event: threading.Event, ms: int) -> bool:
        """Until the event is set (True) or the time is over (False)."""

    def pause(self, ms: int) -> None:
        """Let a device take its breath."""


class SystemClock:
    """`now_ms` is the program's clock, given by whoever builds the devices."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        self._now_ms = now_ms

    def monotonic_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000

    def now_ms(self) -> int:
        return self._now_ms()

    def wait(self, event: threading.Event, ms: int) -> bool:
        return event.wait(ms / 1000)

    def pause(self, ms: int) -> None:
        if ms > 0:
            time.sleep(ms / 1000)
