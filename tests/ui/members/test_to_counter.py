"""From a member's page into the sale at the counter, with both real screens."""

import pytest
from PySide6.QtCore import Qt

from app.usecases.sale.complete import complete
from app.usecases.shift.open import current
from tests.usecases.shop import COLA
from ui.checkout.screen import CheckoutScreen
from ui.members.screen import MembersScreen


@pytest.fixture
def both(desk, shop, front, qtbot):
    """Members in front, the counter behind it, and the way between them."""
    shop.shift(shop.cashier)
    session = desk.session("林晓燕")
    counter = front(CheckoutScreen, session)
    session.wanted.connect(lambda place: counter.activated() if place == "checkout" else None)
    members = front(MembersScreen, session)
    yield members, counter, session
    counter.presenter.days.stop()


def test_f2_on_the_page_brings_the_member_once(both, qtbot):
    members, counter, session = both
    members.presenter.typed("6027")
    members.list.open_current()
    name = members.presenter.filing.member.name
    qtbot.keyClick(members.file.head.use_key, Qt.Key.Key_F2)
    basket = counter.presenter.counter.state.basket
    assert basket.member is not None
    assert basket.member.name == name
    assert session.take_member() == ""


def test_without_a_shift_the_key_says_why(both, shop):
    members, _, session = both
    session.put_shift(None)
    assert current(shop.s) is not None
    members.list.open_current()
    assert members.file.head.use_key.second == "还没有开班"
    members.presenter.filing.use()
    assert session.take_member() == ""


def test_who_logs_out_takes_nobody_along(both):
    members, _, session = both
    session.bring_member("m")
    session.log_out()
    assert session.take_member() == ""


def test_goods_of_a_purchase_come_back_from_the_members_page(desk, shop, front, qtbot):
    """F5 on a purchase leads to the panel of that sale; on another row it leads nowhere."""
    shift, member = shop.shift(), shop.member("6027")
    basket = shop.basket(COLA, member=member)
    complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket))
    session = desk.session("林晓燕")
    members = front(MembersScreen, session)
    members.presenter.typed("6027")
    members.list.open_current()
    members.presenter.filing.turn("history")
    table = members.file.history.table
    table.choose("row:0")
    members.file.history.return_key.click()
    assert session.take_errand("history") == ""
    table.choose(f"sale:{basket.sale_id}")
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_F5)
    assert session.take_errand("history") == f"return:{basket.sale_id}"
