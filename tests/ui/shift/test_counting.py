"""Counting blind, the difference and its causes, closing with a word, handing over."""

from dataclasses import replace

import pytest

from app.domain.document import Kind
from app.domain.permissions import Permission
from app.usecases.shift.open import current
from tests.ui.shift.desk import HeldRunner
from tests.ui.shift.view import View
from tests.usecases.shift.ways import pieces, sell
from tests.usecases.shop import COLA, MILK, PINS
from ui.shift.presenter import ShiftPresenter


@pytest.fixture
def at(desk):
    """at(who): a view and its presenter, loaded, the count begun, and the session."""

    def make(who: str = "王建国", lang: str = "zh_CN", runner=None):
        view, session = View(), desk.session(who, lang, runner)
        presenter = ShiftPresenter(view, session)
        presenter.load()
        presenter.ask_close()
        return view, presenter.counting, session

    return make


def type_in(counting, minor: int) -> None:
    for value, n in pieces(minor).denominations:
        if value > 1:
            counting.typed(value, str(n) if n else "")


def test_what_is_typed_adds_up_and_nothing_else_is_shown(at, shop):
    shop.shift(shop.manager, 50_000)
    view, counting, _ = at()
    counting.typed(10_000, "4")
    counting.typed(50, "3")
    assert view.count.total == "401.50"
    assert (view.count.gaps, view.count.causes, view.count.verdict) == ((), (), "")
    assert shop.documents(Kind.SHIFT_COUNT) == []


def test_a_manager_sees_figures_causes_and_the_receipt_behind_them(at, shop):
    shift = shop.shift(shop.manager, 50_000)
    sold = sell(shop, shift, COLA, MILK, who=shop.manager)
    view, counting, session = at()
    type_in(counting, 50_000)
    counting.submit()
    (gap,) = view.count.gaps
    assert (gap.expected, gap.counted, gap.difference, gap.word) == (
        "506.60",
        "500.00",
        "6.60",
        "少了",
    )
    assert view.count.close_title == "少 6.60，签字交班"
    first = view.count.causes[0]
    assert (first.act, first.target) == ("sale", sold.sale_id)
    assert "收的可能不是现金，却记成了现金" in first.title
    gone: list[str] = []
    session.wanted.connect(gone.append)
    counting.act(0)
    assert gone == ["history"]
    assert session.take_errand("history") == f"sale:{sold.sale_id}"


def test_a_cashier_is_told_that_it_differs_and_no_figure(at, shop):
    shift = shop.shift(shop.cashier, 50_000)
    sell(shop, shift, COLA)
    view, counting, _ = at("林晓燕")
    type_in(counting, 50_000)
    counting.submit()
    shown = view.count
    assert shown.verdict == "钱对不上"
    assert (shown.gaps, shown.causes, shown.kept) == ((), (), "")
    assert "3.80" not in repr(shown)
    assert shown.close_title == "签字交班"
    counting.close()
    assert current(shop.s) is None


def test_a_cashier_does_not_skip_the_count(at, shop):
    shop.shift(shop.cashier)
    view, counting, _ = at("林晓燕")
    assert view.count.skip_off == "要店长"
    counting.skip()
    assert current(shop.s) is not None


def test_a_recount_of_one_row_begins_with_the_numbers_typed(at, shop):
    shop.shift(shop.manager, 50_000)
    view, counting, _ = at()
    counting.typed(10_000, "50")
    counting.submit()
    place = next(i for i, one in enumerate(view.count.causes) if one.act == "recount")
    counting.act(place)
    assert (view.count.step, view.count.only_minor) == ("typing", 10_000)
    assert view.count.kept == ""
    counting.typed(10_000, "5")
    counting.submit()
    assert view.count.gaps[0].word == "正好"
    assert "第 2 次清点" in view.count.again
    assert len(shop.documents(Kind.SHIFT_COUNT)) == 2


@pytest.mark.parametrize("typed", ["1.5", "-1", "1,000"])
def test_a_number_that_is_none_is_said_and_nothing_is_recorded(at, shop, typed):
    shop.shift(shop.manager)
    view, counting, _ = at()
    counting.typed(10_000, typed)
    counting.submit()
    assert view.count.step == "typing"
    assert "什么都还没有记下" in view.count.error
    assert shop.documents(Kind.SHIFT_COUNT) == []


def test_slips_of_other_tenders_are_counted_when_typed(at, shop):
    shift = shop.shift(shop.manager, 50_000)
    sell(shop, shift, COLA, kind="card", who=shop.manager)
    view, counting, _ = at()
    type_in(counting, 50_000)
    counting.typed_slips("card", "1.00")
    counting.submit()
    assert [(one.label, one.difference) for one in view.count.gaps] == [
        ("现金", "0.00"),
        ("银行卡", "2.80"),
    ]
    assert view.count.close_title == "现金对得上，签字交班"
    counting.recount()
    counting.typed_slips("card", "x")
    counting.submit()
    assert view.count.error


def test_above_the_limit_a_manager_is_asked_and_no_figure_is_told(at, shop):
    shop.shift(shop.cashier, 50_000)
    view, counting, session = at("林晓燕")
    type_in(counting, 40_000)
    counting.submit()
    assert "店长批准" in view.count.verdict_why
    counting.typed_reason("没找到")
    counting.close()
    assert view.approval is not None
    assert "100" not in view.approval.amount + repr(view.approval.facts)
    counting.asking.choose(shop.manager.operator_id)
    counting.asking.submit(PINS["王建国"])
    assert view.approval is None
    assert session.shift is None
    assert shop.last_document().body["reason"] == "没找到"
    assert shop.last_document().body["approval"]


def test_the_shift_and_the_day_are_closed_with_one_key(at, shop):
    shop.shift(shop.manager, 50_000)
    view, counting, session = at()
    type_in(counting, 50_000)
    assert view.count.day_title == ""
    counting.close_day()  # before the count is told, nothing
    counting.submit()
    assert view.count.day_title == "交班并日结 Z 1"
    counting.close_day()
    assert [one.kind for one in shop.documents()[-2:]] == [Kind.SHIFT_CLOSE, Kind.Z_CLOSE]
    assert (session.shift, view.count) == (None, None)
    assert "已交班并日结，Z 03-1-000001" in view.last.said
    assert view.days.open_key == "1.1"
    assert len(session.runner.effects) == 2  # both slips


def test_a_cashier_is_not_offered_the_day(at, shop):
    shop.shift(shop.cashier, 50_000)
    view, counting, _ = at("林晓燕")
    type_in(counting, 50_000)
    counting.submit()
    assert view.count.day_title == ""
    counting.close_day()
    assert current(shop.s) is not None


def test_a_day_that_cannot_be_closed_leaves_the_shift_open(at, shop):
    shift = shop.shift(shop.manager, 50_000)
    view, counting, _ = at()
    type_in(counting, 50_000)
    counting.submit()
    sell(shop, shift, COLA, who=shop.manager)
    before = shop.documents()
    counting.close_day()
    assert view.count.step == "typing"
    assert "重新清点" in view.count.error
    assert shop.documents() == before


def test_above_the_limit_the_words_stand_and_the_word_is_asked_for_the_day_too(at, shop):
    shop.shift(shop.cashier, 50_000)
    view, counting, session = at("林晓燕")
    may = session.on_duty.rights | {Permission.Z_CLOSE}
    session.log_in(replace(session.on_duty, allowed=may), session.shift, session.words)
    type_in(counting, 40_000)
    counting.submit()
    assert view.count.day_title == "交班并日结"  # its number was not read before
    counting.typed_reason("没找到")
    counting.close_day()
    counting.asking.choose(shop.manager.operator_id)
    counting.asking.submit(PINS["王建国"])
    (closed,) = shop.documents(Kind.SHIFT_CLOSE)[-1:]
    assert (closed.body["reason"], bool(closed.body["approval"])) == ("没找到", True)
    assert shop.last_document().kind is Kind.Z_CLOSE


def test_a_hand_over_asks_who_comes_next(at, shop):
    shop.shift(shop.manager, 50_000)
    view, counting, session = at()
    type_in(counting, 50_000)
    counting.submit()
    counting.ask_taker()
    assert view.count.step == "taking"
    assert "李伟" in [name for _, name in view.count.takers]
    assert "王建国" not in [name for _, name in view.count.takers]
    counting.hand_to(shop.person("李伟").operator_id)
    assert session.operator is None  # locked, the one who went would stand there first
    assert view.count is None
    assert current(shop.s).operator_id == shop.person("李伟").operator_id
    assert current(shop.s).float_minor == 50_000


def test_esc_goes_back_step_by_step(at, shop):
    shop.shift(shop.manager, 50_000)
    view, counting, _ = at()
    type_in(counting, 50_000)
    counting.submit()
    counting.ask_taker()
    assert counting.leave()
    assert view.count.step == "told"
    assert counting.leave()
    assert view.count is None
    assert not counting.leave()
    assert len(shop.documents(Kind.SHIFT_COUNT)) == 1  # what was counted stays


def test_a_sale_meanwhile_asks_for_another_count(at, shop):
    shift = shop.shift(shop.manager, 50_000)
    view, counting, _ = at()
    type_in(counting, 50_000)
    counting.submit()
    sell(shop, shift, COLA, who=shop.manager)
    counting.close()
    assert view.count.step == "typing"
    assert "重新清点" in view.count.error


def test_two_presses_are_one_count(desk, shop):
    shop.shift(shop.manager, 50_000)
    runner, view = HeldRunner(), View()
    presenter = ShiftPresenter(view, desk.session("王建国", runner=runner))
    presenter.load()
    runner.let_all_go()
    presenter.ask_close()
    presenter.counting.submit()
    presenter.counting.submit()
    runner.let_all_go()
    assert len(shop.documents(Kind.SHIFT_COUNT)) == 1
