"""The stock page by keyboard, by scan and by touch, over a real shop; no cut word."""

import pytest

from app.usecases.stock import levels, move
from app.usecases.stock.move import StockLine
from app.words import Words
from tests.ui.shift.desk import LOOKS, sound, sound_pictures
from tests.usecases.shop import COLA, MILK
from ui.stock import viewmodel as vm
from ui.stock.screen import make, pictures

WATER = "6911311000136"


def stands(shop, name: str = COLA) -> int | None:
    return levels.level(shop.s, str(shop.item(name).item_id)).qty_milli


def received(shop, name: str = COLA, qty: int = 24_000) -> str:
    item_id = str(shop.item(name).item_id)
    move.receive(shop.s, shop.manager, (StockLine(item_id, qty, 210),), move_id=f"r{qty}")
    return item_id


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_every_gesture_in_both_languages_and_looks(desk, shop, front, look, lang, look_name, size):
    item_id = received(shop)
    screen = front(make, desk.session(lang=lang), size, look_name)
    screen.presenter.choose(item_id)
    sound(screen, look)
    for mode in vm.MODES[1:]:
        screen.presenter.go(mode)
        screen.presenter.choose(item_id)
        sound(screen, look)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_no_field_is_cut_after_goods_came(desk, shop, front, look, lang, qtbot):
    """The supplier's field lost its lower edge under what was said."""
    screen = front(make, desk.session(lang=lang), (1294, 728), "light")
    screen.presenter.go(vm.RECEIVE)
    screen.presenter.choose(shop.item(COLA).item_id)
    screen.presenter.put_line("3", "2.00")
    screen.presenter.save("")
    qtbot.waitUntil(screen.side.label_key.isVisible)
    sheet = screen.side.sheet
    assert not sheet._hint.isVisible()  # what is said has its room, and that of the sentence below


def test_a_sheet_that_asks_no_cost_has_no_column_for_it(desk, shop, front):
    screen = front(make, desk.session())
    table = screen.side.sheet.table
    for mode, hidden in ((vm.COUNT, True), (vm.RECEIVE, False), (vm.WRITE_OFF, True)):
        screen.presenter.go(mode)
        assert table.view.isColumnHidden(1) is hidden
        assert sum(map(table.view.columnWidth, range(3))) == table.view.viewport().width()


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_every_picture_is_sound(desk, qtbot, look, lang):
    sound_pictures(pictures, desk.session(lang=lang), look, qtbot)


def test_units_are_said_in_the_language_of_the_screen(desk, shop):
    milk = next(iter(shop.basket(MILK).lines)).item
    assert vm.level(3_000, milk, Words("zh_CN")).endswith(milk.unit)
    assert vm.level(3_000, milk, Words("en")).isascii()
