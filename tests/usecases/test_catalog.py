"""The catalogue edited by hand: what may be written, and a sentence for what may not."""

from dataclasses import replace

import pytest

from app.domain.catalog import SHELF, Department, Item, Price, TaxClass
from app.domain.document import Kind
from app.domain.ids import ItemId
from app.domain.loyalty.tier import TierTerms
from app.usecases.catalog import edit_keys, list_items
from app.usecases.catalog.save import (
    remove_department,
    save_department,
    save_item,
    save_tax,
    save_tiers,
)
from app.usecases.health.rebuild import check_projections
from app.usecases.sale.quick_keys import pages
from tests.usecases.shop import APPLE, COLA

NEW = Item(ItemId(""), " 新  品 ", "drinks", "standard", (Price(SHELF, 500),), unit="瓶")


def test_a_new_item_and_its_change(shop):
    made = save_item(shop.s, shop.manager, replace(NEW, barcodes=("690123456789 2",))).value
    assert (made.name, made.barcodes) == ("新 品", ("6901234567892",))
    assert list_items.by_barcode(shop.s, "6901234567892") == made
    changed = save_item(shop.s, shop.manager, replace(made, prices=(Price(SHELF, 600),)))
    assert changed.changes.catalog
    assert list_items.get(shop.s, made.item_id).prices == (Price(SHELF, 600),)
    docs = shop.documents(Kind.CATALOG_CHANGE)
    assert docs[-1].body["items"][0]["prices"] == [[SHELF, 600, 0, 0]]
    save_item(shop.s, shop.manager, changed.value)
    assert len(shop.documents(Kind.CATALOG_CHANGE)) == len(docs)
    assert not check_projections(shop.s)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": " "}, "name.empty"),
        ({"name": "名" * 201}, "name.too_long"),
        ({"unit": " "}, "unit.empty"),
        ({"department_id": "nowhere"}, "department.unknown"),
        ({"tax_class": "luxury"}, "tax.unknown_class"),
        ({"prices": (Price(SHELF, -1),)}, "price.negative"),
        ({"prices": (Price(SHELF, 10**13),)}, "price.too_large"),
        ({"cost_minor": -1}, "price.negative"),
        ({"barcodes": ("6901234567891",)}, "barcode.check_digit"),
        ({"barcodes": ("",)}, "barcode.unreadable"),
        ({"barcodes": ("六九",)}, "barcode.unreadable"),
        ({"barcodes": ("6911423002219",)}, "barcode.taken"),
        ({"plu": "12345678"}, "plu.format"),
        ({"plu": "00001"}, "plu.taken"),
        ({"item_id": ItemId("nobody")}, "item.unknown"),
    ],
)
def test_what_is_no_item(shop, refused, change, code):
    docs = len(shop.documents())
    with refused(code):
        save_item(shop.s, shop.manager, replace(NEW, **change))
    assert len(shop.documents()) == docs


def test_names_with_emoji_and_200_letters(shop):
    for name in ("😀🍏" * 100, "ﷺ مرحبا 新品"):
        assert save_item(shop.s, shop.manager, replace(NEW, name=name)).value.name == name


def test_a_cashier_does_not_edit(shop, refused):
    for change in (
        lambda: save_item(shop.s, shop.cashier, NEW),
        lambda: save_department(shop.s, shop.cashier, Department("", "x")),
        lambda: edit_keys.save_page(shop.s, shop.cashier, name="x", keys=()),
        lambda: save_tiers(shop.s, shop.manager, ()),
    ):
        with refused("permission.missing"):
            change()


def test_departments(shop, refused):
    made = save_department(shop.s, shop.owner, Department("", "冷冻", "Frozen")).value
    assert list_items.departments(shop.s)[-1] == made
    assert made.position == 11
    with refused("department.name_taken"):
        save_department(shop.s, shop.owner, Department("", "冷冻"))
    with refused("department.in_use") as error:
        remove_department(shop.s, shop.owner, "drinks")
    assert error.facts == {"n": 32}
    remove_department(shop.s, shop.owner, made.department_id)
    with refused("department.unknown"):
        remove_department(shop.s, shop.owner, made.department_id)


def test_tax_and_tiers(shop, refused):
    profile = list_items.tax(shop.s)
    raised = tuple(replace(c, rate_ppm=c.rate_ppm + 10_000) for c in profile.classes)
    assert save_tax(shop.s, shop.owner, replace(profile, classes=raised)).changes.settings
    assert list_items.tax(shop.s).rate_ppm("standard") == 140_000
    with refused("tax.class_in_use"):
        save_tax(shop.s, shop.owner, replace(profile, classes=raised[1:]))
    with refused("tax.included"):
        save_tax(shop.s, shop.owner, replace(profile, included=False))
    with refused("tax.rate"):
        save_tax(shop.s, shop.owner, replace(profile, classes=(TaxClass("x", 2_000_000, "x", ""),)))
    tiers = (
        *list_items.tiers(shop.s),
        TierTerms("black", "黑卡", "Black", 4, "", (("*", 100_000),)),
    )
    assert save_tiers(shop.s, shop.owner, tiers).value == tiers
    with refused("tier.rate"):
        save_tiers(shop.s, shop.owner, (replace(tiers[0], discount_ppm=(("*", 1_000_001),)),))
    with refused("tier.twice"):
        save_tiers(shop.s, shop.owner, (tiers[0], tiers[0]))
    assert not check_projections(shop.s)


def test_quick_keys(shop, refused):
    cola, apple = shop.item(COLA).item_id, shop.item(APPLE).item_id
    page_id = edit_keys.save_page(
        shop.s, shop.manager, name="早餐", position=20, keys=((0, cola), (24, apple))
    ).value
    page = pages(shop.s)[-1]
    assert [key.item.item_id if key else "" for key in page.keys].count("") == 23
    assert (page.keys[0].item.item_id, page.keys[24].price_minor) == (cola, 990)
    edit_keys.put_key(shop.s, shop.manager, page_id, 1, apple)
    edit_keys.put_key(shop.s, shop.manager, page_id, 0, "")
    edit_keys.save_page(shop.s, shop.manager, page_id=page_id, name="早", keys=((3, cola),))
    page = pages(shop.s)[0]
    assert page.name == "早"
    assert [place for place, key in enumerate(page.keys) if key] == [3]
    for keys, code in (
        (((25, cola),), "key.place"),
        (((1, cola), (1, apple)), "key.twice"),
        (((1, "nobody"),), "item.unknown"),
    ):
        with refused(code):
            edit_keys.save_page(shop.s, shop.manager, page_id=page_id, name="早", keys=keys)
    edit_keys.remove_page(shop.s, shop.manager, page_id)
    with refused("page.unknown"):
        edit_keys.put_key(shop.s, shop.manager, page_id, 1, apple)
    assert not check_projections(shop.s)


def test_lists(shop):
    assert list_items.count(shop.s) == 307
    assert list_items.count(shop.s, department_id="fresh", active=None) == 32
    first = list_items.list_items(shop.s, limit=300)
    rest = list_items.list_items(shop.s, limit=300, offset=300)
    assert len(rest) == 7
    assert len({row.item.item_id for row in (*first, *rest)}) == 307
    found = list_items.list_items(shop.s, text="可乐", department_id="drinks")
    assert {row.item.name for row in found} == {"北岸可乐"}
    assert found[0].department.name == "饮料"
    assert list_items.units(shop.s)[0] in ("瓶", "袋")
