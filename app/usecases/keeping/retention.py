"""Which copies stay: one for each of the last 24 hours, 31 days and 12 months that have any.

Copies are told apart by how far they go in the journal, not by their clock: a clock that was set
ten years ahead for an hour must not make every honest copy look old.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

HOURS, DAYS, MONTHS = 24, 31, 12
_SPANS: tuple[tuple[int, str], ...] = (
    (HOURS, "%Y-%m-%d %H"),
    (DAYS, "%Y-%m-%d"),
    (MONTHS, "%Y-%m"),
)


@dataclass(frozen=True, slots=True, order=True)
class Kept:
    """A copy: where it ends in the journal, when it was made, what it is called."""

    epoch: int
    seq: int
    at_ms: int
    name: str


def surplus(copies: Iterable[Kept], zone: str) -> tuple[str, ...]:
    """The names that may go. Never the copy that goes furthest, whatever the clock says: it is the
    first of every span."""
    furthest_first = sorted(copies, reverse=True)
    stays: set[str] = set()
    tell = _local(zone)
    for most, form in _SPANS:
        seen: set[str] = set()
        for one in furthest_first:
            span = tell(one.at_ms, form)
            if span in seen:
                continue
            if len(seen) == most:
                break
            seen.add(span)
            stays.add(one.name)
    return tuple(one.name for one in furthest_first if one.name not in stays)


def _local(zone: str) -> Callable[[int, str], str]:
    place = ZoneInfo(zone)

    def tell(at_ms: int, form: str) -> str:
        return datetime.fromtimestamp(at_ms // 1000, UTC).astimezone(place).strftime(form)

    return tell
