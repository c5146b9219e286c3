"""LED8 客显: eight digits and four lamps, 2400 8N1, the drawer often behind it.

`1B 40` init, `0C` clear, `1B 73 n` lamp ('0' none, '1' 单价, '2' 总计, '3' 收款, '4' 找零),
`1B 51 41 <digits . -> 0D` show, `02 4D` the drawer (hardware.md 4.2: a vendor's command set, the
same in three other programs; none was on a wire of ours).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from hardware.api.device import Transport
from hardware.api.display import Lamp
from hardware.api.drawer import DrawerState, KickResult, KickState
from hardware.api.errors import DeviceUnavailable
from hardware.api.spec import DriverContext, DriverSpec, Kind, Value
from hardware.drivers.displays.pole import WAKE, Pole

DIGITS = 8
DRAWER = b"\x02M"
_LAMPS = {Lamp.NONE: b"0", Lamp.PRICE: b"1", Lamp.TOTAL: b"2", Lamp.PAID: b"3", Lamp.CHANGE: b"4"}
_FIGURE = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_TOO_LONG = b"-" * DIGITS


class Led8:
    lines = 1

    def start(self) -> bytes:
        return WAKE + b"\x1b@\x0c"

    def show(self, lines: Sequence[str], lamp: Lamp, figure: str) -> bytes:
        """A figure that does not fit is dashes: a cut amount would be another amount."""
        del lines
        if not figure:
            return self.clear()
        places = len(figure.replace(".", ""))
        fits = _FIGURE.fullmatch(figure) is not None and places <= DIGITS
        shown = figure.encode() if fits else _TOO_LONG
        return b"\x1bs" + _LAMPS[lamp] + b"\x1bQA" + shown + b"\r"

    def clear(self) -> bytes:
        return b"\x1bs0\x0c"


def build(transport: Transport, settings: Mapping[str, Value], context: DriverContext) -> Pole:
    del settings
    return Pole(transport, Led8(), context.clock, columns=DIGITS)


SPEC = DriverSpec(
    name="display_led8",
    kinds=(Kind.DISPLAY,),
    transports=("serial", "tcp"),
    build=build,
    capabilities=frozenset({"figure", "lamps", "drawer"}),
    wire={"serial": {"baud": 2400, "bits": 8, "parity": "N", "stop_bits": 1}},
)


class Led8Drawer:
    """A `Drawer` on the display's wire and thread. It never answers: sent is all one can know."""

    def __init__(self, pole: Pole) -> None:
        self._pole = pole

    def kick(self) -> KickResult:
        try:
            self._pole.pulse(DRAWER)
        except DeviceUnavailable as fault:
            return KickResult(KickState.FAILED, fault.reason)
        return KickResult(KickState.SENT)

    def state(self) -> DrawerState:
        return DrawerState.UNKNOWN
