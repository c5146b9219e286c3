"""Tenders: to the cent, in any mixture, there and back (rules.md 3.8, 4.6)."""

from dataclasses import replace

import pytest

from app.domain.ledger import CASH_ROUNDING
from app.domain.loyalty.voucher import Campaign, VoucherKind
from app.domain.money import Rounding
from app.domain.shop import CashRounding
from app.usecases.catalog.save import save_tax
from app.usecases.sale.complete import complete
from app.usecases.shop.desk import desk_book
from app.usecases.shop.settings import change
from tests.usecases.money import tendered
from tests.usecases.returns.counter import back, balances, sell
from tests.usecases.shop import COLA, MILK, WATER

TENTH = Campaign("tenth", "九折", VoucherKind.PERCENT, "A tenth off", off_ppm=100_000)
CODE = "Z" * 20


def on_card(money, card: str) -> int:
    return money.lots(f"g:{card}")[f"{card}.1"][0]


def test_a_gift_card_is_no_goods_that_a_discount_counts(shop, money, anna):
    """odoo PR #259577, R34: a tenth off, then a gift card: a tenth of the card's money was added
    back onto the total."""
    money.set(campaigns=(TENTH,))
    shift, card = shop.shift(), money.gift_card(CODE, 500)
    basket = shop.basket(COLA, MILK, member=anna)
    basket = replace(basket, vouchers=(money.voucher(anna, TENTH),))
    due = shop.due(basket)
    sale = sell(shop, shift, basket, ("gift", 300, card))
    assert sale.due_minor == due
    assert sum(one.amount_minor for one in sale.tenders) == due
    assert on_card(money, card) == 200


@pytest.mark.parametrize("rate_ppm", [0, 60_000, 250_000])
def test_a_card_is_worth_the_same_however_goods_are_taxed(shop, money, rate_ppm):
    """odoo #119570, #254348: what a gift card took off hung on the tax of the gift card's item."""
    tax = desk_book(shop.s).tax
    classes = tuple(replace(one, rate_ppm=rate_ppm) for one in tax.classes)
    save_tax(shop.s, shop.owner, replace(tax, classes=classes))
    card = money.gift_card(CODE, 500)
    basket = shop.basket(COLA, MILK)
    sale = sell(shop, shop.shift(), basket, ("gift", 500, card))
    assert on_card(money, card) == 0
    assert sum(one.amount_minor for one in sale.tenders) == sale.due_minor
    assert sale.tenders[0].amount_minor == 500


def test_goods_paid_by_gift_card_come_back_and_the_card_has_its_money(shop, money):
    """odoo #135400: a return that holds a gift card could not be finished."""
    shift, card = shop.shift(), money.gift_card(CODE, 500)
    before = balances(shop)
    sale = sell(shop, shift, shop.basket(COLA, MILK), ("gift", 500, card))
    back(shop, shift, sale, (1, 1000), (2, 1000))
    assert on_card(money, card) == 500
    assert balances(shop) == before


def test_an_empty_gift_card_pays_nothing_and_gets_no_more_than_it_paid(shop, money, refused):
    """odoo #135393: a card without balance was taken in a return, and its balance came out wrong.
    What a card gets back is what it paid, whoever holds which card at the counter."""
    shift, card, other = shop.shift(), money.gift_card(CODE, 200), money.gift_card("Y" * 20, 300)
    sale = sell(shop, shift, shop.basket(COLA, MILK), ("gift", 200, card))
    with refused("gift_card.short"):
        sell(shop, shift, shop.basket(COLA), ("gift", 100, card))
    back(shop, shift, sale, (1, 1000))
    assert on_card(money, card) <= 200
    back(shop, shift, sale, (2, 1000))
    assert (on_card(money, card), on_card(money, other)) == (200, 300)


@pytest.mark.parametrize("mode", list(Rounding))
def test_a_return_gives_what_was_taken_whatever_the_rounding(shop, mode):
    """odoo #146474, #155619, #190667, R36, R37: the refund of a rounded sale was another amount, or
    could not be closed at all."""
    change(shop.s, shop.owner, rounding=CashRounding(100, mode))
    shift, before = shop.shift(), balances(shop)
    basket = shop.basket(COLA, MILK, WATER)
    sale = complete(
        shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket, given=10_000)
    ).value
    taken = sum(one.amount_minor for one in sale.tenders)
    lines = tuple((one.line_no, 1000) for one in basket.lines)
    assert back(shop, shift, sale, *lines).value.returning.paid_out_minor == taken
    assert balances(shop) == before


def test_rounding_is_a_line_of_its_own_in_the_books(shop):
    """RepairDesk #1248: rounding of cash must be seen apart from sales. R36: only of the cash."""
    change(shop.s, shop.owner, rounding=CashRounding(100))
    shift, before = shop.shift(), balances(shop)
    basket = shop.basket(COLA, MILK, WATER)
    assert shop.due(basket) % 100
    sale = complete(
        shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket, given=10_000)
    ).value
    assert sale.rounding_minor
    moved = {key[0]: n - before.get(key, 0) for key, n in balances(shop).items()}
    assert moved[CASH_ROUNDING] == -sale.rounding_minor
    other = shop.basket(COLA, MILK, WATER)
    by_phone = shop.paid(other, "wechat")
    sale = complete(shop.s, shop.cashier, shift.shift_id, other, by_phone).value
    assert sale.rounding_minor == 0


def test_every_cent_of_a_wallet_counts(shop, money, anna):
    """odoo #278568, RepairDesk #79: the wallet was debited in full and the sale lowered by a cent
    less."""
    shift = shop.shift()
    for have in (1, 99, 333, 618):
        money.give(anna, "principal", have, f"p{have}")
        basket = shop.basket(COLA, MILK, member=anna)
        sale = complete(
            *(shop.s, shop.cashier, shift.shift_id, basket),
            tendered(shop, basket, ("stored", min(have, shop.due(basket)), "general")),
        ).value
        wallet = sum(one.amount_minor for one in sale.tenders if one.kind == "stored")
        left, _ = money.lots(f"m:{anna.member_id}")[f"p{have}"]
        assert left == have - wallet
        assert sum(one.amount_minor for one in sale.tenders) == sale.due_minor
