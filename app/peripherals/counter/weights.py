"""The newest word of every scale: a weight, or why there is none. Never an older weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.usecases.ports import Weight
from hardware.api.clock import Clock
from hardware.api.errors import DeviceUnavailable, Reason
from hardware.api.events import WeightMissing, WeightRead

if TYPE_CHECKING:
    from hardware.api.readers import Scale

FRESH_MS = 1500  # a reading older than that is not what lies on the pan
_SAYS = frozenset({Reason.OVERLOAD, Reason.UNDER_ZERO, Reason.UNSTABLE, Reason.UNIT})


class Weights:
    """Written on device threads, read from anywhere: each device's newest event.

    Its age is measured by a clock that nobody can set.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._newest: dict[str, tuple[int, WeightRead | WeightMissing]] = {}

    def heard(self, event: WeightRead | WeightMissing) -> None:
        self._newest[event.device] = (self._clock.monotonic_ms(), event)

    def forget(self, device: str) -> None:
        self._newest.pop(device, None)

    def now(self, device: str, lost: Reason | None) -> Weight:
        """`lost` is why the device is away, if it is."""
        at_ms, newest = self._newest.get(device, (0, None))
        old = self._clock.monotonic_ms() - at_ms > FRESH_MS
        if newest is None or lost is not None or old:
            return Weight(None, False, str(lost or Reason.NO_ANSWER))
        if isinstance(newest, WeightMissing):
            return Weight(None, False, str(newest.reason))
        return Weight(newest.grams, newest.stable)

    def ask(self, device: str, scale: Scale) -> Weight:
        """On the scale's own thread: what lies on it now. Raises `DeviceUnavailable`."""
        try:
            read = scale.weigh()
        except DeviceUnavailable as fault:
            if fault.reason not in _SAYS:  # it is alive, and says why it has no weight
                raise
            return Weight(None, False, str(fault.reason))
        self.heard(read)
        return Weight(read.grams, read.stable)
