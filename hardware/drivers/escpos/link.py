"""The one wire that printer and drawer share: opening, asking, and whose answer is whose.

A job's `GS r 1` may be answered minutes later, when paper is loaded. So the link remembers which
jobs still wait for theirs: a late answer must never confirm the next job.
"""

from __future__ import annotations

from collections import deque

from hardware.api.clock import Clock
from hardware.api.device import Transport, end_job, keeps_answers
from hardware.api.errors import DeviceUnavailable, Reason
from hardware.api.printer import PrinterStatus
from hardware.drivers.escpos.job import CONFIRM
from hardware.drivers.escpos.profile import Profile
from hardware.drivers.escpos.status import (
    Automatic,
    Junk,
    Realtime,
    StatusReader,
    Transmitted,
    from_automatic,
    from_realtime,
)

_SLICE_MS = 200
_AT_ONCE_MS = 300  # a printer with nothing left to print answers within
_PROVE_MS = 2000
_SILENT_MS = 150  # nothing more follows an answer after so long
_QUIET_MS = 300  # a printer that talks longer than this without being asked talks nonsense


class Link:
    """All methods raise `DeviceUnavailable`, and close the wire when it is gone."""

    def __init__(self, transport: Transport, profile: Profile, clock: Clock) -> None:
        self.transport = transport
        self.profile = profile
        self.clock = clock
        self.waiting: deque[str] = deque()  # refs of jobs whose answer is still owed
        self.answered: list[tuple[str, Transmitted]] = []
        self.news: PrinterStatus | None = None  # the last automatic status
        self._realtime: deque[int] = deque()
        self._junk = self._strays = 0
        self._unproven = False  # opened, and what comes next may answer somebody else's question
        self._asked = b""  # to know an echo by
        self._heard = b""
        self._reader = StatusReader()

    @property
    def noisy(self) -> bool:
        """Whether nonsense was heard since the last `drain`: then no word can be trusted."""
        return self._junk > 0

    @property
    def proven(self) -> bool:
        """Whether every word that comes now is for a question of ours."""
        return not self._unproven

    @property
    def talks(self) -> bool:
        return self.profile.status == "full" and self.transport.two_way

    def open(self) -> bool:
        """True when it was opened now, False when it was open."""
        if self.transport.is_open:
            return False
        self._forget()
        self.transport.open()
        self._unproven = keeps_answers(self.transport)
        self.clock.pause(self.profile.pause_open_ms)
        return True

    def close(self) -> None:
        if self.transport.is_open:
            self.clock.pause(self.profile.pause_close_ms)
        self.transport.close()
        self._forget()

    def write(self, data: bytes) -> None:
        """In the model's pieces; `sent` in the fault counts all of them."""
        size, sent = self.profile.chunk_bytes, 0
        try:
            for start in range(0, len(data), size):
                if start:
                    self.clock.pause(self.profile.chunk_pause_ms)
                self.transport.write(data[start : start + size])
                sent = start + size
        except DeviceUnavailable as fault:
            self._drop()
            fault.facts["sent"] = sent + int(fault.facts.get("sent", 0))
            raise

    def end_job(self) -> Reason:
        """The last of a job was written, on a wire that cannot answer."""
        try:
            return end_job(self.transport)
        except DeviceUnavailable as fault:
            self._drop()
            fault.facts.setdefault("sent", 0)
            raise

    def pump(self, timeout_ms: int) -> bool:
        """Take in what arrives within the time; False when nothing did."""
        try:
            data = self.transport.read(256, timeout_ms)
        except DeviceUnavailable:
            self._drop()
            raise
        self._heard = (self._heard + data)[-16:]
        for answer in self._reader.feed(data):
            if isinstance(answer, Realtime):
                self._realtime.append(answer.byte)
            elif isinstance(answer, Automatic):
                self.news = from_automatic(answer.data)
            elif isinstance(answer, Junk):
                self._junk += 1
            elif self.waiting:
                self.answered.append((self.waiting.popleft(), answer))
            else:
                self._strays += 1
        return bool(data)

    def take_in(self) -> bool:
        """What lies there; False when it never falls silent."""
        end = self.clock.monotonic_ms() + _QUIET_MS
        while self.pump(0):
            if self.clock.monotonic_ms() >= end:
                return False
        return True

    def drain(self) -> bool:
        """The same before asking anything: what was said until now answers nothing."""
        quiet = self.take_in()
        self._realtime.clear()
        self._junk = self._strays = 0
        return quiet

    def ask(self, number: int) -> int | None:
        """One `DLE EOT n`; None for silence or junk."""
        self._realtime.clear()
        self._asked, self._heard = b"\x10\x04" + bytes((number,)), b""
        self.write(self._asked)
        end = self.clock.monotonic_ms() + self.profile.status_ms
        while not self._realtime:
            left = end - self.clock.monotonic_ms()
            if left <= 0:
                return None
            self.pump(min(left, _SLICE_MS))
        return self._realtime.popleft()

    def status(self) -> PrinterStatus:
        """1, 2, 4, and 3 when something is wrong; stops at the first silence.

        Junk too is a wire that never falls silent, and one that gives our own question back: what
        looks like an answer there is none.
        """
        if not self.drain():
            return PrinterStatus(junk=True)
        answers: dict[int, int] = {}
        for number in (1, 2, 4):
            byte = self.ask(number)
            if byte is None:
                break
            if self._asked in self._heard:
                return PrinterStatus(junk=True)
            answers[number] = byte
        if answers.get(2, 0) & 0x40:
            byte = self.ask(3)
            if byte is not None:
                answers[3] = byte
        status = from_realtime(answers)
        if (self._junk or self._strays) and not answers:
            return PrinterStatus(junk=True)
        return status

    def ready_status(self) -> PrinterStatus:
        """Open, ask; a connection that went stale while idle is opened anew, once."""
        fresh = self.open()
        try:
            status = self.status()
        except DeviceUnavailable:
            if fresh:
                raise
            status = PrinterStatus()
        if not status.answered and not fresh:
            self.close()
            self.open()
            status = self.status()
        if status.junk:
            raise DeviceUnavailable(Reason.JUNK_ANSWER, where=self.transport.name)
        if not status.answered:
            raise DeviceUnavailable(Reason.NO_ANSWER, where=self.transport.name)
        if self._unproven and not self.waiting and status.obstacle is None:
            self._prove()
        return status

    def _prove(self) -> None:
        """On a line the words for jobs of an earlier run may still be to come, and each would
        confirm the next job. So one more is asked for, until exactly that one comes at once and
        silence follows: then none is owed. Until then no word confirms anything, and while one is
        waited for no other is asked.
        """
        end = self.clock.monotonic_ms() + min(_PROVE_MS, self.profile.confirm_ms)
        while (asked := self.clock.monotonic_ms()) < end:
            self._strays = 0
            self.waiting.append("")
            self.write(CONFIRM)
            while self.waiting:
                left = end - self.clock.monotonic_ms()
                if left <= 0:
                    return
                self.pump(min(left, _SLICE_MS))
            prompt = self.clock.monotonic_ms() - asked <= _AT_ONCE_MS
            while self.pump(_SILENT_MS) and self.clock.monotonic_ms() < end:
                pass
            if prompt and not self._strays:
                self._unproven = False
                return

    def _drop(self) -> None:
        self.transport.close()
        self._forget()

    def _forget(self) -> None:
        """Answers owed on a closed connection never come."""
        self.waiting.clear()
        self._realtime.clear()
        self._reader = StatusReader()
