"""What all pole displays share: they only listen, and need time before the port is closed.

Closing right after a write loses the last letters on the way: the slowest of them is given its
time first. Nothing of a display's answers is read; nobody can know whether somebody sees it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from hardware.api.clock import Clock
from hardware.api.device import MuteDevice, Transport
from hardware.api.display import Lamp
from hardware.api.errors import BadSettings

_MS_A_BYTE = 5  # ten bits at 2400 baud, the slowest in use
_EXTRA_MS = 50
WAKE = b"\x0c" * 4  # clears: the first bytes on a fresh line are the ones that get lost


class Language(Protocol):
    """The bytes of one kind of display."""

    @property
    def lines(self) -> int: ...

    def start(self) -> bytes:
        """What makes it ready and empty."""

    def show(self, lines: Sequence[str], lamp: Lamp, figure: str) -> bytes:
        """All that must be sent to show this and nothing else."""

    def clear(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Shape:
    """Lines of so many letters; `prelude` sets a switchable display to this language."""

    columns: int = 20
    prelude: bytes = b""


def letters(text: str, columns: int) -> bytes:
    """Exactly so many of the letters it has; others are left out."""
    kept = "".join(c for c in text if " " <= c <= "~")
    return kept[:columns].ljust(columns).encode()


def shape(columns: object, prelude: object) -> Shape:
    """From settings. Raises `BadSettings`."""
    try:
        return Shape(int(str(columns)), bytes.fromhex(str(prelude)))
    except ValueError as error:
        raise BadSettings("setting_choice", name="prelude_hex", value=str(prelude)) from error


class Pole(MuteDevice):
    """A `CustomerDisplay` and a `Device`. Writes raise `DeviceUnavailable`."""

    def __init__(
        self, transport: Transport, language: Language, clock: Clock, *, columns: int = 20
    ) -> None:
        super().__init__(transport)
        self._language, self._clock = language, clock
        self.columns = columns
        self._out_at = 0  # when the last byte has left the wire

    @property
    def lines(self) -> int:
        return self._language.lines

    def open(self) -> None:
        if not self._transport.is_open:
            self._transport.open()
            self._write(self._language.start())

    def close(self) -> None:
        if self._transport.is_open:
            self._clock.pause(max(0, self._out_at - self._clock.monotonic_ms()))
        self._transport.close()

    def show(self, lines: Sequence[str], *, lamp: Lamp = Lamp.NONE, figure: str = "") -> None:
        self.open()
        self._write(self._language.show(lines, lamp, figure))

    def clear(self) -> None:
        self.open()
        self._write(self._language.clear())

    def pulse(self, data: bytes) -> None:
        """What hangs on its wire beside it: a drawer. Raises `DeviceUnavailable`."""
        self.open()
        self._write(data)

    def _write(self, data: bytes) -> None:
        super()._write(data)
        ready = max(self._out_at, self._clock.monotonic_ms())
        self._out_at = ready + len(data) * _MS_A_BYTE + _EXTRA_MS
