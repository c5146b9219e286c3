"""PC/SC: a reader at the system's smart card service, asked for one answer at a time.

`read` gives frames: a byte with the length, then what the card said; length 0 means that no card
is there. A till without the service, without the library or without a reader starts all the same
and says so. Codes by pcsc-lite's `pcsclite.h`; tried on pcscd 1.9 with its virtual reader.
"""

from __future__ import annotations

import importlib
from typing import Any, Protocol

from hardware.api.errors import DeviceUnavailable, Reason

NO_CARD = 0x8010000C
REMOVED = 0x80100069
UNPOWERED = 0x80100067
UNRESPONSIVE = 0x80100066
RESET = 0x80100068
_TORN = {0x80100016, 0x8010002F}  # taken away in the middle of an answer (tried: vpcd says so)
_MOST_TORN = 20  # one after the other, four seconds: that is no hand, the reader is broken
_NONE = {NO_CARD, REMOVED, UNPOWERED, UNRESPONSIVE, RESET}
_REASONS = {
    0x8010001D: Reason.NO_SERVICE,
    0x8010001E: Reason.NO_SERVICE,  # the service was stopped
    0x80100009: Reason.NOT_FOUND,  # unknown reader
    0x8010002E: Reason.NOT_FOUND,  # no readers at all
    0x80100017: Reason.UNPLUGGED,
    0x8010000B: Reason.PORT_BUSY,  # another program has the card for itself
    0x8010006A: Reason.NO_PERMISSION,
}


class PcscError(Exception):
    """A code of the service, as 32 bits."""

    def __init__(self, code: int) -> None:
        super().__init__(f"{code:08X}")
        self.code = code & 0xFFFFFFFF


class Service(Protocol):
    """What is asked of the system; raises `PcscError`."""

    def readers(self) -> tuple[str, ...]:
        """The names of the readers that are plugged in."""

    def transmit(self, reader: str, command: bytes) -> bytes:
        """A new connection to the card on that reader, one command, one answer."""

    def release(self) -> None:
        """Let the service go. Never raises."""


class PcscTransport:
    """`reader` is a part of a reader's name; empty means the first one that is plugged in."""

    def __init__(self, reader: str = "", service: Service | None = None) -> None:
        self._wanted, self._given = reader.strip(), service
        self._service: Service | None = None
        self._reader = ""
        self._answers = bytearray()
        self._torn = 0

    @property
    def name(self) -> str:
        return f"pcsc {self._reader or self._wanted or '*'}"

    @property
    def two_way(self) -> bool:
        return True

    @property
    def is_open(self) -> bool:
        return self._service is not None

    def open(self) -> None:
        if self._service is not None:
            return
        service = self._given or system_service()
        try:
            names = service.readers()
        except PcscError as error:
            service.release()
            raise _unavailable(error, self.name) from error
        found = [one for one in names if self._wanted.lower() in one.lower()]
        if not found:
            service.release()
            raise DeviceUnavailable(Reason.NOT_FOUND, where=self.name)
        self._service, self._reader = service, found[0]
        self._answers.clear()

    def write(self, data: bytes) -> None:
        if self._service is None:
            raise DeviceUnavailable(Reason.CLOSED, where=self.name, sent=0)
        try:
            said = self._service.transmit(self._reader, data)
        except PcscError as error:
            self._torn = self._torn + 1 if error.code in _TORN else 0
            if error.code not in _NONE and not 0 < self._torn < _MOST_TORN:
                raise _unavailable(error, self.name) from error
            said = b""
        else:
            self._torn = 0
        self._answers += bytes((min(len(said), 255),)) + said[:255]

    def read(self, limit: int, timeout_ms: int) -> bytes:
        """What `write` was answered; nothing else ever comes, so it never waits."""
        if self._service is None:
            raise DeviceUnavailable(Reason.CLOSED, where=self.name, sent=0)
        data = bytes(self._answers[:limit])
        del self._answers[:limit]
        return data

    def close(self) -> None:
        service, self._service = self._service, None
        self._answers.clear()
        if service is not None:
            service.release()

    def abort(self) -> None:
        """A command takes milliseconds; the service itself gives up on a dead reader."""


def find_readers(service: Service | None = None) -> tuple[str, ...]:
    """The readers plugged in now. `DeviceUnavailable` without library or service."""
    asked = service or system_service()
    try:
        return asked.readers()
    except PcscError as error:
        if _REASONS.get(error.code) is Reason.NOT_FOUND:
            return ()
        raise _unavailable(error, "pcsc") from error
    finally:
        asked.release()


def system_service() -> Service:
    """The system's, through pyscard. `DeviceUnavailable` no_library, no_service."""
    try:
        scard: Any = importlib.import_module("smartcard.scard")
    except ImportError as error:  # an extra: not every till has a card reader
        raise DeviceUnavailable(Reason.NO_LIBRARY, where="pcsc", name="pyscard") from error
    code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
    if code != scard.SCARD_S_SUCCESS:
        raise _unavailable(PcscError(code), "pcsc")
    return _Scard(scard, context)


class _Scard:
    """One context of the service, which one thread owns."""

    def __init__(self, scard: Any, context: Any) -> None:
        self._scard, self._context = scard, context

    def readers(self) -> tuple[str, ...]:
        code, names = self._scard.SCardListReaders(self._context, [])
        if code & 0xFFFFFFFF == 0x8010002E:
            return ()
        self._check(code)
        return tuple(names)

    def transmit(self, reader: str, command: bytes) -> bytes:
        s = self._scard
        both = s.SCARD_PROTOCOL_T0 | s.SCARD_PROTOCOL_T1
        code, card, protocol = s.SCardConnect(self._context, reader, s.SCARD_SHARE_SHARED, both)
        self._check(code)
        try:
            pci = s.SCARD_PCI_T1 if protocol == s.SCARD_PROTOCOL_T1 else s.SCARD_PCI_T0
            code, said = s.SCardTransmit(card, pci, list(command))
            self._check(code)
            return bytes(byte & 0xFF for byte in said)
        finally:
            s.SCardDisconnect(card, s.SCARD_LEAVE_CARD)

    def release(self) -> None:
        self._scard.SCardReleaseContext(self._context)

    def _check(self, code: int) -> None:
        if code != self._scard.SCARD_S_SUCCESS:
            raise PcscError(code)


def _unavailable(error: PcscError, where: str) -> DeviceUnavailable:
    reason = _REASONS.get(error.code, Reason.HARDWARE)
    return DeviceUnavailable(reason, where=where, error=str(error))
