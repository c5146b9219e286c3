"""The drawer at the end of the day: it can be closed, and what is said of it is true."""

from app.domain.document import Kind
from app.usecases.drawer.cash_movement import drop, pay_in, pay_out, reasons
from app.usecases.shift.close import close
from app.usecases.shift.open import current
from app.usecases.shift.report import x_report
from tests.usecases.returns.counter import back
from tests.usecases.shift.ways import count_all, day_end, expected, sell
from tests.usecases.shop import COLA, MILK, WATER


def test_a_drawer_that_agrees_is_closed_without_a_word(shop):
    """odoo #72720, #108694, PR #243775, #112776: a session with the right money in it, or with an
    open question in it, could not be closed."""
    shift = shop.shift(float_minor=20_000)
    sell(shop, shift, COLA, MILK, given=1000)
    assert count_all(shop, shift).agrees
    close(shop.s, shop.cashier, shift.shift_id)
    body = shop.documents(Kind.SHIFT_CLOSE)[-1].body
    assert body["counted"] == body["expected"]
    assert current(shop.s, shop.cashier) is None


def test_a_shift_that_was_opened_is_open_whatever_happens_then(shop):
    """odoo PR #288899: a register that was opened without a network was never opened."""
    shift = shop.shift(float_minor=20_000)
    shop.again()
    there = current(shop.s, shop.cashier)
    assert there is not None
    assert (there.shift_id, there.float_minor) == (shift.shift_id, 20_000)
    sell(shop, shift, COLA)
    assert day_end_of(shop, shift).z_no


def day_end_of(shop, shift):
    count_all(shop, shift)
    close(shop.s, shop.cashier, shift.shift_id)
    return day_end(shop)


def test_the_cash_that_should_be_there_is_what_went_in_less_what_went_out(shop):
    """R38: float, cash sales, returns, pay-in, pay-out, drops; card sales are no cash (NexoPOS)."""
    who = shop.manager
    shift = shop.shift(who, float_minor=20_000)
    for kind in ("cash", "wechat"):
        sell(shop, shift, COLA, MILK, kind=kind, who=who)
    sale = sell(shop, shift, WATER, given=5000, who=who)
    due = shop.due(shop.basket(COLA, MILK))
    assert expected(shop, shift) == 20_000 + due + sale.due_minor
    why = {one.way: one.code for one in reasons(shop.s)}
    pay_in(shop.s, who, shift.shift_id, 1500, why["in"])
    pay_out(shop.s, who, shift.shift_id, 300, why["out"])
    drop(shop.s, who, shift.shift_id, 4000)
    back(shop, shift, sale, (1, 1000), who=who)
    totals = x_report(shop.s, shift.shift_id).totals
    assert totals.cash_expected_minor == 20_000 + due + 1500 - 300 - 4000
