"""Goods back without a receipt: scanned or found, priced, sent to cash or a member, agreed to."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.document import Kind
from tests.ui.history.test_returning import View as ReturnView
from tests.ui.shift.desk import LOOKS, sound
from tests.usecases.shop import COLA, MILK, PINS
from ui.history.presenter import HistoryPresenter
from ui.history.screen import make


class View(ReturnView):
    def __init__(self) -> None:
        super().__init__()
        self.blind = self.blind_done = None

    def put_blind(self, shown) -> None:
        self.blind = shown

    def put_blind_done(self, shown) -> None:
        self.blind_done = shown


@pytest.fixture
def at(desk, shop):
    def start(who: str = "林晓燕", lang: str = "zh_CN"):
        if who == "林晓燕":
            shop.shift()
        view = View()
        presenter = HistoryPresenter(view, desk.session(who, lang))
        presenter.load()
        return view, presenter

    return start


def code(shop, name: str) -> str:
    return shop.item(name).barcodes[0]


def say_yes(presenter, view, who: str = "王建国") -> None:
    person = next(one for one in view.approval.people if one[1] == who)
    presenter.blind.asking.choose(person[0])
    presenter.blind.asking.submit(PINS[who])


def test_goods_a_reason_and_a_second_person(at, shop):
    view, presenter = at()
    presenter.without_receipt()
    assert view.blind.off == "请先选商品"
    presenter.scanned(code(shop, COLA))
    presenter.scanned(code(shop, COLA))
    assert [(one.qty, one.value) for one in view.blind.lines] == [("2", "7.60")]
    assert view.blind.off == "请选原因"
    presenter.blind.reason("faulty")
    presenter.blind.submit()
    assert view.approval is not None
    assert not shop.documents(Kind.REFUND)
    say_yes(presenter, view)
    (refund,) = shop.documents(Kind.REFUND)
    assert (refund.body["how"], refund.body["reason"], refund.body["to"]) == (
        "blind",
        "faulty",
        "cash",
    )
    assert view.blind is None
    assert view.blind_done.figure == "7.60"


def test_a_price_may_be_less_and_never_more(at, shop):
    view, presenter = at()
    presenter.without_receipt()
    presenter.scanned(code(shop, COLA))
    presenter.blind.price("2.50")
    assert view.blind.total == "2.50"
    presenter.blind.price("9")
    assert "3.80" in view.blind.error
    assert view.blind.off == "请先选商品"
    presenter.blind.price("x")
    assert view.blind.error
    presenter.blind.price("3.80")
    assert (view.blind.total, view.blind.error) == ("3.80", "")


def test_into_the_members_value_when_the_card_was_scanned(at, shop):
    view, presenter = at()
    presenter.without_receipt()
    presenter.scanned(code(shop, MILK))
    presenter.blind.goes_to("member")
    assert view.blind.error == "请先扫会员卡，钱才知道退到哪里。"
    member = shop.member("6027")
    presenter.scanned("10055556027")  # what is no card here is said, and nothing is lost
    assert view.blind.error
    card = shop.rows(
        "SELECT c.token FROM member_card AS c JOIN member AS m USING (member_no)"
        " WHERE m.member_id = ? LIMIT 1",
        member.member_id,
    )[0][0]
    presenter.scanned(f"M:{card}")
    assert (view.blind.to, view.blind.error) == ("member", "")
    assert view.blind.facts[0].label == "储值本金"
    presenter.blind.reason("unwanted")
    presenter.blind.submit()
    say_yes(presenter, view)
    assert shop.documents(Kind.REFUND)[-1].body["to"] == f"m:{member.member_id}"


def test_typed_names_offer_goods(at):
    view, presenter = at()
    presenter.without_receipt()
    presenter.blind.typed("可乐")
    assert view.blind.found
    presenter.blind.entered()
    assert (len(view.blind.lines), view.blind.typed, view.blind.found) == (1, "", ())
    presenter.blind.less()
    assert view.blind.lines == ()
    assert view.blind.none


def test_more_than_the_limit_is_refused_in_a_sentence(at, shop):
    view, presenter = at()
    presenter.without_receipt()
    presenter.scanned(code(shop, COLA))
    for _ in range(60):
        presenter.blind.more()
    presenter.blind.reason("unwanted")
    presenter.blind.submit()
    assert "200.00" in view.blind.error
    assert not shop.documents(Kind.REFUND)


def test_without_a_shift_there_is_none(at):
    view, presenter = at("王建国")
    presenter.without_receipt()
    assert view.blind is None


def test_esc_leaves_and_nothing_came_back(at, shop):
    view, presenter = at()
    presenter.without_receipt()
    presenter.scanned(code(shop, COLA))
    docs = len(shop.documents())
    assert presenter.leave()
    assert view.blind is None
    assert not presenter.leave()
    assert len(shop.documents()) == docs


def test_all_of_it_by_keyboard(desk, front, shop, qtbot):
    shop.shift()
    screen = front(make, desk.session("林晓燕"))

    def key(which, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(screen.window().focusWidget() or screen, which, modifier)

    key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert screen.blind.isVisible()
    QTest.keyClicks(screen.window().focusWidget(), code(shop, COLA)[-6:])
    key(Qt.Key.Key_Return)
    key(Qt.Key.Key_F4)
    assert screen.blind.lines[0].amount == "7.60"
    key(Qt.Key.Key_Delete)
    key(Qt.Key.Key_F5)
    QTest.keyClicks(screen.window().focusWidget(), "2.00")
    key(Qt.Key.Key_Return)
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Return)
    assert screen.approval.isVisible()
    for digit in PINS["王建国"]:
        screen.approval.pin.feed(digit)
    screen.approval.confirm()
    assert shop.documents(Kind.REFUND)[-1].body["total"] == 200
    assert screen.blind_done.isVisible()
    key(Qt.Key.Key_Escape)
    assert not screen.blind_done.isVisible()


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_the_panel_in_both_languages_and_looks(desk, front, look, shop, lang, look_name, size):
    shop.shift()
    screen = front(make, desk.session("林晓燕", lang), size, look_name)
    screen.presenter.without_receipt()
    sound(screen, look)
    screen.take_scan(code(shop, COLA))
    screen.presenter.blind.typed("牛奶")
    screen.presenter.blind.reason("wrong")
    sound(screen, look)
