"""Use cases run off the GUI thread; what they found is delivered on it, through one queued signal.

One writer thread (the store accepts no other), one reader for the counter, one for reports, one for
keeping: a report never stands before a scan (agreements 15), nor a copy before a report. One of the
four places that catch everything.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from app.domain.errors import Refused, Unavailable
from app.usecases.outcome import Effect
from ui.bridge.change_feed import ChangeFeed
from ui.bridge.crash import Crash, CrashLog
from ui.bridge.landing import land
from ui.bridge.ports import LANES, Lane, Perform, Trouble

SWITCH_S = 0.0005


@dataclass(frozen=True, slots=True)
class _Landed:
    """One op's end on its way to the GUI thread."""

    result: Any
    error: BaseException | None
    on_done: Callable[[Any], None] | None
    on_refused: Callable[[Trouble], None] | None
    initiator: str


class Runner(QObject):
    """The real `Work`. `crashed(Crash)` is for the crash dialog, `unheard(Trouble)` for the bar.

    `rested` says that all that was asked for has been delivered.
    """

    crashed = Signal(object)
    unheard = Signal(object)
    rested = Signal()
    _landed = Signal(object)

    def __init__(
        self, feed: ChangeFeed, crashes: CrashLog, now_ms: Callable[[], int] = lambda: 0
    ) -> None:
        super().__init__()
        # a worker in Python code gives way to the GUI within half a millisecond, not five
        sys.setswitchinterval(SWITCH_S)
        self._feed, self._crashes, self._now_ms = feed, crashes, now_ms
        self._perform: Perform = _nothing
        self._closed = False
        self._under_way = 0
        self._count = threading.Lock()
        self._pools = {
            lane: ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"shuke-{lane}")
            for lane in LANES
        }
        self._landed.connect(self._land, Qt.ConnectionType.QueuedConnection)

    def perform_with(self, perform: Perform) -> None:
        """Who carries out effects: known once the devices are there."""
        self._perform = perform

    @property
    def under_way(self) -> int:
        """Ops started whose result was not delivered yet."""
        return self._under_way

    def run(
        self,
        op: Callable[[], Any],
        on_done: Callable[[Any], None] | None = None,
        on_refused: Callable[[Trouble], None] | None = None,
        *,
        initiator: str = "",
        lane: Lane = "write",
    ) -> None:
        """As `Work.run`, from any thread. After `close` nothing is started any more."""
        if self._closed:
            return
        with self._count:
            self._under_way += 1
        self._pools[lane].submit(self._work, op, on_done, on_refused, initiator)

    def _work(
        self,
        op: Callable[[], Any],
        on_done: Callable[[Any], None] | None,
        on_refused: Callable[[Trouble], None] | None,
        initiator: str,
    ) -> None:
        result: Any = None
        error: BaseException | None = None
        try:
            result = op()
        except Exception as caught:
            error = caught
        self._landed.emit(_Landed(result, error, on_done, on_refused, initiator))

    def _land(self, landed: _Landed) -> None:
        with self._count:
            self._under_way -= 1
        if self._closed:
            return
        try:
            self._deliver(landed)
        except Exception as bug:
            self.report(bug, where=f"landing {landed.initiator}")
        if not self._under_way:
            self.rested.emit()

    def _deliver(self, landed: _Landed) -> None:
        error = landed.error
        if isinstance(error, Refused | Unavailable):
            (landed.on_refused or self.unheard.emit)(error)
        elif error is not None:
            crash = self.report(error, where=landed.initiator)
            if landed.on_refused is not None:  # nobody waits for an answer that never comes
                landed.on_refused(Unavailable("program", "bug", crash=crash.crash_id))
        else:
            value = land(landed.result, self._feed.committed, self._perform, landed.initiator)
            if landed.on_done is not None:
                landed.on_done(value)

    def report(self, error: BaseException, *, where: str = "") -> Crash:
        """Write a crash report and tell the shell; the basket survives from its draft."""
        crash = self._crashes.record(error, where=where, at_ms=self._now_ms())
        self.crashed.emit(crash)
        return crash

    def close(self) -> None:
        """Let what runs end, start nothing more, deliver nothing more. Safe to call twice."""
        self._closed = True
        for lane, pool in self._pools.items():
            pool.shutdown(wait=True, cancel_futures=lane != "write")  # what was gestured is kept


def _nothing(effects: tuple[Effect, ...]) -> None:
    """Before the devices are there, nothing can have asked for them."""
