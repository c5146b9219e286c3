"""A scanner on any wire: it only listens, and says whole scans."""

from __future__ import annotations

from collections.abc import Mapping

from hardware.api.clock import Clock
from hardware.api.device import Condition, Transport
from hardware.api.errors import Reason
from hardware.api.events import Event, Health, ScanRead
from hardware.api.reading.lines import Splitter
from hardware.api.spec import DriverContext, Setting, Value

_READ_MS = 50
ECHO_MS = 120


class LineScanner:
    """`poll` blocks at most 50 ms, so that closing is quick and a scan is not waited for.

    The same code again within `echo_ms` is the scanner's echo: no hand is so fast.
    """

    def __init__(
        self,
        transport: Transport,
        splitter: Splitter,
        clock: Clock,
        *,
        device: str = "scanner",
        echo_ms: int = ECHO_MS,
    ) -> None:
        self._transport = transport
        self._splitter = splitter
        self._clock = clock
        self._device = device
        self._echo_ms = echo_ms
        self._last, self._last_ms = "", -echo_ms

    @property
    def listens(self) -> bool:
        return True

    def open(self) -> None:
        if not self._transport.is_open:
            self._transport.open()
            self._splitter.forget()

    def close(self) -> None:
        self._transport.close()

    def abort(self) -> None:
        self._transport.abort()

    def poll(self) -> tuple[Event, ...]:
        data = self._transport.read(512, _READ_MS)
        at, now = self._clock.monotonic_ms(), self._clock.now_ms()
        scans = [text for text in self._splitter.feed(data, at) if not self._echoes(text, at)]
        return tuple(ScanRead(self._device, text, now) for text in scans)

    def _echoes(self, text: str, at_ms: int) -> bool:
        echo = text == self._last and at_ms - self._last_ms < self._echo_ms
        self._last, self._last_ms = text, at_ms
        return echo

    def probe(self) -> Condition:
        """A scanner says nothing of itself; that it speaks nonsense can be heard."""
        if self._splitter.noisy:
            return Condition(Health.ATTENTION, Reason.JUNK_ANSWER)
        return Condition(Health.READY)


SETTINGS = (
    Setting("pause_ms", 150, low=50, high=1000),
    Setting("echo_ms", ECHO_MS, low=0, high=5000),
    Setting("prefix", ""),
    Setting("suffix", ""),
)


def build(
    transport: Transport, settings: Mapping[str, Value], context: DriverContext
) -> LineScanner:
    """A scanner on that wire, by `SETTINGS`."""
    splitter = Splitter(
        pause_ms=int(settings["pause_ms"]),
        prefix=str(settings["prefix"]),
        suffix=str(settings["suffix"]),
    )
    return LineScanner(
        transport,
        splitter,
        context.clock,
        device=context.device,
        echo_ms=int(settings["echo_ms"]),
    )
