"""Birthdays as dates of this year's calendar: a lunar one falls on another day each year."""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.member import Birthday


def solar_in(birthday: Birthday, year: int) -> str:
    """The solar date, `2026-09-25`, on which the birthday of the (lunar) `year` is kept.

    29 February is kept on the 28th of other years, the 30th of a short lunar month on its 29th.
    """
    return _kept_on(birthday, year).isoformat()


def next_solar(birthday: Birthday, today: str) -> str:
    """The first solar date from `today` on, today itself included."""
    now = date.fromisoformat(today)
    for year in (now.year - 1, now.year, now.year + 1):
        found = _kept_on(birthday, year)
        if found >= now:
            return found.isoformat()
    raise AssertionError("a birthday comes round every year")


def in_this_year(birthday: Birthday, today: str) -> str:
    """`MM-DD`: the solar day in the year of `today`, what points and tiers compare with."""
    year = int(today[:4])
    for lunar_year in (year, year - 1):
        found = _kept_on(birthday, lunar_year)
        if found.year == year:
            return found.isoformat()[5:]
    return _kept_on(birthday, year).isoformat()[5:]


def kept_on(today: str) -> tuple[str, ...]:
    """Every `str(Birthday)` whose day is kept on the solar date `today`, solar and lunar."""
    now = date.fromisoformat(today)
    found = [str(Birthday(now.month, now.day))]
    if (now.month, now.day) == (2, 28) and (now + timedelta(days=1)).month == 3:
        found.append("02-29")
    month, day, last = _lunar(now)
    found.append(str(Birthday(month, day, lunar=True)))
    if last and day == 29:
        found.append(str(Birthday(month, 30, lunar=True)))
    return tuple(found)


def _kept_on(birthday: Birthday, year: int) -> date:
    if not birthday.lunar:
        day = birthday.day
        if (birthday.month, day) == (2, 29) and not _leap(year):
            day = 28
        return date(year, birthday.month, day)
    from borax.calendars.lunardate import LCalendars, LunarDate

    days = LCalendars.ndays(year, birthday.month, 0)
    solar: date = LunarDate(year, birthday.month, min(birthday.day, days)).to_solar_date()
    return solar


def _lunar(now: date) -> tuple[int, int, bool]:
    """Lunar month and day of a solar date, and whether the month ends with it. A leap month is no
    month of its own for birthdays: whose month comes twice is congratulated in the first."""
    from borax.calendars.lunardate import LCalendars, LunarDate

    found = LunarDate.from_solar_date(now.year, now.month, now.day)
    if found.leap:
        return 0, 0, False
    return found.month, found.day, found.day == LCalendars.ndays(found.year, found.month, 0)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
