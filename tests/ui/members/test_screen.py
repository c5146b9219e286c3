"""Members in a real window: typing, arrows, Enter, Esc; states, names, no cut word."""

import pytest
from PySide6.QtCore import Qt

from app.domain.errors import Unavailable
from tests.ui.shift.desk import LOOKS, BreakingRunner, sound
from ui.kit import Key
from ui.members.screen import make, pictures


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_every_state_in_both_languages_and_looks(desk, front, look, lang, look_name, size):
    screen = front(make, desk.session("王建国", lang), size, look_name)
    sound(screen, look)
    screen.presenter.typed("13900001234")
    sound(screen, look)
    screen.presenter.enrol()
    screen.presenter.enrolling.submit("138", "", marketing=False)
    sound(screen, look)
    screen.presenter.back()
    screen.presenter.typed("")
    screen.list.open_current()
    sound(screen, look)
    screen.presenter.filing.reveal()
    sound(screen, look)
    screen.presenter.edit()
    sound(screen, look)


def test_typing_filters_and_arrows_with_enter_open(desk, front, qtbot):
    screen = front(make, desk.session())
    edit = screen.list.field.edit
    qtbot.keyClicks(edit, "c")
    shown = screen.list.table.model.rowCount()
    assert 1 < shown <= 50
    second = screen.list.table.model.row(1).key
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    assert edit.hasFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert screen.file.isVisible()
    assert screen.presenter.filing.member.member_id == second


def test_a_touch_opens_the_row(desk, front, qtbot):
    screen = front(make, desk.session())
    view = screen.list.table.view
    at = view.visualRect(view.model().index(2, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert screen.file.isVisible()


def test_enrolled_by_keyboard_phone_first(desk, front, qtbot):
    screen = front(make, desk.session("林晓燕"))
    qtbot.keyClick(screen.list.field.edit, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert screen.enrol.phone.edit.hasFocus()
    qtbot.keyClicks(screen.enrol.phone.edit, "13900001234")
    qtbot.keyClick(screen.enrol.phone.edit, Qt.Key.Key_Return)
    assert screen.enrol.name.edit.hasFocus()
    assert not screen.enrol.marketing.isChecked()
    qtbot.keyClicks(screen.enrol.name.edit, "Anna")
    qtbot.keyClick(screen.enrol.name.edit, Qt.Key.Key_Return)
    assert screen.file.isVisible()


def test_the_keypad_types_the_phone(desk, front, qtbot):
    screen = front(make, desk.session())
    screen.presenter.enrol()
    for key in ("1", "3", "8", "erase"):
        qtbot.mouseClick(screen.enrol.pad.keys[key], Qt.MouseButton.LeftButton)
    assert screen.enrol.phone.text() == "13"


def test_esc_leaves_the_form(desk, front, qtbot):
    screen = front(make, desk.session())
    screen.presenter.enrol()
    qtbot.keyClick(screen.enrol.phone.edit, Qt.Key.Key_Escape)
    assert screen.list.isVisible()


def test_a_new_form_has_forgotten_the_last_one(desk, front):
    screen = front(make, desk.session())
    screen.presenter.enrol()
    screen.enrol.marketing.setChecked(True)
    screen.enrol.name.set_text("某")
    screen.presenter.back()
    screen.presenter.enrol()
    assert not screen.enrol.marketing.isChecked()
    assert screen.enrol.name.text() == ""


def test_what_cannot_be_read_says_so_and_can_be_tried_again(desk, front, qtbot):
    runner = BreakingRunner()
    screen = front(make, desk.session(runner=runner))
    runner.broken = Unavailable("disk", "full")
    screen.presenter.typed("c")
    retry = next(k for k in screen.list.findChildren(Key) if k.isVisible())
    runner.broken = None
    qtbot.mouseClick(retry, Qt.MouseButton.LeftButton)
    assert screen.list.table.model.rowCount()


def test_pictures(desk, qtbot, look):
    for _, make_picture in pictures(desk.session()):
        screen = make_picture()
        qtbot.addWidget(screen)
        qtbot.waitUntil(lambda screen=screen: bool(screen.property("posed")))
