"""What a scan means here, and that a payment card leaves no trace."""

import logging
from dataclasses import replace

import pytest

from app.domain.checkout.events import CodeUnknown, ItemIdentified, MemberAttached
from app.domain.codes.gtin import check_digit
from app.domain.errors import Refused
from app.domain.receipt import proof_of
from app.usecases.catalog.save import save_item
from app.usecases.member.cards import add_card, report_lost
from app.usecases.member.edit import edit
from app.usecases.sale.complete import complete
from app.usecases.sale.identify_code import (
    OperatorCard,
    ReceiptFound,
    department_item,
    identify,
    item_event,
)
from app.usecases.sale.quick_keys import KEYS_A_PAGE, pages
from app.usecases.sale.search_items import search
from app.usecases.staff.edit import change
from app.usecases.staff.login import login_by_card
from tests.usecases.shop import APPLE, COLA, WATER


def means(shop, text, **how):
    return identify(shop.s, text, at=shop.clock.now_ms(), **how)


def label(kind: str, plu: str, figure: int) -> str:
    body = f"{kind}{plu.zfill(5)}{figure:05d}"
    return body + check_digit(body)


def test_an_item_by_every_spelling_of_its_code(shop):
    code = shop.item(COLA).barcodes[0]
    for text in (code, f" {code} ", f"0{code}", f"]E0{code}", f"(01)0{code}", _wide(code)):
        found = means(shop, text)
        assert isinstance(found, ItemIdentified), text
        assert (found.item.name, found.unit_price_minor) == ("北岸可乐", 380)


def _wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) for c in text)


def test_labels_of_a_scale(shop):
    weight = means(shop, label("21", "1", 756))
    assert (weight.item.name, weight.qty_milli, weight.weighed) == (APPLE, 756, "label")
    assert weight.label_total_minor is None
    price = means(shop, label("22", "1", 748))
    assert (price.label_total_minor, price.qty_milli) == (748, 756)
    assert means(shop, label("21", "99", 500)) == CodeUnknown(label("21", "99", 500), "unknown")


def test_typed_numbers(shop):
    assert means(shop, "1").reason == "short"
    assert means(shop, "1", typed=True).item.plu == "1"
    assert means(shop, "12", typed=True).item.plu == "12"
    found = means(shop, "10013826027", typed=True)
    assert isinstance(found, MemberAttached)
    assert (found.member.name, found.member.scanned) == ("陈雨桐", False)


def test_cards(shop):
    found = means(shop, "M:70000000")
    assert (found.member.name, found.member.scanned) == ("陈雨桐", True)
    assert found.member.phone_masked == "100****6027"
    assert means(shop, "M:nobody-1") == CodeUnknown("", "member_unknown")
    assert means(shop, "S:manager-0001") == OperatorCard(
        shop.manager.operator_id, "manager-0001", shop.manager.name
    )
    assert means(shop, "S:nobody-1") == CodeUnknown("", "card_unknown")
    edit(shop.s, shop.manager, found.member.member_id, active=False)
    assert isinstance(means(shop, "M:70000000"), CodeUnknown)


def test_receipts(shop):
    shift, basket = shop.shift(), shop.basket(COLA)
    made = complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket)).value
    found = ReceiptFound(basket.sale_id, made.receipt_no)
    proof = proof_of(shop.last_document())
    for text in (made.receipt_no, "03-000037", proof):
        assert means(shop, text) == found
    assert means(shop, "03-000999").reason == "receipt_unknown"
    assert means(shop, proof.replace(":380:", ":100:")).reason == "receipt_altered"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("6923450612347", "unknown"),
        ("6911423002218", "bad_check"),
        ("69114", "short"),
        ("6911423", "split"),
        ("69114230022196911423002219", "doubled"),
        ("6923450612345\x00\x01", "bad_check"),
        ("", "short"),
        ("\u200b\x07", "short"),
        ("x" * 400, "garbage"),
    ],
)
def test_what_means_nothing_says_why(shop, text, reason):
    found = means(shop, text)
    assert isinstance(found, CodeUnknown)
    assert found.reason == reason
    assert len(found.code) <= 40


CARDS = ("4111111111111111", "5555 5555 5555 4444", ";4111111111111111=29011010000000000000?")


@pytest.mark.parametrize("text", CARDS)
@pytest.mark.parametrize("typed", [True, False])
def test_a_payment_card_leaves_no_trace(shop, refused, caplog, text, typed):
    caplog.set_level(logging.DEBUG)
    with refused("code.payment_card") as error:
        means(shop, text, typed=typed)
    kept = f"{error.facts} {caplog.text}"
    assert "1111" not in kept
    assert "5555" not in kept


def test_what_is_off_sale_or_has_no_price_stops(shop):
    cola, water = shop.item(COLA), shop.item(WATER)
    save_item(shop.s, shop.owner, replace(cola, active=False))
    save_item(shop.s, shop.owner, replace(water, prices=()))
    assert means(shop, cola.barcodes[0]).reason == "inactive"
    assert means(shop, water.barcodes[0]).reason == "no_price"
    assert item_event(shop.s, water.item_id).reason == "no_price"
    assert item_event(shop.s, "nothing").reason == "unknown"


def test_a_keyed_amount_under_a_department(shop, refused):
    found = department_item(shop.s, "services", 1250)
    assert (found.item.item_id, found.unit_price_minor) == ("dept:services", 1250)
    assert found.item.tax_class == "service"
    for price, code in ((0, "price.not_positive"), (-1, "price.not_positive")):
        with refused(code):
            department_item(shop.s, "services", price)
    with refused("amount.too_large"):
        department_item(shop.s, "services", 6_000_000_000_000)
    with refused("department.unknown"):
        department_item(shop.s, "nowhere", 100)


def test_search_and_quick_keys(shop):
    assert [one.item.name for one in search(shop.s, "bakl", "zh_CN")][:1] == ["北岸可乐"]
    assert search(shop.s, "cola", "en")[0].price_minor in (280, 380)
    assert search(shop.s, "  ", "zh_CN") == ()
    found = pages(shop.s)
    assert [one.name for one in found][:2] == ["常用", "饮料"]
    assert len(found) == 11
    assert all(len(one.keys) == KEYS_A_PAGE for one in found)
    assert found[0].keys[0].item.name == "青溪饮用天然水"
    assert found[0].named("en") == "Favourites"


@pytest.mark.parametrize("card", ["70000000", "8801234", "6399990000123"])
def test_a_card_with_a_bare_number_attaches_unless_an_item_has_it(shop, card):
    member = means(shop, "10013826027", typed=True).member.member_id
    assert isinstance(means(shop, "5" + card), CodeUnknown)
    edit(shop.s, shop.manager, member, cards=(card,))
    found = means(shop, card)
    assert isinstance(found, MemberAttached)
    assert found.member.scanned


def test_a_card_at_a_reader_is_a_members_or_a_colleagues(shop):
    found = means(shop, "M:70000000")
    add_card(shop.s, shop.manager, found.member.member_id, "U:04A1B2C3")
    assert means(shop, "U:04A1B2C3").member.name == "陈雨桐"
    assert means(shop, "U:04A1B2C4") == CodeUnknown("", "member_unknown")
    change(shop.s, shop.owner, shop.cashier.operator_id, card_token="U:DEADBEEF")
    assert means(shop, "U:DEADBEEF").operator_id == shop.cashier.operator_id
    assert login_by_card(shop.s, "U:DEADBEEF").value.operator_id == shop.cashier.operator_id


def test_the_same_card_at_two_readers_is_the_same_member(shop):
    """One types ten digits, the other says bytes; a file from before knew the ten digits."""
    found = means(shop, "M:70000000")
    add_card(shop.s, shop.manager, found.member.member_id, "0013961168")
    for text in ("U:00D507D0", "U:00D507D0~0013961168", "0013961168"):
        assert means(shop, text).member.name == "陈雨桐", text
    report_lost(shop.s, shop.manager, found.member.member_id, "0013961168")
    with pytest.raises(Refused, match=r"card\.lost"):
        means(shop, "U:00D507D0")


def test_digits_that_only_looked_like_a_card_are_goods(shop):
    code = shop.item(COLA).barcodes[0]
    assert means(shop, f"U:00D507D0~{code}").item.name == "北岸可乐"
    assert means(shop, "U:00D507D0~U:00D507D0") == CodeUnknown("", "member_unknown")


def test_goods_whose_last_day_is_over_are_not_added(shop):
    code = f"]d201{shop.item(COLA).barcodes[0].zfill(14)}"
    assert means(shop, code + "17991231").item.name == "北岸可乐"
    assert means(shop, code + "17200131") == CodeUnknown("2020-01-31", "expired")
    assert means(shop, code + "15200131") == CodeUnknown("2020-01-31", "expired")
    assert means(shop, code + "1520013117991231").item.name == "北岸可乐"


def test_a_code_says_how_many_it_is(shop):
    found = means(shop, f"]d201{shop.item(COLA).barcodes[0].zfill(14)}3006")
    assert (found.item.name, found.qty_milli) == ("北岸可乐", 6000)
