"""The only caller of the wall clock and of uuid7: everything else is handed the time."""

from __future__ import annotations

import sys
import time


class SystemClock:
    """The machine's clocks."""

    def now_ms(self) -> int:
        """Milliseconds since 1970 UTC."""
        return time.time_ns() // 1_000_000

    def monotonic_ms(self) -> int:
        """Never goes back; counts on while the machine sleeps where the system has such a clock,
        or a till that wakes up would look as if its clock had been set."""
        if sys.platform != "linux":
            return time.monotonic_ns() // 1_000_000
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000

    def new_id(self) -> str:
        """A fresh UUIDv7 as text: sorted by time, unique without asking anybody."""
        from uuid_utils import uuid7  # behind the first paint

        return str(uuid7())


class ManualClock:
    """A clock that stands until it is told to go: for stories, demos and tests.

    Ids are the same in every run: `<prefix>` and a count, in the shape of a UUID.
    """

    def __init__(self, now_ms: int, *, prefix: int = 0) -> None:
        self._wall = now_ms
        self._mono = 1_000_000
        self._prefix = prefix
        self._made = 0

    def now_ms(self) -> int:
        """Where the wall clock stands."""
        return self._wall

    def monotonic_ms(self) -> int:
        """Where the steady clock stands."""
        return self._mono

    def new_id(self) -> str:
        """The next id."""
        self._made += 1
        return f"{self._prefix:08x}-0000-7000-8000-{self._made:012x}"

    def pass_ms(self, elapsed_ms: int) -> None:
        """Time goes by on both clocks."""
        self._wall += elapsed_ms
        self._mono += elapsed_ms

    def set_wall(self, now_ms: int) -> None:
        """Somebody sets the wall clock; the steady one does not notice."""
        self._wall = now_ms
