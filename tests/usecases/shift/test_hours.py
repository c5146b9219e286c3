"""The business day and the clock (R39, R40, A12): cut-off, summer time, jumps, and a long shift."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from app.domain.document import Kind
from app.domain.shop import business_date
from app.usecases.shift.open import in_the_way, is_too_long
from app.usecases.shift.z import z_close
from tests.usecases.shift.ways import day_end, sell
from tests.usecases.shop import COLA, MILK

HOUR = 3_600_000
YEARS = 365 * 24 * HOUR


def ms(text: str, zone: str) -> int:
    """An instant said on a wall clock; `+` after it is the second of two that look the same."""
    at = datetime.fromisoformat(text.rstrip("+")).replace(tzinfo=ZoneInfo(zone))
    at = at.replace(fold=1) if text.endswith("+") else at
    return int(at.astimezone(UTC).timestamp()) * 1000


@pytest.mark.parametrize(
    ("zone", "at", "cutoff", "day"),
    [
        ("Asia/Shanghai", "2026-09-12 03:59", 4, "2026-09-11"),
        ("Asia/Shanghai", "2026-09-12 04:00", 4, "2026-09-12"),
        ("Asia/Shanghai", "2026-09-12 00:00", 0, "2026-09-12"),
        ("Asia/Shanghai", "2026-09-12 22:59", 23, "2026-09-11"),
        # a day of 23 hours: 02:00 does not exist
        ("Europe/Berlin", "2026-03-29 01:59", 4, "2026-03-28"),
        ("Europe/Berlin", "2026-03-29 03:00", 4, "2026-03-28"),
        ("Europe/Berlin", "2026-03-29 04:00", 4, "2026-03-29"),
        ("Europe/Berlin", "2026-03-29 03:00", 3, "2026-03-29"),
        ("Europe/Berlin", "2026-03-29 01:59", 2, "2026-03-28"),
        ("Europe/Berlin", "2026-03-29 03:00", 2, "2026-03-29"),
        # a day of 25 hours: 02:30 is there twice
        ("Europe/Berlin", "2026-10-25 02:30", 3, "2026-10-24"),
        ("Europe/Berlin", "2026-10-25 02:30+", 3, "2026-10-24"),
        ("Europe/Berlin", "2026-10-25 03:00", 3, "2026-10-25"),
        ("Europe/Berlin", "2026-10-25 02:00", 2, "2026-10-25"),
        ("Europe/Berlin", "2026-10-25 02:00+", 2, "2026-10-25"),
        ("America/New_York", "2026-11-01 01:30+", 2, "2026-10-31"),
        ("America/New_York", "2026-11-01 02:00", 2, "2026-11-01"),
    ],
)
def test_a_business_day_begins_at_the_cut_off_of_the_wall_clock(zone, at, cutoff, day):
    """FloCafe #692: the night belongs to the day before."""
    assert business_date(ms(at, zone), zone, cutoff) == day


def test_a_day_of_23_and_of_25_hours_is_one_day():
    """FloCafe #695: days of the change to summer time."""
    for day, hours in (("2026-03-28", 23), ("2026-10-24", 25), ("2026-06-10", 24)):
        start = ms(f"{day} 04:00", "Europe/Berlin")
        found = {business_date(start + n * HOUR, "Europe/Berlin", 4) for n in range(hours)}
        assert found == {day}
        assert business_date(start + hours * HOUR, "Europe/Berlin", 4) > day


def test_a_shift_over_24_hours_is_closed_before_selling_goes_on(shop, refused):
    shift = shop.shift()
    shop.clock.pass_ms(24 * HOUR)
    sell(shop, shift, COLA)
    assert not is_too_long(shop.s, shift)
    shop.clock.pass_ms(1)
    assert is_too_long(shop.s, shift)
    with refused("shift.too_long") as error:
        sell(shop, shift, COLA)
    assert error.facts == {"hours": 24}
    day_end(shop)
    sell(shop, shop.shift(), COLA)


@pytest.mark.parametrize("years", [10, -2])
def test_a_clock_that_is_set_ages_no_shift(shop, refused, years):
    shift = shop.shift()
    sell(shop, shift, COLA)
    shop.clock.set_wall(shop.clock.now_ms() + years * YEARS)
    assert not is_too_long(shop.s, shift)
    sell(shop, shift, MILK)  # notes the jump
    assert not is_too_long(shop.s, shift)
    sell(shop, shift, COLA)
    shop.clock.pass_ms(23 * HOUR)
    sell(shop, shift, COLA)
    shop.clock.pass_ms(2 * HOUR)
    with refused("shift.too_long") as error:  # real time still counts
        sell(shop, shift, COLA)
    assert error.facts == {"hours": 25}


@pytest.mark.parametrize("years", [10, -2])
def test_a_jump_is_a_document_of_the_z_and_changes_no_day(shop, years):
    z_close(shop.s, shop.manager)
    shift = shop.shift()
    sell(shop, shift, COLA)
    shop.clock.set_wall(shop.clock.now_ms() + years * YEARS)
    made = day_end(shop)
    (jump,) = shop.documents(Kind.CLOCK_JUMP)
    assert made.first_seq <= jump.seq <= made.last_seq
    assert made.totals.counter("clock_jumps") == 1
    assert made.business_date == shift.business_date
    assert (made.first_seq, made.last_seq + 1) == (
        shop.documents(Kind.Z_CLOSE)[0].seq + 1,
        made.seq,
    )


def test_a_jump_that_the_z_itself_notices_is_covered_by_it(shop):
    z_close(shop.s, shop.manager)
    shop.clock.set_wall(shop.clock.now_ms() + 10 * YEARS)
    made = z_close(shop.s, shop.manager).value
    (jump,) = shop.documents(Kind.CLOCK_JUMP)
    assert made.first_seq <= jump.seq <= made.last_seq == made.seq - 1
    assert made.totals.counter("clock_jumps") == 1


def test_after_a_jump_back_the_next_day_is_still_closed(shop):
    z_close(shop.s, shop.manager)
    shop.clock.set_wall(shop.clock.now_ms() - 2 * YEARS)
    shift = shop.shift()
    sell(shop, shift, COLA)
    made = day_end(shop)
    assert made.totals.shift.sales == 1
    again = shop.documents(Kind.Z_CLOSE)
    assert [doc.body["z_no"] for doc in again] == [1, 2]


def test_who_logs_in_with_a_long_shift_is_told_before_the_first_scan(shop):
    shift = shop.shift()
    assert in_the_way(shop.s, shop.cashier) is None
    shop.clock.pass_ms(24 * HOUR + 1)
    said = in_the_way(shop.s, shop.cashier)
    assert said is not None
    assert (said.code, said.facts) == ("shift.too_long", {"hours": 24})
    assert is_too_long(shop.s, shift)
