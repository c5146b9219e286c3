"""The generated week closed at the real window by keys alone, and every total of it held against
the same week closed through the use cases."""

import sys

import pytest

from app.domain.shift import ZReport
from app.usecases.report.day import day as day_report
from tests.simulation.keyboard_week import KeyboardWeek
from tests.simulation.week import DAYS, Week

MOST_KEYS = 60  # with the PINs, words for what is missing, a second person and a change-over


@pytest.fixture(scope="module")
def weeks(qapp, tmp_path_factory):
    """By use cases, by keyboard."""
    told = Week(tmp_path_factory.mktemp("told")).run()
    typed = KeyboardWeek(tmp_path_factory.mktemp("typed")).run()
    yield told, typed
    told.close()
    typed.close()


def same(one: ZReport, other: ZReport) -> None:
    """Every total, the number, the day and what members have; ids and the chain are their own."""
    assert other.totals == one.totals
    assert (other.before_minor, other.grand_minor) == (one.before_minor, one.grand_minor)
    assert (other.number, other.business_date) == (one.number, one.business_date)
    assert other.liabilities == one.liabilities


def test_every_z_says_the_same(weeks):
    for one, other in zip(*(week.days for week in weeks), strict=True):
        same(one.z, other.z)


def test_every_day_reads_the_same(weeks):
    for number, name in enumerate(DAYS):
        one, other = (day_report(w.shop.s, w.shop.owner, w.date(number)) for w in weeks)
        assert other.sections == one.sections, name


def test_the_other_till_is_closed_by_keyboard_too(weeks):
    (one, told), (other, typed) = (week.second_till() for week in weeks)
    same(one, other)
    assert told == typed


def test_few_keys_close_a_day_and_nobody_needs_a_hand_for_anything_else(weeks, capsys):
    _, typed = weeks
    with capsys.disabled():
        for one in typed.pressed:
            sys.stdout.write(f"\n{one.day}: closed by {one.who} with {one.keys} keys")
    assert [one.day for one in typed.pressed][:7] == list(DAYS)
    assert max(one.keys for one in typed.pressed) <= MOST_KEYS
