"""The page of cases by keyboard and touch, over a real shop with something that stands out."""

import pytest
from PySide6.QtCore import Qt

from app.domain.document import Kind
from app.domain.errors import Unavailable
from app.usecases.sentinel import cases
from app.usecases.sentinel.look import look as look_over
from tests.ui.shift.desk import LOOKS, BreakingRunner, sound, sound_pictures
from tests.usecases.sentinel.trade import HOUR, Trade
from ui.cases.screen import make, pictures


@pytest.fixture
def watched(shop) -> Trade:
    """The owner voided four cash sales, and somebody set the clock back: two cases and more."""
    trade = Trade(shop)
    for _ in range(4):
        trade.void(trade.sell())
    shop.clock.set_wall(shop.clock.now_ms() - 3 * HOUR)
    trade.sell()
    look_over(shop.s)
    return trade


def test_an_empty_list_says_what_comes(desk, shop, front, look):
    screen = front(make, desk.session())
    sound(screen, look)
    assert screen.table.current == ""
    screen.look_key.click()
    assert "0" in screen.pane._said.text()
    sound(screen, look)


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_a_case_in_both_languages_and_looks(desk, watched, front, look, lang, look_name, size):
    screen = front(make, desk.session(lang=lang), size, look_name)
    listed = [one.case_id for one in cases.cases(watched.s)]
    assert len(listed) >= 2
    for case_id in listed:
        screen.presenter.choose(case_id)
        sound(screen, look)
    for state in (1, 2):
        screen.presenter.show_state(state)
        sound(screen, look)


def test_the_gravest_is_in_front_and_a_row_leads_to_history(desk, watched, front, qtbot):
    session = desk.session()
    screen = front(make, session)
    went = []
    session.wanted.connect(went.append)
    case = next(one for one in cases.cases(watched.s) if one.rule == "void_after_cash")
    screen.table.choose(case.case_id)
    assert screen.pane.table.model.rowCount() == 4
    screen.pane.table.step(1)
    qtbot.keyClick(screen.pane.table.view, Qt.Key.Key_Return)
    assert went == ["history"]
    sold = cases.evidence(watched.s, case.case_id)[0].sale_id
    assert session.take_errand("history") == f"sale:{sold}"


def test_a_row_without_a_receipt_says_its_number(desk, watched, front):
    screen = front(make, desk.session())
    case = next(one for one in cases.cases(watched.s) if one.rule == "clock")
    screen.presenter.choose(case.case_id)
    screen.pane.table.step(1)
    screen.pane.table.opened.emit(screen.pane.table.current)
    assert str(case.rows[0][1]) in screen.pane._said.text()


def test_a_decision_by_keyboard(desk, watched, front, qtbot):
    screen = front(make, desk.session())
    clock = next(one for one in cases.cases(watched.s) if one.rule == "clock")
    screen.table.choose(clock.case_id)
    pane = screen.pane
    assert pane.dismiss_key.off
    qtbot.keyClick(screen.table.view, Qt.Key.Key_Return)
    qtbot.keyClicks(pane.reason.edit, "flat battery")
    assert not pane.dismiss_key.off
    qtbot.keyClick(pane.reason.edit, Qt.Key.Key_Return)
    qtbot.keyClick(pane.dismiss_key, Qt.Key.Key_Return)
    assert cases.counts(watched.s)["dismissed"] == 1
    assert watched.shop.documents(Kind.CASE_CLOSE)[-1].body["reason"] == "flat battery"
    qtbot.waitUntil(lambda: screen.table.current not in ("", clock.case_id))
    assert pane.reason.text() == ""
    screen.presenter.show_state(2)
    assert "flat battery" in pane._closed.text()
    assert not pane._decision.isVisible()


def test_one_about_oneself_is_for_somebody_else(desk, watched, front):
    screen = front(make, desk.session())
    case = next(one for one in cases.cases(watched.s) if one.rule == "void_after_cash")
    screen.presenter.choose(case.case_id)
    screen.pane.reason.set_text("mine")
    screen.pane.reason.changed.emit("mine")
    assert screen.pane.dismiss_key.off
    screen.pane.dismiss_key.click()
    assert cases.counts(watched.s)["dismissed"] == 0
    screen.presenter.dismiss("mine")
    assert screen.pane._said.text()
    screen.pane.confirm_key.click()
    assert cases.counts(watched.s)["confirmed"] == 1


def test_an_errand_opens_its_case(desk, watched, front, qtbot):
    session = desk.session()
    last = cases.cases(watched.s)[-1]
    session.send("cases", f"case:{last.case_id}")
    screen = front(make, session)
    qtbot.waitUntil(lambda: screen.table.current == last.case_id)


def test_the_world_in_the_way_is_said_and_tried_again(desk, watched, front, look, qtbot):
    runner = BreakingRunner()
    runner.broken = Unavailable("disk", "full", retry=True)
    screen = front(make, desk.session(runner=runner))
    sound(screen, look)
    runner.broken = None
    screen.table.retry.emit()
    qtbot.waitUntil(lambda: bool(screen.table.current))


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_every_picture_is_sound(desk, watched, qtbot, look, lang):
    sound_pictures(pictures, desk.session(lang=lang), look, qtbot)


def test_the_list_says_whom_a_case_is_about(desk, watched, front):
    screen = front(make, desk.session())
    case = next(one for one in cases.cases(watched.s) if one.rule == "void_after_cash")
    model = screen.table.model
    cells = model.row(model.place_of(case.case_id)).cells
    assert case.who_name
    assert cells[2][0].text == case.who_name
