"""The form of an item: what it makes, what it refuses in words, and that nothing typed is lost."""

import pytest

from app.domain.catalog import SHELF, ItemKind, price_on
from app.store import journal
from app.usecases.catalog import edit_keys
from app.usecases.sale import quick_keys
from tests.ui.shift.desk import HeldRunner

WATER = "6911311000136"


@pytest.fixture
def at(pages):
    """The form of the half-litre of water."""
    made = pages()
    made.editor.open(made.item(WATER).item_id)
    return made


def error(at, field: str) -> str:
    return at.view.editor.fields[field].error


def test_it_opens_as_the_item_stands(at):
    shown = at.view.editor
    assert (shown.title, shown.about, shown.price, shown.per) == (
        *("青溪饮用天然水", "550ml", "1.50", "每瓶"),
    )
    assert shown.fields["price"].value == "1.50"
    assert shown.fields["price"].help == "每瓶比进价多 0.60"
    assert shown.save_off == "没有改动"


def test_a_price_from_now_on(at):
    at.editor.typed("price", "１．８")  # an input method was on
    at.editor.save()
    item = at.again(at.view.editor.item_id)
    assert price_on(item.prices, SHELF, at.session.now_ms()) == 180
    assert at.view.editor.said.endswith("已保存")
    assert not at.view.editor.dirty


def test_a_price_from_a_day_leaves_todays(at):
    item_id = at.view.editor.item_id
    at.editor.typed("price", "2")
    at.editor.typed("from_day", "10-1")
    at.editor.save()
    item, now = at.again(item_id), at.session.now_ms()
    assert price_on(item.prices, SHELF, now) == 150
    begins = at.session.at(max(p.from_ms for p in item.prices))
    assert (begins.isoformat()[:16], begins.hour) == ("2026-10-01T04:00", 4)
    assert at.view.editor.announced[0][1] == "2026 年 10 月 1 日起改为 2.00"
    assert at.view.editor.fields["price"].value == "1.50"
    at.editor.drop_announced(at.view.editor.announced[0][0])
    at.editor.save()
    assert len(at.again(item_id).prices) == 1


def test_an_edit_of_something_else_keeps_announced_prices(at):
    item_id = at.view.editor.item_id
    at.editor.typed("price", "2")
    at.editor.typed("from_day", "2026/12/24")
    at.editor.save()
    at.editor.typed("spec", "500ml")
    at.editor.save()
    assert {p.price_minor for p in at.again(item_id).prices} == {150, 200}


def test_every_wrong_field_says_what_to_type_and_keeps_what_was_typed(at):
    typed = {
        "name": "  ",
        "price": "3.5.0",
        "from_day": "31-12",
        "cost": "1.999",
        "unit": "",
    }
    for name, text in typed.items():
        at.editor.typed(name, text)
    at.editor.save()
    assert error(at, "name").startswith("请输入名称")
    assert error(at, "price") == "请输入售价，比如 3.50。"
    assert error(at, "from_day") == "请写成 10-1 或 2026-10-01。"
    assert error(at, "cost") == "最多 2 位小数。"
    assert error(at, "unit")
    assert at.view.editor.said == "还没有保存：有 5 处要改。"
    assert {name: at.view.editor.fields[name].value for name in typed} == typed
    assert at.again(at.view.editor.item_id).name == "青溪饮用天然水"
    at.editor.typed("price", "3.50")
    assert not error(at, "price")
    assert error(at, "cost")


@pytest.mark.parametrize(
    ("price", "said"), [("-1", "售价不能小于 0。"), ("9999999999999", "太大了，请检查。")]
)
def test_odd_prices(at, price, said):
    at.editor.typed("price", price)
    at.editor.save()
    assert error(at, "price") == said


def test_a_day_that_is_over(at):
    at.editor.typed("from_day", "2026-09-01")
    at.editor.save()
    assert error(at, "from_day") == "这天已经过了，留空就是现在。"


def test_barcodes_come_and_go(at):
    item_id = at.view.editor.item_id
    at.editor.add_code(" 6901234567892 ")
    assert at.view.editor.barcodes == (WATER, "6901234567892")
    at.editor.add_code("6901234567892")
    assert error(at, "barcode")
    at.editor.drop_code(WATER)
    at.editor.save()
    assert at.again(item_id).barcodes == ("6901234567892",)


def test_a_barcode_with_a_wrong_digit_names_the_right_one(at):
    at.editor.add_code("6901234567890")
    assert "末位应为 2" in error(at, "barcode")
    at.editor.typed("barcode", "69")
    assert not error(at, "barcode")


def test_a_plu_of_another_item_is_refused_under_its_field(at):
    other = at.item("红富士苹果")
    at.editor.typed("plu", other.plu)
    at.editor.save()
    assert other.name in error(at, "plu")
    assert at.view.editor.fields["plu"].value == other.plu


def test_weighed_goods_are_sold_by_the_kilogram(at):
    at.editor.pick_kind("weighed")
    assert at.view.editor.fields["unit"].value == "kg"
    at.editor.pick_kind("piece")
    assert at.view.editor.fields["unit"].value == "瓶"
    at.editor.pick_unit("箱")
    at.editor.save()
    item = at.again(at.view.editor.item_id)
    assert (item.kind, item.unit) == (ItemKind.PIECE, "箱")


def test_department_and_tax_are_picked_from_a_list(at):
    at.editor.open_pick("department")
    pick = at.view.editor.pick
    services = next(code for code, name, _ in pick.options if name == "服务")
    at.editor.picked(services)
    assert at.view.editor.department == "服务"
    assert at.view.editor.tax == "一般货物 13%"  # an item that is there keeps its class
    at.editor.open_pick("tax")
    assert at.editor.back()
    assert at.view.editor.pick is None
    at.editor.save()
    assert at.again(at.view.editor.item_id).department_id == services


def test_a_new_item_gets_its_departments_class(at):
    at.editor.revert()
    at.editor.open_new(name="代写书信")
    at.editor.open_pick("department")
    services = next(c for c, name, _ in at.view.editor.pick.options if name == "服务")
    at.editor.picked(services)
    assert at.view.editor.tax == "服务 6%"
    at.editor.typed("price", "20")
    at.editor.save()
    item = at.item("代写书信")
    assert (item.tax_class, item.department_id) == ("service", services)
    assert not at.view.editor.new


def test_a_tiers_own_price(at):
    list_id, label = at.view.editor.lists[0]
    assert label.endswith("会员价")
    at.editor.typed(f"list.{list_id}", "1.2")
    at.editor.save()
    item, now = at.again(at.view.editor.item_id), at.session.now_ms()
    assert price_on(item.prices, list_id, now) == 120
    assert price_on(item.prices, SHELF, now) == 150
    at.editor.typed(f"list.{list_id}", "")
    at.editor.save()
    assert price_on(at.again(at.view.editor.item_id).prices, list_id, now) is None


def test_esc_throws_away_what_was_typed_then_closes(at):
    at.editor.typed("name", "别的")
    assert at.editor.back()
    assert at.view.editor.fields["name"].value == "青溪饮用天然水"
    assert at.editor.back()
    assert at.view.editor.state == "none"
    assert not at.editor.back()


def test_a_save_is_one_document_and_a_double_tap_is_one_save(pages, desk):
    runner = HeldRunner()
    at = pages(runner=runner)
    runner.let_all_go()
    at.editor.open(at.item(WATER).item_id)
    runner.let_all_go()
    at.editor.typed("price", "1.60")
    before = documents(at)
    at.editor.save()
    at.editor.save()
    runner.let_all_go()
    assert documents(at) == before + 1


def documents(at) -> int:
    with at.s.db.read() as tx:
        return journal.head(tx).seq


def test_where_the_item_lies_among_the_quick_keys(at):
    item_id, owner = at.view.editor.item_id, at.session.on_duty
    page = quick_keys.pages(at.s)[0]
    assert at.view.editor.place == "常用第 1 个"
    edit_keys.put_key(at.s, owner, page.page_id, 0, "")
    at.editor.close()
    at.editor.open(item_id)
    assert at.view.editor.place != "常用第 1 个"


def test_the_same_form_in_english(pages):
    at = pages("en")
    at.editor.open(at.item(WATER).item_id)
    assert at.view.editor.title == "Qingxi spring water"
    assert at.view.editor.tax == "Standard 13%"
    at.editor.typed("name", "")
    at.editor.save()
    assert error(at, "name").startswith("Type a name")
