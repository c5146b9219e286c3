"""A scanner as a device: it only listens."""

from __future__ import annotations

from collections.abc import Mapping

from hardware.api.clock import Clock
from hardware.api.device import Condition, Transport
from hardware.api.events import Event, Health, ScanRead
from hardware.api.spec import DriverContext, DriverSpec, Kind, Setting, Value
from hardware.drivers.serial_scanner.splitter import Splitter

_READ_MS = 50


class SerialScanner:
    """`poll` blocks at most 50 ms, so that closing is quick and a scan is not waited for."""

    def __init__(
        self, transport: Transport, splitter: Splitter, clock: Clock, *, device: str = "scanner"
    ) -> None:
        self._transport = transport
        self._splitter = splitter
        self._clock = clock
        self._device = device

    @property
    def listens(self) -> bool:
        return True

    def open(self) -> None:
        self._transport.open()

    def close(self) -> None:
        self._transport.close()

    def abort(self) -> None:
        self._transport.abort()

    def poll(self) -> tuple[Event, ...]:
        data = self._transport.read(512, _READ_MS)
        scans = self._splitter.feed(data, self._clock.monotonic_ms())
        now = self._clock.now_ms()
        return tuple(ScanRead(self._device, text, now) for text in scans)

    def probe(self) -> Condition:
        """A scanner says nothing of itself; an open port is all there is to know."""
        return Condition(Health.READY)


def build(
    transport: Transport, settings: Mapping[str, Value], context: DriverContext
) -> SerialScanner:
    splitter = Splitter(
        pause_ms=int(settings["pause_ms"]),
        prefix=str(settings["prefix"]),
        suffix=str(settings["suffix"]),
    )
    return SerialScanner(transport, splitter, context.clock, device=context.device)


SPEC = DriverSpec(
    name="serial_scanner",
    kinds=(Kind.SCANNER,),
    transports=("serial",),
    build=build,
    settings=(
        Setting("pause_ms", 150, low=50, high=1000),
        Setting("prefix", ""),
        Setting("suffix", ""),
    ),
)
