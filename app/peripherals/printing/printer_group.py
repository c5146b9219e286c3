"""One job and the printers that may take it: the one that is set, then those that stand in for it.

Another printer gets a job only when the one before says that nothing of it left us. What may have
reached paper stays where it is, and a person looks (R: a printer without paper prints late).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any, Protocol

from app.peripherals.choices import kind_of
from app.usecases.ports import DeviceChoice
from hardware.api.errors import DeviceTimeout, DeviceUnavailable
from hardware.api.printer import PrintResult, PrintState
from hardware.api.slip_codec import slip_from_dict

_log = logging.getLogger(__name__)

FIRST = "printer"

Load = Callable[[str, int], dict[str, Any] | None]
Settled = Callable[[str, str, str, str], None]


class Gear(Protocol):
    """The part of `DeviceSet` that printing uses."""

    def printers(self) -> tuple[str, ...]:
        """The receipt printer and its stand-ins, in the sequence in which they are tried."""
        ...

    def on(
        self, name: str, work: Callable[[Any], Any], *, deadline_ms: int = 30_000
    ) -> Future[Any]:
        """Run on the device's own thread."""
        ...


def printers_of(chosen: Mapping[str, DeviceChoice]) -> tuple[str, ...]:
    """Empty where no receipt printer is set; a stand-in stands in for nobody then."""
    first = chosen.get(FIRST)
    if first is None or first.way == "none":
        return ()
    others = sorted(
        name
        for name, one in chosen.items()
        if kind_of(name) == FIRST and one.way != "none" and one.stands_in_for == FIRST
    )
    return (FIRST, *(name for name in others if name != FIRST))


class PrinterGroup:
    """`load(job_id, columns)` gives the slip as that printer's width wants it, on its thread;
    `settled(job_id, state, reason, device)` is called there too, once a job.

    Where every printer failed, the word is the first one's: that is the one to mend.
    """

    def __init__(self, gear: Gear, load: Load, settled: Settled) -> None:
        self._gear, self._load, self._settled = gear, load, settled

    def print(self, job_id: str) -> None:
        """Returns at once."""
        names = self._gear.printers()
        if names:
            self._try(job_id, names, "")
        else:
            self._settled(job_id, "failed", "not_set", "")

    def _try(self, job_id: str, names: tuple[str, ...], first_reason: str) -> None:
        name, later = names[0], names[1:]

        def ended(done: Future[PrintResult]) -> None:
            state, reason = how_it_ended(job_id, done)
            if state != "failed":
                self._settled(job_id, state, reason, name)
            elif later and reason:
                _log.info("print job %s: %s failed (%s), %s is next", job_id, name, reason, later)
                self._try(job_id, later, first_reason or reason)
            else:
                self._settled(job_id, state, first_reason or reason, FIRST)

        self._gear.on(name, lambda printer: self._send(printer, job_id)).add_done_callback(ended)

    def _send(self, printer: Any, job_id: str) -> PrintResult:
        """On the printer's thread. A job that is gone fails without a reason: nobody prints it."""
        slip = self._load(job_id, printer.columns)
        if slip is None:
            return PrintResult(PrintState.FAILED)
        done: PrintResult = printer.print(slip_from_dict(slip), job_id)
        return done


def how_it_ended(job_id: str, done: Future[PrintResult]) -> tuple[str, str]:
    """(state, reason) of a job; failed promises that nothing of it left us."""
    error = done.exception()
    if error is None:
        result = done.result()
        return str(result.state), str(result.reason or "")
    if isinstance(error, DeviceTimeout) and error.facts.get("started"):
        return "unsure", str(error.reason)
    if isinstance(error, DeviceUnavailable):
        return "failed", str(error.reason)
    _log.error("print job %s: %r", job_id, error)
    return "unsure", "bug"
