"""What one frame of a scale says, and text into whole grams: exactly, or not at all.

No float ever: a weight is digits, a point and a unit, and grams are integers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hardware.api.errors import Reason

LONGEST = 64  # bytes of any frame; what lies longer in a buffer is noise
MOST_GRAMS = 1_000_000_000

UNITS = {  # grams of one, as (thousandths of a milligram): kg, g, 斤, pound, ounce
    "kg": 1_000_000_000,
    "g": 1_000_000,
    "jin": 500_000_000,
    "lb": 453_592_370,
    "oz": 28_349_523,  # not whole: refused unless zero
}
_MICRO = 1_000_000
_NUMBER = re.compile(r" *([+-]?) *(\d+)(?:\.(\d*))? *", re.ASCII)
_NAMES = {"斤": "jin", "kgs": "kg", "lbs": "lb", "k": "kg", "l": "lb"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One frame. `grams` is None where it carries no weight, then `reason` says why.

    `stable` None: this protocol has no flag; equal readings must decide.
    """

    grams: int | None
    stable: bool | None = None
    reason: Reason | None = None


Take = Callable[[bytes], tuple[list[Reading], bytes]]
"""Whole frames in what was heard, oldest first, and what must be kept for the next bytes."""


def in_grams(text: str, unit: str, divisor: int = 1) -> int | None:
    """Whole grams; None where the number or the unit does not come to whole grams."""
    found = _NUMBER.fullmatch(text)
    size = UNITS.get(_unit(unit))
    if found is None or size is None:
        return None
    decimals = (found[3] or "").rstrip("0")
    micro = int(found[2] + decimals) * size
    scale: int = 10 ** len(decimals) * _MICRO * divisor
    grams, rest = divmod(micro, scale)
    if rest or grams > MOST_GRAMS:
        return None
    return -grams if found[1] == "-" else grams


def _unit(name: str) -> str:
    plain = name.strip(" _.").lower()
    return _NAMES.get(plain, plain)


def is_number(text: str) -> bool:
    """Whether it can be read as a weight at all."""
    return _NUMBER.fullmatch(text) is not None


def reading(text: str, unit: str, stable: bool | None, *, divisor: int = 1) -> Reading | None:
    """A weight as it stands in a frame; None where the text is no number: then it is no frame.

    Below zero is a state and no weight; a unit that gives no whole grams is refused, by name.
    """
    if not is_number(text):
        return None
    grams = in_grams(text, unit, divisor)
    if grams is None:
        return Reading(None, reason=Reason.UNIT)
    if grams < 0:
        return Reading(None, reason=Reason.UNDER_ZERO)
    return Reading(grams, stable)


def taker(pattern: re.Pattern[bytes], read: Callable[[re.Match[bytes]], Reading | None]) -> Take:
    """Every match of a frame's pattern, in turn; what `read` does not take is dropped."""

    def take(heard: bytes) -> tuple[list[Reading], bytes]:
        found, end = [], 0
        for match in pattern.finditer(heard):
            end = match.end()
            one = read(match)
            if one is not None:
                found.append(one)
        return found, heard[end:][-LONGEST:]

    return take


def text_of(raw: bytes) -> str:
    """Bytes as letters, one each, so that nothing can fail."""
    return raw.decode("latin-1")
