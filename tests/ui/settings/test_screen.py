"""The settings' page in a real window: every section, by keyboard and by touch; no cut word."""

import pytest
from PySide6.QtCore import Qt

from app.domain.errors import Unavailable
from app.usecases.shop import settings
from tests.ui.shift.desk import LOOKS, BreakingRunner, sound, sound_pictures
from ui.kit import Key
from ui.settings.screen import make, pictures
from ui.settings.viewmodel import SECTIONS

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def session(desk, shop):
    def make_session(lang: str = "zh_CN"):
        made = desk.session(lang=lang)
        made.settings = shop.settings
        return made

    return make_session


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_every_section_in_both_languages_and_looks(session, front, look, lang, look_name, size):
    screen = front(make, session(lang), size, look_name)
    for section in SECTIONS:
        screen.presenter.go(section)
        sound(screen, look)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_every_picture_is_sound(session, qtbot, look, lang):
    sound_pictures(pictures, session(lang), look, qtbot)


def test_changed_by_keyboard_alone(session, shop, front, qtbot):
    screen = front(make, session())
    view = screen.table.view
    assert screen.focusWidget() is view
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    name = screen.rows["shop_name"].field.edit
    assert screen.focusWidget() is name
    qtbot.keyClicks(name, "Corner shop")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert settings.load(shop.s).shop_name == "Corner shop"


def test_cash_rounding_by_touch_alone(session, shop, front, qtbot):
    screen = front(make, session())
    view = screen.table.view
    cell = view.visualRect(view.model().index(SECTIONS.index("money"), 0)).center()
    qtbot.mouseClick(view.viewport(), LEFT, pos=cell)
    qtbot.mouseClick(screen.rows["rounding_step"].choice.keys["0.50"], LEFT)
    qtbot.mouseClick(screen.save_key, LEFT)
    assert settings.load(shop.s).rounding.step_minor == 50


def test_the_field_one_types_in_keeps_its_cursor(session, front, qtbot):
    screen = front(make, session())
    edit = screen.rows["phone"].field.edit
    edit.setFocus()
    edit.setCursorPosition(0)
    qtbot.keyClicks(edit, "9")
    assert edit.cursorPosition() == 1
    assert screen.rows["phone"].field.edit is edit


def test_an_error_can_be_tried_again(desk, front, qtbot):
    runner = BreakingRunner()
    screen = front(make, desk.session(runner=runner))
    runner.broken = Unavailable("disk", "io")
    screen.presenter.load()
    runner.broken = None
    retry = next(k for k in screen.findChildren(Key) if k.isVisible() and k.kind == "primary")
    qtbot.mouseClick(retry, LEFT)
    assert screen.table.isVisible()
