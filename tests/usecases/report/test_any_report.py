"""Sales by anything: all add up to the same, before and behind a Z, and lead to receipts."""

import pytest

from app.reports import text
from app.reports.period import around, between
from app.reports.report import Drill, Named
from app.store.queries.reports import receipts as rows_of
from app.usecases.report import catalogue, items, liabilities, members, sales, voids
from app.usecases.shift.z import z_close
from app.words import LANGUAGES, Words
from tests.usecases.report.week import MONDAY, THURSDAY, TUESDAY

WEEK = between(MONDAY, THURSDAY)
SALES = 4060 + 619 + 730  # Monday, Tuesday, Thursday
SALES_DIMS = ("day", "hour", "item", "department", "operator", "till", "tier", "who", "tax")


def total(made, key: str) -> int:
    table = made.table("by")
    place = [one.key for one in table.columns].index(key)
    assert table.total is not None
    return table.total.cells[place]


@pytest.mark.parametrize("dim", SALES_DIMS)
def test_by_any_dimension_it_is_the_same(traded, dim):
    made = sales.by(traded.s, traded.shop.owner, dim, WEEK)
    assert total(made, "sales") == SALES
    assert made.figure("sales").value == SALES
    z_close(traded.s, traded.shop.owner)
    assert sales.by(traded.s, traded.shop.owner, dim, WEEK).table("by") == made.table("by")


def test_tenders_come_to_what_was_sold(traded):
    made = sales.by(traded.s, traded.shop.owner, "tender", WEEK)
    assert total(made, "together") == SALES
    rows = {one.cells[0].key: one.cells[1:5] for one in made.table("by").rows}
    assert rows == {
        "tender.cash": (8, 3300 + 660 + 730, -660, 3300 + 730),
        "tender.wechat": (2, 760, 0, 760),
        "tender.stored": (1, 619, 0, 619),
    }


def test_discounts_by_rule(traded):
    made = sales.by(traded.s, traded.shop.owner, "promotion", WEEK)
    assert total(made, "amount") == 41 + 30
    assert len(made.table("by").rows) == 2


def test_margin_of_what_has_a_cost(traded):
    made = items.margin(traded.s, traded.shop.owner, WEEK)
    known = made.figure("known").value
    row = traded.shop.rows(
        "SELECT sum(net_minor) FROM sale_line AS l JOIN sale USING (sale_id)"
        " WHERE bd >= ? AND cost_minor IS NOT NULL",
        MONDAY,
    )
    back = traded.shop.rows("SELECT sum(l.net_minor) FROM refund_line AS l")
    assert known == 1_000_000
    assert total(made, "net") == row[0][0] - back[0][0]
    rates = [one.cells[5] for one in made.table("by").rows]
    assert all(0 < one < 1_000_000 for one in rates)


def test_abc(traded):
    made = items.abc(traded.s, traded.shop.owner, WEEK)
    assert [(r.cells[0].name.split()[0], r.cells[1]) for r in made.table("by").rows] == [
        ("北岸可乐", "A"),
        ("晨牧纯牛奶", "A"),
    ]
    assert sum(r.cells[2] for r in made.table("classes").rows) == SALES


def test_classes_of_many_items():
    from app.store.queries.cube import CubeRow

    rows = [
        CubeRow(key, n=1, net_minor=minor)
        for key, minor in (("a", 700), ("b", 150), ("c", 100), ("d", 50), ("e", 0), ("f", -20))
    ]
    found = {one.key: (group, so_far) for one, group, _, so_far in items.ranked(rows)}
    assert found == {
        "a": ("A", 700_000),
        "b": ("A", 850_000),
        "c": ("B", 950_000),
        "d": ("C", 1_000_000),
        "e": ("C", 1_000_000),
        "f": ("C", 1_000_000),
    }


def test_slow_stock(traded):
    from app.usecases.stock.move import StockLine, receive

    shop = traded.shop
    cola, tea = shop.item("北岸可乐 500ml"), shop.item("青溪饮用天然水 550ml")
    made = items.slow(traded.s, shop.owner, 30)
    assert not made.table("by").rows
    lines = (StockLine(cola.item_id, 5_000), StockLine(tea.item_id, 24_000))
    receive(traded.s, shop.owner, lines, move_id="m")
    made = items.slow(traded.s, shop.owner, 30)
    (row,) = made.table("by").rows  # 9 colas went in these days, so 5 do not lie still
    assert isinstance(row.cells[0], Named)
    assert row.cells[1:4] == (24_000, 0, None)


def test_liabilities_add_up(traded):
    made = liabilities.liabilities(traded.s, traded.shop.owner)
    assert made.figure("principal").value == made.figure("owed").value == 9_381
    age = made.table("age")
    assert age.total.cells[4] == 9_381
    assert made.table("ends").total.cells[1] == made.figure("points_left").value == 689
    monday = liabilities.liabilities(traded.s, traded.shop.owner, MONDAY)
    assert (monday.figure("owed").value, monday.figure("points_left").value) == (0, 683)
    held = traded.shop.rows("SELECT sum(left) FROM lot WHERE asset LIKE '%.points.%'")
    assert held == [(689,)]


def test_what_each_person_did_by_hand(traded):
    made = voids.voids(traded.s, traded.shop.owner, WEEK)
    goods = {row.cells[0]: row.cells[1:] for row in made.table("goods").rows}
    assert goods["王建国"] == (3, 1, 280, 1, 380, 0, 0)
    hands = {row.cells[0]: row.cells[1:] for row in made.table("hands").rows}
    assert hands["林晓燕"] == (8, 0, 0, 0, 1, 30, 0)


def test_members(traded):
    made = members.members(traded.s, traded.shop.owner, WEEK, "before")
    assert made.figure("member_sales").value == 619
    assert made.table("often").rows[0].cells[1:] == (1, 1_000_000)
    (best,) = made.table("best").rows
    assert best.drill.kind == "member"
    assert "*" in best.cells[0]


def test_rows_lead_to_their_receipts(traded, refused):
    s, owner = traded.s, traded.shop.owner
    for dim, key, n, amount in (
        *(("hour", "11", 2, 760), ("tender", "wechat", 2, 760), ("who", "member", 1, 619)),
        *(("", "", 11, SALES + 660), ("day", TUESDAY, 3, 619 + 660)),
    ):
        made = sales.receipts(s, owner, Drill("receipts", key, dim), WEEK)
        table = made.table("receipts")
        assert (len(table.rows), table.total.cells[5]) == (n, amount), dim
        assert all(row.drill.kind == "sale" for row in table.rows)
    for dim in ("item", "department", "operator", "till", "tax", "tier", "promotion"):
        by = sales.by(s, owner, dim, WEEK)
        for row in by.table("by").rows:
            found = sales.receipts(s, owner, row.drill, WEEK)
            assert found.table("receipts").rows, (dim, row.drill.key)
            of_it = found.table("receipts").total.cells[6:]
            assert bool(of_it) == (dim in rows_of.LINES), dim  # else it is the whole receipt
    whole, share = (
        sales.receipts(s, owner, Drill("receipts", "drinks", "department"), WEEK)
        .table("receipts")
        .total.cells[5:]
    )
    (sold,) = traded.shop.rows(
        "SELECT sum(l.net_minor + l.tax_minor) FROM sale AS s JOIN sale_line AS l USING (sale_id)"
        f" WHERE l.department_id = 'drinks' AND s.bd BETWEEN '{MONDAY}' AND '{THURSDAY}'"
    )
    assert (share, share < whole) == (sold[0], True)
    back = sales.receipts(s, owner, Drill("receipts", "", "returns"), WEEK)
    assert back.table("receipts").total.cells[5] == 660
    assert len(sales.receipts(s, owner, Drill("receipts"), WEEK, 3).table("receipts").rows) == 3
    with refused("report.unknown"):
        sales.receipts(s, owner, Drill("receipts", "x", "weather"), WEEK)


def test_days_stand_beside_the_days_they_are_held_against(traded):
    s, owner = traded.s, traded.shop.owner
    later = between("2026-09-18", "2026-09-21")  # four days, as many before them
    found = sales.by(s, owner, "day", later, "before").table("by")
    assert [row.cells[-2] for row in found.rows if row.cells[0] <= THURSDAY] == []
    made = sales.by(s, owner, "day", between(THURSDAY, THURSDAY), "before")
    assert made.table("by").total.cells[-2] == 0
    z_close(s, owner)
    traded.monday(9)
    week = sales.by(s, owner, "day", around("week", "2026-09-21"), "before").table("by")
    (monday,) = [row for row in week.rows if row.cells[0] == "2026-09-21"]
    assert monday.cells[-2:] == (4060, 0)
    assert week.total.cells[-2] == SALES
    why = sales.by(s, owner, "day", around("week", "2026-09-21"), "before").section("formula_days")
    assert [one.key for one in why.figures] == ["buyers", "visits", "ticket"]
    assert why.figures[0].compare == 11  # 7 on Monday, 3 on Tuesday, 1 on Thursday
    month = between("2026-08-01", "2026-11-30")
    told = sales.by(s, owner, "day", month, "last_year").table("by")
    assert told.columns[0].key == "month"


def test_a_period_and_what_it_is_held_against(traded):
    made = sales.by(traded.s, traded.shop.owner, "day", around("day", TUESDAY), "before")
    assert made.compare == around("day", "2026-09-08")
    columns = [one.key for one in made.table("by").columns]
    assert columns[-2:] == ["then", "change"]
    long = sales.by(traded.s, traded.shop.owner, "day", around("ten_years", MONDAY), "last_year")
    rows = {row.cells[0]: row for row in long.table("by").rows}
    assert rows["2026-09"].cells[2] >= SALES
    assert rows["2026-09"].drill.dim == "month"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_report_has_all_its_words(traded, language):
    words = Words(language)
    for choice in catalogue.REPORTS:
        made = catalogue.make(traded.s, traded.shop.owner, choice.code, WEEK, "before")
        for found in (text.full(made, language), text.message(made, language)):
            assert "⟦" not in found, (choice.code, found)
        assert "⟦" not in words(choice.name.key) + words(choice.about.key)
        assert f"report.group.{choice.group}" in words
        assert choice.group in catalogue.GROUPS


@pytest.mark.parametrize("choice", catalogue.REPORTS, ids=lambda one: one.code)
def test_an_empty_shop_of_ten_years(shop, choice):
    """No sale in it: every report is there, says so, and has no sum of nothing."""
    made = catalogue.make(shop.s, shop.owner, choice.code, around("ten_years", "2016-01-01"))
    assert text.full(made, "zh_CN")


@pytest.mark.parametrize("choice", catalogue.REPORTS, ids=lambda one: one.code)
def test_who_may_not_and_who_says_stop(traded, refused, choice):
    with refused("permission.missing"):
        catalogue.make(traded.s, traded.shop.cashier, choice.code, WEEK)
    with refused("work.cancelled"):
        catalogue.make(traded.s, traded.shop.owner, choice.code, WEEK, tell=lambda *_: False)


def test_a_report_that_nobody_knows(traded, refused):
    for code in ("sales.weather", "sales", "", "days"):
        with refused("report.unknown"):
            catalogue.make(traded.s, traded.shop.owner, code, WEEK)
