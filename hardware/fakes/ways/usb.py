"""A USB with printers on it, of which any may be pulled, held by another or slow to take."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hardware.api.device import Transport
from hardware.api.errors import DeviceUnavailable, Reason
from hardware.transports.usb import UsbFound


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


class FakeUsbBus:
    """A full `UsbBus`; sockets are numbered in the sequence of `plug`."""

    def __init__(self, *printers: FakeUsbPrinter) -> None:
        self._sockets: dict[int, FakeUsbPrinter] = {}
        self.missing: Reason | None = None  # NO_LIBRARY: a machine without libusb
        for one in printers:
            self.plug(one)

    def plug(self, printer: FakeUsbPrinter, socket: int = 0) -> None:
        """Into the socket, or into the next free one."""
        printer.plugs += 1
        self._sockets[socket or max(self._sockets, default=0) + 1] = printer

    def unplug(self, printer: FakeUsbPrinter) -> None:
        printer.plugs += 1
        self._sockets = {n: one for n, one in self._sockets.items() if one is not printer}

    def printers(self) -> tuple[UsbFound, ...]:
        return tuple(found for found, _ in self._listed())

    def claim(self, found: UsbFound) -> FakeUsbPipe:
        for one, printer in self._listed():
            if one.place == found.place:
                if printer.holder is not None:
                    raise DeviceUnavailable(printer.holder, where=found.title)
                printer.wire.open()
                return FakeUsbPipe(printer)
        raise DeviceUnavailable(Reason.NOT_FOUND, where=found.title)

    def _listed(self) -> list[tuple[UsbFound, FakeUsbPrinter]]:
        if self.missing is not None:
            raise DeviceUnavailable(self.missing, where="usb", library="libusb")
        seen: Counter[tuple[int, int, str]] = Counter()
        listed = []
        for socket, one in sorted(self._sockets.items()):
            model = (one.vid, one.pid, one.serial)
            seen[model] += 1
            busy = one.holder is Reason.PORT_BUSY
            listed.append(
                (UsbFound(*model, seen[model], one.title, f"1-{socket}", busy), one),
            )
        return listed


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
