"""What lies on a scale: put on and taken off by hand, tared, zeroed, still or moving, broken."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Pan:
    """All in grams. `tare` 0: none is set. `still` is what the scale's own lamp says."""

    gross: int = 0
    tare: int = 0
    still: bool = True
    capacity: int = 15_000

    @property
    def grams(self) -> int:
        """What the scale shows: net while a tare is set."""
        return self.gross - self.tare

    @property
    def over(self) -> bool:
        return self.gross > self.capacity


class OnePan:
    """A pan that hands may change while a driver reads it from its own thread."""

    def __init__(self, capacity: int = 15_000) -> None:
        self._pan = Pan(capacity=capacity)
        self._lock = threading.Lock()
        self.broken = False

    @property
    def now(self) -> Pan:
        return self._pan

    def put(self, grams: int, *, stable: bool = True) -> None:
        """What lies on it now, all together."""
        self._change(gross=grams, still=stable)

    def take_tare(self) -> None:
        self._change(tare=max(self._pan.gross, 0))

    def zero(self) -> None:
        self._change(gross=0, tare=0)

    def _change(self, **changes: int | bool) -> None:
        with self._lock:
            self._pan = replace(self._pan, **changes)  # type: ignore[arg-type]
