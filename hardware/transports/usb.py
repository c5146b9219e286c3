"""Receipt and label printers on USB without a queue: by model, serial number and instance.

Clones share vendor, product and even serial number, so the n-th of those that look alike is a
setting of its own, counted along the sockets (hardware.md 4.8: list instances, not models). What
is on the bus is asked anew at each open: after a replug the old object is dead. A write that
stops short is the printer's flow control and no failure; blind repeats printed up to 15 copies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from hardware.api.errors import DeviceUnavailable, Reason

_SLICE_MS = 200  # the longest call on the bus, so that `abort` is heard
_PACKET = 512


@dataclass(frozen=True, slots=True)
class UsbFound:
    """A printer on the bus. `instance` counts from 1 among those of the same model and serial.

    `place` is its socket ("1-2.4"), `busy` that another program or driver holds it now.
    """

    vid: int
    pid: int
    serial: str = ""
    instance: int = 1
    title: str = ""
    place: str = ""
    busy: bool = False


class UsbPipe(Protocol):
    """A printer that was claimed. All methods raise `DeviceUnavailable` when it is gone."""

    @property
    def two_way(self) -> bool:
        """Whether it has a pipe back to us."""

    def write(self, data: bytes, timeout_ms: int) -> int:
        """How many bytes it took; 0 when it took none in all of the time."""

    def read(self, limit: int, timeout_ms: int) -> bytes:
        """b"" when nothing came in all of the time."""

    def release(self) -> None:
        """Never raises."""


class UsbBus(Protocol):
    """What hangs on this machine's USB. Raises `DeviceUnavailable` NO_LIBRARY without libusb."""

    def printers(self) -> tuple[UsbFound, ...]:
        """Sorted by socket."""

    def claim(self, found: UsbFound) -> UsbPipe:
        """Take it for us alone. PORT_BUSY, NO_PERMISSION, NOT_FOUND ..."""


class UsbTransport:
    """`vid` and `pid` 0 mean any model; `serial` empty any; then the `instance`-th of what fits.

    `write_ms` is the longest time without any progress.
    """

    keeps_answers = True

    def __init__(
        self,
        bus: UsbBus,
        *,
        vid: int = 0,
        pid: int = 0,
        serial: str = "",
        instance: int = 1,
        write_ms: int = 4000,
    ) -> None:
        self._bus = bus
        self._vid, self._pid, self._serial, self._instance = vid, pid, serial, instance
        self._write_ms = write_ms
        self._pipe: UsbPipe | None = None
        self._two_way = True
        self._aborted = False
        self._left_over = b""

    @property
    def name(self) -> str:
        parts = [f"usb {self._vid:04x}:{self._pid:04x}", self._serial, f"#{self._instance}"]
        return " ".join(part for part in parts if part)

    @property
    def two_way(self) -> bool:
        """As long as it was never open: yes; afterwards as its plugs are."""
        return self._two_way

    @property
    def is_open(self) -> bool:
        return self._pipe is not None

    def open(self) -> None:
        if self._pipe is not None:
            return
        self._aborted = False
        fit = [one for one in self._bus.printers() if self._fits(one)]
        if len(fit) < self._instance:
            raise DeviceUnavailable(Reason.NOT_FOUND, where=self.name, alike=len(fit))
        self._pipe = self._bus.claim(fit[self._instance - 1])
        self._two_way, self._left_over = self._pipe.two_way, b""

    def write(self, data: bytes) -> None:
        pipe, sent, idle_ms = self._need(), 0, 0
        try:
            while sent < len(data):
                self._check_aborted()
                took = pipe.write(data[sent : sent + 4096], _SLICE_MS)
                sent += took
                idle_ms = 0 if took else idle_ms + _SLICE_MS
                if idle_ms >= self._write_ms:
                    raise DeviceUnavailable(Reason.NO_ANSWER, where=self.name)
        except DeviceUnavailable as fault:
            fault.facts["sent"] = sent
            raise

    def read(self, limit: int, timeout_ms: int) -> bytes:
        pipe = self._need()
        left = max(timeout_ms, 1)
        while not self._left_over and left > 0:
            self._check_aborted()
            self._left_over = pipe.read(max(limit, _PACKET), min(left, _SLICE_MS))
            left -= _SLICE_MS
        data, self._left_over = self._left_over[:limit], self._left_over[limit:]
        return data

    def close(self) -> None:
        pipe, self._pipe = self._pipe, None
        if pipe is not None:
            pipe.release()

    def abort(self) -> None:
        self._aborted = True

    def _fits(self, one: UsbFound) -> bool:
        model = (self._vid in (0, one.vid)) and (self._pid in (0, one.pid))
        return model and self._serial in ("", one.serial)

    def _need(self) -> UsbPipe:
        if self._pipe is None:
            raise DeviceUnavailable(Reason.CLOSED, where=self.name, sent=0)
        return self._pipe

    def _check_aborted(self) -> None:
        if self._aborted:
            raise DeviceUnavailable(Reason.CLOSED, where=self.name)
