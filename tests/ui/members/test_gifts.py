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


def told(screen):
    """What happened to the card, as it stands on the page."""
    return [row.title for row in shown(screen).columns[1][1][0].rows]


def shown(screen):
    return screen.presenter.gifts._shown.sheet


def found(screen):
    """The cards that stand on the page."""
    return [row.title for row in shown(screen).columns[0][1][0].rows]


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
    assert keys(screen) == ["block", "replace", "history", "history"]  # the old one: to be read
    assert told(screen)[:3] == ["换成新卡", "停用", "售出"]  # of the new one, back to its sale


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


def test_a_card_that_cannot_be_read_is_found_by_its_slip_or_its_buyer(gifts, rich, card):
    screen = gifts()
    page = screen.presenter.gifts
    ((no,),) = rich.shop.rows("SELECT no FROM topup WHERE plan_kind = 'gift_card'")
    for said in (no, f"t{int(no[-6:]):04}", "138 0013 8777"):
        page.typed("")
        assert found(screen) == []
        page.typed(said)
        assert found(screen) == [card.masked], said
    for said in ("T999999", "13800138666", "13800138778"):
        page.typed(said)
        assert found(screen) == [], said
    assert screen.take_scan("M:TESTCARD4821")
    assert "不过期" in shown(screen).columns[0][1][0].rows[0].sub
    assert found(screen) == [card.masked]


def test_what_was_sold_stands_behind_what_stands_for_it_now(gifts, rich, card):
    new = gift_cards.replace_card(rich.shop.s, rich.shop.manager, card.card_id, "丢失").value.card
    screen = gifts("王建国", "en")
    ((no,),) = rich.shop.rows("SELECT no FROM topup WHERE plan_kind = 'gift_card'")
    screen.presenter.gifts.typed(no)
    assert found(screen) == [new.masked, card.masked]
    assert told(screen) == ["Replaced by a new card", "Sold"]
    rows = shown(screen).columns[1][1][0].rows
    assert [(one.note, one.value) for one in rows] == [("丢失", ""), ("", "+100.00")]
    assert no in rows[1].sub
    screen.presenter.gifts.act(f"history:{card.card_id}")
    assert shown(screen).columns[1][1][0].title == f"What happened to {card.masked}"


def test_from_a_members_purchases_to_the_card_that_was_sold_there(desk, front, rich, card):
    screen = front(make, desk.session("林晓燕"))
    screen.presenter.open(str(rich.member_id))
    screen.presenter.filing.turn("history")
    model = screen.file.history.table.model
    keys = [model.row(place).key for place in range(model.rowCount())]
    (key,) = [one for one in keys if one.startswith("gift:")]
    screen.file.history.opened.emit(key)
    assert screen.gifts.isVisible()
    assert found(screen) == [card.masked]


def test_another_visit_begins_empty(gifts):
    screen = gifts()
    assert screen.presenter.back()
    screen.presenter.cards()
    assert screen.gifts.field.text() == ""
    assert keys(screen) == []


def press(qtbot, screen, *pressed):
    """Keys to whatever has the focus."""
    for key in pressed:
        where = screen.focusWidget() or screen
        if isinstance(key, str):
            qtbot.keyClicks(where, key)
        else:
            qtbot.keyClick(where, key)


def to(qtbot, screen, wanted):
    """Tab until a key has the focus."""
    qtbot.waitUntil(wanted.isVisible)
    for _ in range(60):
        if screen.focusWidget() is wanted:
            return
        qtbot.keyClick(screen.focusWidget() or screen, Qt.Key.Key_Tab)
    raise AssertionError(f"no Tab leads to {wanted.accessibleName()}")


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_all_four_deeds_by_keyboard_alone(desk, front, look, qtbot, rich, lang):
    """Found, blocked, given free, replaced, paid out, with a second person's PIN: no mouse."""
    s = rich.shop.s
    program.save(s, rich.shop.owner, "law", [LawChoice("us-ca")])
    gift = program.load(s).plan("gift100")
    program.save(s, rich.shop.owner, "plan", [replace(gift, price_minor=900)])
    rich.sell("gift100")
    card = _newest(rich)
    screen = front(make, desk.session("林晓燕", lang))
    screen.presenter.cards()
    pane = screen.gifts
    for what, state in (("block", "blocked"), ("unblock", "active"), ("replace", "active")):
        pane.field.select_all()
        press(qtbot, screen, card.last4, Qt.Key.Key_Return)
        to(qtbot, screen, pane.sheet.keys[f"{what}:{card.card_id}"])
        press(qtbot, screen, Qt.Key.Key_Space)
        assert pane.form.isVisible()
        sound(screen, look)
        second = list(pane.form.fields["why"].keys.values())[1]
        to(qtbot, screen, second)
        press(qtbot, screen, Qt.Key.Key_Space)
        to(qtbot, screen, pane.form.yes_key)
        press(qtbot, screen, Qt.Key.Key_Return)
        agree(qtbot, screen, look)
        card = _newest(rich)
        assert card.state == state
        assert pane.field.edit.hasFocus()
        sound(screen, look)
    pane.field.select_all()
    press(qtbot, screen, card.last4, Qt.Key.Key_Return)
    to(qtbot, screen, pane.sheet.keys[f"cash_out:{card.card_id}"])
    press(qtbot, screen, Qt.Key.Key_Space)
    sound(screen, look)
    press(qtbot, screen, Qt.Key.Key_Return)
    agree(qtbot, screen, look)
    assert gift_cards.one(s, card.card_id).state == "used_up"
    press(qtbot, screen, Qt.Key.Key_Escape)


def agree(qtbot, screen, look):
    """The second person comes: the first of the list, with their PIN."""
    pane = screen.gifts.approval
    assert pane.isVisible()
    sound(screen, look)
    press(qtbot, screen, PINS["王建国"], Qt.Key.Key_Return)
    assert not pane.isVisible()
