"""Looking back over real sales: found, opened, explained, printed again as a copy."""

from dataclasses import replace

import pytest

from app.domain.document import Kind
from app.domain.pricing.basket import ManualDiscount
from app.usecases.printing.settle import settle
from app.usecases.sale.complete import complete
from tests.ui.shift.desk import HeldRunner
from tests.usecases.shop import COLA, MILK, WATER
from ui.history.presenter import HistoryPresenter


class View:
    def __init__(self) -> None:
        self.list = self.detail = None
        self.chosen = self.error = ""

    def put_list(self, shown, chosen: str) -> None:
        self.list, self.chosen = shown, chosen

    def clear_search(self) -> None:
        self.cleared = True

    def put_detail(self, shown, error: str = "") -> None:
        self.detail, self.error = shown, error

    def put_return(self, shown) -> None:
        self.panel = shown

    def put_approval(self, shown) -> None:
        self.approval = shown


@pytest.fixture
def at(desk):
    def make(who: str = "王建国", lang: str = "zh_CN", runner=None):
        view, session = View(), desk.session(who, lang, runner)
        presenter = HistoryPresenter(view, session)
        presenter.load()
        return view, presenter, session

    return make


@pytest.fixture
def sold(shop):
    """Two sales of this morning: the first to a member, the second the newest."""
    shift = shop.shift()
    made = []
    for names, member in (((COLA, MILK), shop.member("6027")), ((WATER,), None)):
        shop.clock.pass_ms(60_000)
        basket = shop.basket(*names, member=member)
        outcome = complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket))
        made.append(outcome)
    return made


def test_the_newest_sale_is_open_without_a_gesture(at, sold):
    view, _, _ = at()
    assert view.list.rows[0].sale_id == view.chosen == view.detail.sale_id
    assert view.detail.title.endswith(view.list.rows[0].number)
    assert view.list.rows[0].when == "08:02"
    assert view.list.rows[2].when.startswith("9 月 11 日")  # yesterday by its day


@pytest.mark.parametrize("by", ["number", "amount", "member", "goods"])
def test_found_by_number_amount_member_or_goods(at, sold, shop, by):
    view, presenter, _ = at()
    first = view.list.rows[1]
    text = {"number": first.number, "amount": first.value, "member": first.who, "goods": "纯牛奶"}
    presenter.typed(text[by])
    assert first.sale_id in [one.sale_id for one in view.list.rows]
    if by == "number":
        assert (len(view.list.rows), view.detail.sale_id) == (1, first.sale_id)


def test_nothing_found_says_so_and_leaves_nothing_to_be_taken_back(at, sold):
    """The receipt of before, still open, was returned with the keys meant for the one sought."""
    view, presenter, _ = at()
    presenter.typed("查无此单")
    assert view.list.state == "none"
    assert view.detail is None
    presenter.take_back()
    assert not presenter.returning.open_on
    presenter.typed("")
    assert view.detail is not None


def test_a_panel_that_is_open_is_not_searched_away(at, sold, shop):
    view, presenter, _ = at("林晓燕")
    presenter.take_back()
    presenter.typed("查无此单")
    assert view.detail is not None
    assert presenter.returning.open_on


def test_older_sales_follow_at_the_end_of_the_list(at, sold, monkeypatch):
    monkeypatch.setattr("ui.history.presenter.LIMIT", 10)
    view, presenter, _ = at()
    assert len(view.list.rows) == 10
    presenter.near_end()
    rows = [one.sale_id for one in view.list.rows]
    assert len(rows) == len(set(rows)) == 20


def test_the_receipts_qr_opens_its_sale(at, sold):
    view, presenter, _ = at()
    first = view.list.rows[1].sale_id
    presenter.open(first)
    (proof,) = [one["data"] for one in view.detail.slip["items"] if one["is"] == "qr"]
    presenter.open(view.list.rows[0].sale_id)
    assert presenter.scanned(proof)
    assert view.detail.sale_id == first


def test_a_scan_here_says_that_it_only_shows(at, sold):
    """At the counter the same scan begins a return."""
    view, presenter, _ = at("林晓燕")
    (proof,) = [one["data"] for one in view.detail.slip["items"] if one["is"] == "qr"]
    presenter.scanned(proof)  # open already
    assert "F5" in view.detail.said
    presenter.open(view.list.rows[1].sale_id)
    assert not view.detail.said
    presenter.scanned(proof)
    assert "F5" in view.detail.said
    assert not presenter.returning.open_on


def test_a_receipt_of_another_till_is_said_aloud(at, sold):
    view, presenter, session = at()
    heard, before = [], view.detail.sale_id
    session.noticed.connect(heard.append)
    assert presenter.scanned(f"SHUKE1:99-09.1.7:100:{'ab' * 8}:AAAA")
    assert [one.text for one in heard] == ["这张小票不是这台收银机的"]
    assert view.detail.sale_id == before


@pytest.mark.parametrize("text", ["6901234567892", "4111111111111111", "M:TOKEN0001"])
def test_other_codes_are_not_for_this_screen(at, sold, text):
    _, presenter, _ = at()
    assert not presenter.scanned(text)


def test_a_member_price_is_explained_with_the_papers_own_words(at, sold):
    view, presenter, _ = at()
    presenter.open(view.list.rows[1].sale_id)
    steps = [step.label for line in view.detail.explained for step in line.steps]
    paper = str(view.detail.slip)
    assert steps
    assert all(step in paper for step in steps)
    assert "金卡" in steps[0]


def test_a_discount_is_explained_with_its_reason_in_english(at, shop):
    shift = shop.shift()
    basket = shop.basket(COLA)
    discount = ManualDiscount("expiring", shop.cashier.operator_id, 100_000)
    line = replace(basket.lines[0], discount=discount)
    basket = replace(basket, lines=(line,))
    complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket))
    view, _, _ = at(lang="en")
    assert [step.label for one in view.detail.explained for step in one.steps][0].startswith(
        "Discount"
    )
    assert view.detail.no_change == ""


def test_shelf_prices_need_no_explanation(at, sold):
    view, _, _ = at()
    assert view.detail.explained == ()
    assert view.detail.no_change == "全部按货架价，没有优惠和改价"


def test_f10_prints_one_copy_marked_and_journalled(at, sold, shop):
    view, presenter, session = at()
    presenter.reprint()
    assert view.detail.said == "已送打印机"
    assert len(session.runner.effects) == 1
    last = shop.last_document()
    assert (last.kind, last.body["copy_no"]) == (Kind.REPRINT, 1)
    assert [one.title.split("　")[0] for one in view.detail.jobs] == ["原件", "副本 1"]


def test_two_presses_print_one_copy(desk, sold):
    runner = HeldRunner()
    view = View()
    presenter = HistoryPresenter(view, desk.session(runner=runner))
    presenter.load()
    runner.let_all_go()
    presenter.reprint()
    presenter.reprint()
    assert len(runner.held) == 1


def test_an_unsure_print_asks_and_takes_the_answer(at, sold, shop):
    view, presenter, _ = at()
    job = view.detail.jobs[0].job_id
    settle(shop.s, job, "unsure", "no_answer")
    presenter.load()
    (shown,) = view.detail.jobs
    assert (shown.ask, shown.state) == (True, "不确定，没有应答")
    assert view.list.rows[0].mark == ("alert", "warning")
    presenter.answer(job, printed=True)
    assert view.detail.jobs[0].state == "已出纸"


def test_who_may_not_reprint_is_told_why(at, sold):
    view, presenter, session = at("陈工")
    assert view.detail.reprint_off == "收银员和店长可以补打"
    presenter.reprint()
    assert session.runner.effects == []


def test_a_sale_that_is_gone_says_so(at, sold):
    view, presenter, _ = at()
    presenter.open("nowhere")
    assert view.detail is None
    assert view.error


def test_a_receipt_that_is_brought_is_not_covered_by_what_was_looked_for(at, sold):
    """A search that hits one sale must not open it over the receipt that was scanned meanwhile."""
    view, presenter, _ = at("林晓燕")
    first, newest = (one.value for one in sold)
    presenter.typed(first.receipt_no)
    assert view.detail.sale_id == first.sale_id
    presenter.sent(f"return:{newest.sale_id}")
    presenter.load()
    assert (view.detail.sale_id, view.cleared) == (newest.sale_id, True)
    assert (view.chosen, presenter.returning.open_on) == (newest.sale_id, newest.sale_id)
    assert [row.sale_id for row in view.list.rows][:2] == [newest.sale_id, first.sale_id]


def test_goods_scanned_beside_chosen_lines_are_refused_aloud(at, sold, shop):
    view, presenter, session = at("林晓燕")
    newest = sold[0].value
    presenter.sent(f"return:{newest.sale_id}")
    code = shop.item(COLA).barcodes[0]
    assert presenter.scanned(code) is False  # nothing is chosen: the counter may have it
    presenter.returning.touch(1)
    heard = []
    session.sound = heard.append
    assert presenter.scanned(code) is True
    assert heard == ["error"]
    assert presenter.returning.open_on == newest.sale_id
