"""A USB with printers on it, of which any may be pulled, held by another or slow to take."""

from __future__ import annotations

from collections import Counter

from hardware.api.errors import DeviceUnavailable, Reason
from hardware.fakes.ways.usb_plug import FakeUsbPipe, FakeUsbPrinter
from hardware.transports.usb import UsbFound


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
