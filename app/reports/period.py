"""The days a report is about: a day, a week, a month ... ten years, and what they compare with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.errors import Refused

SPANS = ("day", "week", "month", "quarter", "year", "ten_years", "any")
COMPARES = ("", "before", "last_year")
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "ten_years": 120}
_SAME_DAY = 364  # a year back on the same weekday


@dataclass(frozen=True, slots=True)
class Period:
    """Business dates from `from_on` to `until_on`, both counted. `span` is one of SPANS."""

    from_on: str
    until_on: str
    span: str = "any"

    @property
    def days(self) -> int:
        """How many days it has."""
        return (date.fromisoformat(self.until_on) - date.fromisoformat(self.from_on)).days + 1

    @property
    def one_day(self) -> bool:
        """Whether it is a single day."""
        return self.from_on == self.until_on

    def before(self) -> Period:
        """What it is held against: last week's same day for a day, the month before for a month,
        as many days directly before for any others."""
        if self.span in _MONTHS:
            return around(self.span, _shift(date.fromisoformat(self.from_on), -1).isoformat())
        return self._moved(7 if self.one_day else self.days)

    def last_year(self) -> Period:
        """A year earlier: the same dates of whole months, else the same weekdays (364 days)."""
        first = date.fromisoformat(self.from_on)
        if self.span in _MONTHS:
            back = (
                first.replace(year=first.year - 1)
                if self.span != "ten_years"
                else (first.replace(year=first.year - 10))
            )
            return around(self.span, back.isoformat())
        return self._moved(_SAME_DAY)

    def compared(self, how: str) -> Period | None:
        """By COMPARES: nothing, the period before, last year."""
        return {"before": self.before, "last_year": self.last_year}.get(how, lambda: None)()

    def all_days(self) -> tuple[str, ...]:
        """Every date of it."""
        first = date.fromisoformat(self.from_on)
        return tuple((first + timedelta(n)).isoformat() for n in range(self.days))

    def _moved(self, days: int) -> Period:
        first, last = date.fromisoformat(self.from_on), date.fromisoformat(self.until_on)
        off = timedelta(days)
        return Period((first - off).isoformat(), (last - off).isoformat(), self.span)


def around(span: str, on: str) -> Period:
    """The period of that span with this day in it (weeks begin on Monday; ten years end with the
    year of the day). Refused `report.period`."""
    day = _date(on)
    if span in ("day", "any"):
        return Period(on, on, "day")
    if span == "week":
        first = day - timedelta(day.weekday())
        return Period(first.isoformat(), (first + timedelta(6)).isoformat(), span)
    months = _MONTHS.get(span)
    if months is None:
        raise Refused("report.period", first=on[:20], last=span[:20])
    if span == "ten_years":
        first = date(max(1, day.year - 9), 1, 1)
    else:
        first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(first.isoformat(), _shift(_add_months(first, months), -1).isoformat(), span)


def between(first: str, last: str) -> Period:
    """Any days. Refused `report.period` for what is no date, and for a last before the first."""
    if _date(first) > _date(last):
        raise Refused("report.period", first=first, last=last)
    return Period(first, last, "day" if first == last else "any")


def _date(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise Refused("report.period", first=text[:20], last="") from None
    if found.isoformat() != text or not 1900 <= found.year <= 9000:
        raise Refused("report.period", first=text[:20], last="")
    return found


def _shift(day: date, days: int) -> date:
    return day + timedelta(days)


def _add_months(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)
