"""The difference finder over real documents: the row it names is the one where it went wrong."""

import pytest

from app.domain.shift import Counted
from app.usecases.drawer.cash_movement import drop, pay_out
from app.usecases.drawer.open_drawer import no_sale
from app.usecases.sale.cancel import cancel
from app.usecases.sale.return_goods import return_goods
from app.usecases.shift.close import close
from app.usecases.shift.count import count
from tests.usecases.shift.ways import count_all, expected, pieces, sell
from tests.usecases.shop import COLA, MILK, WATER

DAY = 86_400_000


@pytest.fixture
def busy(shop):
    """A manager's shift with a dozen sales in it."""
    shift = shop.shift(shop.manager, 50_000)
    for n in range(12):
        shop.clock.pass_ms(240_000)
        goods = (COLA, MILK, WATER)[: 1 + n % 3] * (1 + n // 6)
        kind = ("cash", "wechat", "card")[n % 3]
        sell(shop, shift, *goods, kind=kind, who=shop.manager)
    shop.clock.pass_ms(600_000)
    return shift


def found(shop, shift, off, **more):
    return count_all(shop, shift, off=off, who=shop.manager, **more).candidates


def seq_of(shop) -> int:
    return shop.last_document().seq


def test_a_refund_that_was_not_paid_out(shop, busy):
    sold = sell(shop, busy, COLA, MILK, who=shop.manager)
    return_goods(
        *(shop.s, shop.manager, busy.shift_id, sold.sale_id, ((1, 1000),)), reason="unwanted"
    )
    seq = seq_of(shop)
    first = found(shop, busy, 380)[0]
    assert (first.code, first.rows[0][1]) == ("refund_unpaid", seq)


def test_a_sale_that_was_keyed_as_cash(shop, busy):
    sell(shop, busy, WATER, COLA, COLA, COLA, who=shop.manager)
    seq, off = seq_of(shop), -(3 * 380 + 200)
    (row,) = shop.rows("SELECT due_minor FROM sale WHERE seq = ?", seq)
    codes = {one.code: one for one in found(shop, busy, -row[0])[:2]}
    assert seq in [at[1] for at in codes["keyed_cash"].rows]
    assert off < 0


def test_the_same_sale_twice(shop, busy):
    for _ in range(2):
        shop.clock.pass_ms(60_000)
        sell(shop, busy, MILK, MILK, MILK, WATER, who=shop.manager)
    seq = seq_of(shop)
    (row,) = shop.rows("SELECT due_minor FROM sale WHERE seq = ?", seq)
    first = found(shop, busy, -row[0])[0]
    assert (first.code, first.rows[-1][1]) == ("twice", seq)


def test_a_basket_cancelled_after_its_cash_was_taken(shop, busy):
    basket = shop.basket(COLA, COLA, MILK)
    cancel(shop.s, shop.manager, busy.shift_id, basket, "customer_left")
    seq = seq_of(shop)
    first = found(shop, busy, shop.due(basket))[0]
    assert (first.code, first.rows[0][1]) == ("cancelled", seq)


def test_change_for_another_note(shop, busy):
    sell(shop, busy, COLA, MILK, given=10_000, who=shop.manager)
    seq = seq_of(shop)
    shop.clock.pass_ms(60_000)
    no_sale(shop.s, shop.manager, busy.shift_id, "change_money")
    first = found(shop, busy, -5_000)[0]
    assert (first.code, first.rows[0][1]) == ("change_note", seq)
    assert dict(first.facts)["given_minor"] == 10_000


def test_a_pay_out_of_other_days_that_is_missing_today(shop):
    for _ in range(2):
        shift = shop.shift(shop.manager, 50_000)
        pay_out(shop.s, shop.manager, shift.shift_id, 2_000, "买冰块")
        close(shop.s, shop.manager, shift.shift_id)
        shop.clock.pass_ms(DAY)
    shift = shop.shift(shop.manager, 50_000)
    sell(shop, shift, COLA, who=shop.manager)
    first = found(shop, shift, -2_000)[0]
    assert first.code == "out_unrecorded_usual"
    assert dict(first.facts) == {"reason": "买冰块", "n": 2}


def test_what_goes_to_the_safe_is_no_habit(shop):
    for _ in range(2):
        shift = shop.shift(shop.manager, 50_000)
        drop(shop.s, shop.manager, shift.shift_id, 2_000)
        close(shop.s, shop.manager, shift.shift_id)
        shop.clock.pass_ms(DAY)
    shift = shop.shift(shop.manager, 50_000)
    codes = [one.code for one in found(shop, shift, -2_000)]
    assert "out_unrecorded_usual" not in codes


def test_a_float_that_was_typed_wrong(shop):
    shift = shop.shift(shop.manager, 50_000)
    count_all(shop, shift, who=shop.manager)
    close(shop.s, shop.manager, shift.shift_id)
    shift = shop.shift(shop.manager, 5_000)
    sell(shop, shift, COLA, who=shop.manager)
    first = found(shop, shift, 45_000)[0]
    assert (first.code, dict(first.facts)["right_minor"]) == ("float", 50_000)


def test_a_number_typed_with_a_nought_too_many(shop, busy):
    real = dict(pieces(expected(shop, busy)).denominations)
    value = next(one for one, n in real.items() if n > 1)
    counted = Counted(tuple((v, n * 10 if v == value else n) for v, n in real.items()))
    told = count(shop.s, shop.manager, busy.shift_id, counted).value
    first = told.candidates[0]
    facts = dict(first.facts)
    assert first.code == "count_tenfold"
    assert (facts["value_minor"], facts["right"]) == (value, real[value])


def test_a_coin_that_was_left_out_and_was_there_yesterday(shop):
    shift = shop.shift(shop.manager, 50_000)
    yesterday = Counted(((10_000, 4), (5_000, 1), (1_000, 4), (100, 8), (50, 4)))
    assert count(shop.s, shop.manager, shift.shift_id, yesterday).value.agrees
    close(shop.s, shop.manager, shift.shift_id)
    shift = shop.shift(shop.manager, yesterday.cash_minor)
    sell(shop, shift, COLA, who=shop.manager)
    today = Counted(((10_000, 4), (5_000, 1), (1_000, 4), (100, 0), (50, 4), (10, 38)))
    told = count(shop.s, shop.manager, shift.shift_id, today).value
    assert told.candidates[0].code == "count_left_out"


def test_a_card_slip_of_the_shift_before(shop):
    shift = shop.shift(shop.manager)
    sell(shop, shift, COLA, MILK, kind="card", who=shop.manager)
    late = seq_of(shop)
    close(shop.s, shop.manager, shift.shift_id)
    shift = shop.shift(shop.manager)
    sell(shop, shift, WATER, kind="card", who=shop.manager)
    (row,) = shop.rows("SELECT due_minor FROM sale WHERE seq = ?", seq_of(shop))
    first = found(shop, shift, 0, tenders=(("card", row[0] + 660),))[0]
    assert (first.code, first.rows[0][1]) == ("slip_late", late)
