"""Days as somebody types them: one date, two, or so many days ago. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from app.domain.errors import Refused
from app.reports.period import Period, around, between
from app.words import Words

_BETWEEN = re.compile(r"\s*(?:~|\.\.|到|至|\bto\b|\s)\s*")
_AGO = re.compile(r"^[-−](\d{1,5})$", re.ASCII)
_PARTS = re.compile(r"^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?$", re.ASCII)
_BARE = re.compile(r"^(\d{4})?(\d{2})(\d{2})$", re.ASCII)


def read(text: str, today: str, span: str = "day") -> Period:
    """The period that was typed: one date gives its `span`, two the days between them.

    `2026-09-12`, `9-12`, `0912`, `20260912`, `-1` (yesterday), `9-1 9-12`, `9-1~9-12`; a month and
    a day alone mean the last time it was that day. Nothing is today. Refused `report.period`.
    """
    found = [one for one in _BETWEEN.split(text.strip()) if one]
    if not found:
        return around(span, today)
    if len(found) == 1:
        return around("day" if span == "any" else span, _day(found[0], today))
    if len(found) == 2:
        return between(_day(found[0], today), _day(found[1], today))
    raise Refused("report.period", first=text[:20], last="")


def _day(text: str, today: str) -> str:
    now = date.fromisoformat(today)
    ago = _AGO.match(text)
    if ago:
        return (now - timedelta(int(ago[1]))).isoformat()
    parts = _PARTS.match(text) or _BARE.match(text)
    if parts is None:
        raise Refused("report.period", first=text[:20], last="")
    year, month, day = (int(one) if one else 0 for one in parts.groups())
    try:
        if year:
            return date(year, month, day).isoformat()
        this = date(now.year, month, day)
        return (this if this <= now else date(now.year - 1, month, day)).isoformat()
    except ValueError:
        raise Refused("report.period", first=text[:20], last="") from None


def said(period: Period, words: Words) -> str:
    """The days in words: a day with its weekday, a month, a year, or from and until."""
    first, last = date.fromisoformat(period.from_on), date.fromisoformat(period.until_on)
    if period.one_day:
        weekday = words.weekdays(str(first.weekday()))
        return words("reports.period.day", day=words.full_day(first), weekday=weekday)
    if period.span == "year":
        return words("reports.period.year", year=str(first.year))
    if period.span == "month":
        return words("reports.period.month", year=str(first.year), month=f"{first.month:02d}")
    if period.span == "ten_years":
        return words("reports.period.years", first=str(first.year), last=str(last.year))
    tail = words.month_day(last) if first.year == last.year else words.full_day(last)
    return words("reports.period.between", first=words.full_day(first), last=tail)


def stepped(period: Period, by: int) -> Period:
    """The next (1) or the earlier (-1) days of the same kind."""
    edge = date.fromisoformat(period.until_on if by > 0 else period.from_on)
    beside = (edge + timedelta(by)).isoformat()
    if period.span != "any":
        return around(period.span, beside)
    off = timedelta(period.days * by)
    first, last = date.fromisoformat(period.from_on), date.fromisoformat(period.until_on)
    return between((first + off).isoformat(), (last + off).isoformat())
