"""The gestures of the stock page: goods received, counted, written off, moved; by scan, by key."""

import pytest
from PySide6.QtCore import Qt

from app.domain.document import Kind
from app.domain.errors import Unavailable
from app.usecases.stock import levels, move
from app.usecases.stock.move import StockLine
from tests.ui.shift.desk import BreakingRunner
from tests.usecases.shop import COLA
from ui.kit import Key
from ui.stock import viewmodel as vm
from ui.stock.screen import make

WATER = "6911311000136"


def stands(shop, name: str = COLA) -> int | None:
    return levels.level(shop.s, str(shop.item(name).item_id)).qty_milli


def received(shop, name: str = COLA, qty: int = 24_000) -> str:
    item_id = str(shop.item(name).item_id)
    move.receive(shop.s, shop.manager, (StockLine(item_id, qty, 210),), move_id=f"r{qty}")
    return item_id


def test_goods_are_received_by_scan_and_keyboard(desk, shop, front, qtbot):
    screen = front(make, desk.session("王建国"))
    screen.presenter.go(vm.RECEIVE)
    assert screen.take_scan(WATER)
    sheet = screen.side.sheet
    assert screen.focusWidget() is sheet.quantity.edit
    assert screen.presenter._sheet_vm().name == "青溪饮用天然水 550ml"  # there is one of 1.5 litres
    qtbot.keyClicks(sheet.quantity.edit, "24")
    qtbot.keyClick(sheet.quantity.edit, Qt.Key.Key_Return)
    assert screen.focusWidget() is sheet.cost.edit
    qtbot.keyClicks(sheet.cost.edit, "0.95")
    qtbot.keyClick(sheet.cost.edit, Qt.Key.Key_Return)
    assert screen.focusWidget() is screen.field.edit
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_F9)
    (row,) = levels.levels(shop.s, text=WATER).rows
    assert row.qty_milli == 24_000
    (doc,) = shop.documents(Kind.STOCK_RECEIVE)
    assert doc.body["items"][0]["cost"] == 95
    assert shop.documents(Kind.CATALOG_CHANGE)[-1].body["reason"] == "received"


def test_a_count_tells_how_many_differ_and_the_same_good_twice_adds_up(desk, shop, front):
    item_id = received(shop)
    screen = front(make, desk.session("林晓燕"))
    screen.presenter.go(vm.COUNT)
    for qty in ("20", "3"):
        screen.presenter.choose(item_id)
        screen.presenter.put_line(qty, "")
    screen.presenter.save("")
    assert stands(shop) == 23_000
    assert "1 种和账上不同" in screen.side._said.text()


def test_a_cashier_counts_and_looks_and_no_more(desk, front):
    screen = front(make, desk.session("林晓燕"))
    assert list(screen.side.choice.keys) == [vm.LOOK, vm.COUNT]


@pytest.mark.parametrize("typed", ["", "0", "-3", "1.5", "12a", "9999999999"])
def test_what_is_no_quantity_is_said_and_changes_nothing(desk, shop, front, typed):
    item_id = received(shop)
    screen = front(make, desk.session("王建国"))
    screen.presenter.go(vm.WRITE_OFF)
    screen.presenter.choose(item_id)
    screen.presenter.put_line(typed, "")
    screen.presenter.save("碎了")
    assert stands(shop) == 24_000
    assert screen.side._said_box.isVisible()


def test_less_is_typed_with_a_minus_and_needs_a_reason(desk, shop, front):
    item_id = received(shop)
    screen = front(make, desk.session("王建国"))
    screen.presenter.go(vm.ADJUST)
    screen.presenter.choose(item_id)
    screen.presenter.put_line("-2", "")
    screen.presenter.save(" ")
    assert stands(shop) == 24_000
    screen.presenter.save("送人")
    assert stands(shop) == 22_000


def test_a_sheet_is_not_lost_by_going_elsewhere(desk, shop, front):
    item_id = received(shop)
    screen = front(make, desk.session("王建国"))
    screen.presenter.go(vm.OUT)
    screen.presenter.choose(item_id)
    screen.presenter.put_line("5", "")
    screen.presenter.go(vm.LOOK)
    assert screen.side.choice.chosen == vm.OUT
    screen.presenter.back()
    assert screen.side.choice.chosen == vm.OUT
    screen.presenter.clear()
    screen.presenter.go(vm.LOOK)
    assert screen.side.choice.chosen == vm.LOOK
    assert stands(shop) == 24_000


def test_goods_go_to_another_shop(desk, shop, front):
    item_id = received(shop)
    screen = front(make, desk.session("王建国"))
    screen.presenter.go(vm.OUT)
    screen.presenter.choose(item_id)
    screen.presenter.put_line("5", "")
    screen.presenter.save("二店")
    assert stands(shop) == 19_000
    assert shop.documents(Kind.STOCK_TRANSFER)[-1].body["reason"] == "二店"


def test_what_is_low_is_found(desk, shop, front):
    received(shop, qty=3000)
    screen = front(make, desk.session())
    screen.presenter.filter("low")
    assert screen.table.model.rowCount() == 1


def test_an_unknown_code_is_said(desk, front):
    screen = front(make, desk.session())
    assert screen.take_scan("6901234567892")
    assert "没有这个条码" in screen.side._said.text()


def test_the_world_is_in_the_way(desk, front, qtbot):
    runner = BreakingRunner()
    runner.broken = Unavailable("disk", "full")
    screen = front(make, desk.session(runner=runner))
    retry = next(k for k in screen.table.findChildren(Key) if k.isVisible())
    runner.broken = None
    qtbot.mouseClick(retry, Qt.MouseButton.LeftButton)
    assert screen.table.model.rowCount() > 10


def test_a_reason_is_of_one_sheet(desk, shop, front):
    screen = front(make, desk.session("王建国"))
    sheet = screen.side.sheet
    screen.presenter.go(vm.WRITE_OFF)
    sheet.note.set_text("过期")  # before the goods
    screen.take_scan(WATER)
    screen.presenter.put_line("2", "")
    assert sheet.note.text() == "过期"
    sheet.save_key.click()
    (doc,) = shop.documents(Kind.STOCK_WRITE_OFF)
    assert doc.body["reason"] == "过期"
    assert sheet.note.text() == ""
    sheet.note.set_text("过期")
    screen.presenter.go(vm.OUT)
    assert sheet.note.text() == ""  # or the goods would go to a shop of that name
