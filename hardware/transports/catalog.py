"""The transports by name with their settings, as the device page and the settings know them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address

from hardware.api.device import Transport
from hardware.api.errors import BadSettings
from hardware.api.reading.layouts import LAYOUTS
from hardware.api.spec import Setting, Value, complete
from hardware.transports.file import FileTransport
from hardware.transports.memory import MemoryEnd
from hardware.transports.readers.evdev import EvdevTransport
from hardware.transports.readers.pcsc import PcscTransport
from hardware.transports.serial_port import SerialTransport
from hardware.transports.spooler import SpoolerTransport, this_system
from hardware.transports.tcp import TcpTransport
from hardware.transports.usb import UsbTransport
from hardware.transports.usb_bus import PyUsbBus


@dataclass(frozen=True, slots=True)
class TransportSpec:
    name: str
    settings: tuple[Setting, ...]
    make: Callable[[Mapping[str, Value]], Transport]


def _tcp(given: Mapping[str, Value]) -> Transport:
    host = str(given["host"]).strip()
    if not host:
        raise BadSettings("setting_empty", name="host")
    return TcpTransport(host, int(given["port"]), connect_ms=int(given["connect_ms"]))


def _serial(given: Mapping[str, Value]) -> Transport:
    port = str(given["port"]).strip()
    if not port:
        raise BadSettings("setting_empty", name="port")
    return SerialTransport(
        port,
        baud=int(given["baud"]),
        bits=int(given["bits"]),
        parity=str(given["parity"]),
        stop_bits=int(given["stop_bits"]),
        xonxoff=bool(given["xonxoff"]),
        rtscts=bool(given["rtscts"]),
        dsrdtr=bool(given["dsrdtr"]),
        lines={name: str(given[name]) for name in ("dtr", "rts")},
    )


def _usb(given: Mapping[str, Value]) -> Transport:
    return UsbTransport(
        PyUsbBus(),
        vid=int(given["vid"]),
        pid=int(given["pid"]),
        serial=str(given["serial"]).strip(),
        instance=int(given["instance"]),
    )


def _spooler(given: Mapping[str, Value]) -> Transport:
    queue = str(given["queue"]).strip()
    if not queue:
        raise BadSettings("setting_empty", name="queue")
    return SpoolerTransport(this_system(str(given["server"]).strip()), queue)


def _is_here(host: str) -> bool:
    """This machine itself, by a name that no name server is asked for."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _web(given: Mapping[str, Value]) -> Transport:
    from hardware.transports.web import WebTransport  # TLS is heavy, and most tills need none

    host = str(given["host"]).strip()
    if not host:
        raise BadSettings("setting_empty", name="host")
    if not given["tls"] and not _is_here(host):  # money's words in the clear, for anybody to write
        raise BadSettings("setting_choice", name="tls", value="off")
    try:
        return WebTransport(
            *(host, int(given["port"])),
            tls=bool(given["tls"]),
            proxy=str(given["proxy"]).strip(),
            connect_ms=int(given["connect_ms"]),
        )
    except ValueError as error:
        raise BadSettings("setting_choice", name="proxy", value=str(given["proxy"])) from error


def _nothing(given: Mapping[str, Value]) -> Transport:
    del given
    return MemoryEnd.alone("nothing")


def _file(given: Mapping[str, Value]) -> Transport:
    path = str(given["path"])
    if not path:
        raise BadSettings("setting_empty", name="path")
    return FileTransport(path)


def _evdev(given: Mapping[str, Value]) -> Transport:
    device = str(given["device"]).strip()
    if not device:
        raise BadSettings("setting_empty", name="device")
    return EvdevTransport(device, layout=str(given["layout"]))


def _pcsc(given: Mapping[str, Value]) -> Transport:
    return PcscTransport(str(given["reader"]))


_TCP = (
    Setting("host", ""),
    Setting("port", 9100, low=1, high=65535),
    Setting("connect_ms", 2000, low=100, high=10_000),
)
_SERIAL = (
    Setting("port", ""),
    Setting("baud", 9600, low=300, high=921_600),
    Setting("bits", 8, low=7, high=8),
    Setting("parity", "N", choices=("N", "E", "O")),
    Setting("stop_bits", 1, low=1, high=2),
    Setting("xonxoff", False),
    Setting("rtscts", False),
    Setting("dsrdtr", False),
    Setting("dtr", "as_is", choices=("as_is", "on", "off")),
    Setting("rts", "as_is", choices=("as_is", "on", "off")),
)
_USB = (
    Setting("vid", 0, high=65_535),
    Setting("pid", 0, high=65_535),
    Setting("serial", ""),
    Setting("instance", 1, low=1, high=9),
)
_SPOOLER = (Setting("queue", ""), Setting("server", ""))
_EVDEV = (Setting("device", ""), Setting("layout", "us", choices=LAYOUTS))
_WEB = (
    Setting("host", ""),
    Setting("port", 443, low=1, high=65535),
    Setting("tls", True),
    Setting("proxy", ""),
    Setting("connect_ms", 4000, low=500, high=10_000),
)

TRANSPORTS = {
    spec.name: spec
    for spec in (
        TransportSpec("tcp", _TCP, _tcp),
        TransportSpec("serial", _SERIAL, _serial),
        TransportSpec("usb", _USB, _usb),
        TransportSpec("spooler", _SPOOLER, _spooler),
        TransportSpec("web", _WEB, _web),
        TransportSpec("nothing", (), _nothing),
        TransportSpec("file", (Setting("path", ""),), _file),
        TransportSpec("evdev", _EVDEV, _evdev),
        TransportSpec("pcsc", (Setting("reader", ""),), _pcsc),
    )
}


def make_transport(name: str, given: Mapping[str, object]) -> Transport:
    """Raises `BadSettings`; opens nothing."""
    spec = TRANSPORTS.get(name)
    if spec is None:
        raise BadSettings("transport_unknown", name=name)
    return spec.make(complete(spec.settings, given))
