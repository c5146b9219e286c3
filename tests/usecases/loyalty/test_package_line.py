"""What a package pays for reads the same at the counter and on the receipt: nothing, for it was
paid when it was bought; what the use is worth stands in the books alone (D14)."""

import json

import pytest

from app.usecases.member.edit import edit
from app.usecases.printing.settle import load
from app.usecases.sale.complete import complete
from app.usecases.sale.history import detail, recent
from app.words import Words, amount
from tests.usecases.money import Money, covered, tendered
from tests.usecases.shop import COLA, WATER


@pytest.fixture
def sold(shop):
    """A covered bottle and a cola in cash; the priced basket and the receipt as it is printed."""
    money, anna = Money(shop), shop.member("6027")
    shift = shop.shift(shop.cashier)
    package = money.package(anna, shop.item(WATER).item_id, 3, 400)
    basket = covered(shop, shop.basket(COLA, WATER, member=anna), 2, package)
    made = complete(shop.s, shop.cashier, shift.shift_id, basket, tendered(shop, basket)).value
    slip = load(shop.s, made.print_job)
    return made.priced, json.dumps(slip, ensure_ascii=False), slip


def test_counter_and_receipt_say_the_same(sold):
    priced, text, slip = sold
    line = next(one for one in priced.lines if one.line.cover)
    assert line.total_minor != line.base_minor, "a use is worth less than the shelf says"
    rows = [one["cells"] for one in slip["items"] if one["is"] == "columns"]
    said = {row[0]["text"].strip(): row[-1]["text"] for row in rows}
    due = next(value for name, value in said.items() if name == "应收")
    assert due.endswith(amount(priced.payable_minor))
    off = amount(-line.base_minor)
    assert [value for name, value in said.items() if "用 1 次" in name] == [off]
    assert said[Words("zh_CN")("tender.package")] == off
    assert said["现金"] == amount(priced.payable_minor)
    assert amount(line.total_minor) in text, "its worth is in the tax that is said"


def test_an_english_receipt_calls_the_package_by_its_english_name(shop, sold):
    anna = shop.member("6027")
    edit(shop.s, shop.manager, anna.member_id, language="en")
    (sale,) = recent(shop.s, limit=1)
    text = json.dumps(detail(shop.s, sale.sale_id).receipt, ensure_ascii=False)
    assert "Ten: 1 used, 2 left" in text
