"""Labels: a drawn picture in dots, and the printer that puts it on sticky paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from hardware.api.printer import PrinterStatus, PrintResult


@dataclass(frozen=True, slots=True)
class LabelPage:
    """One label, black and white. `rows` are `height` rows of `(width + 7) // 8` bytes, 1 = black,

    the leftmost dot in the highest bit. `width_mm` and `gap_mm` are the paper's.
    """

    width: int
    height: int
    rows: bytes
    width_mm: int
    height_mm: int
    gap_mm: int = 2


class LabelPrinter(Protocol):
    @property
    def dots_per_mm(self) -> int:
        """8 at 203 dpi, 12 at 300 dpi."""

    def print_labels(self, pages: tuple[tuple[LabelPage, int], ...], ref: str = "") -> PrintResult:
        """Each page as often as it says. Never raises for the world's faults."""

    def status(self) -> PrinterStatus:
        """Ask now; all UNKNOWN when there is no answer."""
