"""A serial card reader: says a card's number in its own spelling when one is put on."""

from __future__ import annotations

from collections.abc import Mapping

from hardware.api.device import Transport
from hardware.api.reading.card_numbers import CardFormat, Spelling, format_of
from hardware.api.spec import TwinContext, Value
from hardware.fakes.port import TwinPort


class FakeSerialCards:
    """`put(uid)` lays a card on; `stay` says it once more, as readers do that repeat."""

    def __init__(self, kept: CardFormat | None = None, *, framed: bool = False) -> None:
        self.port = TwinPort("card reader", two_way=False)
        self._format = kept or CardFormat()
        self._framed = framed
        self._last = b""

    def put(self, uid: str) -> None:
        """A card with this number (hex)."""
        said = spelled(bytes.fromhex(uid), self._format).encode()
        self._last = b"\x02" + said + b"\x03" if self._framed else said + b"\r\n"
        self.port.push(self._last)

    def stay(self) -> None:
        """It lies there still."""
        self.port.push(self._last)

    def wire(self) -> Transport:
        return self.port


def spelled(uid: bytes, kept: CardFormat) -> str:
    """What a reader of that format says of a card."""
    data = uid[-kept.keep :] if kept.keep else uid
    data = data[::-1] if kept.backwards else data
    if kept.spelling is Spelling.DEC:
        return f"{int.from_bytes(data[-4:] if len(data) < 7 else data, 'big'):010d}"
    if kept.spelling is Spelling.W26:
        return f"{data[-3]:03d}{int.from_bytes(data[-2:], 'big'):05d}"
    if kept.checksum:
        check = 0
        for byte in data:
            check ^= byte
        data += bytes((check,))
    return data.hex().upper()


def twin(settings: Mapping[str, Value], context: TwinContext) -> FakeSerialCards:
    """For the registry."""
    del context
    return FakeSerialCards(format_of(settings))
