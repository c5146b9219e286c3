"""What hangs on this machine itself: listed by the system, nothing is sent to any of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from hardware.api.errors import DeviceUnavailable, Reason
from hardware.api.spec import Value
from hardware.discovery.known import Known, KnownUsb
from hardware.discovery.seen import Proposal, Seen, Source, Why
from hardware.transports.readers.evdev import find_keyboards
from hardware.transports.readers.pcsc import find_readers
from hardware.transports.spooler import list_queues
from hardware.transports.usb import UsbFound
from hardware.transports.usb_bus import PyUsbBus

# what may hang at a bare serial line, in the sequence in which shops have it
AT_A_LINE = (
    ("scale", "scale_toledo8217"),
    ("scanner", "serial_scanner"),
    ("display", "display_led8"),
    ("printer", "escpos"),
    ("card_reader", "card_serial"),
    ("label_printer", "label_tspl"),
    ("drawer", "drawer_serial"),
    ("buzzer", "buzzer_serial"),
)

PRINTERS = (
    ("printer", "escpos"),
    ("label_printer", "label_tspl"),
    ("label_printer", "label_zpl"),
)


@dataclass(frozen=True, slots=True)
class SerialPort:
    """A port as the system lists it; None where it has no USB numbers."""

    port: str
    text: str = ""
    vid: int | None = None
    pid: int | None = None


class Machine(Protocol):
    """What a search asks of the machine. Each raises `DeviceUnavailable` with a reason."""

    def serial_ports(self) -> Sequence[SerialPort]: ...

    def usb_printers(self) -> Sequence[UsbFound]: ...

    def queues(self) -> Sequence[str]: ...

    def readers(self) -> Sequence[str]: ...

    def keyboards(self) -> Sequence[tuple[str, str]]:
        """(device file, name) of those that may be read."""


class ThisMachine:
    """The machine we run on, each library loaded when it is asked for."""

    def serial_ports(self) -> Sequence[SerialPort]:
        try:
            from serial.tools import list_ports

            listed = list(list_ports.comports())
        except ImportError as error:
            fault = Reason.NO_LIBRARY
            raise DeviceUnavailable(fault, where="serial", library="pyserial") from error
        except OSError as error:  # listing itself can raise (hardware.md 4.8)
            raise DeviceUnavailable(Reason.HARDWARE, where="serial", error=str(error)) from error
        return [
            SerialPort(one.device, one.product or _said(one.description), one.vid, one.pid)
            for one in sorted(listed, key=lambda port: str(port.device))
        ]

    def usb_printers(self) -> Sequence[UsbFound]:
        return PyUsbBus().printers()

    def queues(self) -> Sequence[str]:
        return list_queues()

    def readers(self) -> Sequence[str]:
        return find_readers()

    def keyboards(self) -> Sequence[tuple[str, str]]:
        return [(one.path, one.name) for one in find_keyboards()]


def _said(description: str | None) -> str:
    """pyserial's word for a port that says nothing is no name."""
    return "" if description in (None, "n/a") else str(description)


def serial(machine: Machine, known: KnownUsb) -> tuple[Seen, ...]:
    return tuple(_line(port, known.of(port.vid, port.pid)) for port in machine.serial_ports())


def usb(machine: Machine, known: KnownUsb) -> tuple[Seen, ...]:
    return tuple(_printer(one, known.of(one.vid, one.pid)) for one in machine.usb_printers())


def queues(machine: Machine) -> tuple[Seen, ...]:
    fits = tuple(Proposal(kind, driver, Why.QUEUE) for kind, driver in PRINTERS)
    return tuple(
        Seen(Source.QUEUE, "spooler", (("queue", name),), name, fits) for name in machine.queues()
    )


def readers(machine: Machine) -> tuple[Seen, ...]:
    fit = (Proposal("card_reader", "card_pcsc", Why.READER),)
    return tuple(
        Seen(Source.READER, "pcsc", (("reader", name),), name, fit) for name in machine.readers()
    )


def keyboards(machine: Machine) -> tuple[Seen, ...]:
    fit = (Proposal("scanner", "evdev_scanner", Why.KEYBOARD),)
    return tuple(
        Seen(Source.KEYBOARD, "evdev", (("device", path),), name or path, fit)
        for path, name in machine.keyboards()
    )


def _line(port: SerialPort, known: Known | None) -> Seen:
    title = known.title if known else port.text
    if known is not None and known.kinds:
        fits = _fits(known)
    else:
        why = Why.SERIAL_CHIP if known and known.chip else Why.PLAIN_PORT
        fits = tuple(Proposal(kind, driver, why) for kind, driver in AT_A_LINE)
    return Seen(Source.SERIAL, "serial", (("port", port.port),), title or port.port, fits)


def _printer(one: UsbFound, known: Known | None) -> Seen:
    settings: list[tuple[str, Value]] = [("vid", one.vid), ("pid", one.pid)]
    settings += [("serial", one.serial)] if one.serial else []
    settings += [("instance", one.instance)] if one.instance > 1 else []
    if known is not None and known.kinds:
        fits = _fits(known)
        if known.profile:
            settings.append(("profile", known.profile))
    else:
        fits = tuple(Proposal(kind, driver, Why.PRINTER_CLASS) for kind, driver in PRINTERS)
    title = one.title or (known.title if known else "") or f"{one.vid:04x}:{one.pid:04x}"
    return Seen(Source.USB, "usb", tuple(settings), title, fits, one.busy)


def _fits(known: Known) -> tuple[Proposal, ...]:
    pairs = zip(known.kinds, known.drivers, strict=True)
    return tuple(Proposal(kind, driver, Why.KNOWN_DEVICE) for kind, driver in pairs)
