"""Baskets that wait: kept through a restart, parked, recalled, cancelled."""

from dataclasses import replace

import pytest

from app.domain.document import Kind
from app.domain.pricing.basket import Approval, ManualDiscount, PriceOverride, VoidedLine
from app.domain.tendering import Tender
from app.usecases.sale import basket_codec
from app.usecases.sale.cancel import cancel
from app.usecases.sale.complete import complete
from app.usecases.sale.draft import MOST_PARKED, drop, left_over, park, parked, recall, save
from app.usecases.shift.close import close
from tests.usecases.shop import COLA, MILK


def with_everything(shop):
    basket = shop.basket(COLA, MILK, member=shop.member("6027"))
    word = Approval("a1", shop.manager.operator_id, "王建国", "b" * 32)
    off = ManualDiscount("临期", shop.cashier.operator_id, rate_ppm=50_000, approval=word)
    price = PriceOverride(300, "破损", shop.cashier.operator_id, word)
    first, second = basket.lines
    return replace(
        basket,
        lines=(
            replace(first, override=price, note="轻放 😀"),
            replace(second, discount=off, weighed="keyed", label_total_minor=280),
        ),
        discount=off,
        voided=(VoidedLine("i", "x", 1000, 150, 5),),
    )


def test_a_draft_comes_back_as_it_was(shop):
    basket = with_everything(shop)
    tenders = (Tender(1, "cash", 100, 200, 100, 0, "r"),)
    assert basket_codec.read(basket_codec.write(basket, tenders)) == (basket, tenders)
    save(shop.s, basket, tenders)
    shop.again()
    left = left_over(shop.s)
    assert (left.basket, left.tenders) == (basket, tenders)


@pytest.mark.parametrize("text", ["", "{}", '{"v": 99}', '{"v": 1, "basket": {}, "tenders": []}'])
def test_a_draft_nobody_can_read_is_none(text):
    assert basket_codec.read(text) is None


def test_an_empty_basket_is_no_draft(shop):
    basket = shop.basket(COLA)
    save(shop.s, basket, ())
    save(shop.s, replace(basket, lines=()), ())
    assert left_over(shop.s) is None
    save(shop.s, replace(basket, lines=(), voided=(VoidedLine("i", "x", 1000, 1, 1),)), ())
    assert left_over(shop.s) is not None
    drop(shop.s, basket.sale_id)
    assert left_over(shop.s) is None


def test_park_and_recall(shop, refused):
    first, second = shop.basket(COLA), shop.basket(MILK, member=shop.member("6027"))
    save(shop.s, first, ())
    made = park(shop.s, first, "红衣服").value
    assert (made.label, made.due_minor, made.first_item) == ("红衣服", 380, "北岸可乐")
    shop.clock.pass_ms(1000)
    park(shop.s, second)
    waiting = parked(shop.s)
    assert [one.sale_id for one in waiting] == [first.sale_id, second.sale_id]
    assert (waiting[1].member_name, waiting[1].due_minor) == ("陈雨桐", 258)
    assert waiting[0].operator_name == "林晓燕"
    assert left_over(shop.s) is None
    assert recall(shop.s, first.sale_id).value == (first, ())
    assert left_over(shop.s).basket == first
    assert len(parked(shop.s)) == 1
    with refused("park.gone"):
        recall(shop.s, first.sale_id)
    with refused("park.gone"):
        recall(shop.s, "never was")
    with refused("basket.empty"):
        park(shop.s, replace(first, lines=()))


def test_not_more_than_fifty(shop, refused):
    for _ in range(MOST_PARKED):
        park(shop.s, shop.basket(COLA))
    with refused("park.too_many"):
        park(shop.s, shop.basket(COLA))


def test_cancel_is_journalled(shop, refused):
    shift = shop.shift()
    basket = replace(shop.basket(COLA, MILK), voided=(VoidedLine("i", "x", 1000, 150, 5),))
    save(shop.s, basket, ())
    outcome = cancel(shop.s, shop.cashier, shift.shift_id, basket, " 没带钱 ")
    assert outcome.changes.shift
    doc = shop.last_document()
    assert doc.kind is Kind.BASKET_CANCEL
    assert doc.body["reason"] == "没带钱"
    assert [line["amount"] for line in doc.body["lines"]] == [380, 280]
    assert doc.body["amount"] == 660
    assert len(doc.body["voided"]) == 1
    assert left_over(shop.s) is None
    sold = shop.basket(COLA)
    complete(shop.s, shop.cashier, shift.shift_id, sold, shop.paid(sold))
    with refused("basket.already_sold"):
        cancel(shop.s, shop.cashier, shift.shift_id, sold, "x")


def test_an_empty_basket_is_cancelled_without_a_word(shop):
    shift = shop.shift()
    docs = len(shop.documents())
    cancel(shop.s, shop.cashier, shift.shift_id, replace(shop.basket(COLA), lines=()), "")
    assert len(shop.documents()) == docs


def test_a_shift_does_not_close_over_goods(shop, refused):
    shift, basket = shop.shift(), shop.basket(COLA)
    save(shop.s, basket, ())
    with refused("shift.basket_open"):
        close(shop.s, shop.cashier, shift.shift_id)
    park(shop.s, basket)
    with refused("shift.parked") as error:
        close(shop.s, shop.cashier, shift.shift_id)
    assert error.facts == {"n": 1}
    assert close(shop.s, shop.cashier, shift.shift_id, keep_parked=True).value.parked == 1
