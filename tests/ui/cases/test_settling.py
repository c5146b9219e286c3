"""A payment without a gateway's word, settled on the page of cases by keyboard alone."""

import pytest
from PySide6.QtCore import Qt

from app.domain.attempt.machine import STUCK_MS
from app.usecases.sale.draft import save
from app.usecases.sentinel.cases import cases, counts
from app.usecases.tender.standing import standing
from tests.ui.shift.desk import LOOKS, sound
from tests.usecases.shop import COLA, PINS
from tests.usecases.tender.test_attempts import begun, state
from ui.cases.screen import make

K = Qt.Key


@pytest.fixture
def attempt(shop):
    """The cashier's, whose basket is still there; eleven minutes ago."""
    shift, basket = shop.shift(), shop.basket(COLA)
    save(shop.s, basket, ())
    made = begun(shop, shift, basket)
    shop.clock.pass_ms(STUCK_MS)
    return made


@pytest.fixture
def own(shop):
    """The owner's own."""
    made = begun(shop, shop.shift(who=shop.owner), shop.basket(COLA), who=shop.owner)
    shop.clock.pass_ms(STUCK_MS)
    return made


def shown(screen, qtbot):
    screen.activated()
    qtbot.waitUntil(lambda: screen.table.current.endswith(".stuck"))
    qtbot.waitUntil(lambda: screen.pane.gone_key.isVisible())


def typed(screen, qtbot, text):
    qtbot.keyClick(screen.table.view, K.Key_Return)
    qtbot.keyClicks(screen.pane.reason.edit, text)
    qtbot.keyClick(screen.pane.reason.edit, K.Key_Return)


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_it_is_asked_in_both_languages_and_looks(
    desk, attempt, front, look, qtbot, lang, look_name, size
):
    screen = front(make, desk.session(lang=lang), size, look_name)
    shown(screen, qtbot)
    assert not screen.pane.dismiss_key.isVisible()
    assert screen.pane.gone_key.off
    assert attempt.attempt_id in screen.pane._next.text()  # what to look for in the app
    sound(screen, look)


def test_not_paid_by_keyboard(desk, shop, attempt, front, qtbot):
    screen = front(make, desk.session())
    shown(screen, qtbot)
    typed(screen, qtbot, "not in the app")
    assert screen.focusWidget() is screen.pane.gone_key
    qtbot.keyClick(screen.pane.gone_key, K.Key_Return)
    qtbot.waitUntil(lambda: counts(shop.s)["confirmed"] == 1)
    assert state(shop, attempt) == "reversed"
    assert standing(shop.s).open == ()
    assert screen.pane.reason.text() == ""


def test_paid_by_keyboard(desk, shop, attempt, front, qtbot):
    screen = front(make, desk.session())
    shown(screen, qtbot)
    typed(screen, qtbot, "there it is")
    qtbot.keyClick(screen.pane.gone_key, K.Key_Tab)
    assert screen.focusWidget() is screen.pane.here_key
    qtbot.keyClick(screen.pane.here_key, K.Key_Return)
    qtbot.waitUntil(lambda: state(shop, attempt) == "approved")


def test_of_ones_own_a_second_person_says_it_too(desk, shop, own, front, qtbot):
    screen = front(make, desk.session())
    shown(screen, qtbot)
    typed(screen, qtbot, "there it is")
    screen.pane.here_key.click()
    qtbot.waitUntil(screen.approval.isVisible)
    assert state(shop, own) == "written"
    qtbot.keyClick(screen.approval, K.Key_Escape)
    qtbot.waitUntil(screen.pane.isVisible)
    assert screen.pane.reason.text() == "there it is"
    screen.pane.here_key.click()
    qtbot.waitUntil(lambda: shop.manager.operator_id in screen.approval.people)
    screen.approval.people[shop.manager.operator_id].click()
    qtbot.keyClicks(screen.approval.pin, PINS[shop.manager.name])
    qtbot.keyClick(screen.approval, K.Key_Return)
    qtbot.waitUntil(lambda: state(shop, own) == "giving_back")
    assert not cases(shop.s)


def test_answered_meanwhile_it_is_closed_like_any_other(desk, shop, attempt, front, qtbot):
    from dataclasses import replace

    from app.domain.attempt.states import Phase
    from app.usecases.tender.record import record

    screen = front(make, desk.session())
    shown(screen, qtbot)
    record(shop.s, replace(attempt, phase=Phase.DECLINED))
    screen.presenter.choose("")
    screen.presenter.load()
    qtbot.waitUntil(screen.pane.dismiss_key.isVisible)
    assert not screen.pane.gone_key.isVisible()
