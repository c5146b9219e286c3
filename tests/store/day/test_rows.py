"""Rows beside the cube: what was taken off and who served, prices as they changed, stock as it
moved; the same after the journal is folded again."""

from dataclasses import replace

from app.domain.document import Kind
from app.domain.pricing.basket import ManualDiscount
from app.keys import ProfileVault
from app.store import rebuild
from tests.domain.builders import item
from tests.store.day import days
from tests.store.tills import CHEN, LI, Till, basket_of


def rows(till: Till, sql: str) -> list:
    with till.db.read() as tx:
        found = tx.all(sql)
    assert rebuild.check(till.db, ProfileVault().open) == []
    return found


def test_what_was_taken_off_by_rule_and_name(till):
    off = ManualDiscount("price_match", LI.operator_id, amount_minor=50)
    basket = basket_of(till.clock.new_id(), ("cola", "bread", "pen"), CHEN)
    lines = [replace(one, discount=off) if one.item.name == "pen" else one for one in basket.lines]
    doc = till.sell(basket=replace(basket, lines=tuple(lines)))
    found = rows(
        till,
        "SELECT rule, name, amount_minor, operator_id, shift_id FROM sale_discount"
        f" WHERE seq = {doc.seq} ORDER BY n",
    )
    assert found == [
        ("tier.list", "gold", 30, "c1", "s1"),
        ("tier.percent", "gold", 80, "c1", "s1"),
        ("discount.line", "price_match", 50, "c1", "s1"),
    ]
    taken = sum(-a["amount"] for line in doc.body["lines"] for a in line["adj"])
    assert sum(one[2] for one in found) == taken > 0


def test_a_voucher_is_known_by_its_name_and_a_line_by_who_served_it(till):
    sold = till.sell("cola", "milk").body
    lines = [dict(one) for one in sold["lines"]]
    facts = {"name": "五元券", "voucher_id": "v1"}
    lines[0]["adj"] = [{"rule": "voucher.amount", "reason": "five", "amount": -50, "facts": facts}]
    lines[1]["by"] = "o1"
    new = {"sale_id": "again", "counter": sold["counter"] + 1, "lines": lines}
    doc = till.seal(Kind.SALE, sold | new)
    assert rows(till, f"SELECT rule, name FROM sale_discount WHERE seq = {doc.seq}") == [
        ("voucher.amount", "五元券")
    ]
    assert rows(till, "SELECT sale_id, n, operator_id FROM sale_line_by") == [("again", 2, "o1")]


def prices(till: Till, item_id: str) -> list:
    return rows(
        till,
        "SELECT list_id, was_minor, now_minor, operator_id FROM price_change"
        f" WHERE item_id = '{item_id}' ORDER BY epoch, seq, list_id",
    )


def test_prices_have_a_history(till):
    first = [("gold", None, 270, "c1"), ("shelf", None, 300, "c1")]
    assert prices(till, "cola") == first
    till.stock([item("cola", 300, gold=270)])
    assert prices(till, "cola") == first
    till.stock([item("cola", 350)])
    after = [*first, ("gold", 270, None, "c1"), ("shelf", 300, 350, "c1")]
    assert prices(till, "cola") == after
    till.stock([item("cola", 999), item("cola", 350)])  # twice in one document: nothing changed
    assert prices(till, "cola") == after
    till.seal(Kind.CATALOG_CHANGE, {"reason": "gone", "removed": {"items": ["cola", "nobody"]}})
    till.stock([item("cola", 400)])
    assert prices(till, "cola")[4:] == [
        ("shelf", 350, None, "c1"),
        ("shelf", None, 400, "c1"),
    ]


def test_of_prices_that_follow_one_another_the_last_is_told(till):
    one = item("tea", 500)
    shelf = one.prices[0]
    then = (shelf, replace(shelf, price_minor=600, from_ms=9), replace(shelf, price_minor=550))
    till.stock(
        [replace(one, prices=(*then, replace(shelf, price_minor=620, from_ms=9, until_ms=99)))]
    )
    assert prices(till, "tea") == [("shelf", None, 620, "c1")]


def test_stock_moves_once_it_is_known(till):
    sale = till.sell("cola")
    assert rows(till, "SELECT * FROM stock_level") == []
    days.receive(till, cola=2000)
    count = {"items": [{"item_id": "cola", "qty": -500, "counted": 1500}], "reason": "盘点"}
    counted = till.seal(Kind.STOCK_COUNT, count)
    days.receive(till, cola=1000)
    for _ in range(3):
        till.sell("cola")
    days.give_back(till, sale, "r1")
    level = [("cola", 2500 - 3000 + 1000, counted.eff_ms)]
    assert rows(till, "SELECT * FROM stock_level") == level
    line = days.give_back(till, till.sell("cola"), "r2").body["lines"][0]
    lines = [line | {"stock": "write_off"}]
    days.give_back(till, till.sell("cola"), "r3", lines=lines)
    assert rows(till, "SELECT qty_milli FROM stock_level") == [(level[0][1] - 1000,)]
    assert rows(till, "SELECT kind, qty_milli, cost_minor FROM stock_move ORDER BY seq") == [
        ("receive", 2000, 150),
        ("count", -500, None),
        ("receive", 1000, 150),
    ]
