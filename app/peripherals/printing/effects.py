"""After the commit: paper and drawer, on the devices' own threads (house.md 7.5).

Nothing here is called before the sale is in the journal, and nothing here can undo it. What became
of a print job is written down as soon as it is known; a person reads it on the change panel.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol

from app.peripherals.printing import label_jobs, printer_group
from app.usecases.label.printing import DEVICE
from app.usecases.outcome import Effect, KickDrawer, Print
from hardware.api.drawer import KickResult, KickState
from hardware.api.errors import DeviceUnavailable

_log = logging.getLogger(__name__)


class Gear(printer_group.Gear, label_jobs.Gear, Protocol):
    """The part of `DeviceSet` that effects use."""

    def kick(self) -> Future[KickResult]:
        """Open the drawer."""
        ...


class Effects:
    """Carries effects out. All calls return at once, whatever the devices do.

    `load(job_id, columns)` reads a spooled slip (any thread); `settled(job_id, state, reason,
    device)` and `kicked(state, reason)` are called on device threads and must hand the news on.
    """

    def __init__(
        self,
        gear: Gear,
        *,
        load: printer_group.Load,
        settled: printer_group.Settled,
        kicked: Callable[[str, str], None],
    ) -> None:
        self._gear, self._load = gear, load
        self._settled, self._kicked = settled, kicked
        self._group = printer_group.PrinterGroup(gear, load, settled)

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
        future.add_done_callback(
            lambda done: self._settled(job_id, *printer_group.how_it_ended(job_id, done), DEVICE)
        )

    def print(self, job_id: str) -> None:
        """Send one spooled job; it is never sent again by itself."""
        self._group.print(job_id)

    def _after_kick(self, done: Future[KickResult]) -> None:
        error = done.exception()
        if error is None:
            self._kicked(str(done.result().state), str(done.result().reason or ""))
        elif isinstance(error, DeviceUnavailable):
            self._kicked(str(KickState.FAILED), str(error.reason))
        else:
            _log.error("drawer: %r", error)
            self._kicked(str(KickState.FAILED), "bug")
