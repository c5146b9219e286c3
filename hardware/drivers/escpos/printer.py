"""The receipt printer: ask, send, wait for the word that it was worked through.

FAILED is only said when nothing of the job left us; whatever may have reached paper is UNSURE,
and nothing is ever sent a second time by itself (R: a printer without paper keeps the job and
prints it when paper comes; a blind resend prints twice).
"""

from __future__ import annotations

from hardware.api.clock import Clock
from hardware.api.device import Condition, Transport
from hardware.api.errors import DeviceUnavailable, Reason
from hardware.api.events import Event, Health, PrintSettled
from hardware.api.printer import Paper, PrinterStatus, PrintResult, PrintState, PrintWarning
from hardware.api.slip import Slip
from hardware.drivers.escpos.job import Compiler, Job
from hardware.drivers.escpos.link import Link
from hardware.drivers.escpos.profile import Profile
from hardware.drivers.escpos.status import Transmitted

_ASK_AFTER_MS = 700  # silence after which the printer is asked what holds it
_DOTS_PER_MS = 0.6  # 75 mm/s at 8 dots/mm: the slowest printers in shops
_MINE = "\x00now"


class EscposPrinter:
    """A `Printer` and a `Device`. All calls from one thread, but `abort`."""

    def __init__(
        self,
        transport: Transport,
        profile: Profile,
        clock: Clock,
        *,
        device: str = "printer",
        fonts: tuple[str, ...] = (),
    ) -> None:
        self.link = Link(transport, profile, clock)
        self._compiler = Compiler(profile, fonts)
        self._clock = clock
        self._device = device
        self._rest_until = 0

    @property
    def columns(self) -> int:
        """How many a line has."""
        return self.link.profile.columns

    @property
    def listens(self) -> bool:
        return False

    def open(self) -> None:
        self.link.open()

    def close(self) -> None:
        self.link.close()

    def abort(self) -> None:
        self.link.transport.abort()

    def print(self, slip: Slip, ref: str = "") -> PrintResult:
        job = self._compiler.compile(slip)
        self._clock.pause(max(0, self._rest_until - self._clock.monotonic_ms()))
        try:
            return self._send(job, ref)
        finally:
            self._rest_until = self._clock.monotonic_ms() + self.link.profile.pause_jobs_ms

    def _send(self, job: Job, ref: str) -> PrintResult:
        warnings = job.warnings
        try:
            if self.link.talks:
                status = self.link.ready_status()
                if status.paper is Paper.NEAR_END:
                    warnings += (PrintWarning("paper_low"),)
                if status.obstacle is not None:
                    return _failed(status.obstacle, job, warnings)
            else:
                self.link.open()
        except DeviceUnavailable as fault:
            return _failed(fault.reason, job, warnings)
        reason: Reason | None = None
        try:
            self.link.write(job.data)
            if not self.link.talks:
                reason = self.link.end_job()
        except DeviceUnavailable as fault:
            sent = int(fault.facts["sent"])
            state = PrintState.UNSURE if sent else PrintState.FAILED
            return PrintResult(state, fault.reason, sent, len(job.data), warnings)
        if reason is None:
            reason = self._wait_for_word(job, ref)
        state = PrintState.UNSURE if reason else PrintState.CONFIRMED
        return PrintResult(state, reason, len(job.data), len(job.data), warnings)

    def status(self) -> PrinterStatus:
        if not self.link.talks:
            return PrinterStatus()
        try:
            return self.link.ready_status()
        except DeviceUnavailable as fault:
            return PrinterStatus(junk=fault.reason is Reason.JUNK_ANSWER)

    def poll(self) -> tuple[Event, ...]:
        """Late confirmations of jobs that had ended as unsure."""
        if not self.link.talks or not self.link.transport.is_open:
            return ()
        if not self.link.take_in():
            raise DeviceUnavailable(Reason.JUNK_ANSWER, where=self.link.transport.name)
        return self._settled()

    def probe(self) -> Condition:
        if not self.link.talks:
            if not self.link.transport.two_way:
                self.link.transport.close()  # nothing else tells that the queue was stopped
            self.link.open()
            return Condition(Health.READY)
        status = self.link.ready_status()
        low = status.paper is Paper.NEAR_END
        if status.obstacle is not None:
            return Condition(Health.ATTENTION, status.obstacle, low)
        return Condition(Health.READY, None, low)

    def _settled(self) -> tuple[Event, ...]:
        answered, self.link.answered = self.link.answered, []
        now = self._clock.now_ms()
        return tuple(
            PrintSettled(self._device, ref, now)
            for ref, answer in answered
            if ref and answer.paper is not Paper.OUT and self.link.proven
        )

    def _wait_for_word(self, job: Job, ref: str) -> Reason | None:
        """None when the printer says it is done; else why nobody knows."""
        clock, link = self._clock, self.link
        link.waiting.append(_MINE)
        end = clock.monotonic_ms() + link.profile.confirm_ms + int(job.dots / _DOTS_PER_MS)
        ask_at = clock.monotonic_ms() + _ASK_AFTER_MS
        try:
            while (now := clock.monotonic_ms()) < end:
                if not link.pump(min(end - now, 100)) and now >= ask_at:
                    obstacle = self._obstacle_now()
                    if obstacle is not None and _MINE in link.waiting:
                        return self._leave_owed(ref, obstacle)
                    ask_at = clock.monotonic_ms() + _ASK_AFTER_MS
                word = self._take_word()
                if word is not None and link.noisy:
                    return Reason.JUNK_ANSWER
                if word is not None and not link.proven:
                    return Reason.NO_ANSWER
                if word is not None:
                    return Reason.PAPER_OUT if word.paper is Paper.OUT else None
        except DeviceUnavailable as fault:
            return fault.reason
        return self._leave_owed(ref, Reason.JUNK_ANSWER if link.noisy else Reason.NO_ANSWER)

    def _take_word(self) -> Transmitted | None:
        answered = self.link.answered
        for index, (owner, answer) in enumerate(answered):
            if owner is _MINE:
                del answered[index]
                return answer
        return None

    def _obstacle_now(self) -> Reason | None:
        """Ask without throwing away a word that may be on its way."""
        link = self.link
        causes = {2: link.ask(2), 4: link.ask(4)}
        second, fourth = causes[2] or 0, causes[4] or 0
        if second & 0x04:
            return Reason.COVER_OPEN
        if second & 0x20 or fourth & 0x60:
            return Reason.PAPER_OUT
        return Reason.HARDWARE if second & 0x40 else None

    def _leave_owed(self, ref: str, reason: Reason) -> Reason:
        """The answer may come later; keep its place in the line under the caller's name."""
        waiting = self.link.waiting
        for index, owner in enumerate(waiting):
            if owner is _MINE:
                waiting[index] = ref
        return reason


def _failed(reason: Reason, job: Job, warnings: tuple[PrintWarning, ...]) -> PrintResult:
    return PrintResult(PrintState.FAILED, reason, 0, len(job.data), warnings)
