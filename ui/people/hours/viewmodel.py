"""A month of attendance in words: days, pieces of work, what does not fit, one day's stamps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from app.usecases.staff.attendance import Day, Month
from app.usecases.staff.hours import Stamp, Work
from app.words import Words

Clock = Callable[[int], str]
PLACE = "{}.{}"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Whom one may look at; `note` says that they are at work."""

    operator_id: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day: `8 日 周二`, its pieces, hours; `wrong` where an end is missing."""

    bd: str
    title: str
    work: str
    hours: str
    note: str = ""
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class EditVM:
    """A correction on one day. `stamps` are (key, words); key empty: a new one. `serial` grows when
    the fields are to be filled anew."""

    serial: int
    title: str
    stamps: tuple[tuple[str, str], ...]
    chosen: str
    kind: str
    time: str
    time_error: str
    reason: str
    reason_error: str
    save: str
    strike: str = ""
    busy: bool = False


@dataclass(frozen=True, slots=True)
class HoursVM:
    """The page. `state`: loading, rows, error. `people` empty: only one's own is to be seen."""

    state: str
    error: str = ""
    people: tuple[PersonRow, ...] = ()
    chosen: str = ""
    title: str = ""
    month: str = ""
    sums: tuple[tuple[str, str], ...] = ()
    days: tuple[DayRow, ...] = ()
    day: str = ""
    edit: EditVM | None = None
    clock_key: str = ""
    clock_note: str = ""
    said: str = ""
    said_role: str = "muted"


def span(minutes: int, words: Words) -> str:
    """`8:05` hours."""
    return words("hours.span", hours=str(minutes // 60), minutes=f"{minutes % 60:02d}")


def month_title(month: str, words: Words) -> str:
    """`2026 年 9 月` / `Sep 2026`."""
    year, _, number = month.partition("-")
    return words("hours.month", year=year, month=words(f"hours.month.{int(number)}"))


def sums(sheet: Month, words: Words) -> tuple[tuple[str, str], ...]:
    """What stands above the days: (label, figure)."""
    return (
        (words("hours.worked_days"), words("hours.days", n=sheet.worked_days)),
        (words("hours.worked"), span(sheet.minutes, words)),
        (words("hours.wrong"), words("hours.times", n=sheet.wrong)),
    )


def day_row(one: Day, words: Words, at: Clock) -> DayRow:
    """A day of the sheet."""
    pieces = words("hours.between").join(_piece(work, words, at) for work in one.work)
    corrected = any(s and s.reason for work in one.work for s in (work.begin, work.end))
    note = words("hours.missing") if one.wrong else words("hours.corrected") if corrected else ""
    hours = span(one.minutes, words) if one.minutes else ""
    title = words.day(date.fromisoformat(one.bd))
    return DayRow(one.bd, title, pieces, hours, note, bool(one.wrong))


def _piece(work: Work, words: Words, at: Clock) -> str:
    """`9:02–18:00`, with a word for an end that is missing."""
    gap = words("hours.still") if work.state == "open" else words("hours.gap")
    begin = at(work.begin.at_ms) if work.begin else words("hours.gap")
    return f"{begin}–{at(work.end.at_ms) if work.end else gap}"


def stamps_of(one: Day | None) -> tuple[Stamp, ...]:
    """Every stamp of a day, in order."""
    if one is None:
        return ()
    return tuple(s for work in one.work for s in (work.begin, work.end) if s is not None)


def key_of(stamp: Stamp) -> str:
    """A stamp's place as a key."""
    return PLACE.format(*stamp.place)


def place_of(key: str) -> tuple[int, int]:
    """The place that `key_of` wrote."""
    epoch, _, seq = key.partition(".")
    return int(epoch), int(seq)


def stamp_keys(found: Sequence[Stamp], words: Words, at: Clock) -> tuple[tuple[str, str], ...]:
    """What may be put right: a new stamp, or one that stands there with its correction's reason."""
    keys = [("", words("hours.new_stamp"))]
    for one in found:
        text = words("hours.stamp", at=at(one.at_ms), kind=words(f"hours.kind.{one.kind}"))
        if one.reason:
            text = words("hours.stamp_corrected", stamp=text, name=one.by_name, reason=one.reason)
        keys.append((key_of(one), text))
    return tuple(keys)
