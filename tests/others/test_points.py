"""Points: earned once, spent once, taken back with the goods (rules.md 3.7)."""

from app.domain.rights import AssetKind
from app.domain.tendering import Tender
from app.usecases.loyalty import adjust
from app.usecases.loyalty.redeem import redeem
from app.usecases.returns.void import void
from app.usecases.sale.complete import complete
from app.usecases.sale.draft import left_over, save
from tests.usecases.loyalty.programme_shop import Money as Programme
from tests.usecases.money import tendered
from tests.usecases.returns.counter import back, balances, sell
from tests.usecases.shop import COLA, MILK


def points(money, anna) -> int:
    purse = money.purse(anna)
    return purse.total(AssetKind.POINTS) - purse.total(AssetKind.DEBT)


def test_goods_that_came_back_leave_no_points(shop, money, anna):
    """odoo PR #257854, erpnext #32951: buy for the points, bring the goods back, keep the points,
    begin again."""
    shift, before = shop.shift(), points(money, anna)
    for _ in range(3):
        sale = sell(shop, shift, shop.basket(COLA, MILK, member=anna))
        assert points(money, anna) > before
        back(shop, shift, sale, (1, 1000))
        back(shop, shift, sale, (2, 1000))
        assert points(money, anna) == before


def test_points_that_paid_are_not_taken_a_second_time_by_the_return(shop, money, anna):
    """odoo #212922: the return of a sale that points had paid for took the points again."""
    shift = shop.shift()
    money.give(anna, "points", 500, "pts")
    before = balances(shop)
    sale = sell(shop, shift, shop.basket(COLA, MILK, member=anna), ("points", 100))
    assert money.lots(f"m:{anna.member_id}")["pts"][0] < 500
    back(shop, shift, sale, (1, 1000), (2, 1000))
    assert money.lots(f"m:{anna.member_id}")["pts"][0] == 500
    assert points(money, anna) == 500
    assert balances(shop) == before


def test_a_part_that_comes_back_alone_takes_no_points_that_paid(shop, money, anna):
    """odoo #221928: one good came back, not all of them, and the points paid again."""
    shift = shop.shift()
    money.give(anna, "points", 500, "pts")
    sale = sell(shop, shift, shop.basket(COLA, MILK, member=anna), ("points", 100))
    left = money.lots(f"m:{anna.member_id}")["pts"][0]
    back(shop, shift, sale, (1, 1000))
    assert left <= money.lots(f"m:{anna.member_id}")["pts"][0] <= 500


def test_points_earned_by_one_kind_of_paper_are_spent_by_any_other(shop, refused):
    """erpnext #59050: points that were earned on one kind of paper and redeemed on another were
    checked against the whole balance and never deducted: the same points for ever."""
    money = Programme(shop)
    go = (money.s, money.operator, money.shift_id, money.one)
    adjust.adjust(money.s, money.operator, money.one, AssetKind.POINTS, 200, reason="试")
    left = redeem(*go, "egg", redeem_id="first").value.purse.points
    assert left == 50
    with refused("reward.short") as short:
        redeem(*go, "egg", redeem_id="second")
    assert short.facts["have"] == 50


def test_a_sale_that_waits_holds_no_points_and_loses_none(shop, money, anna):
    """OSPOS #4579: points that paid a suspended sale were gone when it was cancelled."""
    money.give(anna, "points", 500, "pts")
    basket = shop.basket(COLA, MILK, member=anna)
    save(shop.s, basket, (Tender(1, "points", 100, 100),))
    assert points(money, anna) == 500
    assert left_over(shop.s).basket == basket
    assert points(money, anna) == 500


def test_a_sale_taken_back_whole_gives_the_points_back(shop, money, anna):
    """OSPOS #4359: a finished sale was edited or deleted, and its points stayed spent. Here a sale
    is never edited: it is voided, and that is its mirror."""
    who = shop.manager
    shift = shop.shift(who)
    money.give(anna, "points", 500, "pts")
    before = balances(shop)
    basket = shop.basket(COLA, member=anna)
    paid = tendered(shop, basket, ("points", 100))
    sale = complete(shop.s, who, shift.shift_id, basket, paid).value
    void(shop.s, who, shift.shift_id, sale.sale_id, reason="void_entry")
    assert points(money, anna) == 500
    assert balances(shop) == before


def test_what_points_paid_earns_no_points(shop, money, anna):
    """OSPOS #3272, R20: who pays with points should not earn points on that part."""
    shift = shop.shift()
    money.give(anna, "points", 5000, "pts")
    basket = shop.basket(COLA, MILK, member=anna)
    due = shop.due(basket)
    sale = sell(shop, shift, basket, ("points", due // 200 * 100))
    assert sale.points == (due - due // 200 * 100) // 100


def test_a_double_tap_spends_points_once(shop, money, anna):
    """OCA/pos #185: points doubled on retry."""
    shift = shop.shift()
    basket = shop.basket(COLA, MILK, member=anna)
    paid = shop.paid(basket)
    made = [complete(shop.s, shop.cashier, shift.shift_id, basket, paid).value for _ in range(3)]
    assert len({one.receipt_no for one in made}) == 1
    assert points(money, anna) == made[0].points
