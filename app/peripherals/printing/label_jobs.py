"""Labels of the spool on their way: drawn for the printer that is set, on that printer's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Protocol

from app.usecases.label.printing import DEVICE, drawn_of
from hardware.api.label import LabelPage, LabelPrinter
from hardware.api.printer import PrintResult, PrintState

_DEADLINE_MS = 3_600_000  # thousands of labels take their time; the driver itself gives up sooner


class Gear(Protocol):
    """The part of `DeviceSet` that labels use."""

    def on(
        self, name: str, work: Callable[[Any], Any], *, deadline_ms: int = 30_000
    ) -> Future[Any]:
        """Run on the device's own thread."""
        ...


def print_labels(
    gear: Gear, job_id: str, load: Callable[[str, int], dict[str, Any] | None]
) -> Future[PrintResult]:
    """Print one job, read and drawn on the printer's thread; ends with what is known of it."""
    return gear.on(
        DEVICE, lambda printer: _print(printer, load(job_id, 0), job_id), deadline_ms=_DEADLINE_MS
    )


def _print(printer: LabelPrinter, slip: dict[str, Any] | None, job_id: str) -> PrintResult:
    if slip is None:
        return PrintResult(PrintState.FAILED)
    return printer.print_labels(pages_of(slip, printer.dots_per_mm), job_id)


def pages_of(slip: dict[str, Any], dots_per_mm: int) -> tuple[tuple[LabelPage, int], ...]:
    """A job's labels in the printer's dots."""
    paper = slip["template"]
    size = (_mm(paper["width"]), _mm(paper["height"]), _mm(paper["gap"]))
    return tuple(
        (LabelPage(one.width, one.height, one.rows, *size), copies)
        for one, copies in drawn_of(slip, dots_per_mm)
    )


def _mm(tenths: int) -> int:
    return (int(tenths) + 5) // 10
