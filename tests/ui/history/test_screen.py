"""History in a real window: the list, the paper, F10; states, names, no cut word."""

import pytest
from PySide6.QtCore import Qt

from app.domain.errors import Unavailable
from app.usecases.printing.settle import settle
from tests.ui.shift.desk import LOOKS, BreakingRunner, sound
from ui.history.screen import make, pictures
from ui.kit import Key


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_every_state_in_both_languages_and_looks(desk, shop, front, look, lang, look_name, size):
    screen = front(make, desk.session(lang=lang), size, look_name)
    sound(screen, look)
    job = screen.presenter._shown.jobs[0].job_id
    settle(shop.s, job, "unsure", "no_answer")
    screen.presenter.load()
    sound(screen, look)
    screen.presenter.reprint()
    screen.presenter.typed("查无此单")
    sound(screen, look)


def test_f10_is_one_gesture_and_focus_stays_in_the_search(desk, front, qtbot):
    session = desk.session()
    screen = front(make, session)
    edit = screen.list.field.edit
    assert edit.hasFocus()
    qtbot.keyClick(edit, Qt.Key.Key_F10)
    assert len(session.runner.effects) == 1
    assert edit.hasFocus()


def test_arrows_walk_the_sales_from_the_search_field(desk, front, qtbot):
    screen = front(make, desk.session())
    second = screen.list.table.model.row(1).key
    qtbot.keyClick(screen.list.field.edit, Qt.Key.Key_Down)
    assert screen.presenter._open_id == second


def test_the_paper_reads_aloud(desk, front):
    screen = front(make, desk.session())
    assert "合计" in screen.paper.accessibleDescription()


def test_yes_and_no_about_an_unsure_print(desk, shop, front, qtbot):
    screen = front(make, desk.session())
    settle(shop.s, screen.presenter._shown.jobs[0].job_id, "unsure", "no_answer")
    screen.presenter.load()
    no = next(k for k in screen.facts.findChildren(Key) if k.title == "没有")
    qtbot.mouseClick(no, Qt.MouseButton.LeftButton)
    assert screen.presenter._shown.jobs[0].state.startswith("没有打出")


def test_what_cannot_be_read_says_so_and_can_be_tried_again(desk, front, qtbot):
    runner = BreakingRunner()
    screen = front(make, desk.session(runner=runner))
    runner.broken = Unavailable("disk", "full")
    screen.presenter.load()
    retry = next(k for k in screen.list.findChildren(Key) if k.isVisible())
    runner.broken = None
    qtbot.mouseClick(retry, Qt.MouseButton.LeftButton)
    assert screen.list.table.model.rowCount()
    assert screen.facts.isVisible()


def test_pictures(desk, qtbot, look):
    for _, make_picture in pictures(desk.session()):
        screen = make_picture()
        qtbot.addWidget(screen)
        qtbot.waitUntil(lambda screen=screen: bool(screen.property("posed")))
