"""The people's page in a real window: by keyboard, by touch, by scan; no cut word anywhere."""

import pytest
from PySide6.QtCore import Qt

from app.domain.errors import Unavailable
from app.usecases.staff.login import login
from tests.ui.shift.desk import LOOKS, BreakingRunner, sound, sound_pictures
from ui.kit import Key
from ui.people.staff import make, pictures

LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_every_role_in_both_languages_and_looks(desk, front, look, lang, look_name, size):
    screen = front(make, desk.session(lang=lang), size, look_name)
    for _ in range(5):
        screen.table.step(1)
        sound(screen, look)
    screen.presenter.new()
    sound(screen, look)
    screen.presenter.name("周婷")
    screen.presenter.save()
    sound(screen, look)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_every_picture_is_sound(desk, qtbot, look, lang):
    sound_pictures(pictures, desk.session(lang=lang), look, qtbot)


def test_added_by_keyboard_alone(desk, shop, front, qtbot):
    screen = front(make, desk.session())
    qtbot.keyClick(screen.table.view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    name = screen.form.name.edit
    assert screen.focusWidget() is name
    qtbot.keyClicks(name, "Zhou Ting")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    pad = screen.pin.pad
    assert screen.focusWidget() is pad
    qtbot.keyClicks(pad, "314159")
    qtbot.keyClicks(pad, "314159")
    assert login(shop.s, shop.person("Zhou Ting").operator_id, "314159").value.active


def test_a_new_pin_by_touch_alone(desk, shop, front, qtbot):
    screen = front(make, desk.session())
    view = screen.table.view
    place = next(i for i in range(5) if screen.table.model.row(i).cells[0][0].text == "李伟")
    cell = view.visualRect(view.model().index(place, 0)).center()
    qtbot.mouseClick(view.viewport(), LEFT, pos=cell)
    qtbot.mouseClick(screen.form.pin_key, LEFT)
    for digit in "314159314159":
        qtbot.mouseClick(screen.pin.pad.pad.keys[digit], LEFT)
    assert login(shop.s, shop.person("李伟").operator_id, "314159").value.name == "李伟"
    assert screen.form.isVisible()


def test_esc_leaves_the_pin_and_the_card(desk, front, qtbot):
    screen = front(make, desk.session())
    qtbot.mouseClick(screen.form.pin_key, LEFT)
    qtbot.keyClick(screen.pin.pad, Qt.Key.Key_Escape)
    assert screen.form.isVisible()
    qtbot.mouseClick(screen.form.card_key, LEFT)
    assert screen.form.card_key.title == "先不扫"
    qtbot.keyClick(screen.form.name.edit, Qt.Key.Key_Escape)
    assert screen.form.card_key.title == "换一张卡"


def test_leaving_the_page_forgets_a_card_and_a_pin(desk, front, qtbot):
    screen = front(make, desk.session())
    qtbot.mouseClick(screen.form.pin_key, LEFT)
    screen.leave()
    assert screen.form.isVisible()


def test_an_error_can_be_tried_again(desk, front, qtbot):
    runner = BreakingRunner()
    screen = front(make, desk.session(runner=runner))
    runner.broken = Unavailable("disk", "io")
    screen.presenter.load()
    runner.broken = None
    retry = next(k for k in screen.findChildren(Key) if k.isVisible() and k.kind == "primary")
    qtbot.mouseClick(retry, LEFT)
    assert screen.table.model.rowCount() == 5


def test_a_new_form_stays_when_the_focus_comes_home(desk, front, qtbot):
    screen = front(make, desk.session())
    qtbot.mouseClick(screen.new_key, LEFT)
    screen.focus_home()
    assert screen.focusWidget() is screen.form.name.edit
    qtbot.keyClicks(screen.form.name.edit, "Zhou")
    screen.focus_home()
    assert not screen.presenter.page.state.said
    assert screen.form.is_new
