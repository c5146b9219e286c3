"""A scale one can put things on."""

from __future__ import annotations

from hardware.api.clock import Clock
from hardware.api.errors import DeviceUnavailable, Reason
from hardware.api.events import WeightRead


class FakeScale:
    """A `Scale`. `max_grams` is where it says overload."""

    def __init__(self, clock: Clock, *, device: str = "scale", max_grams: int = 15_000) -> None:
        self._clock = clock
        self._device = device
        self._max_grams = max_grams
        self._grams = 0
        self._stable = True
        self._fault: Reason | None = None

    def put(self, grams: int, *, stable: bool = True) -> None:
        """What lies on it now, all together."""
        self._grams, self._stable = grams, stable

    def break_down(self, reason: Reason = Reason.NO_ANSWER) -> None:
        self._fault = reason

    def repair(self) -> None:
        self._fault = None

    def weigh(self) -> WeightRead:
        if self._fault is not None:
            raise DeviceUnavailable(self._fault, where=self._device)
        if self._grams > self._max_grams:
            raise DeviceUnavailable(Reason.OVERLOAD, grams=self._grams)
        return WeightRead(self._device, self._grams, self._stable, self._clock.now_ms())
