"""Days, weeks, months ... and what they are held against."""

import pytest

from app.domain.errors import Refused
from app.reports.period import SPANS, Period, around, between


@pytest.mark.parametrize(
    ("span", "days"),
    [
        ("day", ("2026-02-18", "2026-02-18")),
        ("week", ("2026-02-16", "2026-02-22")),
        ("month", ("2026-02-01", "2026-02-28")),
        ("quarter", ("2026-01-01", "2026-03-31")),
        ("year", ("2026-01-01", "2026-12-31")),
        ("ten_years", ("2017-01-01", "2026-12-31")),
    ],
)
def test_the_days_around_one(span, days):
    found = around(span, "2026-02-18")
    assert (found.from_on, found.until_on) == days
    assert span in SPANS


def test_before_and_last_year():
    day = around("day", "2026-09-12")
    assert day.before() == Period("2026-09-05", "2026-09-05", "day")
    assert day.last_year() == Period("2025-09-13", "2025-09-13", "day")  # a Saturday too
    assert around("month", "2026-03-31").before() == around("month", "2026-02-01")
    assert around("month", "2024-02-29").last_year() == around("month", "2023-02-28")
    assert around("quarter", "2026-01-01").before() == around("quarter", "2025-10-01")
    assert around("ten_years", "2026-09-12").before().until_on == "2016-12-31"
    any_ = between("2026-09-01", "2026-09-10")
    assert any_.before() == Period("2026-08-22", "2026-08-31")
    assert any_.compared("") is None
    assert any_.compared("before") == any_.before()
    assert len(any_.all_days()) == any_.days == 10


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-09-12", "2026-09-11"),
        ("2026-9-12", "2026-09-12"),
        ("2026-02-30", "2026-03-01"),
        ("heute", "2026-03-01"),
        ("20260912", "20260913"),
        ("0001-01-01", "0001-01-02"),
        ("9999-12-01", "9999-12-31"),
    ],
)
def test_days_that_are_none(first, last):
    with pytest.raises(Refused) as said:
        between(first, last)
    assert said.value.code == "report.period"


def test_a_span_that_nobody_knows():
    with pytest.raises(Refused):
        around("decade", "2026-09-12")
