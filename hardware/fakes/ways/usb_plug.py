"""A printer at the end of a USB cable, and the pipe to it: dead with the plug it was claimed on."""

from __future__ import annotations

from dataclasses import dataclass

from hardware.api.device import Transport
from hardware.api.errors import DeviceUnavailable, Reason


@dataclass(eq=False)
class FakeUsbPrinter:
    """`wire` is the printer behind it. `takes`: bytes at once, None all; 0 for a full printer.

    `holder`: the reason that a claim meets (PORT_BUSY when a queue has it), None when free.
    """

    wire: Transport
    vid: int = 0x0416
    pid: int = 0x5011
    serial: str = ""
    title: str = "POS58 Printer"
    takes: int | None = None
    holder: Reason | None = None
    two_way: bool = True
    plugs: int = 0  # how often it was plugged in: a pipe of an earlier time is dead


class FakeUsbPipe:
    """Dies with the plug that it was claimed on."""

    def __init__(self, printer: FakeUsbPrinter) -> None:
        self._printer, self._plug = printer, printer.plugs

    @property
    def two_way(self) -> bool:
        return self._printer.two_way

    def write(self, data: bytes, timeout_ms: int) -> int:
        del timeout_ms
        self._check()
        takes = self._printer.takes
        taken = data if takes is None else data[:takes]
        if taken:
            self._printer.wire.write(taken)
        return len(taken)

    def read(self, limit: int, timeout_ms: int) -> bytes:
        self._check()
        return self._printer.wire.read(limit, timeout_ms) if self._printer.two_way else b""

    def release(self) -> None:
        self._printer.wire.close()

    def _check(self) -> None:
        if self._printer.plugs != self._plug:
            raise DeviceUnavailable(Reason.UNPLUGGED, where=self._printer.title)
