"""A pole display that remembers what it showed: one to call, and one behind a wire (CD5220)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from hardware.api.device import Transport
from hardware.api.errors import DeviceUnavailable, Reason
from hardware.api.spec import TwinContext, Value
from hardware.fakes.port import Send, TwinPort


class FakeDisplay:
    """A `CustomerDisplay` of two lines of 20 columns."""

    columns = 20
    lines = 2

    def __init__(self) -> None:
        self.shown: tuple[str, ...] = ("", "")
        self.history: list[tuple[str, ...]] = []
        self.unplugged = False

    def show(self, lines: Sequence[str]) -> None:
        if self.unplugged:
            raise DeviceUnavailable(Reason.UNPLUGGED, where="fake display")
        cut = [line[: self.columns] for line in lines[: self.lines]]
        self.shown = tuple(cut + [""] * (self.lines - len(cut)))
        self.history.append(self.shown)

    def clear(self) -> None:
        self.show(())


_LINE = re.compile(rb"\x1bQ([AB])([^\r]*)\r|(\x0c)|\x1b@|\x18")


class FakeCd5220:
    """Behind a wire: understands what `line_display` sends and shows it."""

    def __init__(self) -> None:
        self.shown = ["", ""]
        self._heard = b""

    def wire(self) -> Transport:
        return TwinPort("display", self._receive)

    def _receive(self, data: bytes, send: Send) -> None:
        del send
        self._heard += data
        end = 0
        for found in _LINE.finditer(self._heard):
            end = found.end()
            if found[1]:
                self.shown[found[1] == b"B"] = found[2].decode("ascii", "replace").rstrip()
            elif found[3]:
                self.shown = ["", ""]
        self._heard = self._heard[end:][-64:]


def twin(settings: Mapping[str, Value], context: TwinContext) -> FakeCd5220:
    """For the registry."""
    del settings, context
    return FakeCd5220()
