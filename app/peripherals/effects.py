"""After the commit: paper and drawer, on the devices' own threads (house.md 7.5).

Nothing here is called before the sale is in the journal, and nothing here can undo it. What became
of a print job is written down as soon as it is known; a person reads it on the change panel.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Protocol

from app.peripherals import label_jobs
from app.usecases.label.printing import DEVICE
from app.usecases.outcome import Effect, KickDrawer, Print
from hardware.api.drawer import KickResult, KickState
from hardware.api.errors import DeviceTimeout, DeviceUnavailable
from hardware.api.printer import PrintResult, PrintState

_log = logging.getLogger(__name__)


class Gear(label_jobs.Gear, Protocol):
    """The part of `DeviceSet` that effects use."""

    @property
    def has_printer(self) -> bool:
        """Whether a printer is set."""
        ...

    def on_printer(self, work: Callable[[], PrintResult]) -> Future[PrintResult]:
        """Run on the printer's thread."""
        ...

    def print_now(self, slip: dict[str, Any], ref: str) -> PrintResult:
        """Print on the printer's thread."""
        ...

    def kick(self) -> Future[KickResult]:
        """Open the drawer."""
        ...


class Effects:
    """Carries effects out. All calls return at once, whatever the devices do.

    `load(job_id)` reads a spooled slip (any thread); `settled(job_id, state, reason)` and
    `kicked(state, reason)` are called on device threads and must hand the news on.
    """

    def __init__(
        self,
        gear: Gear,
        *,
        load: Callable[[str], dict[str, Any] | None],
        settled: Callable[[str, str, str], None],
        kicked: Callable[[str, str], None],
    ) -> None:
        self._gear, self._load = gear, load
        self._settled, self._kicked = settled, kicked

    def perform(self, effects: tuple[Effect, ...]) -> None:
        """The drawer first: the cashier waits for it, nobody waits for paper."""
        for effect in effects:
            if isinstance(effect, KickDrawer):
                self._gear.kick().add_done_callback(self._after_kick)
        for effect in effects:
            if isinstance(effect, Print) and effect.device == DEVICE:
                self.labels(effect.job_id)
            elif isinstance(effect, Print):
                self.print(effect.job_id)

    def labels(self, job_id: str) -> None:
        """Send one spooled job of labels to the label printer."""
        future = label_jobs.print_labels(self._gear, job_id, self._load)
        future.add_done_callback(lambda done: self._after_print(job_id, done))

    def print(self, job_id: str) -> None:
        """Send one spooled job; it is never sent again by itself."""
        if not self._gear.has_printer:
            self._settled(job_id, "failed", "not_set")
            return
        future = self._gear.on_printer(lambda: self._send(job_id))
        future.add_done_callback(lambda done: self._after_print(job_id, done))

    def _send(self, job_id: str) -> PrintResult:
        slip = self._load(job_id)
        if slip is None:
            return PrintResult(PrintState.FAILED)
        return self._gear.print_now(slip, job_id)

    def _after_print(self, job_id: str, done: Future[PrintResult]) -> None:
        error = done.exception()
        if error is None:
            result = done.result()
            self._settled(job_id, str(result.state), str(result.reason or ""))
        elif isinstance(error, DeviceTimeout) and error.facts.get("started"):
            self._settled(job_id, "unsure", str(error.reason))
        elif isinstance(error, DeviceUnavailable):
            self._settled(job_id, "failed", str(error.reason))
        else:
            _log.error("print job %s: %r", job_id, error)
            self._settled(job_id, "unsure", "bug")

    def _after_kick(self, done: Future[KickResult]) -> None:
        error = done.exception()
        if error is None:
            self._kicked(str(done.result().state), str(done.result().reason or ""))
        elif isinstance(error, DeviceUnavailable):
            self._kicked(str(KickState.FAILED), str(error.reason))
        else:
            _log.error("drawer: %r", error)
            self._kicked(str(KickState.FAILED), "bug")
