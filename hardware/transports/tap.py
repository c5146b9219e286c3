"""The last things that went over a wire, for whoever looks: live view, log, and learning.

Nothing of it is kept on disk. A card's number may pass here: whoever shows it must mask it.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass

from hardware.api.clock import Clock
from hardware.api.device import Transport, end_job
from hardware.api.errors import DeviceUnavailable, Reason
from hardware.transports.around import Around

KEPT = 200
_MOST_BYTES = 512  # of one write; a picture's dots tell nobody anything


@dataclass(frozen=True, slots=True)
class WireNote:
    """`what`: open, close, out (written), in (read), fault; `data` the first bytes of `size`."""

    at_ms: int
    what: str
    data: bytes = b""
    size: int = 0
    reason: str = ""


class WireLog:
    """Thread-safe; the newest `KEPT` notes. `count` tells a looker whether there is news."""

    def __init__(self) -> None:
        self._notes: deque[WireNote] = deque(maxlen=KEPT)
        self._lock = threading.Lock()
        self.count = 0

    def add(self, note: WireNote) -> None:
        with self._lock:
            self._notes.append(note)
            self.count += 1

    def notes(self) -> tuple[WireNote, ...]:
        """Oldest first."""
        with self._lock:
            return tuple(self._notes)


class TapTransport(Around):
    """`inner`, overheard. Costs an append a call."""

    def __init__(self, inner: Transport, log: WireLog, clock: Clock) -> None:
        super().__init__(inner)
        self._log, self._clock = log, clock

    def open(self) -> None:
        if self._inner.is_open:
            return
        try:
            self._inner.open()
        except DeviceUnavailable as fault:
            self._fault(fault)
            raise
        self._note("open")

    def write(self, data: bytes) -> None:
        self._note("out", data)
        try:
            self._inner.write(data)
        except DeviceUnavailable as fault:
            self._fault(fault)
            raise

    def read(self, limit: int, timeout_ms: int) -> bytes:
        try:
            data = self._inner.read(limit, timeout_ms)
        except DeviceUnavailable as fault:
            self._fault(fault)
            raise
        if data:
            self._note("in", data)
        return data

    def end_job(self) -> Reason:
        try:
            return end_job(self._inner)
        except DeviceUnavailable as fault:
            self._fault(fault)
            raise

    def close(self) -> None:
        if self._inner.is_open:
            self._note("close")
        self._inner.close()

    def _note(self, what: str, data: bytes = b"") -> None:
        self._log.add(WireNote(self._clock.now_ms(), what, data[:_MOST_BYTES], len(data)))

    def _fault(self, fault: DeviceUnavailable) -> None:
        self._log.add(WireNote(self._clock.now_ms(), "fault", reason=str(fault.reason)))
