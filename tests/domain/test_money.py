"""Money: rounding, sharing out, and what a person types."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.domain.money import (
    CURRENCIES,
    MAX_MINOR,
    Rounding,
    allocate,
    divide,
    parse_amount,
    plain,
    share_ppm,
    times,
    to_step,
)
from tests.domain.builders import rows

# R36: each mode at 1.20, 1.25, 1.35, 1.26 to steps of 0.10 (and R37: the mirror of each)
MODES = """
| amount | half_up | half_down | half_even | half_odd | up  | down |
| 120    | 120     | 120       | 120       | 120      | 120 | 120  |
| 124    | 120     | 120       | 120       | 120      | 130 | 120  |
| 125    | 130     | 120       | 120       | 130      | 130 | 120  |
| 135    | 140     | 130       | 140       | 130      | 140 | 130  |
| 126    | 130     | 130       | 130       | 130      | 130 | 120  |
| 5      | 10      | 0         | 0         | 10       | 10  | 0    |
| 0      | 0       | 0         | 0         | 0        | 0   | 0    |
"""


@pytest.mark.parametrize("row", rows(MODES)[1:], ids=lambda row: row[0])
def test_rounding_modes_and_their_mirror(row):
    amount, *expected = map(int, row)
    modes = [Rounding(name) for name in rows(MODES)[0][1:]]
    assert [to_step(amount, 10, mode) for mode in modes] == expected
    assert [to_step(-amount, 10, mode) for mode in modes] == [-one for one in expected]


def test_down_sells_and_refunds_the_same():
    """odoo #96721: 7.50 DOWN to whole units sold for 7 and refunded 8."""
    assert to_step(750, 100, Rounding.DOWN) == 700
    assert to_step(-750, 100, Rounding.DOWN) == -700


def test_steps_of_five():
    assert [to_step(n, 5, Rounding.HALF_UP) for n in (101, 102, 103, 107, 108)] == [
        *(100, 100, 105, 105, 110)
    ]


@given(st.integers(), st.integers(min_value=1), st.sampled_from(Rounding))
def test_divide_is_the_nearest_allowed_and_symmetric(numerator, denominator, mode):
    got = divide(numerator, denominator, mode)
    exact = Fraction(numerator, denominator)
    assert abs(got - exact) < 1
    if mode not in (Rounding.UP, Rounding.DOWN):
        assert abs(got - exact) <= Fraction(1, 2)
    assert divide(-numerator, denominator, mode) == -got
    assert divide(numerator, -denominator, mode) == -got


def test_quantity_and_rate():
    assert times(1280, 354) == 453  # 4.5312
    assert times(999, 500) == 500  # 4.995 up
    assert share_ppm(1000, 88_750) == 89
    assert share_ppm(-1000, 88_750) == -89


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**9), min_size=1, max_size=40))
def test_shares_add_up_are_near_and_mirror(total, weights):
    shares = allocate(total, weights)
    assert sum(shares) == total
    assert allocate(-total, weights) == [-one for one in shares]
    whole = sum(weights)
    if whole:
        for share, weight in zip(shares, weights, strict=True):
            assert abs(share - Fraction(total * weight, whole)) < 1
            assert weight or not share


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=20), st.data())
def test_a_share_is_never_more_than_its_weight(weights, data):
    total = data.draw(st.integers(0, sum(weights)))
    assert all(s <= w for s, w in zip(allocate(total, weights), weights, strict=True))


def test_sharing_out_at_its_edges():
    assert allocate(0, []) == []
    assert allocate(7, [0, 0]) == [7, 0]
    assert allocate(100, [1, 1, 1]) == [34, 33, 33]
    with pytest.raises(ValueError, match="nothing"):
        allocate(1, [])
    for weights in ([1, -1], [3, -1]):
        with pytest.raises(ValueError, match="negative"):
            allocate(1, weights)


TYPED = """
| CNY | 12.5          | 1250  |
| CNY | 12            | 1200  |
| CNY | .5            | 50    |
| CNY | 5.            | 500   |
| CNY | 1,234.50      | 123450 |
| CNY | １２。５      | 1250  |
| CNY | １，２３４．５ | 123450 |
| CNY | -3.00         | -300  |
| CNY | −3            | -300  |
| CNY | 007.10        | 710   |
| CNY | 1.500         | 150   |
| CNY | -0            | 0     |
| JPY | 1200          | 1200  |
| JPY | 12.0          | 12    |
| KWD | 1.234         | 1234  |
| CNY | 12,345,678    | 1234567800 |
| CNY | 1,50          | amount.unreadable |
| CNY | 12,34         | amount.unreadable |
| CNY | 1234,567      | amount.unreadable |
| CNY | ,500          | amount.unreadable |
| CNY | 1.5,0         | amount.unreadable |
| CNY | (empty)       | amount.unreadable |
| CNY | -             | amount.unreadable |
| CNY | .             | amount.unreadable |
| CNY | --5           | amount.unreadable |
| CNY | 1.2.3         | amount.unreadable |
| CNY | 12元          | amount.unreadable |
| CNY | 1e3           | amount.unreadable |
| CNY | ٣             | amount.unreadable |
| CNY | 1.234         | amount.too_precise |
| JPY | 1.5           | amount.too_precise |
| CNY | 6000000000000 | amount.too_large |
| CNY | 999999999.99  | 99999999999 |
| CNY | 1000000000.00 | amount.too_large |
"""


@pytest.mark.parametrize(("currency", "text", "expected"), rows(TYPED))
def test_what_a_person_types(currency, text, expected):
    typed = "" if text == "(empty)" else text
    if expected.startswith("amount."):
        with pytest.raises(Refused) as refused:
            parse_amount(typed, CURRENCIES[currency])
        assert refused.value.code == expected
    else:
        assert parse_amount(typed, CURRENCIES[currency]) == int(expected)


@given(st.integers(-MAX_MINOR, MAX_MINOR), st.sampled_from(sorted(CURRENCIES)))
def test_written_plainly_and_read_again(amount, code):
    currency = CURRENCIES[code]
    if abs(amount) // currency.unit_minor < 10**12:
        assert parse_amount(plain(amount, currency.digits), currency) == amount


@given(st.text(max_size=30))
def test_any_typed_text_is_an_amount_or_refused(text):
    try:
        got = parse_amount(text, CURRENCIES["CNY"])
    except Refused:
        return
    assert abs(got) <= MAX_MINOR


def test_notes_ascend_and_units_fit():
    for currency in CURRENCIES.values():
        assert list(currency.notes_minor) == sorted(currency.notes_minor)
        assert currency.unit_minor == 10**currency.digits
