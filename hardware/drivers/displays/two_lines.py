"""Displays of two lines of letters: CD5220, Epson DM-D, UTC. ASCII only: they have no Chinese.

CD5220 (manuals): `1B 40` init, `0C` clear, `1B 51 41 .. 0D` upper, `1B 51 42 .. 0D` lower; after
these other commands wait for `CAN`. Epson DM-D (manual): `0C` clear, `1F 24 x y` cursor, `1F 01`
overwrite, `1F 43 00` no cursor. UTC (manual): `1B 75 41 .. 0D` upper, `1B 75 42 .. 0D` lower.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from hardware.api.device import Transport
from hardware.api.display import Lamp
from hardware.api.spec import DriverContext, DriverSpec, Kind, Setting, Value
from hardware.drivers.displays.pole import WAKE, Language, Pole, Shape, letters, shape


def _two(lines: Sequence[str], columns: int) -> tuple[bytes, bytes]:
    upper, lower = [*lines, "", ""][:2]
    return letters(upper, columns), letters(lower, columns)


class Cd5220:
    lines = 2

    def __init__(self, shape: Shape) -> None:
        self._shape = shape

    def start(self) -> bytes:
        return WAKE + self._shape.prelude + b"\x1b@\x0c"

    def show(self, lines: Sequence[str], lamp: Lamp, figure: str) -> bytes:
        del lamp, figure
        upper, lower = _two(lines, self._shape.columns)
        return b"\x1bQA" + upper + b"\r\x1bQB" + lower + b"\r"

    def clear(self) -> bytes:
        return b"\x18\x0c"


class EpsonDmd:
    lines = 2

    def __init__(self, shape: Shape) -> None:
        self._shape = shape

    def start(self) -> bytes:
        return WAKE + self._shape.prelude + b"\x1b@\x1f\x01\x1fC\x00\x0c"

    def show(self, lines: Sequence[str], lamp: Lamp, figure: str) -> bytes:
        """Each line is written whole from its own place: what stood there is gone."""
        del lamp, figure
        upper, lower = _two(lines, self._shape.columns)
        return b"\x1f$\x01\x01" + upper + b"\x1f$\x01\x02" + lower

    def clear(self) -> bytes:
        return b"\x0c"


class Utc:
    lines = 2

    def __init__(self, shape: Shape) -> None:
        self._shape = shape

    def start(self) -> bytes:
        return WAKE + self._shape.prelude + self.clear()

    def show(self, lines: Sequence[str], lamp: Lamp, figure: str) -> bytes:
        del lamp, figure
        upper, lower = _two(lines, self._shape.columns)
        return b"\x1buA" + upper + b"\r\x1buB" + lower + b"\r"

    def clear(self) -> bytes:
        """By empty lines: a clear of its own is not in every UTC table."""
        return self.show((), Lamp.NONE, "")


def _spec(name: str, language: Callable[[Shape], Language]) -> DriverSpec:
    def build(transport: Transport, settings: Mapping[str, Value], context: DriverContext) -> Pole:
        made = shape(settings["columns"], settings["prelude_hex"])
        return Pole(transport, language(made), context.clock, columns=made.columns)

    return DriverSpec(
        name=name,
        kinds=(Kind.DISPLAY,),
        transports=("serial", "tcp"),
        build=build,
        settings=(Setting("columns", 20, low=8, high=40), Setting("prelude_hex", "")),
        capabilities=frozenset({"lines"}),
        wire={"serial": {"baud": 9600, "bits": 8, "parity": "N", "stop_bits": 1}},
    )


SPECS = (
    _spec("display_cd5220", Cd5220),
    _spec("display_epson", EpsonDmd),
    _spec("display_utc", Utc),
)
