"""One HTTP/1.1 question and its answer over a transport: small, bounded, and never asked twice.

A library would retry, redirect, follow cookies and keep connections; a question about money must
be asked once, and its answer must be whole or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hardware.api.clock import Clock
from hardware.api.device import Transport
from hardware.api.errors import DeviceUnavailable, Reason

_MOST = 256 * 1024
_STEP_MS = 250


@dataclass(frozen=True, slots=True)
class Reply:
    """`headers` by their names in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class NotSent(Exception):
    """Nothing left this machine: nobody can have taken anything."""


class NoReply(Exception):
    """It may have arrived. `junk`: something came back that is no answer."""

    def __init__(self, *, junk: bool = False) -> None:
        super().__init__("junk" if junk else "no answer")
        self.junk = junk


def ask(
    wire: Transport,
    clock: Clock,
    head: tuple[str, str, Mapping[str, str]],
    body: bytes = b"",
    *,
    answer_ms: int,
) -> Reply:
    """`head`: method, path with query, headers. Raises `NotSent`, `NoReply`; leaves it closed."""
    method, path, headers = head
    lines = [f"{method} {path} HTTP/1.1", f"Host: {wire.name.split()[-1].removesuffix(':443')}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += [f"Content-Length: {len(body)}", "Connection: close", "", ""]
    wire.close()  # what was opened to see whether it is there may be stale
    try:
        wire.open()
    except DeviceUnavailable as fault:
        raise NotSent(str(fault.reason)) from fault
    end = clock.monotonic_ms() + answer_ms
    try:
        wire.write("\r\n".join(lines).encode("ascii") + body)
        return _Reader(wire, clock, end).reply()
    except DeviceUnavailable as fault:
        if fault.facts.get("sent") == 0 and fault.reason is not Reason.NO_ANSWER:
            raise NotSent(str(fault.reason)) from fault
        raise NoReply from fault
    finally:
        wire.close()


class _Reader:
    """Reads one answer: by its length, by chunks, or until the other side closes."""

    def __init__(self, wire: Transport, clock: Clock, end_ms: int) -> None:
        self._wire, self._clock, self._end = wire, clock, end_ms
        self._got = bytearray()
        self._over = False

    def reply(self) -> Reply:
        head = self._until(b"\r\n\r\n")
        status, headers = _head(head)
        if headers.get("transfer-encoding", "").lower() == "chunked":
            return Reply(status, headers, self._chunks())
        length = headers.get("content-length", "")
        if length:
            if not length.isdigit() or int(length) > _MOST:
                raise NoReply(junk=True)
            return Reply(status, headers, self._exactly(int(length)))
        while not self._over:
            self._more(may_end=True)
        return Reply(status, headers, bytes(self._got))

    def _chunks(self) -> bytes:
        body = bytearray()
        while True:
            size = _size(self._until(b"\r\n"))
            if not size:
                return bytes(body)
            body += self._exactly(size)
            if len(body) > _MOST or self._exactly(2) != b"\r\n":
                raise NoReply(junk=True)

    def _until(self, mark: bytes) -> bytes:
        while (at := self._got.find(mark)) < 0:
            self._more()
        found = bytes(self._got[:at])
        del self._got[: at + len(mark)]
        return found

    def _exactly(self, size: int) -> bytes:
        while len(self._got) < size:
            self._more()
        found = bytes(self._got[:size])
        del self._got[:size]
        return found

    def _more(self, *, may_end: bool = False) -> None:
        left = self._end - self._clock.monotonic_ms()
        if left <= 0:
            raise NoReply
        try:
            data = self._wire.read(4096, min(left, _STEP_MS))
        except DeviceUnavailable as fault:
            if may_end and fault.reason is Reason.CONNECTION_LOST:
                self._over = True
                return
            raise NoReply from fault
        self._got += data
        if len(self._got) > _MOST:
            raise NoReply(junk=True)


def _head(raw: bytes) -> tuple[int, dict[str, str]]:
    first, *rest = raw.split(b"\r\n")
    parts = first.split(b" ", 2)
    if len(parts) < 2 or not parts[0].startswith(b"HTTP/1.") or not parts[1].isdigit():
        raise NoReply(junk=True)
    headers = {}
    for line in rest:
        name, colon, value = line.partition(b":")
        if not colon:
            raise NoReply(junk=True)
        headers[name.decode("latin-1").strip().lower()] = value.decode("latin-1").strip()
    return int(parts[1]), headers


def _size(line: bytes) -> int:
    try:
        size = int(line.split(b";")[0].strip() or b"x", 16)
    except ValueError as error:
        raise NoReply(junk=True) from error
    if not 0 <= size <= _MOST:
        raise NoReply(junk=True)
    return size
