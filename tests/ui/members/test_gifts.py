"""Gift cards of the members' screen: found, blocked, replaced, paid out; by keyboard, in words."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.domain.loyalty.program import LawChoice
from app.usecases.loyalty import gift_cards, program
from tests.ui.shift.desk import LOOKS, sound
from tests.usecases.shop import PINS
from ui.members.screen import make


@pytest.fixture
def card(rich):
    """A gift card of 100.00 that was sold to whoever took it along."""
    rich.sell("gift100")
    return _newest(rich)


def _newest(rich):
    ((card_id,),) = rich.shop.rows("SELECT card_id FROM gift_card ORDER BY issued_ms DESC LIMIT 1")
    return gift_cards.one(rich.shop.s, card_id)


@pytest.fixture
def gifts(desk, front, card):
    """The page with the card found by its end."""

    def stand(who: str = "王建国", lang: str = "zh_CN", *look):
        screen = front(make, desk.session(who, lang), *look)
        screen.presenter.cards()
        screen.gifts.field.set_text(card.last4)
        screen.presenter.gifts.typed(card.last4)
        return screen

    return stand


def keys(screen):
    return [one.partition(":")[0] for one in screen.gifts.sheet.keys]


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_every_state_in_both_languages_and_looks(gifts, look, lang, look_name, size):
    screen = gifts("林晓燕", lang, size, look_name)
    sound(screen, look)
    page = screen.presenter.gifts
    page.act(next(iter(screen.gifts.sheet.keys)))
    sound(screen, look)
    page.doing.submit()
    sound(screen, look)
    while screen.presenter.back():
        pass
    screen.presenter.cards()
    sound(screen, look)
    page.typed("????")
    sound(screen, look)


def test_blocked_by_keyboard_then_replaced_with_all_that_is_on_it(gifts, qtbot, rich, card):
    screen = gifts()
    assert keys(screen) == ["block", "replace"]
    qtbot.keyClick(screen.gifts.field.edit, Qt.Key.Key_Return)
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Space)
    assert screen.gifts.form.isVisible()
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    assert gift_cards.one(rich.shop.s, card.card_id).state == "blocked"
    assert "100.00" in screen.gifts._said.text()
    assert keys(screen) == ["unblock", "replace"]
    screen.presenter.gifts.act(f"replace:{card.card_id}")
    screen.presenter.gifts.doing.submit()
    new = _newest(rich)
    assert (new.available_minor, new.state) == (10_000, "active")
    assert new.masked in screen.gifts._said.text()
    assert keys(screen) == ["block", "replace"]  # of the new one; the old one can do nothing


def test_a_cashier_asks_a_second_person_at_the_same_place(gifts, rich, card):
    screen = gifts("林晓燕")
    page = screen.presenter.gifts
    page.act(f"block:{card.card_id}")
    page.doing.submit()
    assert screen.gifts.approval.isVisible()
    assert gift_cards.one(rich.shop.s, card.card_id).state == "active"
    page.asking.choose(str(rich.shop.person("王建国").operator_id))
    page.asking.submit(PINS["王建国"])
    assert gift_cards.one(rich.shop.s, card.card_id).state == "blocked"
    assert not screen.gifts.approval.isVisible()


def test_a_small_rest_is_paid_out_where_the_law_says_so(desk, front, rich):
    program.save(rich.shop.s, rich.shop.owner, "law", [LawChoice("us-ca")])
    gift = program.load(rich.shop.s).plan("gift100")
    program.save(rich.shop.s, rich.shop.owner, "plan", [replace(gift, price_minor=900)])
    rich.sell("gift100")
    card = _newest(rich)
    session = desk.session("林晓燕")
    screen = front(make, session)
    session.send("members", f"gift:{card.card_id}")
    screen.activated()
    assert keys(screen) == ["block", "replace", "cash_out"]
    page = screen.presenter.gifts
    page.act(f"cash_out:{card.card_id}")
    page.doing.submit()
    page.asking.choose(str(rich.shop.person("王建国").operator_id))
    page.asking.submit(PINS["王建国"])
    assert gift_cards.one(rich.shop.s, card.card_id).state == "used_up"
    assert keys(screen) == []


def test_a_card_nobody_sold_is_refused_aloud(desk, front):
    session = desk.session("王建国")
    screen = front(make, session)
    assert screen.take_scan("G:AAAAAAAAAAAAAAAAAAAA")
    assert screen.gifts.isVisible()
    assert keys(screen) == []


def test_another_visit_begins_empty(gifts):
    screen = gifts()
    assert screen.presenter.back()
    screen.presenter.cards()
    assert screen.gifts.field.text() == ""
    assert keys(screen) == []
