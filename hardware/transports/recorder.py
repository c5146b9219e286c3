"""Record what went over a wire into a text file, and play it back in a test.

One line per happening: `open`, `close`, `> hex` written, `< hex` read, `! reason` a fault.
Blank lines and `#` comments are free. A replay demands the same bytes in the same sequence; how
they were cut into writes does not matter.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

from hardware.api.device import Transport
from hardware.api.errors import DeviceUnavailable, Reason
from hardware.transports.around import Around


class RecordingTransport(Around):
    """A transport that keeps a transcript of the one inside."""

    def __init__(self, inner: Transport, path: Path) -> None:
        super().__init__(inner)
        self._path = path
        self._note(f"# {inner.name}")

    def open(self) -> None:
        if self._inner.is_open:
            return
        try:
            self._inner.open()
        except DeviceUnavailable as fault:
            self._note(f"! {fault.reason}")
            raise
        self._note("open")

    def write(self, data: bytes) -> None:
        for line in textwrap.wrap(data.hex(), 96):
            self._note(f"> {line}")
        try:
            self._inner.write(data)
        except DeviceUnavailable as fault:
            self._note(f"! {fault.reason}")
            raise

    def read(self, limit: int, timeout_ms: int) -> bytes:
        try:
            data = self._inner.read(limit, timeout_ms)
        except DeviceUnavailable as fault:
            self._note(f"! {fault.reason}")
            raise
        if data:
            self._note(f"< {data.hex()}")
        return data

    def close(self) -> None:
        if self._inner.is_open:
            self._note("close")
        self._inner.close()

    def _note(self, line: str) -> None:
        with self._path.open("a", encoding="ascii") as file:
            file.write(line + "\n")


class TranscriptMismatch(AssertionError):
    """The driver did something else than when the transcript was made."""


class ReplayTransport:
    """Plays a transcript; `finish()` demands that all of it was used.

    `pause` is told of every read that found silence, so that a test's clock can go on.
    """

    def __init__(self, text: str, pause: Callable[[int], None] | None = None) -> None:
        self._pause = pause
        lines = (line.split("#")[0].split() for line in text.splitlines())
        self._script = [(words[0], words[1] if len(words) > 1 else "") for words in lines if words]
        self._at = 0
        self._pending = b""  # bytes of the transcript's writes not yet written
        self._open = False

    @property
    def name(self) -> str:
        return "replay"

    @property
    def two_way(self) -> bool:
        return True

    @property
    def is_open(self) -> bool:
        return self._open

    def open(self) -> None:
        if self._open:
            return
        self._fault_if_next()
        self._take("open")
        self._open = True

    def write(self, data: bytes) -> None:
        while data:
            if not self._pending:
                self._pending = bytes.fromhex(self._take(">"))
            size = min(len(data), len(self._pending))
            if data[:size] != self._pending[:size]:
                raise TranscriptMismatch(f"line {self._at}: {data.hex()} != {self._pending.hex()}")
            data, self._pending = data[size:], self._pending[size:]

    def read(self, limit: int, timeout_ms: int) -> bytes:
        self._fault_if_next()
        if self._peek() != "<" or self._pending:
            if self._pause is not None:
                self._pause(timeout_ms)
            return b""
        data = bytes.fromhex(self._take("<"))
        if len(data) > limit:
            raise TranscriptMismatch(f"line {self._at}: read of {len(data)} where {limit} asked")
        return data

    def close(self) -> None:
        if self._open and self._peek() == "close":
            self._take("close")
        self._open = False

    def abort(self) -> None:
        """A transcript does not block."""

    def finish(self) -> None:
        if self._pending or self._at != len(self._script):
            raise TranscriptMismatch(f"stopped at step {self._at} of {len(self._script)}")

    def _peek(self) -> str:
        return self._script[self._at][0] if self._at < len(self._script) else ""

    def _take(self, want: str) -> str:
        if self._peek() != want:
            raise TranscriptMismatch(f"step {self._at}: {want!r}, script has {self._peek()!r}")
        self._at += 1
        return self._script[self._at - 1][1]

    def _fault_if_next(self) -> None:
        if self._peek() == "!":
            self._open = False
            raise DeviceUnavailable(Reason(self._take("!")), where="replay", sent=0)
