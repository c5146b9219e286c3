"""The list of goods: searched, paged, filtered; a scan opens, joins or begins an item."""

import pytest

from app.domain.catalog import SHELF, Item, Price
from app.domain.errors import Unavailable
from app.domain.ids import ItemId
from app.usecases.catalog.save import save_item
from app.usecases.outcome import Changes
from tests.ui.shift.desk import BreakingRunner, HeldRunner
from ui.catalog.presenter.items import PAGE

APPLE, WATER = "红富士苹果", "6911311000136"


def test_the_list_comes_a_page_at_a_time(pages):
    at = pages()
    assert len(at.view.list.rows) == PAGE
    assert at.view.list.about == "307 种"
    at.items.more()
    assert len(at.view.list.rows) == 2 * PAGE
    assert at.view.list.more
    ids = [one.item_id for one in at.view.list.rows]
    assert len(set(ids)) == len(ids)
    for _ in range(5):
        at.items.more()
    assert len(at.view.list.rows) == 307


@pytest.mark.parametrize("typed", ["红富士", "hfs", "Fuji"])
def test_found_by_name_initials_and_english(pages, typed):
    at = pages()
    at.items.typed(typed)
    assert APPLE in [one.name for one in at.view.list.rows]


def test_found_by_barcode_and_by_size(pages):
    at = pages()
    at.items.typed(WATER)
    assert [one.code for one in at.view.list.rows] == [WATER]


def test_a_department_filters_and_all_brings_everything_back(pages):
    at = pages()
    drinks = next(key for key, name in at.view.list.departments if name == "饮料")
    at.items.pick_department(drinks)
    assert 0 < len(at.view.list.rows) < PAGE
    assert at.view.list.department == drinks
    at.items.pick_department("")
    assert len(at.view.list.rows) == PAGE


def test_nothing_found_offers_a_new_item_with_what_was_typed(pages):
    at = pages()
    at.items.typed("海苔肉松卷")
    assert at.view.list.state == "none"
    assert at.view.list.new == "新商品：海苔肉松卷"
    at.items.new()
    assert at.view.editor.fields["name"].value == "海苔肉松卷"
    at.editor.close()
    at.items.typed("6901234567892")
    assert at.view.list.new == "新商品，条码 6901234567892"
    at.items.new()
    assert at.view.editor.barcodes == ("6901234567892",)


def test_only_the_newest_search_is_shown(desk, pages):
    runner = HeldRunner()
    at = pages(runner=runner)
    runner.let_all_go()
    at.items.typed("红")
    at.items.typed("红富士")
    at.items.typed("红富士苹果")
    assert len(runner.held) == 1  # typed over: asked once more, not thrice
    runner.let_go()
    assert len(at.view.list.rows) == PAGE  # the answer to the first is dropped
    runner.let_all_go()
    assert [one.name for one in at.view.list.rows] == [APPLE]


def test_a_scan_opens_its_item(pages):
    at = pages()
    assert at.items.scanned(WATER)
    assert at.view.editor.title == "青溪饮用天然水"
    assert at.sounds == ["ok"]


def test_a_scan_of_an_unknown_code_begins_an_item_with_it(pages):
    at = pages()
    at.items.scanned("6901234567892")
    assert at.view.editor.new
    assert at.view.editor.barcodes == ("6901234567892",)
    assert at.sounds == ["ask"]


def test_a_scan_joins_the_item_that_is_being_typed(pages):
    at = pages()
    at.items.new()
    at.editor.typed("name", "山谷苹果醋")
    at.items.scanned("6901234567892")
    assert at.view.editor.barcodes == ("6901234567892",)
    at.items.scanned(WATER)
    assert at.view.editor.barcodes == ("6901234567892",)
    assert "青溪饮用天然水" in at.view.editor.fields["barcode"].error


@pytest.mark.parametrize("code", ["M:SOMEBODY1234", "2100042013544"])
def test_other_codes_are_said_and_let_go(pages, code):
    at = pages()
    said: list = []
    at.session.noticed.connect(said.append)
    assert at.items.scanned(code)
    assert at.view.editor.state == "none"
    assert len(said) == 1


def test_a_row_is_not_left_while_something_is_not_saved(pages):
    at = pages()
    first, second = at.view.list.rows[:2]
    at.items.open(first.item_id)
    at.editor.typed("price", "9.99")
    at.items.open(second.item_id)
    assert at.view.editor.item_id == first.item_id
    assert at.view.editor.said_role == "warning"
    assert at.view.chosen[-1] == first.item_id
    assert at.view.editor.dirty


def test_a_saved_row_is_repainted_where_it_stands(pages):
    at = pages()
    place = 5
    row = at.view.list.rows[place]
    at.items.open(row.item_id)
    at.editor.typed("price", "123.45")
    at.editor.save()
    assert at.view.list.rows[place].price == "123.45"
    assert len(at.view.list.rows) == PAGE


def test_an_item_without_price_and_one_off_sale_say_so(pages, shop):
    at = pages()
    water = at.item(WATER)
    bare = Item(ItemId(""), "光秃秃", water.department_id, water.tax_class, ())
    gone = Item(
        *(ItemId(""), "光秃秃二号", water.department_id, water.tax_class),
        prices=(Price(SHELF, 100),),
        active=False,
    )
    for one in (bare, gone):
        save_item(at.s, shop.owner, one)
    at.items.changed(Changes(catalog=True))
    at.items.typed("光秃秃")
    notes = {one.name: (one.note, one.price) for one in at.view.list.rows}
    assert notes == {"光秃秃": ("没有售价", ""), "光秃秃二号": ("停售", "1.00")}


def test_what_cannot_be_read_says_so_and_comes_back(desk, pages):
    runner = BreakingRunner()
    at = pages(runner=runner)
    runner.broken = Unavailable("disk", "io")
    at.items.load()
    assert at.view.list.state == "error"
    assert at.view.list.error
    runner.broken = None
    at.items.load()
    assert at.view.list.state == "rows"


def test_from_the_counter_before_anything_was_read(desk):
    from tests.ui.catalog.pages import Pages

    at = Pages(desk.session())
    at.items.open_new("6901234567892")
    at.items.load()
    assert at.view.editor.barcodes == ("6901234567892",)
