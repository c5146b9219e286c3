"""Opening, seeing and closing a shift, over real use cases: what is shown after each gesture."""

import pytest

from app.domain.document import Kind
from app.domain.shift.terms import ShiftTerms, extra_of
from app.usecases.outcome import Changes
from app.usecases.returns.void import void
from app.usecases.sale.complete import complete
from app.usecases.sale.draft import park
from app.usecases.shift.close import close
from app.usecases.shop import settings
from tests.ui.shift.desk import HeldRunner
from tests.ui.shift.view import View
from tests.usecases.shift.ways import count_all, sell
from tests.usecases.shop import COLA, MILK
from ui.shift.presenter import ShiftPresenter


@pytest.fixture
def at(desk):
    """at(who): a view and its presenter, loaded, and the session."""

    def make(who: str = "王建国", lang: str = "zh_CN", runner=None):
        view, session = View(), desk.session(who, lang, runner)
        presenter = ShiftPresenter(view, session)
        presenter.load()
        return view, presenter, session

    return make


def test_before_a_shift_the_last_one_is_shown_and_its_float_offered(at):
    view, _, _ = at()
    assert view.last.state == "closed"
    assert view.last.last.startswith("上一班：李伟")
    assert view.last.sums.count == "18 单"
    assert view.floats == ["500.00"]


def test_a_shift_opens_with_the_float_and_goes_on_to_sell(at, shop):
    view, presenter, session = at()
    gone: list[str] = []
    session.wanted.connect(gone.append)
    presenter.open("300")
    assert (view.last.state, gone) == ("open", ["checkout"])
    assert session.shift.float_minor == 30_000
    assert view.last.sums.expected == "300.00"


@pytest.mark.parametrize("typed", ["12.345", "twelve", "9" * 13])
def test_a_float_that_is_no_amount_is_said_under_the_field(at, typed):
    view, presenter, session = at()
    presenter.open(typed)
    assert view.last.state == "closed"
    assert view.last.field_error
    assert session.shift is None
    presenter.typed()
    assert view.last.field_error == ""


def test_an_empty_field_is_a_drawer_without_a_float(at):
    view, presenter, session = at()
    presenter.open("")
    assert session.shift.float_minor == 0
    assert view.last.sums.cash[0].value == "0.00"


def test_it_adds_up_what_was_sold(at, shop):
    shift = shop.shift(shop.manager, 10_000)
    for kind in ("cash", "wechat"):
        basket = shop.basket(COLA, MILK)
        complete(shop.s, shop.manager, shift.shift_id, basket, shop.paid(basket, kind))
    due = shop.due(basket)
    view, _, _ = at()
    sums = view.last.sums
    assert sums.count == "2 单"
    assert {(one.label, one.count) for one in sums.tenders} == {
        ("现金", "1 笔"),
        ("微信支付", "1 笔"),
    }
    said = f"{(10_000 + due) // 100}.{(10_000 + due) % 100:02d}"
    assert sums.expected == said


def test_who_may_not_see_an_x_sees_nothing_that_leads_to_the_drawers_sum(at, shop):
    shift = shop.shift(shop.cashier, 10_000)
    basket = shop.basket(COLA)
    complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket))
    view, presenter, session = at("林晓燕")
    sums = view.last.sums
    assert (sums.sales, sums.expected) == ("", "")
    assert [one.value for one in sums.tenders] == [""]
    assert [one.label for one in sums.cash] == ["备用金"]
    assert view.last.x_off == "店长可以打印"
    presenter.print_x()
    assert session.runner.effects == []


def test_an_x_is_printed_once_for_two_presses(desk, shop):
    shop.shift(shop.manager)
    runner = HeldRunner()
    view = View()
    presenter = ShiftPresenter(view, desk.session("王建国", runner=runner))
    presenter.load()
    runner.let_all_go()
    presenter.print_x()
    presenter.print_x()
    assert len(runner.held) == 1
    runner.let_all_go()
    assert view.last.said == "X 小结已送打印机"


def test_a_close_begins_with_a_count_and_can_be_left(at, shop):
    shop.shift(shop.manager)
    view, presenter, _ = at()
    presenter.ask_close()
    assert view.count.step == "typing"
    assert presenter.back()
    assert view.count is None
    assert not presenter.back()
    assert shop.documents(Kind.SHIFT_COUNT) == []


def test_closing_leaves_parked_baskets_to_the_next_shift_and_names_them(at, shop):
    shop.shift(shop.manager)
    park(shop.s, shop.basket(COLA, MILK), "穿红衣服的大姐")
    view, presenter, session = at()
    assert [one.who for one in view.last.parked] == ["穿红衣服的大姐"]
    presenter.ask_close()
    presenter.counting.skip()
    assert view.last.state == "closed"
    assert session.shift is None
    assert "已交班" in view.last.said
    assert shop.last_document().kind is Kind.SHIFT_CLOSE


def test_a_basket_parked_meanwhile_is_said_before_the_shift_ends(at, shop):
    shop.shift(shop.manager)
    view, presenter, _ = at()
    presenter.ask_close()
    park(shop.s, shop.basket(COLA), "后来的")
    presenter.counting.skip()
    assert "1 张挂单" in view.count.error
    presenter.counting.skip()
    assert view.last.state == "closed"


def test_anothers_shift_is_not_ones_own_to_close(at, shop):
    shop.shift(shop.cashier)
    view, presenter, _ = at("李伟")
    assert view.last.close_off == "这是 林晓燕 的班"
    presenter.ask_close()
    assert view.count is None


def test_a_supervisor_closes_the_shift_of_one_who_went_home(at, shop):
    shop.shift(shop.cashier)
    view, presenter, _ = at("王建国")
    assert view.last.close_off == ""
    presenter.ask_close()
    presenter.counting.skip()
    assert view.last.state == "closed"


def test_a_shift_over_24_hours_is_said_on_its_page(at, shop):
    shop.shift(shop.manager)
    assert at()[0].last.warning == ""
    shop.clock.pass_ms(25 * 3_600_000)
    assert "交班" in at()[0].last.warning


def test_the_float_offered_is_the_shops_when_it_has_decided(at, shop):
    terms = ShiftTerms(limit_minor=5_000, float_minor=30_000)
    settings.change(shop.s, shop.owner, extra=settings.load(shop.s).extra | extra_of(terms))
    view, _, _ = at()
    assert view.floats == ["300.00"]


def test_only_what_a_shift_adds_up_is_read_again(at):
    _, presenter, _ = at()
    assert presenter.changed(Changes(sales=True))
    assert presenter.changed(Changes(drafts=True))
    assert not presenter.changed(Changes(catalog=True))


def test_in_english(at, shop):
    shop.shift(shop.manager)
    view, _, _ = at(lang="en")
    assert view.last.sums.count == "0 sales"
    assert view.last.about.startswith("王建国, since 12 Sep")


def test_the_float_offered_is_what_the_last_close_left(at, shop):
    shift = shop.shift(shop.manager, 30_000)
    count_all(shop, shift, off=-5_830, who=shop.manager)
    close(shop.s, shop.manager, str(shift.shift_id), reason="找零时掉了")
    assert at()[0].floats == ["241.70"]


def test_what_was_given_back_and_loaded_stands_beside_what_was_sold(at, shop):
    shift = shop.shift(shop.manager, 30_000)
    sold = sell(shop, shift, COLA, MILK, who=shop.manager)
    void(shop.s, shop.manager, str(shift.shift_id), sold.sale_id, reason="收银录错")
    view, _, _ = at()
    told = {one.label: one.value for one in view.last.sums.more}
    assert (view.last.sums.sales, told["退款 1 笔"]) == ("6.60", "−6.60")
