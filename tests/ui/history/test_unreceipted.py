"""A return without a receipt stands in the list, opens whole, and its slip is printed again."""

import pytest
from PySide6.QtCore import Qt

from app.domain.document import Kind
from app.usecases.returns.blind import BlindLine, return_blind
from app.usecases.sale.complete import complete
from app.usecases.shift.open import current
from tests.ui.history.test_blind import View
from tests.ui.shift.desk import LOOKS, sound
from tests.usecases.shop import COLA, MILK
from ui.history.presenter import HistoryPresenter
from ui.history.screen import make


@pytest.fixture
def given(shop):
    """given(name): the owner takes goods back; returns the row's key."""
    shift = shop.shift(shop.owner)

    def give(name: str = COLA) -> str:
        shop.clock.pass_ms(60_000)
        line = shop.basket(name).lines[0]
        back = (BlindLine(line.item.item_id, 2000, line.unit_price_minor),)
        made = return_blind(shop.s, shop.owner, shift.shift_id, back, reason="faulty")
        return f"blind:{made.value.refund_id}"

    return give


@pytest.fixture
def at(desk):
    def start(who: str = "王建国", lang: str = "zh_CN"):
        view = View()
        presenter = HistoryPresenter(view, desk.session(who, lang))
        presenter.load()
        return view, presenter

    return start


def test_it_stands_among_the_sales_and_opens(at, given):
    key = given()
    view, presenter = at()
    top = view.list.rows[0]
    assert (top.sale_id, top.number, top.value) == (key, "R000001", "−7.60")
    assert top.who == "无小票退货"
    assert view.detail.sale_id == view.chosen == key
    assert view.detail.title == "退货 R000001"
    assert view.detail.due == "−7.60"
    assert [(one.label, one.value) for one in view.detail.paid] == [("现金", "7.60")]
    assert [(one.before, one.after) for one in view.detail.explained] == [
        ("2 瓶，单价 3.80", "7.60")
    ]
    told = "\n".join(view.detail.blind)
    assert "R000001" in told
    assert "有质量问题" in told
    assert "老板本人" in told
    presenter.open(view.list.rows[1].sale_id)
    assert not view.detail.blind


@pytest.mark.parametrize("text", ["R000001", "r1", "可乐"])
def test_found_by_what_one_types(at, given, text):
    key = given()
    view, presenter = at()
    presenter.open(view.list.rows[1].sale_id)
    presenter.typed(text)
    assert key in [one.sale_id for one in view.list.rows]
    if text != "可乐":
        assert view.detail.sale_id == key


def test_none_is_lost_or_doubled_where_the_list_goes_on(at, given, shop, monkeypatch):
    monkeypatch.setattr("ui.history.presenter.LIMIT", 10)
    keys = [given(), given(MILK)]
    shift = current(shop.s, shop.owner)
    view, presenter = at()
    for _ in range(12):
        shop.clock.pass_ms(60_000)
        basket = shop.basket(COLA)
        complete(shop.s, shop.owner, shift.shift_id, basket, shop.paid(basket))
    presenter.load()
    assert len(view.list.rows) == 10
    for _ in range(9):
        presenter.near_end()
    rows = [one.sale_id for one in view.list.rows]
    assert len(rows) == len(set(rows))
    assert rows[12:14] == keys[::-1]


def test_goods_of_it_cannot_come_back_again(at, given):
    given()
    view, presenter = at()
    presenter.take_back()
    presenter.void()
    assert not presenter.returning.open_on


def test_print_again_is_a_marked_copy_in_the_journal(at, given, shop):
    key = given()
    view, presenter = at()
    presenter.reprint()
    assert view.detail.said == "已送打印机"
    assert [one.body["sale_id"] for one in shop.documents(Kind.REPRINT)][-1] == key[6:]
    assert view.detail.jobs[-1].title.startswith("副本 1")
    presenter.reprint()
    assert view.detail.jobs[-1].title.startswith("副本 2")


def test_who_may_not_reprint_is_told_why(at, given, shop):
    given()
    docs = len(shop.documents())
    view, presenter = at("陈工")
    assert view.detail.reprint_off == "收银员和店长可以补打"
    presenter.reprint()
    assert len(shop.documents()) == docs


def test_in_english(at, given):
    given()
    view, _ = at(lang="en")
    assert view.detail.blind[1] == "Reason: Faulty"
    assert view.list.rows[0].who == "No receipt"


def test_f10_prints_it_and_a_sale_has_its_return_key_again(desk, front, given, shop, qtbot):
    given()
    screen = front(make, desk.session("王建国"))
    assert not screen.facts.return_key.isVisible()
    qtbot.keyClick(screen.list.field.edit, Qt.Key.Key_F10)
    assert shop.documents(Kind.REPRINT)
    qtbot.keyClick(screen.list.field.edit, Qt.Key.Key_Down)
    assert screen.facts.return_key.isVisible()


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_the_page_in_both_languages_and_looks(desk, front, look, given, lang, look_name, size):
    given(MILK)
    screen = front(make, desk.session("王建国", lang), size, look_name)
    assert screen.presenter._shown.blind
    sound(screen, look)
    screen.presenter.reprint()
    sound(screen, look)


def test_cash_handed_over_before_is_not_asked_for_again_and_enter_has_read_it(
    desk, front, shop, qtbot
):
    shift = shop.shift(shop.owner)
    basket = shop.basket(MILK)
    sale = complete(shop.s, shop.owner, shift.shift_id, basket, shop.paid(basket)).value
    screen = front(make, desk.session("赵敏"))
    presenter = screen.presenter
    presenter.open(sale.sale_id)
    presenter.void()
    presenter.returning.reason(presenter.returning._reasons[0].code)
    presenter.returning.submit()
    assert presenter._shown.done is not None
    presenter._took_blind(presenter._shown.done)
    assert screen.blind_done.isVisible()
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    assert not screen.blind_done.isVisible()
    assert presenter._shown.done is None
