"""The drawer's page and the page of Zs, over real use cases."""

from dataclasses import replace

import pytest

from app.domain.document import Kind
from app.domain.permissions import Permission
from app.usecases.outcome import KickDrawer
from app.usecases.printing.settle import answer, settle
from app.usecases.returns.void import void
from app.usecases.sale.draft import park
from app.usecases.shift.other_tills import ShopDay, TillDay
from app.usecases.shift.z import z_close, z_preview, z_reports
from app.words import Words
from tests.ui.shift.view import View
from tests.usecases.shift.test_other_tills import slip
from tests.usecases.shift.ways import count_all, sell
from tests.usecases.shop import COLA, PINS
from ui.shell.strip import StatusStrip
from ui.shift.presenter import ShiftPresenter
from ui.shift.z_words import sheet, tills


@pytest.fixture
def at(desk):
    def make(who: str = "王建国", lang: str = "zh_CN"):
        view, session = View(), desk.session(who, lang)
        presenter = ShiftPresenter(view, session)
        presenter.load()
        return view, presenter, session

    return make


def test_money_to_the_safe_opens_the_drawer_and_stands_in_the_list(at, shop):
    shop.shift(shop.manager, 50_000)
    view, presenter, session = at()
    presenter.drawer.submit("200")
    assert KickDrawer() in session.runner.effects
    assert view.drawer.said == "200.00 已记为交保险柜，已让钱箱弹开"
    (row,) = view.drawer.events
    assert (row.what, row.why, row.value) == ("取出", "交保险柜", "−200.00")
    assert "done" in view.fronts


def test_a_pay_out_wants_a_reason_of_the_shops_own(at, shop):
    shop.shift(shop.manager, 50_000)
    view, presenter, _ = at(lang="en")
    presenter.drawer.choose_way("out")
    assert dict(view.drawer.reasons)["errand"] == "Small purchases"
    presenter.drawer.submit("20")
    assert view.drawer.error
    presenter.drawer.choose_reason("errand")
    presenter.drawer.submit("20")
    assert shop.last_document().body["reason"] == "errand"
    presenter.drawer.choose_way("in")
    assert view.drawer.reason == ""


@pytest.mark.parametrize("typed", ["", "0", "-5", "x", "999999"])
def test_amounts_that_do_not_move(at, shop, typed):
    shop.shift(shop.manager, 50_000)
    view, presenter, _ = at()
    presenter.drawer.submit(typed)
    assert view.drawer.error
    assert shop.documents(Kind.CASH_OUT) == []


def test_a_cashier_asks_a_manager_once(at, shop):
    shop.shift(shop.cashier, 50_000)
    view, presenter, _ = at("林晓燕")
    presenter.drawer.submit("200")
    assert view.approval is not None
    assert view.approval.amount == "200.00"
    presenter.drawer.asking.choose(shop.manager.operator_id)
    presenter.drawer.asking.submit(PINS["王建国"])
    (row,) = view.drawer.events
    assert row.who == "林晓燕，王建国 批准"


def test_without_a_shift_and_in_anothers_nothing_moves(at, shop):
    assert at()[0].drawer.off == "先开班"
    shop.shift(shop.cashier)
    view, presenter, _ = at()
    assert view.drawer.off == "这是别人的班"
    presenter.drawer.submit("1")
    assert shop.documents(Kind.CASH_OUT) == []


def test_what_the_finder_thinks_was_forgotten_is_offered(at, shop):
    shop.shift(shop.manager, 50_000)
    view, presenter, _ = at()
    presenter._act("out", "2000")
    assert view.fronts == ["drawer"]
    assert view.drawer.way == "out"


def test_the_day_is_closed_seen_and_printed_again(at, shop):
    view, presenter, session = at()
    assert view.days.z_title == "日结 Z 1"
    assert view.days.rows == ()
    presenter.days.close_day()
    assert "03-1-000001 已日结" in view.days.said
    assert view.days.open_key == "1.1"
    assert view.days.sheet.title == "Z 03-1-000001"
    assert len(session.runner.effects) == 1
    presenter.days.print_again()
    assert shop.last_document().kind is Kind.REPRINT
    presenter.days.open("")
    presenter.days.close_day()
    assert "没有新的东西" in view.days.error
    assert len(shop.documents(Kind.Z_CLOSE)) == 1


def test_an_open_shift_leads_to_its_count_and_says_why(at, shop):
    shift = shop.shift(shop.cashier)
    sell(shop, shift, COLA)
    view, presenter, _ = at()
    assert (view.days.z_title, view.days.z_off) == ("先清点，再日结 Z 1", "")
    assert "还有一班没有交" in view.days.z_why
    presenter.days.close_day()
    assert shop.documents(Kind.Z_CLOSE) == []
    assert view.count.step == "typing"
    presenter.back()
    assert view.count is None


def test_parked_baskets_are_asked_about_once_on_the_way_to_the_z(at, shop):
    shop.shift(shop.manager)
    park(shop.s, shop.basket(COLA), "红衣服")
    view, presenter, _ = at()
    presenter.days.close_day()
    assert (view.days.z_title, view.count) == ("挂单留到明天，去清点", None)
    presenter.days.close_day()
    presenter.counting.submit()
    presenter.counting.close_day()
    assert shop.last_document().body["parked"] == 1
    assert shop.last_document().kind is Kind.Z_CLOSE


def test_who_may_not_count_anothers_drawer_is_not_led_there(at, shop):
    shop.shift(shop.manager)
    view, presenter, session = at("林晓燕")
    may = session.on_duty.rights | {Permission.Z_CLOSE}
    session.log_in(replace(session.on_duty, allowed=may), session.shift, session.words)
    presenter.load()
    assert (view.days.z_off, view.days.z_why) == ("先交班", "")
    presenter.days.close_day()
    assert view.count is None


def test_parked_baskets_are_said_before_they_stay(at, shop):
    park(shop.s, shop.basket(COLA), "红衣服")
    view, presenter, _ = at()
    assert "1 单" in view.days.parked
    presenter.days.close_day()
    assert view.days.z_title == "挂单留到明天，日结"
    assert shop.documents(Kind.Z_CLOSE) == []
    presenter.days.close_day()
    assert shop.last_document().body["parked"] == 1


def test_who_counts_blind_reads_no_sum_here(at, shop):
    shift = shop.shift(shop.cashier, 50_000)
    sell(shop, shift, COLA)
    view, presenter, _ = at("林晓燕")
    assert view.days.sheet is None
    assert view.days.nothing == "店长可以日结"
    presenter.days.close_day()
    assert shop.documents(Kind.Z_CLOSE) == []


def test_another_tills_slip_is_scanned_onto_the_sheet(at, shop):
    shift = shop.shift(shop.manager)
    count_all(shop, shift, who=shop.manager)
    view, presenter, _ = at()
    assert not presenter.days.scanned("6901234567892")
    assert presenter.days.scanned(slip("2026-09-12"))
    assert view.fronts == ["sheet"]
    assert [(one.till, one.difference) for one in view.days.tills] == [("07 号", "−2.00")]
    assert view.days.said == "07 号的 Z 12 已加入"
    presenter.days.step_day(1)
    assert view.days.tills == ()
    assert view.days.missing == "还没有扫：07 号收银机"
    presenter.days.scanned("SZ1:rubbish")
    assert "再扫一次" in view.days.error


def test_the_tax_of_a_z_says_what_it_is_of(at, shop):
    shift = shop.shift(shop.manager)
    sold = sell(shop, shift, COLA, who=shop.manager)
    void(shop.s, shop.manager, str(shift.shift_id), sold.sale_id, reason="收银录错")
    view, *_ = at()
    tax = next(one for one in view.days.sheet.sums if one.label.startswith("税"))
    assert (tax.note, tax.value) == ("售出 131.00，退回 0.44", "130.56")


def test_what_comes_after_a_z_of_the_day_does_not_say_that_none_was_made(at, shop):
    _, presenter, session = at()
    presenter.days.close_day()
    (made,), preview = z_reports(shop.s, 1), z_preview(shop.s)
    same = replace(preview, business_date=made.business_date)
    assert sheet(same, session, (made,)).about.endswith("，03-1-000001 日结以后")
    assert sheet(preview, session, (made,)).about.endswith("还没有日结")


def test_the_last_row_of_the_sheet_is_the_sum_of_the_ones_above():
    first = TillDay("01-03", 1, 16, "2026-09-12", 23_113, 7_030, 40_653, 40_650, -3, 10_650, 0)
    other = replace(first, tid="01-07", z_no=4, sales_minor=1_000, refunds_minor=0)
    rows = tills(ShopDay("2026-09-12", (first, other)), Words("en"))
    assert [row.sales for row in rows] == ["160.83", "10.00", "170.83"]
    assert [row.expected for row in rows] == ["406.53", "406.53", "813.06"]


def test_a_z_whose_slip_is_in_doubt_is_told_here_and_on_the_strip(at, shop, qtbot, look):
    view, presenter, session = at()
    (job,) = [one.job_id for one in z_close(shop.s, shop.manager).effects]
    presenter.days.load()
    assert not view.days.doubt
    settle(shop.s, job, "unsure", "restart")
    presenter.days.load()
    assert "健康" in view.days.doubt
    said: list[str] = []
    session.noticed.connect(lambda notice: said.append(notice.text))
    strip = StatusStrip(session)
    qtbot.addWidget(strip)
    strip.look_at_clock()
    strip.look_at_clock()
    assert len(said) == 1
    assert "日结已经记好" in said[0]
    assert "日结单打出了吗" in [getattr(run, "text", "") for run in strip._right()]
    answer(shop.s, job, printed=True)
    presenter.days.load()
    strip.look_at_clock()
    assert not view.days.doubt
    assert "日结单打出了吗" not in [getattr(run, "text", "") for run in strip._right()]
