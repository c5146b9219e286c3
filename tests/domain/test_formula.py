"""The sales formula and what is usual: parts that add up, thresholds with a floor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.insight.formula import Trade, factors
from app.domain.insight.unusual import median, unusual, usual


def test_the_formula_of_a_day_worked_out_by_hand():
    # 10 visitors, 5 buyers, 6 receipts, 60.00: 10 x 50% x 1.2 x 10.00
    found = factors(Trade(6000, 6, 5, 10))
    assert [(one.code, one.value) for one in found] == [
        ("visitors", 10),
        ("conversion", 500_000),
        ("visits", 1200),
        ("ticket", 1000),
    ]
    assert all(one.was is None and one.part_minor is None for one in found)


def test_one_factor_that_changed_made_all_of_the_difference():
    found = factors(Trade(6000, 6, 6, 12), Trade(3000, 3, 3, 6))
    assert {one.code: one.part_minor for one in found} == {
        **{"visitors": 3000, "conversion": 0},
        **{"visits": 0, "ticket": 0},
    }
    assert found[0].change_ppm == 1_000_000


def test_two_factors_share_what_they_did_together():
    # 2 -> 4 buyers and 5.00 -> 10.00: 10.00 -> 40.00; either order gives 10 + 20 or 20 + 10
    found = factors(Trade(4000, 4, 4), Trade(1000, 2, 2))
    assert [(one.code, one.part_minor) for one in found] == [
        ("buyers", 1500),
        ("visits", 0),
        ("ticket", 1500),
    ]


def test_without_visitors_or_with_too_few_buyers_stand_for_both():
    for visitors in (None, 0, 4):
        assert factors(Trade(6000, 6, 5, visitors))[0].code == "buyers"
    mixed = factors(Trade(6000, 6, 5, 10), Trade(3000, 3, 3))
    assert [one.code for one in mixed] == ["buyers", "visits", "ticket"]


def test_nothing_is_said_of_a_day_without_a_sale():
    assert factors(Trade(0, 0, 0, 20)) == ()
    alone = factors(Trade(6000, 6, 5), Trade(0, 0, 0))
    assert [one.was for one in alone] == [None] * 3


trades = st.tuples(
    *(st.integers(0, 10**9), st.integers(1, 3000), st.integers(1, 3000)),
    st.one_of(st.none(), st.integers(1, 9000)),
).map(lambda x: Trade(*x))


@given(trades, trades)
def test_the_parts_always_add_up_to_the_difference(now, then):
    found = factors(now, then)
    assert sum(one.part_minor for one in found) == now.sales_minor - then.sales_minor


@pytest.mark.parametrize(
    ("values", "middle"), [((), 0), ((5,), 5), ((9, 1, 5), 5), ((4, 1, 9, 7), 5), ((-4, -1), -3)]
)
def test_the_median(values, middle):
    assert median(values) == middle


def test_few_days_are_no_habit():
    assert usual([100, 100, 100]) is None
    assert unusual(9999, [100, 100, 100]) is None


def test_a_quiet_shop_is_told_nothing_of_small_numbers():
    assert unusual(4, [2, 2, 2, 2], floor=5) is None
    found = unusual(8, [2, 2, 2, 2], floor=5)
    assert found is not None
    assert found.more
    assert found.change_ppm == 3_000_000


def test_a_shop_of_ups_and_downs_bears_more():
    steady, wild = [1000] * 6, [600, 1400, 700, 1300, 1000, 1000]
    assert unusual(1300, steady) is not None
    assert unusual(1300, wild) is None
    low = unusual(500, steady)
    assert low is not None
    assert not low.more
    assert unusual(5, [0, 0, 0, 0]).change_ppm == 1_000_000
