"""A scanner in the hand: types a code into a cable, whole, split or doubled."""

from __future__ import annotations

from collections.abc import Mapping

from hardware.api.device import Transport
from hardware.api.spec import TwinContext, Value
from hardware.transports.memory import Loopback


class FakeScanner:
    """`cable.near` goes to a scanner's driver."""

    def __init__(self, end: str = "\r") -> None:
        self.cable = Loopback("fake scanner")
        self._end = end

    def scan(self, text: str) -> None:
        self.send((text + self._end).encode())

    def send(self, data: bytes) -> None:
        """Raw bytes, for torn and broken scans."""
        self.cable.far.write(data)

    def wire(self) -> Transport:
        """The driver's end of the cable."""
        return self.cable.near


def twin(settings: Mapping[str, Value], context: TwinContext) -> FakeScanner:
    """For the registry; it wears the prefix and suffix that the driver takes off."""
    del context
    return _Dressed(str(settings["prefix"]), str(settings["suffix"]))


class _Dressed(FakeScanner):
    def __init__(self, prefix: str, suffix: str) -> None:
        super().__init__(suffix + "\r")
        self._prefix = prefix

    def scan(self, text: str) -> None:
        super().scan(self._prefix + text)
