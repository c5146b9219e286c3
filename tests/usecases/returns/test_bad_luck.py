"""What a return must bear: again, in parts, of gifts, of half-used packages, of spent points."""

from dataclasses import replace

import pytest

from app.domain.document import Kind
from app.domain.loyalty.voucher import Campaign, VoucherKind
from app.domain.tendering import Tender
from app.usecases.health.rebuild import check_projections
from app.usecases.health.verify import verify_journal
from app.usecases.loyalty.gift_cards import replace_card
from app.usecases.sale.complete import complete
from app.usecases.sale.return_goods import preview_return
from tests.usecases.money import Money, covered
from tests.usecases.returns.counter import back, balances, sell, swap, with_credit
from tests.usecases.shop import COLA, MILK, WATER, Shop

FREE_MILK = Campaign("free", "买送牛奶", VoucherKind.ITEM, "Free milk", items=())


@pytest.fixture
def money(shop: Shop) -> Money:
    return Money(shop)


@pytest.fixture
def anna(shop: Shop):
    return shop.member("6027")


def test_a_gift_comes_back_for_nothing_and_the_bought_goods_alone_for_their_price(
    shop, money, anna
):
    """A promotion's gift stands in the sale at zero: it gives nothing back, whatever it cost."""
    milk = shop.item(MILK).item_id
    money.set(campaigns=(replace(FREE_MILK, items=(milk,)),))
    shift = shop.shift()
    voucher = money.voucher(anna, replace(FREE_MILK, items=(milk,)))
    before = balances(shop)
    basket = replace(shop.basket(COLA, MILK, member=anna), vouchers=(voucher,))
    sale = sell(shop, shift, basket)
    assert sale.due_minor == shop.due(shop.basket(COLA, member=anna))
    gift = back(shop, shift, sale, (2, 1000)).value.returning
    assert (gift.total_minor, gift.paid_out_minor) == (0, 0)
    assert gift.vouchers_back == ("买送牛奶",)
    rest = back(shop, shift, sale, (1, 1000)).value.returning
    assert rest.total_minor == sale.due_minor
    assert balances(shop) == before


def test_a_gift_is_exchanged_for_nothing(shop, money, anna):
    milk = shop.item(MILK).item_id
    money.set(campaigns=(replace(FREE_MILK, items=(milk,)),))
    shift = shop.shift()
    voucher = money.voucher(anna, replace(FREE_MILK, items=(milk,)))
    basket = replace(shop.basket(COLA, MILK, member=anna), vouchers=(voucher,))
    sale = sell(shop, shift, basket)
    fresh = with_credit(shop, shop.basket(COLA), sale, (2, 1000))
    assert (fresh.credit.minor, fresh.credit.parts) == (0, ())
    done = swap(shop, shift, fresh).value
    assert shop.documents(Kind.REFUND)[-1].body["total"] == 0
    assert sum(one.amount_minor for one in done.tenders) == done.due_minor + done.rounding_minor


def test_a_package_half_used_gets_back_what_this_sale_took(shop, money, anna, refused):
    shift = shop.shift()
    package = money.package(anna, shop.item(WATER).item_id, 10, 1000)
    basket = shop.basket(WATER, member=anna)
    basket = basket.with_line(replace(basket.lines[0], qty_milli=3000))
    sale = sell(shop, shift, covered(shop, basket, 1, package))
    other = shop.basket(WATER, member=anna)
    there = money.purse(anna).packages[0]
    sell(shop, shift, covered(shop, other, 1, there))
    made = back(shop, shift, sale, (1, 2000)).value
    (gone,) = made.returning.back
    assert (gone.kind, gone.units) == ("package", 2)
    assert (gone.named("zh_CN"), gone.named("en")) == ("十次卡", "Ten")
    left = sum(lot.left for lot in made.purse.packages[0].lots)
    assert left == 10 - 3 - 1 + 2
    with refused("return.too_much"):
        back(shop, shift, sale, (1, 2000))
    back(shop, shift, sale, (1, 1000))
    assert not check_projections(shop.s)


def test_a_gift_card_replaced_since_is_the_one_that_pays_again(shop, money):
    """R43: the money lies on the new card, and that one is asked."""
    shift = shop.shift()
    card = money.gift_card("Z" * 20, 900)
    sale = sell(shop, shift, shop.basket(COLA), ("gift", 380, card))
    new = replace_card(shop.s, shop.manager, card, "lost").value.card
    fresh = with_credit(shop, shop.basket(COLA), sale, (1, 1000))
    assert fresh.credit.assets == (("gift", new.card_id, 380),)
    tenders = (Tender(1, "gift", 380, 380, reference=new.card_id),)
    complete(shop.s, shop.cashier, shift.shift_id, fresh, tenders)
    assert sum(left for left, _ in money.lots(f"g:{new.card_id}").values()) == 520


def test_points_spent_since_are_a_debt_in_an_exchange_too(shop, money, anna):
    shift = shop.shift()
    sale = sell(shop, shift, shop.basket(COLA, member=anna))
    money.set(points=replace(money.program().points, rules=()))
    sell(shop, shift, shop.basket(COLA, member=anna), ("points", sale.points))
    fresh = with_credit(shop, shop.basket(MILK), sale, (1, 1000))
    swap(shop, shift, fresh)
    body = shop.documents(Kind.REFUND)[-1].body
    assert body["points_debt"] > 0
    assert money.purse(anna).points_debt == body["points_debt"]
    assert verify_journal(shop.s).ok


def test_one_line_again_and_again_and_in_parts(shop, refused):
    shift = shop.shift()
    basket = shop.basket(COLA)
    basket = basket.with_line(replace(basket.lines[0], qty_milli=5000))
    sale = sell(shop, shift, basket)
    back(shop, shift, sale, (1, 2000))
    swap(shop, shift, with_credit(shop, shop.basket(COLA), sale, (1, 2000)))
    with refused("return.too_much") as error:
        back(shop, shift, sale, (1, 2000))
    assert error.facts["open_milli"] == 1000
    back(shop, shift, sale, (1, 1000))
    assert not preview_return(shop.s, sale.sale_id).lines[0].open_milli
    with refused("return.too_much"):
        with_credit(shop, shop.basket(COLA), sale, (1, 1000))
