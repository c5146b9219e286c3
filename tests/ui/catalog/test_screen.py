"""The catalogue in a real window: every state, by keyboard, by touch and by scan; no cut word."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.domain.errors import Unavailable
from app.usecases.catalog import list_items
from app.usecases.sale import quick_keys
from tests.ui.shift.desk import LOOKS, BreakingRunner, sound, sound_pictures
from ui.catalog.screen import VIEWS, make, pictures
from ui.kit import Key

WATER, NEW = "6911311000136", "6901234567892"
LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_every_view_in_both_languages_and_looks(desk, front, look, lang, look_name, size):
    screen = front(make, desk.session(lang=lang), size, look_name)
    for view in VIEWS:
        screen.go(view)
        sound(screen, look)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_every_picture_is_sound(desk, qtbot, look, lang):
    sound_pictures(pictures, desk.session(lang=lang), look, qtbot)


def test_a_price_changed_by_keyboard_alone(desk, shop, front, qtbot):
    screen = front(make, desk.session())
    search = screen.items.field.edit
    qtbot.keyClicks(search, "qxyy")
    qtbot.keyClick(search, Qt.Key.Key_Down)
    qtbot.keyClick(search, Qt.Key.Key_Return)
    price = screen.items.editor.fields["price"].edit
    assert screen.focusWidget() is price
    qtbot.keyClicks(price, "1.75")
    qtbot.keyClick(price, Qt.Key.Key_Return)
    saved = screen.presenter.editor.state.draft.item
    assert list_items.get(shop.s, saved.item_id).prices[0].price_minor == 175
    assert screen.items.editor.save_key.off == "没有改动"


def test_a_row_is_touched_and_the_save_key_pressed(desk, shop, front, qtbot):
    screen = front(make, desk.session())
    table = screen.items.table.view
    cell = table.visualRect(table.model().index(2, 0)).center()
    qtbot.mouseClick(table.viewport(), LEFT, pos=cell)
    form = screen.items.editor
    item_id = screen.presenter.editor.item_id
    assert form.fields["name"].text() == screen.items.table.model.row(2).cells[0][0].text
    form.fields["spec"].feed("X")
    qtbot.mouseClick(form.save_key, LEFT)
    assert list_items.get(shop.s, item_id).spec.endswith("X")


def test_another_row_is_not_left_silently(desk, front, qtbot):
    screen = front(make, desk.session())
    table = screen.items.table
    table.step(1)
    first = screen.presenter.editor.item_id
    screen.items.editor.fields["price"].feed("9")
    rect = table.view.visualRect(table.view.model().index(4, 0))
    qtbot.mouseClick(table.view.viewport(), LEFT, pos=rect.center())
    assert screen.presenter.editor.item_id == first
    qtbot.waitUntil(lambda: table.current == first)


def test_the_list_grows_as_one_goes_down(desk, front, qtbot):
    screen = front(make, desk.session())
    table = screen.items.table
    assert table.model.rowCount() == 100
    table.view.scrollToBottom()
    qtbot.waitUntil(lambda: table.model.rowCount() == 200)


def test_a_scan_begins_a_new_item_whose_name_waits_to_be_typed(desk, shop, front, qtbot):
    screen = front(make, desk.session())
    assert screen.take_scan(NEW)
    name = screen.items.editor.fields["name"].edit
    assert screen.focusWidget() is name
    qtbot.keyClicks(name, "shangu")
    screen.items.editor.fields["price"].edit.setFocus()
    qtbot.keyClicks(screen.items.editor.fields["price"].edit, "5.5")
    qtbot.keyClick(screen.items.editor.fields["price"].edit, Qt.Key.Key_Return)
    assert list_items.by_barcode(shop.s, NEW).name == "shangu"


def test_a_scan_brings_the_goods_to_the_front(desk, front):
    screen = front(make, desk.session())
    screen.go("tax")
    screen.take_scan(WATER)
    assert screen.items.isVisible()
    assert screen.presenter.editor.state.draft.barcodes == (WATER,)


def test_what_a_save_finds_wrong_comes_into_view(desk, front, qtbot):
    screen = front(make, desk.session())
    screen.items.table.step(1)
    form = screen.items.editor
    form.fields["unit"].edit.clear()
    screen.presenter.editor.typed("unit", "")
    qtbot.mouseClick(form.save_key, LEFT)
    assert form.fields["unit"].error
    assert screen.focusWidget() is form.fields["unit"].edit
    seen = form.fields["unit"].mapTo(screen, form.fields["unit"].rect().center())
    assert 0 < seen.y() < screen.height() - 100


def test_esc_closes_one_thing_at_a_time(desk, front, qtbot):
    screen = front(make, desk.session())
    screen.items.table.step(1)
    qtbot.keyClick(screen.items.editor.fields["price"].edit, Qt.Key.Key_Escape)
    assert screen.presenter.editor.state.draft is None
    screen.go("keys")
    qtbot.keyClick(screen.keys.board, Qt.Key.Key_Escape)
    assert screen.items.isVisible()


def test_quick_keys_by_keyboard_alone(desk, shop, front, qtbot):
    screen = front(make, desk.session())
    screen.go("keys")
    board = screen.keys.board
    assert screen.focusWidget() is board
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Delete):
        qtbot.keyClick(board, key)
    assert quick_keys.pages(shop.s)[0].keys[6] is None
    qtbot.keyClick(board, Qt.Key.Key_Return)
    search = screen.keys.field.edit
    assert screen.focusWidget() is search
    qtbot.keyClicks(search, "hfspg")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert quick_keys.pages(shop.s)[0].keys[6].item.name == "红富士苹果"
    board.setFocus()
    name = quick_keys.pages(shop.s)[0].keys[6].item.name
    screen.keying.stand(6)
    qtbot.keyClick(board, Qt.Key.Key_Space)
    qtbot.keyClick(board, Qt.Key.Key_Up)
    qtbot.keyClick(board, Qt.Key.Key_Space)
    assert quick_keys.pages(shop.s)[0].keys[1].item.name == name


def test_quick_keys_by_touch_alone(desk, shop, front, qtbot):
    screen = front(make, desk.session())
    screen.go("keys")
    keys = quick_keys.pages(shop.s)[0].keys
    first, second = keys[0].item.item_id, keys[9].item.item_id
    board = screen.keys.board
    qtbot.mouseClick(board.keys[0], LEFT)
    qtbot.mouseClick(screen.keys.lift_key, LEFT)
    qtbot.mouseClick(board.keys[9], LEFT)
    after = quick_keys.pages(shop.s)[0].keys
    assert (after[0].item.item_id, after[9].item.item_id) == (second, first)


def test_from_the_form_to_a_quick_key(desk, shop, front, qtbot):
    screen = front(make, desk.session())
    screen.presenter.typed("晨牧甜牛奶")
    screen.items.table.step(1)
    qtbot.mouseClick(screen.items.editor.place_key, LEFT)
    assert screen.keys.isVisible()
    qtbot.mouseClick(screen.keys.board.keys[12], LEFT)
    assert quick_keys.pages(shop.s)[0].keys[12].item.name == "晨牧甜牛奶"


def test_an_import_by_touch(desk, shop, front, qtbot):
    folder = Path.home() / "Downloads"
    folder.mkdir(parents=True)
    (folder / "new.csv").write_text(f"条码,名称,售价\n{NEW},山谷苹果醋,5.50\n", "utf-8")
    screen = front(make, desk.session())
    screen.go("transfer")
    table = screen.transfer.start.table.view
    cell = table.visualRect(table.model().index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), LEFT, pos=cell)
    assert screen.transfer.preview.isVisible()
    qtbot.mouseClick(screen.transfer.preview.keys["new"], LEFT)
    assert screen.transfer.preview.table.model.rowCount() == 1
    qtbot.mouseClick(screen.transfer.preview.apply_key, LEFT)
    assert list_items.by_barcode(shop.s, NEW).name == "山谷苹果醋"
    assert screen.transfer.done.isVisible()


def test_an_error_can_be_tried_again(desk, front, qtbot):
    runner = BreakingRunner()
    screen = front(make, desk.session(runner=runner))
    runner.broken = Unavailable("disk", "io")
    screen.presenter.load()
    runner.broken = None
    retry = next(k for k in screen.findChildren(Key) if k.isVisible() and k.kind == "primary")
    qtbot.mouseClick(retry, LEFT)
    assert screen.items.table.model.rowCount() == 100


def test_the_counter_sends_people_to_the_import(desk, front):
    session = desk.session()
    screen = front(make, session)
    session.send("catalog", "transfer")
    screen.activated()
    assert screen.transfer.isVisible()


def test_the_counter_reaches_a_new_item(desk, front):
    session = desk.session()
    screen = front(make, session)
    session.send("catalog", f"new:{NEW}")
    screen.activated()
    assert screen.presenter.editor.state.draft.barcodes == (NEW,)
    assert screen.focusWidget() is screen.items.editor.fields["name"].edit
