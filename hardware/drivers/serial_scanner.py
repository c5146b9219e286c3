"""Barcode scanners on a COM port (RS-232, USB-CDC, Bluetooth SPP): they only listen.

Bytes become whole scans by CR, LF or ETX, or by a pause where no end mark is set up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from hardware.api.clock import Clock
from hardware.api.device import Condition, Transport
from hardware.api.events import Event, Health, ScanRead
from hardware.api.readers import fold_full_width
from hardware.api.spec import DriverContext, DriverSpec, Kind, Setting, Value

_READ_MS = 50
_END = re.compile(rb"[\r\n\x03]")
_MAX_BYTES = 4096  # the longest QR code; anything longer is noise


class Splitter:
    """`pause_ms` of silence also ends a scan; `prefix` and `suffix` are taken off."""

    def __init__(self, *, pause_ms: int = 150, prefix: str = "", suffix: str = "") -> None:
        self._pause_ms = pause_ms
        self._prefix = prefix
        self._suffix = suffix
        self._buffer = b""
        self._last_ms = 0

    def feed(self, data: bytes, now_ms: int) -> list[str]:
        """Whole scans only; call it with b"" too, so that a pause is noticed."""
        scans = []
        if not data:
            if self._buffer and now_ms - self._last_ms >= self._pause_ms:
                scans.append(self._buffer)
                self._buffer = b""
        else:
            self._last_ms = now_ms
            *whole, self._buffer = _END.split(self._buffer + data)
            scans += whole
            if len(self._buffer) > _MAX_BYTES:
                self._buffer = b""
        texts = (self._clean(scan) for scan in scans if len(scan) <= _MAX_BYTES)
        return [text for text in texts if text]

    def _clean(self, scan: bytes) -> str:
        try:
            text = scan.decode("utf-8")
        except UnicodeDecodeError:
            text = scan.decode("gb18030", "replace")
        text = "".join(c for c in fold_full_width(text) if c >= " " or c == "\x1d")
        return text.strip(" \x7f").removeprefix(self._prefix).removesuffix(self._suffix)


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
