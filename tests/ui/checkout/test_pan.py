"""Several goods weighed one after another: nothing that lies on the pan is sold twice."""

import pytest

from app.usecases.ports import Weight
from tests.ui.checkout.counter_kit import MANAGER, bench


def weigh(b, grams, *, stable=True):
    b.till.scale = Weight(grams, stable)
    b.p.weighing.poll()


def sell(b, grams):
    b.p.scanning.add("apples")
    weigh(b, grams)
    b.press("confirm")
    return b.state.basket.lines[-1].qty_milli


def test_the_second_item_is_what_came_on_top():
    b = bench()
    assert sell(b, 500) == 500
    b.p.scanning.add("apples")
    weigh(b, 500)
    assert b.vm.right.reading == "0.000"
    assert "0.500" in b.vm.right.hint
    b.press("confirm")
    assert len(b.state.basket.lines) == 1  # what was sold already is not sold again
    weigh(b, 1200)
    assert b.vm.right.reading == "0.700"
    b.press("confirm")
    assert [line.qty_milli for line in b.state.basket.lines] == [500, 700]


def test_an_empty_pan_starts_anew_though_nobody_weighs():
    b = bench()
    sell(b, 500)
    weigh(b, 10, stable=False)
    assert sell(b, 800) == 800


def test_some_taken_off_lowers_what_was_there_before():
    b = bench()
    sell(b, 900)
    weigh(b, 400)
    assert sell(b, 1000) == 600


def test_a_moving_reading_lowers_nothing():
    b = bench()
    sell(b, 900)
    weigh(b, 400, stable=False)
    assert sell(b, 1000) == 100


def test_one_key_takes_all_that_lies_there():
    b = bench()
    sell(b, 500)
    b.p.scanning.add("apples")
    weigh(b, 450)
    assert b.vm.right.reading == "0.000"
    b.press("quantity")
    assert (b.vm.right.reading, b.vm.right.whole) == ("0.450", False)
    b.press("confirm")
    assert b.state.basket.lines[-1].qty_milli == 450


def test_a_line_or_a_basket_given_up_is_weighed_again_whole():
    b = bench()
    sell(b, 500)
    b.press("remove_line")
    assert sell(b, 500) == 500
    b.press("cancel_sale")
    b.press("confirm")
    assert sell(b, 500) == 500


def test_a_keyed_weight_says_nothing_of_the_pan():
    b = bench()
    b.p.scanning.add("apples")
    b.p.weighing.typed("2.5")
    b.press("confirm")
    assert sell(b, 500) == 500


@pytest.mark.parametrize(
    ("weight", "said"),
    [
        (Weight(None, False, "overload"), "超重"),
        (Weight(None, False, "under_zero"), "零点"),
        (Weight(None, False, "unstable"), "还在动"),
        (Weight(None, False, "unit"), "单位"),
        (Weight(None, False, "no_answer"), "没有应答"),
        (Weight(None, False, "unplugged"), "没有应答"),
        (None, "没有读数"),
    ],
)
def test_why_there_is_no_weight_is_said(weight, said):
    b = bench(scale=weight)
    b.p.scanning.add("apples")
    b.p.weighing.poll()
    assert said in b.vm.right.mark[2]
    b.press("confirm")
    assert not b.state.basket.lines


def test_whoever_comes_next_begins_with_an_empty_pan():
    b = bench()
    sell(b, 500)
    b.session.log_in(MANAGER, b.session.shift, b.session.words)
    assert sell(b, 500) == 500
