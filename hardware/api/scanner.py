"""A scanner has no commands: it is a device whose `poll` gives `ScanRead` events."""

from __future__ import annotations

from typing import Protocol

from hardware.api.device import Device

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


class Scanner(Device, Protocol):
    """`poll` returns whole scans only."""


def fold_full_width(text: str) -> str:
    """A Chinese input method turns digits into U+FF10..; undo it, never touch the case."""
    return text.translate(_FOLD)
