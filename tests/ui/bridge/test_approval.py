"""A second person's word: who may be asked, a PIN, a card, and what it is bound to."""

import pytest

from app.domain.document import Kind
from app.domain.permissions import Permission, Role
from app.words import Words
from tests.ui.shift.desk import demo_shop, demo_template, desk, look, shop
from tests.usecases.shop import PINS
from ui.bridge.approval.asking import Asking, who_may
from ui.bridge.approval.pane import ApprovalPane
from ui.bridge.approval.shown import Asked

__all__ = ["demo_shop", "demo_template", "desk", "look", "shop"]

ASKED = Asked("member.adjust", Permission.MEMBER_ADJUST.value, "b" * 32, "调整积分", "+5,000")


class View:
    def __init__(self) -> None:
        self.shown = None

    def put_approval(self, shown) -> None:
        self.shown = shown


@pytest.fixture
def panel(desk):
    view = View()
    asking = Asking(view, desk.session("林晓燕"))
    granted = []
    asking.ask(ASKED, granted.append)
    return view, asking, granted


def test_roles_come_from_the_matrix():
    assert who_may(Permission.MEMBER_ERASE) == (Role.OWNER,)
    assert Role.CASHIER not in who_may(Permission.MEMBER_ADJUST)


def test_it_shows_what_is_asked_and_who_may_say_yes(panel):
    view, _, _ = panel
    assert (view.shown.what, view.shown.amount) == ("调整积分", "+5,000")
    assert [name for _, name, _ in view.shown.people] == ["王建国", "赵敏"]
    assert view.shown.off == "还差 6 位 PIN"


def test_the_right_pin_grants_once_bound_to_what_was_asked(panel, shop):
    view, asking, granted = panel
    asking.submit(PINS["王建国"])
    asking.submit(PINS["王建国"])
    (one,) = granted
    assert (one.binding, one.approver_name) == ("b" * 32, "王建国")
    assert view.shown is None
    assert shop.documents(Kind.APPROVAL)[-1].body["action"] == "member.adjust"


def test_a_wrong_pin_grants_nothing_and_is_forgotten(panel):
    view, asking, granted = panel
    asking.typed(6)
    asking.submit("000000")
    assert granted == []
    assert view.shown.error
    assert view.shown.digits == 0


def test_whoever_asks_is_not_asked(desk):
    view = View()
    asking = Asking(view, desk.session("王建国"))
    asking.ask(ASKED, lambda approval: None)
    assert [name for _, name, _ in view.shown.people] == ["赵敏"]


def test_a_staff_card_says_yes_for_its_owner_and_a_members_card_does_not(panel):
    _, asking, granted = panel
    assert not asking.scanned("M:TESTCARD4821")
    assert asking.scanned("S:manager-0001")
    assert granted[0].approver_name == "王建国"


def test_esc_leaves_without_an_answer(panel):
    view, asking, granted = panel
    assert asking.leave()
    assert view.shown is None
    asking.submit(PINS["王建国"])
    assert granted == []
    assert not asking.leave()


def test_digits_are_the_pins_wherever_the_focus_is_on_the_panel(panel, qtbot, look):
    """With the focus on Cancel what was typed went nowhere."""
    view, _, _ = panel
    pane = ApprovalPane(Words("zh_CN"))
    qtbot.addWidget(pane)
    pane.put(view.shown)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.back_key.setFocus()
    said: list[str] = []
    pane.confirmed.connect(said.append)
    for digit in "343434":
        qtbot.keyClick(pane.window().focusWidget() or pane, digit)
    assert pane.pin.hasFocus()
    pane.confirm()
    assert said == ["343434"]
