"""A wire with one fault in it, before any twin: what the contract suite breaks every driver with.

Waiting happens on the given clock, so that an hour of silence costs a test nothing. A fault is
lifted by `mend`; the driver must then work again as it would after a real repair.
"""

from __future__ import annotations

from enum import StrEnum

from hardware.api.clock import Clock
from hardware.api.device import Transport, end_job
from hardware.api.errors import DeviceUnavailable, Reason
from hardware.transports.around import Around


class Fault(StrEnum):
    """What is wrong with the wire or with what hangs on it."""

    MISSING = "missing"  # no such port
    BUSY = "busy"  # another program has it
    FORBIDDEN = "forbidden"  # no right to it
    REFUSED = "refused"  # nobody listens there
    PULLED_IDLE = "pulled_idle"  # unplugged before the work begins
    PULLED_WRITING = "pulled_writing"  # after some bytes of it
    PULLED_READING = "pulled_reading"  # in the middle of the answer
    MUTE = "mute"  # takes everything, says nothing
    STUCK = "stuck"  # takes nothing: the write times out
    SLOW = "slow"  # one byte at a time, 20 ms apart
    LATE = "late"  # everything it says comes 3 s after it was said
    GARBAGE = "garbage"  # answers, but nonsense
    WRONG_SPEED = "wrong_speed"  # both sides hear each other as noise
    TORN = "torn"  # half of every answer
    DOUBLED = "doubled"  # every answer twice
    ECHO = "echo"  # a modem's echo: what is written comes back first
    FLOOD = "flood"  # never stops talking
    LOST_START = "lost_start"  # the first bytes after opening are lost, both ways


_AT_OPEN = {
    Fault.MISSING: Reason.NOT_FOUND,
    Fault.BUSY: Reason.PORT_BUSY,
    Fault.FORBIDDEN: Reason.NO_PERMISSION,
    Fault.REFUSED: Reason.REFUSED,
}
_THROUGH = 3  # bytes that pass before the plug is pulled
_LOST = 4
_LATE_MS = 3000
_MOST_FLOODS = 100_000
_SLOW_MS = 20
_NOISE = bytes((0xFF, 0x80, 0xE6, 0x00, 0x7E, 0x98, 0x0A, 0x6D, 0x9C, 0xC1))


class FaultyTransport(Around):
    """`inner` with `fault`, from the moment of `strike` until `mend`."""

    def __init__(self, inner: Transport, clock: Clock) -> None:
        super().__init__(inner)
        self._clock = clock
        self._fault: Fault | None = None
        self._left = _THROUGH
        self._pulled = False
        self._floods = 0
        self._lose_in = self._lose_out = 0
        self._held: list[tuple[int, bytes]] = []  # (due, what was said)
        self._ready = bytearray()

    def strike(self, fault: Fault) -> None:
        """From now on."""
        self._fault, self._left = fault, _THROUGH
        self._pulled = fault is Fault.PULLED_IDLE

    def mend(self) -> None:
        """The plug is in again, the right speed is set."""
        self._fault, self._pulled = None, False
        self._held.clear()
        self._ready.clear()

    def open(self) -> None:
        if self._inner.is_open:
            return
        reason = _AT_OPEN.get(self._fault) if self._fault else None
        if self._pulled:
            reason = Reason.NOT_FOUND
        if reason is not None:
            raise DeviceUnavailable(reason, where=self.name)
        self._inner.open()
        self._lose_in = self._lose_out = _LOST if self._fault is Fault.LOST_START else 0

    def write(self, data: bytes) -> None:
        self._check()
        if self._fault is Fault.STUCK:
            self._clock.pause(1000)
            raise DeviceUnavailable(Reason.NO_ANSWER, where=self.name, sent=0)
        if self._fault is Fault.PULLED_WRITING:
            through = data[: self._left]
            self._left -= len(through)
            self._inner.write(through)
            if len(through) < len(data):
                self._pull(len(through))
            return
        if self._fault is Fault.WRONG_SPEED:
            data = _noise_of(data)
        if self._fault is Fault.ECHO:
            self._ready += data
        lost, self._lose_out = self._lose_out, max(0, self._lose_out - len(data))
        self._inner.write(data[lost:])

    def read(self, limit: int, timeout_ms: int) -> bytes:
        self._check()
        if self._fault is Fault.FLOOD:
            self._clock.pause(1)  # even noise takes its time on a wire
            self._floods += 1
            if self._floods > _MOST_FLOODS:
                raise AssertionError("this driver never stops reading a wire that never stops")
            return (_NOISE * (limit // len(_NOISE) + 1))[:limit]
        data = self._said(limit)
        if not data:
            self._clock.pause(max(timeout_ms, 0))
            data = self._said(limit)
        return data

    def end_job(self) -> Reason:
        self._check()
        return end_job(self._inner)

    def close(self) -> None:
        self._inner.close()
        self._held.clear()
        self._ready.clear()

    def _said(self, limit: int) -> bytes:
        """What can be read now, after what the fault makes of it."""
        fresh = self._inner.read(4096, 0) if self._inner.is_open else b""
        if fresh:
            self._take_in(fresh)
        now = self._clock.monotonic_ms()
        while self._held and self._held[0][0] <= now:
            self._ready += self._held.pop(0)[1]
        if not self._ready:
            return b""
        if self._fault is Fault.SLOW:
            limit = 1
            self._clock.pause(_SLOW_MS)
        if self._fault is Fault.PULLED_READING:
            limit = min(limit, self._left)
            if not limit:
                self._pull(0)
            self._left -= limit
        data = bytes(self._ready[:limit])
        del self._ready[:limit]
        return data

    def _take_in(self, data: bytes) -> None:
        lost, self._lose_in = self._lose_in, max(0, self._lose_in - len(data))
        data = data[lost:]
        if self._fault is Fault.MUTE:
            return
        if self._fault is Fault.LATE:
            self._held.append((self._clock.monotonic_ms() + _LATE_MS, data))
            return
        if self._fault is Fault.GARBAGE:
            data = (_NOISE * (len(data) // len(_NOISE) + 1))[: len(data)]
        elif self._fault is Fault.WRONG_SPEED:
            data = _noise_of(data)
        elif self._fault is Fault.TORN:
            data = data[: len(data) // 2]
        elif self._fault is Fault.DOUBLED:
            data += data
        self._ready += data

    def _pull(self, sent: int) -> None:
        self._pulled = True
        self._inner.close()
        raise DeviceUnavailable(Reason.UNPLUGGED, where=self.name, sent=sent)

    def _check(self) -> None:
        if self._pulled:
            raise DeviceUnavailable(Reason.UNPLUGGED, where=self.name, sent=0)


def _noise_of(data: bytes) -> bytes:
    """What half or double the speed makes of bytes: others, but always the same ones."""
    return bytes(((byte * 7) ^ 0xA5) & 0xFF | 0x80 for byte in data)
