"""What a few bytes set off: a drawer on a wire of its own, a drawer behind a display, a buzzer."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hardware.api.device import Transport
from hardware.api.spec import TwinContext, Value
from hardware.fakes.drawer import FakeDrawer
from hardware.fakes.port import Send, TwinPort

_BEEPS = re.compile(rb"\x1bB([\x01-\x09])[\x01-\x09]|\x07", re.DOTALL)


class FakePulsedDrawer(FakeDrawer):
    """Opens on `pulse`; an empty one: on any byte at all. It never answers."""

    def __init__(self, pulse: bytes = b"") -> None:
        super().__init__()
        self._pulse = pulse
        self._heard = b""

    def wire(self) -> Transport:
        return TwinPort("drawer", self._receive)

    def _receive(self, data: bytes, send: Send) -> None:
        del send
        self._heard = (self._heard + data)[-32:]
        if self._heard and self._pulse in self._heard:
            self._heard = b""
            self.pulse()


class FakeBuzzer:
    """`heard` counts the beeps, one number for each command."""

    def __init__(self) -> None:
        self.heard: list[int] = []
        self._buffer = b""

    def wire(self) -> Transport:
        return TwinPort("buzzer", self._receive)

    def _receive(self, data: bytes, send: Send) -> None:
        del send
        self._buffer += data
        end = 0
        for found in _BEEPS.finditer(self._buffer):
            end = found.end()
            self.heard.append(found[1][0] if found[1] else 1)
        self._buffer = self._buffer[end:][-16:]


def serial_drawer(settings: Mapping[str, Value], context: TwinContext) -> FakePulsedDrawer:
    """For the registry."""
    del settings, context
    return FakePulsedDrawer()


def display_drawer(settings: Mapping[str, Value], context: TwinContext) -> FakePulsedDrawer:
    """For the registry."""
    del settings, context
    return FakePulsedDrawer(b"\x02M")


def buzzer(settings: Mapping[str, Value], context: TwinContext) -> FakeBuzzer:
    """For the registry."""
    del settings, context
    return FakeBuzzer()
