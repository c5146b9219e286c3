"""One label printer whatever its language: ask, send, wait, ask whether all of it came out.

Neither language acknowledges a job. So: nothing is sent to a printer that says that it cannot;
after the last byte it gets its time, then must say twice that nothing waits and nothing prints.
Whatever else it says, or does not say, is UNSURE, and nothing is sent a second time by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from hardware.api.clock import Clock
from hardware.api.device import Condition, Transport
from hardware.api.errors import BadSlip, DeviceUnavailable, Reason
from hardware.api.events import Event, Health
from hardware.api.label import LabelPage
from hardware.api.printer import PrinterStatus, PrintResult, PrintState

Pages = tuple[tuple[LabelPage, int], ...]

SETTLE_MS = 700  # between the last byte and closing: else the last label is lost (hardware.md 4.8)
MOST_COPIES = 9999
_QUIET_MS = 40  # an answer is over when nothing followed for so long
_AGAIN_MS = 200
_LONGEST_ANSWER = 512
_MM_PER_S = 25  # the slowest label printers in shops print at 1 inch a second
_DRAINS = 64


@dataclass(frozen=True, slots=True)
class Told:
    """What a printer said of itself; `idle`: no label waits and none is being printed."""

    status: PrinterStatus
    idle: bool


class Tongue(Protocol):
    """A printer's language: bytes only, no wire."""

    @property
    def ask(self) -> bytes:
        """The question for its status; heard at once, also while it prints."""

    def encode(self, page: LabelPage, copies: int) -> bytes:
        """One label as often as said, with everything the printer must know for it."""

    def hear(self, said: bytes, *, over: bool) -> Told | None:
        """What it said; None for nonsense, or for not enough yet (`over`: no more came)."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How one printer is to be spoken to. `answers` False: its status is never asked."""

    dots_per_mm: int = 8
    answers: bool = True
    status_ms: int = 1000
    confirm_ms: int = 4000
    pause_open_ms: int = 150  # the first bytes after connecting can be lost


class LabelWirePrinter:
    """A `LabelPrinter` and a `Device`. All calls from one thread, but `abort`."""

    def __init__(
        self, transport: Transport, tongue: Tongue, clock: Clock, manners: Manners
    ) -> None:
        self._wire, self._tongue, self._clock, self._manners = transport, tongue, clock, manners
        self._written_ms = 0
        self._junk = False

    @property
    def listens(self) -> bool:
        return False

    @property
    def dots_per_mm(self) -> int:
        return self._manners.dots_per_mm

    @property
    def talks(self) -> bool:
        """Whether it can be asked anything."""
        return self._manners.answers and self._wire.two_way

    def open(self) -> None:
        if not self._wire.is_open:
            self._wire.open()
            self._clock.pause(self._manners.pause_open_ms)

    def close(self) -> None:
        if self._wire.is_open and self._written_ms:
            since = self._clock.monotonic_ms() - self._written_ms
            self._clock.pause(max(0, SETTLE_MS - since))
        self._drop()

    def abort(self) -> None:
        self._wire.abort()

    def poll(self) -> tuple[Event, ...]:
        return ()

    def probe(self) -> Condition:
        if not self.talks:
            self.open()
            return Condition(Health.READY)
        status = self._ready().status
        if status.obstacle is not None:
            return Condition(Health.ATTENTION, status.obstacle)
        return Condition(Health.READY)

    def status(self) -> PrinterStatus:
        if not self.talks:
            return PrinterStatus()
        try:
            return self._ready().status
        except DeviceUnavailable as fault:
            return PrinterStatus(junk=fault.reason is Reason.JUNK_ANSWER)

    def print_labels(self, pages: Pages, ref: str = "") -> PrintResult:
        """Raises `BadSlip` for a picture that is none: the fault is the caller's."""
        del ref  # a label printer never says later what became of a job
        check(pages)
        parts = [self._tongue.encode(page, copies) for page, copies in pages]
        total = sum(map(len, parts))
        obstacle: Reason | None = None
        try:
            if self.talks:
                obstacle = self._ready().status.obstacle
            else:
                self.open()
        except DeviceUnavailable as fault:
            obstacle = fault.reason
        if obstacle is not None:
            return PrintResult(PrintState.FAILED, obstacle, 0, total)
        sent = 0
        try:
            for part in parts:
                self._write(part)
                sent += len(part)
        except DeviceUnavailable as fault:
            sent += int(fault.facts.get("sent", 0))
            state = PrintState.UNSURE if sent else PrintState.FAILED
            return PrintResult(state, fault.reason, sent, total)
        reason = self._came_out(pages) if self.talks else Reason.ONE_WAY
        state = PrintState.UNSURE if reason else PrintState.CONFIRMED
        return PrintResult(state, reason, total, total)

    def _came_out(self, pages: Pages) -> Reason | None:
        """None when it says twice that nothing is left to print; else why nobody knows."""
        clock = self._clock
        clock.pause(SETTLE_MS)
        length_mm = sum((page.height_mm + page.gap_mm) * copies for page, copies in pages)
        end = clock.monotonic_ms() + self._manners.confirm_ms + 1000 * length_mm // _MM_PER_S
        idle = 0
        while clock.monotonic_ms() < end:
            try:
                told = self._ask()
            except DeviceUnavailable as fault:
                return fault.reason
            if told is not None and told.status.obstacle is not None:
                return told.status.obstacle
            idle = idle + 1 if told is not None and told.idle else 0
            if idle == 2:
                return None
            clock.pause(_AGAIN_MS)
        return Reason.JUNK_ANSWER if self._junk else Reason.NO_ANSWER

    def _ready(self) -> Told:
        """Open and ask; a connection that went stale while idle is opened anew, once."""
        fresh = not self._wire.is_open
        self.open()
        try:
            told = self._ask()
        except DeviceUnavailable:
            if fresh:
                raise
            told = None
        if told is None and not fresh:
            self._drop()
            self.open()
            told = self._ask()
        if told is None:
            reason = Reason.JUNK_ANSWER if self._junk else Reason.NO_ANSWER
            raise DeviceUnavailable(reason, where=self._wire.name)
        return told

    def _ask(self) -> Told | None:
        """None for silence and for nonsense (`_junk` says which)."""
        self._junk = False
        for _ in range(_DRAINS):  # what lies there answers nothing; a flood never ends
            if not self._read(0):
                break
        self._write(self._tongue.ask)
        heard = bytearray()
        end = self._clock.monotonic_ms() + self._manners.status_ms
        while (left := end - self._clock.monotonic_ms()) > 0 and len(heard) <= _LONGEST_ANSWER:
            data = self._read(min(left, _QUIET_MS))
            heard += data
            if data:  # a slow wire may take longer than it takes to begin
                end = max(end, self._clock.monotonic_ms() + 5 * _QUIET_MS)
            told = self._tongue.hear(bytes(heard), over=not data) if heard else None
            if told is not None:
                return told
        self._junk = bool(heard)
        return None

    def _read(self, timeout_ms: int) -> bytes:
        try:
            return self._wire.read(256, timeout_ms)
        except DeviceUnavailable:
            self._drop()
            raise

    def _write(self, data: bytes) -> None:
        self._written_ms = self._clock.monotonic_ms() or 1
        try:
            self._wire.write(data)
        except DeviceUnavailable:
            self._drop()
            raise

    def _drop(self) -> None:
        self._wire.close()
        self._written_ms = 0


def check(pages: Pages) -> None:
    """Raise `BadSlip` unless every picture has its rows and every number of copies makes sense."""
    if not pages:
        raise BadSlip("label_none")
    for page, copies in pages:
        if page.width < 1 or page.height < 1:
            raise BadSlip("label_empty")
        if len(page.rows) != stride_of(page) * page.height:
            raise BadSlip("label_rows", rows=len(page.rows))
        if not 1 <= copies <= MOST_COPIES:
            raise BadSlip("label_copies", copies=copies)


def stride_of(page: LabelPage) -> int:
    """Bytes of one row."""
    return (page.width + 7) // 8
