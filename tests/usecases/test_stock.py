"""Stock: deltas, counts beside sales, negative shown and never in the way; costs and prices."""

import pytest

from app.domain.document import Kind
from app.domain.errors import Refused
from app.store import catalog
from app.usecases.catalog.save import save_item
from app.usecases.sale.complete import complete
from app.usecases.sale.return_goods import return_goods
from app.usecases.stock import levels, move
from app.usecases.stock.move import StockLine
from tests.usecases.shop import APPLE, COLA, MILK


@pytest.fixture
def goods(shop):
    return {name: shop.item(name) for name in (COLA, MILK, APPLE)}


def line(item, qty_milli, cost_minor=None) -> StockLine:
    return StockLine(str(item.item_id), qty_milli, cost_minor)


def stands(shop, item) -> int | None:
    return levels.level(shop.s, str(item.item_id)).qty_milli


def sell(shop, *names):
    shift = getattr(shop, "_shift", None) or shop.shift()
    shop._shift = shift
    basket = shop.basket(*names)
    return complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket)).value, shift


def test_the_story_of_a_level(shop, goods):
    """Nothing is known, goods come, are sold, come back, spoil, are counted, go to another shop."""
    cola, s, boss = goods[COLA], shop.s, shop.manager
    assert stands(shop, cola) is None
    sold, shift = sell(shop, COLA)
    assert stands(shop, cola) is None  # an item without a level costs a sale nothing
    (got,) = move.receive(s, boss, (line(cola, 24_000, 210),), note="批发 88", move_id="r1").value
    assert (got.change_milli, got.qty_milli, stands(shop, cola)) == (24_000, 24_000, 24_000)
    sold, _ = sell(shop, COLA, COLA)
    assert stands(shop, cola) == 22_000
    return_goods(s, shop.cashier, shift.shift_id, sold.sale_id, ((1, 1000),), reason="unwanted")
    assert stands(shop, cola) == 23_000
    move.write_off(s, boss, (line(cola, 3000),), reason="碎了", move_id="w1")
    move.adjust(s, boss, str(cola.item_id), -2000, reason="送人", move_id="a1")
    move.transfer(s, boss, (line(cola, 5000),), shop="二店", out=True, move_id="t1")
    assert stands(shop, cola) == 13_000
    (found,) = move.count(s, shop.cashier, (line(cola, 12_000),), move_id="c1").value
    assert (found.change_milli, stands(shop, cola)) == (-1000, 12_000)
    assert levels.level(s, str(cola.item_id)).counted_ms == shop.clock.now_ms()
    told = levels.of_item(s, str(cola.item_id)).moves
    moved = {one.kind: one.qty_milli for one in told}
    assert moved == {
        **{"receive": 24_000, "sale": moved["sale"], "refund": 1000, "write_off": -3000},
        **{"adjust": -2000, "transfer": -5000, "count": -1000},
    }
    body = shop.documents(Kind.STOCK_COUNT)[-1].body
    assert body["items"] == [{"item_id": str(cola.item_id), "qty": -1000, "counted": 12_000}]


def test_a_level_below_zero_is_shown_and_blocks_no_sale(shop, goods):
    move.count(shop.s, shop.manager, (line(goods[COLA], 0),), move_id="c")
    sell(shop, COLA)
    assert stands(shop, goods[COLA]) == -1000
    page = levels.levels(shop.s, only="negative")
    assert [row.item.item_id for row in page.rows] == [goods[COLA].item_id]
    assert (page.counts["negative"], page.counts["tracked"], page.counts["low"]) == (1, 1, 1)


def test_a_double_tap_moves_nothing_twice(shop, goods):
    for _ in range(2):
        move.receive(shop.s, shop.manager, (line(goods[MILK], 6000),), move_id="same")
    assert stands(shop, goods[MILK]) == 6000
    move.receive(shop.s, shop.manager, (line(goods[MILK], 6000),), move_id="another")
    assert stands(shop, goods[MILK]) == 12_000


def test_what_is_sold_while_people_count_is_right_all_the_same(shop, goods):
    cola = goods[COLA]
    move.receive(shop.s, shop.manager, (line(cola, 10_000),), move_id="r")
    sell(shop, COLA)
    move.count(shop.s, shop.cashier, (line(cola, 9000),), move_id="c")
    assert shop.documents(Kind.STOCK_COUNT)[-1].body["items"][0]["qty"] == 0
    sell(shop, COLA)
    assert stands(shop, cola) == 8000


def test_an_item_scanned_twice_is_one_line(shop, goods):
    lines = (line(goods[MILK], 2000), line(goods[COLA], 1000, 300), line(goods[MILK], 3000, 250))
    moved = move.receive(shop.s, shop.manager, lines, move_id="r").value
    assert [(one.item.name, one.change_milli) for one in moved] == [
        (goods[MILK].name, 5000),
        (goods[COLA].name, 1000),
    ]


def test_what_was_paid_last_is_the_cost_and_prices_keep_their_history(shop, goods):
    milk = goods[MILK]
    move.receive(shop.s, shop.manager, (line(milk, 1000, 333),), move_id="r")
    with shop.s.db.read() as tx:
        now = catalog.get(tx, milk.item_id)
    assert now.cost_minor == 333
    (price,) = now.prices[:1]
    from dataclasses import replace

    dearer = replace(price, price_minor=price.price_minor + 50)
    save_item(shop.s, shop.owner, replace(now, prices=(dearer, *now.prices[1:])))
    newest = levels.of_item(shop.s, str(milk.item_id)).prices[0]
    assert (newest.was_minor, newest.now_minor) == (price.price_minor, dearer.price_minor)
    people = levels.of_item(shop.s, str(milk.item_id)).people
    assert people[newest.operator_id] == "赵敏"


def test_weighed_goods_have_grams_and_pieces_are_whole(shop, goods):
    move.receive(shop.s, shop.manager, (line(goods[APPLE], 12_345),), move_id="r")
    assert stands(shop, goods[APPLE]) == 12_345
    with pytest.raises(Refused, match=r"stock\.whole"):
        move.receive(shop.s, shop.manager, (line(goods[COLA], 1500),), move_id="x")


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (lambda g: (), "stock.nothing"),
        (lambda g: (line(g[COLA], 0),), "stock.quantity"),
        (lambda g: (line(g[COLA], -1000),), "stock.quantity"),
        (lambda g: (line(g[COLA], 1_000_001_000),), "stock.quantity"),
        (lambda g: (line(g[COLA], 1000, -1),), "stock.cost"),
        (lambda g: (StockLine("nobody", 1000),), "item.unknown"),
    ],
)
def test_what_is_refused_writes_nothing(shop, goods, wish, code):
    before = len(shop.documents())
    with pytest.raises(Refused, match=code.replace(".", r"\.")):
        move.receive(shop.s, shop.manager, wish(goods), move_id="r")
    assert len(shop.documents()) == before


def test_who_may(shop, goods):
    for act in (
        lambda: move.receive(shop.s, shop.cashier, (line(goods[COLA], 1000),), move_id="r"),
        lambda: move.adjust(shop.s, shop.cashier, "x", 1000, reason="r", move_id="r"),
    ):
        with pytest.raises(Refused, match=r"permission\.missing"):
            act()
    for act in (
        lambda: move.adjust(shop.s, shop.manager, "x", 1000, reason=" ", move_id="r"),
        lambda: move.write_off(shop.s, shop.manager, (), reason="", move_id="r"),
    ):
        with pytest.raises(Refused, match=r"reason\.missing"):
            act()
    with pytest.raises(Refused, match=r"stock\.shop"):
        move.transfer(
            shop.s, shop.manager, (line(goods[COLA], 1000),), shop=" ", out=True, move_id="t"
        )
    move.count(shop.s, shop.cashier, (line(goods[COLA], 1000),), move_id="c")


def test_the_list_is_found_and_paged(shop, goods):
    move.receive(shop.s, shop.manager, (line(goods[COLA], 4000),), move_id="r")
    low = levels.levels(shop.s, only="low").rows
    assert [(row.item.name, row.low) for row in low] == [(goods[COLA].name, True)]
    first = levels.levels(shop.s, only="untracked", limit=5).rows
    second = levels.levels(shop.s, only="untracked", limit=5, offset=5).rows
    assert len({row.item.item_id for row in (*first, *second)}) == 10
    assert all(row.qty_milli is None for row in first)
    (by_name,) = [
        row for row in levels.levels(shop.s, text="北岸可乐").rows if row.qty_milli is not None
    ]
    assert by_name.qty_milli == 4000
    of = levels.levels(shop.s, department_id=goods[MILK].department_id).rows
    assert {row.item.department_id for row in of} == {goods[MILK].department_id}
