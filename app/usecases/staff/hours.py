"""From stamps to hours: pairs what was clocked in and out, and names what does not fit together.

A pair belongs to the business date of its beginning, so a night over midnight is one piece of work
of one day. Its length is real time: an hour that the clocks skip or repeat is neither lost nor
paid twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.domain.errors import Refused

LONGEST_MS = 16 * 3_600_000  # nobody works longer in one piece: a clock-out was forgotten
MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment at the till. `kind` in or out, `bd` its business date, `place` its document.

    `reason` and `by_name` are a correction's; both are empty for what the person did.
    """

    place: tuple[int, int]
    kind: str
    at_ms: int
    bd: str
    reason: str = ""
    by_name: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work. `state`: whole, open (still here), no_out, no_in (one end is missing)."""

    bd: str
    begin: Stamp | None
    end: Stamp | None
    state: str

    @property
    def worked_ms(self) -> int:
        """How long, milliseconds; 0 where an end is missing."""
        if self.begin is None or self.end is None:
            return 0
        return self.end.at_ms - self.begin.at_ms

    @property
    def at_ms(self) -> int:
        """The first moment that is known of it."""
        known = self.begin or self.end
        return known.at_ms if known else 0


def pair(stamps: Sequence[Stamp], now_ms: int) -> tuple[Work, ...]:
    """Pieces of work in their order. An end more than `LONGEST_MS` behind is of another piece."""
    found: list[Work] = []
    begun: Stamp | None = None
    for one in sorted(stamps, key=lambda stamp: (stamp.at_ms, stamp.place)):
        if one.kind == "in":
            if begun is not None:
                found.append(Work(begun.bd, begun, None, "no_out"))
            begun = one
        elif begun is not None and one.at_ms - begun.at_ms <= LONGEST_MS:
            found.append(Work(begun.bd, begun, one, "whole"))
            begun = None
        else:
            if begun is not None:
                found.append(Work(begun.bd, begun, None, "no_out"))
                begun = None
            found.append(Work(one.bd, None, one, "no_in"))
    if begun is not None:
        late = now_ms - begun.at_ms > LONGEST_MS
        found.append(Work(begun.bd, begun, None, "no_out" if late else "open"))
    return tuple(found)


def instant(bd: str, text: str, zone: str, cutoff_hour: int) -> int:
    """The instant (ms UTC) of a time of day as people type it (`9:05`, `0905`), on a business date:
    hours before the cut-off are of the next calendar day. An hour that comes twice is the first.

    Refused `attendance.time` for what is no time.
    """
    figures = text.strip().replace("：", ":").replace(".", ":")
    hour, mark, minute = (
        figures.partition(":") if ":" in figures else (figures[:-2], ":", figures[-2:])
    )
    whole = hour.isascii() and hour.isdecimal() and minute.isascii() and minute.isdecimal()
    if not mark or not whole or len(minute) != 2 or int(hour) > 23 or int(minute) > 59:
        raise Refused("attendance.time", text=text.strip()[:20])
    day = date.fromisoformat(bd)
    if int(hour) < cutoff_hour:
        day += timedelta(1)
    local = datetime(day.year, day.month, day.day, int(hour), int(minute), tzinfo=ZoneInfo(zone))
    return int(local.timestamp()) * 1000


def minutes(work: Sequence[Work]) -> int:
    """Whole minutes of all pieces, each cut down on its own as it is written on the sheet."""
    return sum(one.worked_ms // MINUTE_MS for one in work)
