"""The transports by name with their settings, as the device page and the settings know them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hardware.api.device import Transport
from hardware.api.errors import BadSettings
from hardware.api.spec import Setting, Value, complete
from hardware.transports.file import FileTransport
from hardware.transports.serial_port import SerialTransport
from hardware.transports.tcp import TcpTransport


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
    )


def _file(given: Mapping[str, Value]) -> Transport:
    path = str(given["path"])
    if not path:
        raise BadSettings("setting_empty", name="path")
    return FileTransport(path)


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
)

TRANSPORTS = {
    spec.name: spec
    for spec in (
        TransportSpec("tcp", _TCP, _tcp),
        TransportSpec("serial", _SERIAL, _serial),
        TransportSpec("file", (Setting("path", ""),), _file),
    )
}


def make_transport(name: str, given: Mapping[str, object]) -> Transport:
    """Raises `BadSettings`; opens nothing."""
    spec = TRANSPORTS.get(name)
    if spec is None:
        raise BadSettings("transport_unknown", name=name)
    return spec.make(complete(spec.settings, given))
