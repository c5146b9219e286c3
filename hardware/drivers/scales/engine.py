"""Asks a scale or listens to it, and believes only whole frames.

A port that opens is not a scale: it is taken after one valid frame within two seconds. A late
answer belongs to an older pan: after a missed one the line must be silent for a second before the
next question. Three seconds of nonsense open the port anew, once; then the scale is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from hardware.api.clock import Clock
from hardware.api.device import Condition, Transport
from hardware.api.errors import DeviceUnavailable, Reason
from hardware.api.events import Event, Health, WeightMissing, WeightRead
from hardware.drivers.scales.reading import Reading, Take

POLL_MS = 250  # four a second: quick enough for a hand, slow enough for a screen
ACCEPT_MS = 2000
BAD_MS = 3000
SILENT_MS = 2500
WEIGH_MS = 1500
_ANSWER_MS = 300  # until its first byte; 8217 says 100
_SPEAKS_MS = 1000  # from its first byte to its last
_GAP_MS = 100  # between two bytes of one answer
_LISTEN_MS = 150
_SILENCE_MS = 1000
_BUFFER = 4096


@dataclass(frozen=True, slots=True)
class Speech:
    """How a scale is spoken to.

    `asks`: what is said in turn and what must be heard before the next; empty: it streams.
    `equal`: how many equal readings are still, where frames have no flag. `lead` and `tail` stand
    before an answer and after it where a stream would have its neighbours. `wake` is said after
    opening and means nothing: the first bytes on a fresh line are the ones that get lost.
    """

    take: Take
    asks: tuple[tuple[bytes, bytes], ...] = ()
    equal: int = 3
    lead: bytes = b""
    tail: bytes = b""
    wake: bytes = b""


class FrameScale:
    """A `Scale` and a `Device`. All calls on its thread; `poll` waits about a second at most."""

    poll_ms = POLL_MS

    def __init__(
        self, transport: Transport, speech: Speech, clock: Clock, *, device: str = "scale"
    ) -> None:
        self._transport, self._speech, self._clock = transport, speech, clock
        self._device = device
        self._forget()

    def _forget(self) -> None:
        self._buffer = b""
        self._missed = self._junk = self._reopened = self._known = False
        self._loud_ms = 0  # when the line last made a sound after a missed answer
        self._good_ms = self._clock.monotonic_ms()
        self._last: Reading | None = None
        self._same = 0

    @property
    def listens(self) -> bool:
        return False

    def open(self) -> None:
        if not self._transport.is_open:
            self._transport.open()
            self._forget()
            self._wake()

    def close(self) -> None:
        self._transport.close()

    def abort(self) -> None:
        self._transport.abort()

    def poll(self) -> tuple[Event, ...]:
        self.open()
        silent = self._clock.monotonic_ms() - self._good_ms
        if silent >= (BAD_MS + ACCEPT_MS if self._junk else SILENT_MS):
            raise self._lost()
        if silent >= BAD_MS and not self._reopened:
            self._again()
        heard = self._listen()
        return () if heard is None else (self._event(heard),)

    def probe(self) -> Condition:
        """Ready with a fresh frame; else two seconds for one."""
        self.open()
        if self._known and self._clock.monotonic_ms() - self._good_ms < BAD_MS:
            return self._condition()
        end = self._clock.monotonic_ms() + ACCEPT_MS
        while self._clock.monotonic_ms() < end:
            if self._listen() is not None:
                return self._condition()
        raise self._lost()

    def weigh(self) -> WeightRead:
        self.open()
        self._drain()
        self._buffer, self._last, self._same = b"", None, 0
        end, newest = self._clock.monotonic_ms() + WEIGH_MS, None
        while self._clock.monotonic_ms() < end:
            heard = self._listen()
            if heard is None:
                continue
            newest = self._event(heard)
            if isinstance(newest, WeightRead) and newest.stable:
                return newest
            if isinstance(newest, WeightMissing) and newest.reason is not Reason.UNSTABLE:
                break
            self._clock.pause(_GAP_MS)  # a moving pan is not asked a hundred times a second
        if isinstance(newest, WeightRead):
            return newest
        raise self._lost() if newest is None else DeviceUnavailable(newest.reason)

    # --- one frame -----------------------------------------------------------------------------

    def _listen(self) -> Reading | None:
        """The newest whole frame, judged; None when nothing valid was heard."""
        try:
            found = self._ask() if self._speech.asks else self._overhear()
        except DeviceUnavailable:
            self._transport.close()
            raise
        for one in found:
            self._judge(one)
        if not found:
            return None
        self._good_ms, self._known = self._clock.monotonic_ms(), True
        self._junk = self._reopened = False
        return self._last

    def _judge(self, one: Reading) -> None:
        """Keep it, counting how often the same weight came in a row."""
        before = self._last
        again = before is not None and before.grams is not None and before.grams == one.grams
        self._same = self._same + 1 if again else 1
        self._last = one

    def _event(self, one: Reading) -> WeightRead | WeightMissing:
        now = self._clock.now_ms()
        if one.grams is None:
            return WeightMissing(self._device, one.reason or Reason.NO_ANSWER, now)
        still = one.stable if one.stable is not None else self._same >= self._speech.equal
        return WeightRead(self._device, one.grams, still, now)

    def _overhear(self) -> list[Reading]:
        """Everything that came since; of a line that never falls silent the newest 4 kB."""
        end = self._clock.monotonic_ms() + _SPEAKS_MS
        data = self._transport.read(_BUFFER, _LISTEN_MS)
        more = data
        while more and len(data) < _BUFFER and self._clock.monotonic_ms() < end:
            more = self._transport.read(_BUFFER - len(data), 0)
            data += more
        found, self._buffer = self._speech.take((self._buffer + data)[-_BUFFER:])
        self._junk = self._junk or (bool(data) and not found)
        return found

    def _ask(self) -> list[Reading]:
        """One question and its answer; after a missed one first a silence of the line."""
        if self._missed and not self._silent():
            return []
        self._drain()
        *first, (last, _) = self._speech.asks
        for say, wanted in first:
            self._transport.write(say)
            got = self._answer(partial(_has, wanted))
            if wanted not in got:
                return self._miss(got)
        self._transport.write(last)
        lead, take = self._speech.lead, self._speech.take
        answer = self._answer(lambda got: bool(take(lead + got)[0]))
        found = take(lead + answer)[0] or take(lead + answer + self._speech.tail)[0]
        return found[-1:] if found else self._miss(answer)

    def _miss(self, heard: bytes) -> list[Reading]:
        self._missed, self._loud_ms = True, self._clock.monotonic_ms()
        self._junk = self._junk or bool(heard)
        return []

    def _silent(self) -> bool:
        """Whether what was asked before cannot be answered any more."""
        if self._transport.read(_BUFFER, _LISTEN_MS):
            self._loud_ms = self._clock.monotonic_ms()
        self._missed = self._clock.monotonic_ms() - self._loud_ms < _SILENCE_MS
        return not self._missed

    def _answer(self, enough: Callable[[bytes], bool]) -> bytes:
        """What was heard until it was enough, or until the scale fell silent."""
        got, end = b"", self._clock.monotonic_ms() + _SPEAKS_MS
        while self._clock.monotonic_ms() < end and len(got) < _BUFFER:
            data = self._transport.read(256, _GAP_MS if got else _ANSWER_MS)
            got += data
            if not data or enough(got):
                break
        return got

    def _wake(self) -> None:
        if self._speech.wake:
            self._transport.write(self._speech.wake)
            self._transport.read(_BUFFER, _LISTEN_MS)
        self._drain()

    def _drain(self) -> None:
        for _ in range(4):
            if not self._transport.read(_BUFFER, 0):
                break

    # --- how it is -----------------------------------------------------------------------------

    def _again(self) -> None:
        """Some scales talk nonsense after they were switched on, until the port is opened anew."""
        good, junk = self._good_ms, self._junk
        self._transport.close()
        self.open()
        self._good_ms, self._junk, self._reopened = good, junk, True

    def _condition(self) -> Condition:
        last = self._last
        if last is not None and last.reason is Reason.UNIT:
            return Condition(Health.ATTENTION, Reason.UNIT)
        return Condition(Health.READY)

    def _lost(self) -> DeviceUnavailable:
        reason = Reason.JUNK_ANSWER if self._junk else Reason.NO_ANSWER
        return DeviceUnavailable(reason, where=self._transport.name)


def _has(wanted: bytes, heard: bytes) -> bool:
    return wanted in heard
