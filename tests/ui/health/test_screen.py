"""Health in a real window, with real threads for the long work."""

import pytest
from PySide6.QtCore import Qt

from app.domain.document import Kind
from app.domain.errors import Unavailable
from app.usecases.outcome import Print
from app.usecases.printing.settle import settle
from app.usecases.sale.complete import complete
from tests.ui.shift.desk import LOOKS, BreakingRunner, HeldRunner, sound
from tests.usecases.shop import COLA
from ui.health.screen import make, pictures
from ui.kit import Key


@pytest.fixture
def unsure(shop):
    shift = shop.shift()
    basket = shop.basket(COLA)
    outcome = complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket))
    (job,) = [one.job_id for one in outcome.effects if isinstance(one, Print)]
    settle(shop.s, job, "unsure", "no_answer")
    return job


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_every_state_in_both_languages_and_looks(
    desk, shop, unsure, front, look, lang, look_name, size
):
    screen = front(make, desk.session("陈工", lang), size, look_name)
    sound(screen, look)
    screen.presenter.verify()
    screen.presenter.check()
    sound(screen, look)


def key_of(screen, title, qtbot):
    """The key once it is on the screen."""
    found = []

    def seen():
        keys = screen.side.findChildren(Key)
        found[:] = [k for k in keys if k.title == title and k.isVisible()]
        return bool(found)

    qtbot.waitUntil(seen)
    return found[0]


def test_no_is_one_press_and_the_copy_the_next(desk, shop, unsure, front, qtbot):
    screen = front(make, desk.session("王建国"))
    no = key_of(screen, "没有", qtbot)
    no.setFocus()
    qtbot.keyClick(no, Qt.Key.Key_Return)
    assert screen.presenter._found.jobs[0].reason == "not_seen"
    assert "再打一次" in screen.presenter._said
    copy = key_of(screen, "打副本", qtbot)
    qtbot.waitUntil(copy.hasFocus)
    qtbot.keyClick(copy, Qt.Key.Key_Return)
    assert shop.documents(Kind.REPRINT)[-1].body["copy_no"] == 1
    qtbot.waitUntil(screen.again_key.hasFocus)  # the next Enter prints nothing
    assert screen.presenter._said == "副本已发给打印机"


def test_who_may_print_no_copies_is_told_where(desk, unsure, front):
    screen = front(make, desk.session("陈工"))
    screen.presenter.answer(unsure, printed=False)
    assert not [k for k in screen.side.findChildren(Key) if k.isVisible()]


@pytest.mark.parametrize("name", ["verify_key", "check_key", "export_key", "help_key"])
def test_the_keyboard_stays_on_the_page_behind_long_work(desk, front, qtbot, tmp_path, name):
    """On the rail the next Enter would leave the page."""
    runner = HeldRunner()
    screen = front(make, desk.session("陈工", runner=runner))
    runner.let_all_go()
    screen.presenter._folder = tmp_path
    key = getattr(screen, name)
    key.setFocus()
    qtbot.keyClick(key, Qt.Key.Key_Return)
    assert screen.isAncestorOf(screen.window().focusWidget())
    runner.let_all_go()
    qtbot.waitUntil(key.hasFocus)


def test_a_page_that_comes_to_the_front_has_the_keyboard(desk, front):
    screen = front(make, desk.session("陈工"))
    assert screen.again_key.hasFocus()


def test_while_it_works_the_keys_say_so_and_esc_stops_it(desk, front, qtbot):
    runner = HeldRunner()
    screen = front(make, desk.session("陈工", runner=runner))
    runner.let_all_go()
    qtbot.mouseClick(screen.verify_key, Qt.MouseButton.LeftButton)
    assert screen.busy.isVisible()
    assert screen.verify_key.second == screen.check_key.second == "请稍等"
    qtbot.keyClick(screen.again_key, Qt.Key.Key_Escape)
    runner.let_all_go()
    assert not screen.busy.isVisible()
    assert screen.verify_key.isEnabled()


def test_the_error_state_can_be_left(desk, front, qtbot):
    runner = BreakingRunner()
    runner.broken = Unavailable("disk", "full")
    screen = front(make, desk.session("陈工", runner=runner))
    retry = next(k for k in screen._errors.page.findChildren(Key) if k.isVisible())
    runner.broken = None
    qtbot.mouseClick(retry, Qt.MouseButton.LeftButton)
    assert screen.side.isVisible()


def test_pictures(desk, qtbot, look):
    for _, make_picture in pictures(desk.session("陈工")):
        screen = make_picture()
        qtbot.addWidget(screen)
        qtbot.waitUntil(lambda screen=screen: bool(screen.property("posed")))
