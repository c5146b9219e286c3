"""Reads a door counter's file: whatever its columns are called, and however it writes time.

Two shapes are known: a row an interval (a date and a time, or both in one cell, with a number) and
a row a day with a column an hour. A line that says nothing understandable is an error of its own,
never a wrong number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.errors import Refused
from app.usecases.catalog import csv_file
from app.usecases.catalog.csv_file import Form, Record

HourCount = tuple[str, int, int]  # date, hour of the wall clock, visitors


def _headers(hour: int) -> tuple[str, ...]:
    """What a column of that hour may be called."""
    now, then = f"{hour:02d}:00", f"{hour + 1:02d}:00"
    return (
        *(now, f"{hour}:00", f"{hour}点", f"{hour:02d}点", f"{hour}时", f"{hour:02d}时"),
        *(f"h{hour}", f"h{hour:02d}", f"{hour:02d}", f"{now}{hour:02d}:59", f"{now}{then}"),
        *(f"{hour}:00{hour + 1}:00", f"{hour}{hour + 1}", f"{hour}{hour + 1}点", str(hour)),
    )


_HOURS = {f"h{hour:02d}": _headers(hour) for hour in range(24)}
FORM = Form(
    {
        "date": ("日期", "date", "day", "统计日期", "营业日期"),
        "time": ("时间", "time", "小时", "hour", "时段", "开始时间", "start", "starttime", "from"),
        "moment": ("日期时间", "datetime", "timestamp", "统计时间", "起始时间", "date/time"),
        "n": (
            *("进店", "进店人数", "进人数", "进", "人数", "客流", "客流量", "进客流", "进入人数"),
            *("in", "enter", "entered", "entries", "count", "visitors", "countin", "people"),
        ),
        **_HOURS,
    },
    ("n", *_HOURS),
    "traffic.no_column",
)
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_TIME = re.compile(r"(\d{1,2})(?:[:：点时](\d{2})?|$)\s*(am|pm)?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,9}(?:[.]0+)?")


@dataclass(frozen=True, slots=True)
class LineError:
    """A line that was left out: why (`traffic.error.<code>`), and what stood there."""

    line: int
    code: str
    text: str


def parse(
    data: bytes,
) -> tuple[str, tuple[tuple[int, HourCount], ...], tuple[LineError, ...]]:
    """The shape (`rows` or `columns`), (line, hour's count) of what was understood, and errors.

    Refused `import.*`, `traffic.no_column`.
    """
    sheet = csv_file.read(data, FORM)
    wide = not sheet.has("n")
    if not (sheet.has("date") or sheet.has("moment") or (sheet.has("time") and not wide)):
        header = ", ".join(title for title, _ in sheet.columns)
        raise Refused("traffic.no_column", header=header[:80])
    found: list[tuple[int, HourCount]] = []
    errors: list[LineError] = []
    for record in sheet.records:
        for one in _wide(record) if wide else _long(record):
            if isinstance(one, LineError):
                errors.append(one)
            else:
                found.append((record.row_no, one))
    return ("columns" if wide else "rows"), tuple(found), tuple(errors)


def _long(record: Record) -> Iterator[HourCount | LineError]:
    cells = record.cells
    moment = cells.get("moment", "")
    on = _date(cells.get("date", "") or moment or cells.get("time", ""))
    told = cells.get("time", "") or moment or cells.get("date", "")
    if on is None:
        if any(cells.values()):
            yield LineError(record.row_no, "date", _short(cells))
        return
    hour = _hour(told)
    if hour is None:
        yield LineError(record.row_no, "hour", told[:40])
        return
    n = _number(cells.get("n", ""))
    if n is None:
        yield LineError(record.row_no, "number", cells.get("n", "")[:40])
        return
    yield on, hour, n


def _wide(record: Record) -> Iterator[HourCount | LineError]:
    cells = record.cells
    on = _date(cells.get("date", "") or cells.get("moment", ""))
    if on is None:
        yield LineError(record.row_no, "date", _short(cells))
        return
    for field in _HOURS:
        text = cells.get(field, "")
        if not text:
            continue
        n = _number(text)
        if n is None:
            yield LineError(record.row_no, "number", text[:40])
        else:
            yield on, int(field[1:]), n


def _short(cells: dict[str, str]) -> str:
    return ", ".join(text for text in cells.values() if text)[:40]


def _date(text: str) -> str | None:
    found = _DATE.search(text) or _COMPACT.match(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return None


def _hour(text: str) -> int | None:
    """The hour that an interval begins in: `09:15`, `9`, `9点`, `9:00-10:00`, `2:30 PM`."""
    rest = _COMPACT.sub("", _DATE.sub("", text, count=1), count=1).strip(" T,")
    found = _TIME.match(rest) or _TIME.match(rest.partition("-")[0])
    if found is None or (found[2] and int(found[2]) > 59):
        return None
    hour, half = int(found[1]), (found[3] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half == "pm")
    return hour if hour <= 23 else None


def _number(text: str) -> int | None:
    plain = text.replace(",", "").replace("，", "").strip()
    return int(plain.partition(".")[0]) if _NUMBER.fullmatch(plain) else None
