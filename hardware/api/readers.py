"""What reads for the till: scanners, card readers, scales.

A scanner and a card reader have no commands: they are devices whose `poll` gives events. A scale
too may speak by itself; one that must be asked asks itself in `poll`.
"""

from __future__ import annotations

from typing import Protocol

from hardware.api.device import Device
from hardware.api.events import WeightRead

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


class Scanner(Device, Protocol):
    """`poll` gives `ScanRead` events: whole scans only."""


class CardReader(Device, Protocol):
    """`poll` gives `CardRead` events: one for a card put on, none for one that stays."""


class Scale(Protocol):
    """`poll` gives `WeightRead` or `WeightMissing`, at most five a second and the newest only."""

    def weigh(self) -> WeightRead:
        """What lies on it now. Raises `DeviceUnavailable` (no_answer, overload, under_zero ...)."""


def fold_full_width(text: str) -> str:
    """A Chinese input method turns digits into U+FF10..; undo it, never touch the case."""
    return text.translate(_FOLD)
