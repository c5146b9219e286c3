"""A card's chip as a scan: `U:` and its canonical number, so that whoever takes scans takes cards.

A reader that types leaves what it typed behind it (`U:00D507D0~0013961168`): when nobody has the
card, those digits may have been goods, or a card from before that is known by them.
"""

from __future__ import annotations

import re

_CHIP = re.compile(r"U:([0-9A-F]{6,20})(?:~(.{1,60}))?")


def chip_text(uid: str, said: str = "") -> str:
    """The scan that stands for a card at a reader."""
    return f"U:{uid}~{said}" if said else f"U:{uid}"


def chip_of(text: str) -> tuple[str, str] | None:
    """(number, what was typed) of such a scan; None for any other."""
    found = _CHIP.fullmatch(text)
    return (found[1], found[2] or "") if found else None


def ten_digits(uid: str) -> str:
    """How a 125 kHz wedge types that number (8H10D), and many a file from before has it."""
    return f"{int(uid, 16):010d}" if len(uid) == 8 else ""
