"""Keeping in a real window: copies, the check-up, a place, the keys, a restore, by keyboard."""

import pytest
from PySide6.QtCore import Qt

from app.domain.errors import Unavailable
from app.usecases.keeping import marks
from app.usecases.keeping.backup import back_up
from tests.ui.shift.desk import LOOKS, BreakingRunner, HeldRunner, sound
from ui.keeping.screen import make, pictures
from ui.kit import ErrorState


@pytest.fixture
def lost(kept):
    """A copy, and three sales that it does not have."""
    kept.choose()
    kept.sell(2)
    back_up(kept.s)
    kept.sell(3)
    marks.note(kept.s)


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_every_page_in_both_languages_and_looks(
    desk, kept, lost, front, look, lang, look_name, size
):
    screen = front(make, desk.session("赵敏", lang), size, look_name)
    sound(screen, look)
    presenter = screen.presenter
    presenter.show("doctor")
    sound(screen, look)
    presenter.show("copies")
    presenter.choose_place()
    sound(screen, look)
    presenter.back()
    presenter.ask_keys()
    sound(screen, look)
    presenter.back()
    presenter.open_copy(screen.copies.first)
    sound(screen, look)
    kept.s.standing.behind = None
    presenter.back()
    presenter.load()
    sound(screen, look)


def test_a_copy_now_by_key_and_the_list_shows_it(desk, kept, front, qtbot):
    kept.choose()
    screen = front(make, desk.session("王建国"))
    assert screen.drill_key.second == "还没有备份"
    qtbot.mouseClick(screen.back_up_key, Qt.MouseButton.LeftButton)
    assert "逐条检验过" in screen._said.text()
    assert screen.copies.first
    qtbot.mouseClick(screen.drill_key, Qt.MouseButton.LeftButton)
    assert "演练成功" in screen._said.text()


def test_a_restore_is_done_by_keyboard_once_the_number_is_typed(desk, lost, front, qtbot):
    session = desk.session("赵敏")
    screen = front(make, session)
    screen.copies.table.stand_on(screen.copies.first)
    screen.presenter.open_copy(screen.copies.first)
    number = screen.restore.number
    qtbot.waitUntil(lambda: number.edit.hasFocus())
    qtbot.keyClicks(number.edit, "2")
    qtbot.keyClick(number.edit, Qt.Key.Key_Return)
    assert session.keeper.asked == []
    number.clear()
    qtbot.keyClicks(number.edit, "3")
    qtbot.keyClick(number.edit, Qt.Key.Key_Return)
    ((seen, newest),) = session.keeper.asked
    assert (seen.lost, seen.epoch, newest) == (3, 2, "")


def test_esc_goes_back_and_nothing_was_done(desk, lost, front, qtbot):
    session = desk.session("赵敏")
    screen = front(make, session)
    screen.presenter.open_copy(screen.copies.first)
    qtbot.keyClick(screen.restore.number.edit, Qt.Key.Key_Escape)
    assert screen.presenter.state == "copies"
    assert session.keeper.asked == []


def test_while_it_works_the_keys_say_so_and_esc_stops_it(desk, kept, front, qtbot):
    runner = HeldRunner()
    screen = front(make, desk.session("赵敏", runner=runner))
    runner.let_all_go()
    qtbot.mouseClick(screen.back_up_key, Qt.MouseButton.LeftButton)
    assert screen.busy.isVisible()
    assert screen.back_up_key.second == "请稍等"
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    runner.let_all_go()
    assert not screen.busy.isVisible()
    assert "已停下" in screen._said.text()


def test_the_error_state_can_be_left(desk, front, qtbot):
    runner = BreakingRunner()
    runner.broken = Unavailable("disk", "full")
    screen = front(make, desk.session("赵敏", runner=runner))
    assert isinstance(screen._errors.page, ErrorState)
    runner.broken = None
    screen._errors.page.retry.emit()
    assert screen.copies.isVisible()


def test_pictures(desk, kept, qtbot, look):
    kept.choose()
    for _, make_picture in pictures(desk.session("赵敏")):
        screen = make_picture()
        qtbot.addWidget(screen)
        qtbot.waitUntil(lambda screen=screen: bool(screen.property("posed")))


def test_one_touch_of_a_copy_says_what_a_restore_would_do(desk, lost, front, qtbot):
    screen = front(make, desk.session("赵敏"))
    view = screen.copies.table.view
    at = view.visualRect(view.model().index(0, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert screen.restore.isVisible()
