"""A scale behind a wire: answers when it is asked, or streams ten times a second."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from hardware.api.clock import Clock
from hardware.api.device import Transport
from hardware.api.spec import Twin, TwinContext, Value
from hardware.fakes.port import Send, TwinPort
from hardware.fakes.scales.pan import OnePan, Pan
from hardware.fakes.scales.speech import of

EVERY_MS = 100
_WOBBLE = (0, 5, -5)  # a moving pan never shows the same twice


class FakeScale:
    """`put` things on it. Its driver is the real one; only the metal is not there."""

    def __init__(self, clock: Clock, driver: str, settings: Mapping[str, Value]) -> None:
        self._clock = clock
        self._say, self._asks, self._flagless = of(driver, settings)
        self._on = OnePan()
        self._heard = b""
        self._step = 0
        self._due_ms = 0
        self._count = 0

    # --- hands ---------------------------------------------------------------------------------

    @property
    def pan(self) -> Pan:
        """What lies on it."""
        return self._on.now

    def put(self, grams: int, *, stable: bool = True) -> None:
        """What lies on it now, all together; below zero: its zero has wandered."""
        self._on.put(grams, stable=stable)

    def tare(self) -> None:
        """The tare key: what lies on it is the container."""
        self._on.take_tare()

    def zero(self) -> None:
        """The zero key."""
        self._on.zero()

    def break_down(self) -> None:
        """It says nothing any more."""
        self._on.broken = True

    def repair(self) -> None:
        self._on.broken = False

    # --- wire ----------------------------------------------------------------------------------

    def wire(self) -> Transport:
        if self._asks:
            return TwinPort("scale", self._receive)
        return TwinPort("scale", idle=self._stream)

    def _receive(self, data: bytes, send: Send) -> None:
        """The questions in their turn; one that is only a first step is acknowledged."""
        self._heard = (self._heard + data)[-16:]
        while not self._on.broken:
            ask = self._asks[self._step]
            if ask not in self._heard:
                self._step = 0 if self._asks[0] in self._heard else self._step
                if self._asks[self._step] not in self._heard:
                    return
                continue
            self._heard = self._heard.split(ask, 1)[1]
            last = self._step == len(self._asks) - 1
            send(self._frame() if last else b"\x06")
            self._step = 0 if last else self._step + 1

    def _stream(self) -> bytes:
        now = self._clock.monotonic_ms()
        if self._on.broken or now < self._due_ms:
            return b""
        self._due_ms = now + EVERY_MS
        return self._frame()

    def _frame(self) -> bytes:
        pan = self._on.now
        if self._flagless and not pan.still:
            self._count += 1
            pan = Pan(pan.gross + _WOBBLE[self._count % 3], pan.tare, pan.still, pan.capacity)
        return self._say(pan)


def twin(driver: str, settings: Mapping[str, Value], context: TwinContext) -> Twin:
    """A driver's scale."""
    return FakeScale(context.clock, driver, settings)


def _for(driver: str) -> Callable[[Mapping[str, Value], TwinContext], Twin]:
    return partial(twin, driver)


toledo8217, sma, cas = _for("scale_toledo8217"), _for("scale_sma"), _for("scale_cas")
stream22, and_, digi = _for("scale_stream22"), _for("scale_and"), _for("scale_digi")
acs, xk3190, custom = _for("scale_acs"), _for("scale_xk3190"), _for("scale_custom")
