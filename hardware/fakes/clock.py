"""A clock that waits for nobody: every pause is over at once, and is counted."""

from __future__ import annotations

import threading


class StepClock:
    """`waits` lists the times that were waited for, in milliseconds; real threads still meet."""

    def __init__(self, now_ms: int = 1_700_000_000_000) -> None:
        self._start_ms = now_ms
        self._passed_ms = 0
        self._lock = threading.Lock()
        self.waits: list[int] = []

    def monotonic_ms(self) -> int:
        with self._lock:
            return self._passed_ms

    def now_ms(self) -> int:
        return self._start_ms + self.monotonic_ms()

    def advance(self, ms: int) -> None:
        with self._lock:
            self._passed_ms += ms

    def wait(self, event: threading.Event, ms: int) -> bool:
        """A real moment is given to other threads, then the time is over."""
        if event.wait(0.002):
            return True
        self._note(ms)
        return False

    def pause(self, ms: int) -> None:
        if ms:
            self._note(ms)

    def _note(self, ms: int) -> None:
        with self._lock:
            self.waits.append(ms)
            self._passed_ms += ms
