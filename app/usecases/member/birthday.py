"""Birthdays as dates of this year's calendar: a lunar one falls on another day each year."""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.member import Birthday


def next_solar(birthday: Birthday, today: str) -> str:
    """The first solar date from `today` on, today itself included."""
    now = date.fromisoformat(today)
    for year in (now.year - 1, now.year, now.year + 1):
        found = solar_in(birthday, year)
        if found >= now:
            return found.isoformat()
    raise AssertionError("a birthday comes round every year")


def in_this_year(birthday: Birthday, today: str) -> str:
    """`MM-DD`: the solar day in the year of `today`, what points and tiers compare with.

    A lunar day may come twice in a solar year, or not at all: the next one counts, then the last.
    """
    year = int(today[:4])
    days = [solar_in(birthday, one).isoformat() for one in (year - 1, year)]
    own = [day for day in days if day.startswith(f"{year:04d}")] or days[-1:]
    return next((day for day in own if day >= today), own[-1])[5:]


def kept_on(today: str) -> tuple[str, ...]:
    """Every `str(Birthday)` whose day is kept on the solar date `today`, solar and lunar."""
    now = date.fromisoformat(today)
    found = [str(Birthday(now.month, now.day))]
    if (now.month, now.day) == (2, 28) and (now + timedelta(days=1)).month == 3:
        found.append("02-29")
    return (*found, *_lunar(now))


def solar_in(birthday: Birthday, year: int) -> date:
    """The solar date on which the birthday of the (lunar) `year` is kept.

    29 February is kept on the 28th of other years, the 30th of a short lunar month on its 29th.
    """
    if not birthday.lunar:
        day = birthday.day
        if (birthday.month, day) == (2, 29) and not _leap(year):
            day = 28
        return date(year, birthday.month, day)
    from borax.calendars.lunardate import LCalendars, LunarDate

    days = LCalendars.ndays(year, birthday.month, 0)
    return LunarDate(year, birthday.month, min(birthday.day, days)).to_solar_date()


def _lunar(now: date) -> tuple[str, ...]:
    """The lunar birthdays of a solar date. A leap month has none of its own: whose month comes
    twice is congratulated in the first."""
    from borax.calendars.lunardate import LCalendars, LunarDate

    lunar = LunarDate.from_solar_date(now.year, now.month, now.day)
    if lunar.leap:
        return ()
    found = [str(Birthday(lunar.month, lunar.day, lunar=True))]
    if lunar.day == 29 and LCalendars.ndays(lunar.year, lunar.month, 0) == 29:
        found.append(str(Birthday(lunar.month, 30, lunar=True)))
    return tuple(found)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
