from datetime import date

class LCalendars:
    @staticmethod
    def ndays(year: int, month: int | None = ..., leap: int = ...) -> int: ...

class LunarDate:
    year: int
    month: int
    day: int
    leap: int
    def __init__(self, year: int, month: int, day: int, leap: int = ...) -> None: ...
    def to_solar_date(self) -> date: ...
    @classmethod
    def from_solar_date(cls, year: int, month: int, day: int) -> LunarDate: ...
