"""A display of eight digits and four lamps, and the drawer that is plugged into it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hardware.api.device import Transport
from hardware.api.spec import TwinContext, Value
from hardware.fakes.drawer import FakeDrawer
from hardware.fakes.port import Send, TwinPort

_SAID = re.compile(rb"\x1bs([0-4])|\x1bQA([\d.-]{1,15})\r|(\x0c)|(\x1b@)|(\x02M)")
LAMPS = ("", "price", "total", "paid", "change")


class FakeLed8:
    """`digits` and `lamp` are what a customer sees; a clear puts the digits out, not the lamp."""

    def __init__(self) -> None:
        self.digits = self.lamp = ""
        self.history: list[tuple[str, str]] = []
        self.drawer = FakeDrawer()
        self._heard = b""

    def wire(self) -> Transport:
        return TwinPort("led8 display", self._receive)

    def _receive(self, data: bytes, send: Send) -> None:
        del send
        self._heard += data
        end = 0
        for found in _SAID.finditer(self._heard):
            end = found.end()
            if found[1]:
                self.lamp = LAMPS[int(found[1])]
            elif found[2]:
                self.digits = found[2].decode()
                self.history.append((self.lamp, self.digits))
            elif found[3]:
                self.digits = ""
            elif found[4]:
                self.digits = self.lamp = ""
            else:
                self.drawer.pulse()
        self._heard = self._heard[end:][-32:]


def twin(settings: Mapping[str, Value], context: TwinContext) -> FakeLed8:
    """For the registry."""
    del settings, context
    return FakeLed8()
