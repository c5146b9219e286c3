"""A contactless reader: answers with the number of the card that lies on it."""

from __future__ import annotations

from collections.abc import Mapping

from hardware.api.device import Transport
from hardware.api.spec import TwinContext, Value
from hardware.fakes.port import Send, TwinPort
from hardware.transports.readers.pcsc import NO_CARD, PcscError

GET_UID = bytes.fromhex("FFCA000000")
UNKNOWN_READER = 0x80100009


class FakePcsc:
    """`put(uid)`, `take()`. `status` is what a card without a number to say answers instead."""

    def __init__(self) -> None:
        self.port = TwinPort("pcsc reader", self._asked)
        self._uid = b""
        self.status = b""

    def put(self, uid: str) -> None:
        """A card with this number (hex) lies on it until it is taken."""
        self._uid = bytes.fromhex(uid)

    def take(self) -> None:
        self._uid = b""

    def answer(self, command: bytes) -> bytes:
        """What the card says; empty without one."""
        if not self._uid:
            return b""
        if self.status or command != GET_UID:
            return self.status or b"\x6d\x00"
        return self._uid + b"\x90\x00"

    def wire(self) -> Transport:
        return self.port

    def _asked(self, data: bytes, send: Send) -> None:
        said = self.answer(data)
        send(bytes((len(said),)) + said)


class FakeService:
    """The system's service with readers by name: a `Service` for the transport."""

    def __init__(self, **readers: FakePcsc) -> None:
        self.plugged = readers
        self.down = 0  # a code: every question fails with it
        self.released = 0

    def readers(self) -> tuple[str, ...]:
        self._check()
        return tuple(self.plugged)

    def transmit(self, reader: str, command: bytes) -> bytes:
        self._check()
        if reader not in self.plugged:
            raise PcscError(UNKNOWN_READER)
        said = self.plugged[reader].answer(command)
        if not said:
            raise PcscError(NO_CARD)
        return said

    def release(self) -> None:
        self.released += 1

    def _check(self) -> None:
        if self.down:
            raise PcscError(self.down)


def twin(settings: Mapping[str, Value], context: TwinContext) -> FakePcsc:
    """For the registry."""
    del settings, context
    return FakePcsc()
