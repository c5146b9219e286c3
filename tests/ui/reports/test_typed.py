"""Days as people type them, and the days beside them."""

import pytest

from app.domain.errors import Refused
from app.reports.period import around, between
from app.words import Words
from ui.reports.viewmodel.typed import read, said, stepped

TODAY = "2026-09-12"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("", TODAY, TODAY),
        ("-1", "2026-09-11", "2026-09-11"),
        ("−1", "2026-09-11", "2026-09-11"),
        ("0901", "2026-09-01", "2026-09-01"),
        ("20250228", "2025-02-28", "2025-02-28"),
        ("9-1", "2026-09-01", "2026-09-01"),
        ("9月1日", "2026-09-01", "2026-09-01"),
        ("2026/8/31", "2026-08-31", "2026-08-31"),
        ("12-31", "2025-12-31", "2025-12-31"),  # the last time it was that day
        ("0901 0912", "2026-09-01", "2026-09-12"),
        ("9-1 ~ 9-12", "2026-09-01", "2026-09-12"),
        ("9.1 到 9.12", "2026-09-01", "2026-09-12"),
        ("-7..-1", "2026-09-05", "2026-09-11"),
    ],
)
def test_days_are_read(text, first, last):
    found = read(text, TODAY)
    assert (found.from_on, found.until_on) == (first, last)


@pytest.mark.parametrize(
    "text", ["x", "0230", "2026-13-01", "9-12 9-1", "1 2 3", "9999999999", "-", "0901 x", "٠٩٠١"]
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(Refused) as wrong:
        read(text, TODAY)
    assert wrong.value.code == "report.period"


def test_one_date_gives_the_span_it_is_asked_in():
    found = read("0815", TODAY, "month")
    assert (found.from_on, found.until_on) == ("2026-08-01", "2026-08-31")
    assert read("0815", TODAY, "any").one_day


@pytest.mark.parametrize(
    ("span", "before", "after"),
    [
        ("day", "2026-09-11", "2026-09-13"),
        ("week", "2026-08-31", "2026-09-14"),
        ("month", "2026-08-01", "2026-10-01"),
        ("year", "2025-01-01", "2027-01-01"),
    ],
)
def test_the_days_beside(span, before, after):
    here = around(span, TODAY)
    assert (stepped(here, -1).from_on, stepped(here, 1).from_on) == (before, after)
    assert stepped(stepped(here, -1), 1) == here


def test_any_days_step_by_their_length():
    found = stepped(between("2026-09-01", "2026-09-10"), -1)
    assert (found.from_on, found.until_on) == ("2026-08-22", "2026-08-31")


@pytest.mark.parametrize(
    ("span", "zh", "en"),
    [
        ("day", "2026 年 9 月 12 日 周六", "Sat 12 Sep 2026"),
        ("week", "2026 年 9 月 7 日到 9 月 13 日", "7 Sep 2026 to 13 Sep"),
        ("month", "2026 年 09 月", "2026-09"),
        ("year", "2026 年", "2026"),
        ("ten_years", "2017 到 2026 年", "2017 to 2026"),
    ],
)
def test_days_in_words(span, zh, en):
    period = around(span, TODAY)
    assert (said(period, Words("zh_CN")), said(period, Words("en"))) == (zh, en)
