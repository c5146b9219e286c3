"""What stands out of a day: held against the same weekdays before it, with a floor.

The usual is the median; how far a figure may be from it is learned from how far it is as a rule
(three times the median distance), and never less than a share of the usual and a fixed floor, so
that a quiet shop is not told that two is twice as much as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MILLION = 1_000_000
FEWEST = 4  # days that make a habit
SPREAD = 3


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual: the median, and the range that nothing is said about."""

    median: int
    low: int
    high: int
    days: int


@dataclass(frozen=True, slots=True)
class Unusual:
    """A figure outside of what is usual; `more` or less."""

    value: int
    usual: Usual

    @property
    def more(self) -> bool:
        """Whether it is above."""
        return self.value > self.usual.high

    @property
    def change_ppm(self) -> int:
        """Against the median; a million where nothing is usual."""
        if not self.usual.median:
            return MILLION
        return (self.value - self.usual.median) * MILLION // abs(self.usual.median)


def usual(before: Sequence[int], *, floor: int = 0, share_ppm: int = 150_000) -> Usual | None:
    """What these days make usual; None when they are too few."""
    if len(before) < FEWEST:
        return None
    middle = median(before)
    apart = median([abs(one - middle) for one in before])
    room = max(SPREAD * apart, abs(middle) * share_ppm // MILLION, floor)
    return Usual(middle, middle - room, middle + room, len(before))


def unusual(
    value: int, before: Sequence[int], *, floor: int = 0, share_ppm: int = 150_000
) -> Unusual | None:
    """The figure, if it is outside of what the days before make usual."""
    known = usual(before, floor=floor, share_ppm=share_ppm)
    if known is None or known.low <= value <= known.high:
        return None
    return Unusual(value, known)


def median(values: Sequence[int]) -> int:
    """The middle one, of an even number the lower middle's and upper middle's mean, cut."""
    if not values:
        return 0
    ordered = sorted(values)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) // 2
