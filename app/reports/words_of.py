"""A report's texts and cells in one language, for every renderer alike."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from app.reports.period import Period
from app.reports.report import Cell, Column, Figure, Report, Row, Text, Unit, say, written
from app.words import Words, clock, local


class Told:
    """What stands where, as text."""

    def __init__(self, made: Report, language: str) -> None:
        self.made = made
        self.words = Words(language, made.frame.digits)

    def say(self, text: Text) -> str:
        """A text in words."""
        return say(text, self.words)

    @property
    def title(self) -> str:
        """What this report is."""
        return self.say(self.made.title)

    @property
    def period(self) -> str:
        """Its days in words."""
        return self.days(self.made.period)

    def days(self, period: Period) -> str:
        """`9 月 12 日 周六`, with the year; two dates for more days."""
        first, last = (date.fromisoformat(on) for on in (period.from_on, period.until_on))
        if period.one_day:
            weekday = self.words.weekdays(str(first.weekday()))
            return f"{self.words.full_day(first)} {weekday}"
        return f"{self.words.full_day(first)} – {self.words.full_day(last)}"

    @property
    def about(self) -> list[str]:
        """Shop, days, what it is compared with, until when it is told."""
        made, words = self.made, self.words
        shop = made.frame.shop_name
        if made.subtitle:
            shop = f"{shop} · {self.say(made.subtitle)}"
        lines = [shop, self.period]
        if made.compare is not None:
            lines.append(words("report.compared", days=self.days(made.compare)))
        if made.as_of_ms:
            at = local(made.as_of_ms, ZoneInfo(made.frame.zone))
            lines.append(words("report.as_of", when=f"{words.month_day(at.date())} {clock(at)}"))
        return lines

    def cell(self, value: Cell, column: Column) -> str:
        """A cell as it is read."""
        return written(value, column.unit, self.words)

    def cells(self, row: Row, columns: tuple[Column, ...]) -> list[str]:
        """All cells of a row; what is part of the row above is moved in."""
        found = [self.cell(v, c) for v, c in zip(row.cells, columns, strict=True)]
        return [f"{'  ' * row.level}{found[0]}", *found[1:]]

    def heading(self, column: Column) -> str:
        """What stands above a column."""
        return self.say(column.heading)

    def figure(self, one: Figure) -> str:
        """A figure's value, `–` for one that nobody knows."""
        return "–" if one.value is None else written(one.value, one.unit, self.words)

    def change(self, one: Figure) -> str:
        """`6,002.30 · +8%` of then; nothing where nothing is compared."""
        if one.compare is None:
            return ""
        was = written(one.compare, one.unit, self.words)
        if one.change_ppm is None:
            return was
        return f"{was} · {written(one.change_ppm, Unit.PERCENT, self.words, plus=True)}"
