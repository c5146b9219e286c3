"""Goods come back: lines, pieces, where each cent goes, a second person, five gestures."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.document import Kind
from app.domain.returns.how import DEFAULTS, ReturnReason
from app.usecases.outcome import Changes
from app.usecases.returns.reasons import change_reasons
from app.usecases.sale.complete import complete
from app.usecases.sale.history import detail
from app.usecases.sale.returning import BackTo, Returning
from app.words import Words, amount
from tests.ui.history.test_presenter import View as HistoryView
from tests.ui.shift.desk import LOOKS, HeldRunner, sound
from tests.usecases.shop import COLA, MILK, PINS
from ui.history.presenter import HistoryPresenter
from ui.history.return_words import Panel, panel
from ui.history.screen import make
from ui.kit import Para


class View(HistoryView):
    def __init__(self) -> None:
        super().__init__()
        self.panel = self.approval = None

    def put_return(self, shown) -> None:
        self.panel = shown

    def put_approval(self, shown) -> None:
        self.approval = shown


@pytest.mark.parametrize(("lang", "said"), [("zh_CN", "次卡 十次卡"), ("en", "Package Ten")])
def test_a_package_comes_back_under_its_name_in_the_language(lang, said):
    back = (BackTo("package", 500, 1, "十次卡", "Ten"),)
    found = Returning("s", "01-03-1-000318", 0, "", "", (), back=back)
    shown = panel(Panel(found, {1: 1}, (), ""), Words(lang))
    assert shown.facts[0].label == said


@pytest.fixture
def sold(shop):
    """A sale of this morning: cola and milk, cash."""
    shift = shop.shift()
    basket = shop.basket(COLA, COLA, MILK, member=shop.member("6027"))
    return complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket)).value


@pytest.fixture
def at(desk, sold):
    def start(who: str = "林晓燕", lang: str = "zh_CN", runner=None):
        view, session = View(), desk.session(who, lang, runner)
        presenter = HistoryPresenter(view, session)
        presenter.load()
        return view, presenter, session

    return start


def test_the_panel_shows_what_may_come_back_and_asks_for_a_line_first(at):
    view, presenter, _ = at()
    presenter.take_back()
    assert [one.back for one in view.panel.lines] == ["0", "0", "0"]
    assert view.panel.off == "请先选商品"
    presenter.returning.touch(1)
    assert view.panel.lines[0].chosen
    assert view.panel.off == "请选原因"
    assert view.panel.total == view.panel.lines[0].value
    assert view.panel.facts[0].label == "现金，交给客人"


def test_what_came_back_is_said_journalled_and_cannot_come_back_again(at, shop, sold):
    view, presenter, _ = at()
    presenter.take_back()
    presenter.returning.touch(1)
    presenter.returning.reason("faulty")
    presenter.returning.submit()
    assert view.panel is None
    (refund,) = shop.documents(Kind.REFUND)[-1:]
    assert (refund.body["reason"], refund.body["why"]) == ("faulty", "有质量问题")
    assert refund.body["sale_id"] == sold.sale_id
    (made,) = detail(shop.s, sold.sale_id).refunds
    assert view.detail.done.label == "请给客人现金"
    assert view.detail.done.figure == amount(made.paid_out_minor)
    assert view.detail.done.said.startswith("已退 ")
    told = [(one.label, one.value) for one in view.detail.returns]
    assert told[0][0].startswith("退货 01-03-1-R")
    assert told[1:] == [("现金", amount(made.paid_out_minor)), ("有质量问题", "")]
    presenter.take_back()
    assert view.panel.lines[0].off == "已退完"
    presenter.returning.touch(1)
    assert not view.panel.lines[0].chosen


def test_the_list_says_what_came_back(at, sold):
    view, presenter, _ = at()
    presenter.take_back()
    presenter.returning.touch(1)
    presenter.returning.reason("other")
    presenter.returning.submit()
    row = next(one for one in view.list.rows if one.sale_id == sold.sale_id)
    assert row.who.startswith("退过一部分")
    assert row.mark == ("return", "muted")


def test_a_reason_is_said_in_the_language_of_the_page(at, sold):
    view, presenter, _ = at(lang="en")
    presenter.take_back()
    presenter.returning.touch(1)
    presenter.returning.reason("faulty")
    presenter.returning.submit()
    assert view.detail.returns[-1].label == "Faulty"


def test_a_void_is_said_in_the_list_and_cannot_be_repeated(desk, shop):
    shift = shop.shift(shop.manager)
    basket = replace(shop.basket(COLA, MILK), operator_id=shop.manager.operator_id)
    complete(shop.s, shop.manager, shift.shift_id, basket, shop.paid(basket))
    view = View()
    presenter = HistoryPresenter(view, desk.session("王建国"))
    presenter.load()
    assert view.detail.void
    presenter.void()
    assert [one.chosen for one in view.panel.lines] == [True, True]
    assert view.panel.exchange == ""
    presenter.returning.touch(1)
    assert [one.chosen for one in view.panel.lines] == [True, True]
    assert view.panel.off == "请选原因"
    presenter.returning.next_reason(1)
    presenter.returning.submit()
    row = next(one for one in view.list.rows if one.sale_id == basket.sale_id)
    assert row.who == "已作废"  # the pieces would cut it
    assert not view.detail.void
    presenter.void()
    assert view.panel is None


def test_the_sum_of_all_pieces_is_what_was_paid(at, shop, sold):
    view, presenter, _ = at()
    for line in (1, 2, 3):
        presenter.take_back()
        if not view.panel.lines[line - 1].chosen:  # the last one that is left is meant already
            presenter.returning.touch(line)
        presenter.returning.reason("other")
        presenter.returning.submit()
    found = detail(shop.s, sold.sale_id)
    assert sum(one.total_minor for one in found.refunds) == found.sale.due_minor
    assert view.detail.return_off == "已经全部退过"
    presenter.take_back()
    assert view.panel is None


def test_pieces_step_and_never_leave_what_is_there(at):
    view, presenter, _ = at()
    presenter.take_back()
    presenter.returning.step(1, -1)
    assert view.panel.lines[0].back == "0"
    presenter.returning.step(1, 1)
    presenter.returning.step(1, 1)
    assert view.panel.lines[0].back == "1"
    assert view.panel.lines[0].most


def test_esc_takes_nothing_back(at, shop):
    view, presenter, _ = at()
    before = len(shop.documents())
    presenter.take_back()
    presenter.returning.touch(1)
    assert presenter.returning.leave()
    assert view.panel is None
    assert len(shop.documents()) == before
    assert not presenter.returning.leave()


def test_without_a_shift_the_key_says_why(at):
    view, presenter, _ = at("王建国")
    assert view.detail.return_off == "还没有开班"
    presenter.take_back()
    assert view.panel is None


def test_two_presses_are_one_return(desk, sold, shop):
    runner = HeldRunner()
    view, session = View(), desk.session("林晓燕", runner=runner)
    presenter = HistoryPresenter(view, session)
    presenter.load()
    runner.let_all_go()
    presenter.take_back()
    runner.let_all_go()
    presenter.returning.touch(1)
    runner.let_all_go()
    presenter.returning.reason("other")
    presenter.returning.submit()
    presenter.returning.submit()
    assert len(runner.held) == 1
    runner.let_all_go()
    assert len(shop.documents(Kind.REFUND)) == 1


def test_an_older_answer_does_not_replace_a_newer_one(desk, sold):
    runner = HeldRunner()
    view, session = View(), desk.session("林晓燕", runner=runner)
    presenter = HistoryPresenter(view, session)
    presenter.load()
    runner.let_all_go()
    presenter.take_back()
    runner.let_all_go()
    presenter.returning.touch(1)
    presenter.returning.touch(3)
    runner.let_go(1)
    total = view.panel.total
    runner.let_go(0)
    assert view.panel.total == total


def test_sent_here_from_elsewhere_the_panel_is_open(at, sold):
    view, presenter, _ = at()
    presenter.sent(f"return:{sold.sale_id}")
    assert view.panel is not None
    presenter.sent(f"sale:{sold.sale_id}")
    assert view.panel is None
    assert view.chosen == sold.sale_id


def test_what_was_handed_over_is_not_asked_for_again_when_one_comes_back(at):
    view, presenter, _ = at()
    presenter.take_back()
    presenter.returning.touch(1)
    presenter.returning.reason("faulty")
    presenter.returning.submit()
    assert view.detail.done is not None
    presenter.changed(Changes(sales=True))
    assert view.detail.done is not None
    presenter.load()
    assert view.detail.done is None


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_a_return_that_was_made_is_whole_on_the_page(
    desk, front, qtbot, look, sold, lang, look_name, size
):
    screen = front(make, desk.session("林晓燕", lang), size, look_name)
    screen.presenter.take_back()
    screen.presenter.returning.touch(1)
    screen.presenter.returning.reason("wrong")
    screen.presenter.returning.submit()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in screen.facts.findChildren(Para)))
    sound(screen, look)
    assert screen.facts.reprint_key.kind == "raised"


def test_a_reason_longer_than_its_key_is_shortened_and_named_whole(desk, front, shop, look, sold):
    long = ReturnReason("own-1", "很长的原因" * 8, "A very long reason " * 3)
    change_reasons(shop.s, shop.owner, (*DEFAULTS, long), limit_minor=20_000)
    screen = front(make, desk.session("林晓燕", "en"))
    screen.presenter.take_back()
    sound(screen, look)
    assert screen.returning.reasons.keys["own-1"].accessibleName().startswith("A very long reason")


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_the_voiding_of_a_sale_in_both_languages_and_looks(
    desk, front, look, sold, lang, look_name, size
):
    screen = front(make, desk.session("林晓燕", lang), size, look_name)
    screen.presenter.void()
    screen.presenter.returning.reason("void_tender")
    sound(screen, look)


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_the_panel_in_both_languages_and_looks(desk, front, look, sold, lang, look_name, size):
    screen = front(make, desk.session("林晓燕", lang), size, look_name)
    screen.presenter.take_back()
    sound(screen, look)
    screen.presenter.returning.touch(1)
    screen.presenter.returning.reason("wrong")
    sound(screen, look)


def test_one_line_of_a_receipt_at_hand_in_five_gestures(desk, front, shop, sold, qtbot):
    screen = front(make, desk.session("林晓燕"))
    gestures = 0

    def key(which) -> None:
        nonlocal gestures
        gestures += 1
        QTest.keyClick(screen.window().focusWidget() or screen, which)

    assert screen.take_scan(sold.receipt_no)
    gestures += 1
    key(Qt.Key.Key_F5)
    key(Qt.Key.Key_1)
    qtbot.mouseClick(screen.returning.reasons.keys["faulty"], Qt.MouseButton.LeftButton)
    gestures += 1
    key(Qt.Key.Key_Return)
    assert shop.documents(Kind.REFUND)
    assert gestures <= 5


def test_tab_goes_to_the_lines_then_the_reason_then_the_keys(desk, front, sold):
    screen = front(make, desk.session("林晓燕"))
    screen.presenter.take_back()
    pane = screen.returning
    lines, reasons = list(pane.lines.values()), list(pane.reasons.keys.values())
    wanted = [*lines, *reasons, pane.yes_key, pane.back_key]
    met, at = [], pane
    for _ in range(200):
        at = at.nextInFocusChain()
        met += [at] if at in wanted and at not in met else []
    assert met == wanted


def test_plus_and_minus_are_a_piece_of_the_line_touched_last(desk, front, sold):
    screen = front(make, desk.session("林晓燕"))
    screen.presenter.take_back()
    whole = list(screen.returning.lines)

    def wish(*keys: str) -> str:
        for key in keys:
            QTest.keyClicks(screen.window().focusWidget(), key)
        return [one.back for one in screen.returning._shown_lines][-1]

    before = wish(str(len(whole)))
    assert wish("-") != before
    assert wish("+") == before


@pytest.fixture
def asking(desk, front, sold, monkeypatch):
    """A shop where a cashier alone may not take goods back."""
    from app.domain import permissions

    alone = permissions.MATRIX[permissions.Role.CASHIER] - {permissions.Permission.RETURN}
    monkeypatch.setitem(permissions.MATRIX, permissions.Role.CASHIER, alone)
    return front(make, desk.session("林晓燕"))


def test_a_second_person_is_asked_and_their_pin_takes_it_back(asking, shop):
    screen = asking
    screen.presenter.take_back()
    screen.presenter.returning.touch(1)
    screen.presenter.returning.reason("faulty")
    screen.presenter.returning.submit()
    assert screen.approval.isVisible()
    for digit in PINS["王建国"]:
        screen.approval.pin.feed(digit)
    screen.approval.confirm()
    assert not screen.approval.isVisible()
    assert shop.documents(Kind.REFUND)[-1].body["approval"]


def test_the_panel_says_which_size_and_the_number_that_stands_everywhere(at, sold):
    view, presenter, _ = at()
    presenter.take_back()
    assert view.panel.lines[0].sold.startswith("500ml  ")
    assert view.panel.title == f"退货　单 {sold.receipt_no.removeprefix('01-').replace('-1-', '-')}"


def test_voiding_after_taking_back_was_looked_at_chooses_no_lines(desk, front, sold):
    screen = front(make, desk.session("林晓燕"))
    screen.presenter.take_back()
    line = screen.returning.lines[1]
    screen.presenter.returning.touch(1)
    screen.presenter.void()
    assert screen.returning.back_key.title == "不作废"
    assert all(
        not key.isEnabled()
        for less, _, more in screen.returning._steps.values()
        for key in (less, more)
    )
    assert line is screen.returning.lines[1]
