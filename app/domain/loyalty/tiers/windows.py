"""Business dates as whole numbers (days of the calendar), and where windows begin and end.

Only dates are here: what a day is was settled by `business_date`, so daylight saving cannot reach
a tier (R40). The calendar's leap days are days like any other.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

from app.domain.loyalty.tier_rules import Window

LAST = date.max.toordinal()
KEPT = 1 << 16  # business dates of a century and more stay at hand; reviews ask the same ones


@lru_cache(maxsize=KEPT)
def number(on: str) -> int:
    """The number of a business date."""
    return date.fromisoformat(on).toordinal()


@lru_cache(maxsize=KEPT)
def text(day: int) -> str:
    """The business date of a number; empty beyond the calendar (it never comes)."""
    return date.fromordinal(day).isoformat() if 0 < day <= LAST else ""


@lru_cache(maxsize=KEPT)
def calendar_start(window: Window, day: int) -> int:
    """The first day of the calendar year, quarter or month that a day lies in."""
    on = date.fromordinal(day)
    if window is Window.MONTH:
        return on.replace(day=1).toordinal()
    if window is Window.QUARTER:
        return date(on.year, (on.month - 1) // 3 * 3 + 1, 1).toordinal()
    return date(on.year, 1, 1).toordinal()


@lru_cache(maxsize=KEPT)
def calendar_end(window: Window, day: int) -> int:
    """The last day of the calendar year, quarter or month that a day lies in."""
    months = {Window.MONTH: 0, Window.QUARTER: 2}.get(window, 11)
    first = date.fromordinal(calendar_start(window, day))
    return end_of_month(add_months(first, months)).toordinal()


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month; ValueError beyond 9999."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        raise ValueError("beyond the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_month(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def birthday_on(birthday: str, year: int) -> str:
    """The business date of a MM-DD birthday in a year; 29 February is the 28th in common years."""
    month, day = int(birthday[:2]), int(birthday[3:])
    return date(year, month, min(day, monthrange(year, month)[1])).isoformat()
