"""A day as a person types it, and the instant from which a price of that day holds. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo

from app.domain.errors import Refused

_FULL = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?")
_HALF = str.maketrans("０１２３４５６７８９－／．。", "0123456789-/..")


def parse_day(text: str, today: date) -> date:
    """`2026-10-01`, `2026/10/1`, `20261001`, `10-1` or `10月1日` (the next one that comes).

    Refused `day.unreadable` (text), `day.past` (text).
    """
    shown = text.strip()[:20]
    plain = re.sub(r"\s", "", text.translate(_HALF))
    try:
        found = _FULL.fullmatch(plain) or _PACKED.fullmatch(plain)
        if found:
            day = date(*(int(part) for part in found.groups()))
        else:
            day = _next(plain, today)
    except ValueError as wrong:
        raise Refused("day.unreadable", text=shown) from wrong
    if day < today:
        raise Refused("day.past", text=shown)
    return day


def _next(plain: str, today: date) -> date:
    short = _SHORT.fullmatch(plain)
    if not short:
        raise ValueError(plain)
    month, day = (int(part) for part in short.groups())
    this = date(today.year, month, day)
    return this if this >= today else date(today.year + 1, month, day)


def begins_ms(day: date, zone: tzinfo, cutoff_hour: int) -> int:
    """The instant at which a business date begins (R40), UTC milliseconds."""
    start = datetime(day.year, day.month, day.day, cutoff_hour, tzinfo=zone)
    return int(start.timestamp()) * 1000
