"""Pole displays that speak CD5220: two lines of twenty letters for the customer (9600 8N1).

ASCII only: a display of this kind has no Chinese, so other letters are left out and an amount
comes as finished text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hardware.api.device import Condition, Transport
from hardware.api.errors import DeviceUnavailable
from hardware.api.events import Event, Health
from hardware.api.spec import DriverContext, DriverSpec, Kind, Setting, Value

_INIT = b"\x1b@"
_CLEAR = b"\x0c"
_LINES = (b"\x1bQA", b"\x1bQB")


class LineDisplay:
    """A `CustomerDisplay` and a `Device`. Writes raise `DeviceUnavailable`."""

    lines = 2

    def __init__(self, transport: Transport, *, columns: int = 20) -> None:
        self._transport = transport
        self.columns = columns

    @property
    def listens(self) -> bool:
        return False

    def open(self) -> None:
        if not self._transport.is_open:
            self._transport.open()
            self._write(_INIT + _CLEAR)

    def close(self) -> None:
        self._transport.close()

    def abort(self) -> None:
        self._transport.abort()

    def poll(self) -> tuple[Event, ...]:
        return ()

    def probe(self) -> Condition:
        """A display says nothing of itself."""
        self.open()
        return Condition(Health.READY)

    def show(self, lines: Sequence[str]) -> None:
        self.open()
        texts = [*lines[: self.lines], *[""] * self.lines][: self.lines]
        data = b""
        for command, text in zip(_LINES, texts, strict=True):
            letters = "".join(c for c in text if " " <= c <= "~")
            data += command + letters[: self.columns].ljust(self.columns).encode() + b"\r"
        self._write(data)

    def clear(self) -> None:
        self.open()
        self._write(b"\x18" + _CLEAR)  # CAN first: after ESC Q only it is heard

    def _write(self, data: bytes) -> None:
        try:
            self._transport.write(data)
        except DeviceUnavailable:
            self._transport.close()
            raise


def build(
    transport: Transport, settings: Mapping[str, Value], context: DriverContext
) -> LineDisplay:
    del context
    return LineDisplay(transport, columns=int(settings["columns"]))


SPEC = DriverSpec(
    name="line_display",
    kinds=(Kind.DISPLAY,),
    transports=("serial", "tcp"),
    build=build,
    settings=(Setting("columns", 20, low=8, high=40),),
)
