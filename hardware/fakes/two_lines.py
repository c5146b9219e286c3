"""Displays of two lines of letters that remember what they showed: CD5220, Epson DM-D, UTC."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hardware.api.device import Transport
from hardware.api.spec import TwinContext, Value
from hardware.fakes.port import Send, TwinPort

_CD5220 = re.compile(rb"\x1bQ([AB])([^\r\x1b]*)\r|(\x0c)|\x1b@|\x18")
_UTC = re.compile(rb"\x1bu([AB])([^\r\x1b]*)\r|(\x0c)")
_EPSON = re.compile(
    rb"\x1f\$([\x01-\x28])([\x01\x02])([\x20-\x7e]*)|(\x0c)|\x1b@|\x1f[\x01-\x03]|\x1fC."
)


class FakeTwoLines:
    """`shown` are its lines without the blanks behind them."""

    def __init__(self, pattern: re.Pattern[bytes] = _CD5220, name: str = "cd5220") -> None:
        self.shown = ["", ""]
        self._pattern, self._name = pattern, name
        self._heard = b""

    def wire(self) -> Transport:
        return TwinPort(f"{self._name} display", self._receive)

    def _receive(self, data: bytes, send: Send) -> None:
        del send
        self._heard += data
        end = 0
        for found in self._pattern.finditer(self._heard):
            end = found.end()
            self._obey(found)
        self._heard = self._heard[end:][-64:]

    def _obey(self, found: re.Match[bytes]) -> None:
        if found[1]:
            self.shown[found[1] == b"B"] = found[2].decode("ascii", "replace").rstrip()
        elif found[3]:
            self.shown = ["", ""]


class FakeEpson(FakeTwoLines):
    """Letters come behind a cursor; each of its lines is 20 letters."""

    def __init__(self) -> None:
        super().__init__(_EPSON, "epson")

    def _obey(self, found: re.Match[bytes]) -> None:
        if found[4]:
            self.shown = ["", ""]
        elif found[1]:
            line, at = found[2][0] - 1, found[1][0] - 1
            old = self.shown[line].ljust(40)
            text = found[3].decode("ascii")
            self.shown[line] = (old[:at] + text + old[at + len(text) :]).rstrip()


def cd5220(settings: Mapping[str, Value], context: TwinContext) -> FakeTwoLines:
    """For the registry."""
    del settings, context
    return FakeTwoLines()


def epson(settings: Mapping[str, Value], context: TwinContext) -> FakeEpson:
    """For the registry."""
    del settings, context
    return FakeEpson()


def utc(settings: Mapping[str, Value], context: TwinContext) -> FakeTwoLines:
    """For the registry."""
    del settings, context
    return FakeTwoLines(_UTC, "utc")
