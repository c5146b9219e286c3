"""Today is read on the report lane, once for many sales, and leads on to the screens with more."""

import pytest

from app.domain.errors import Unavailable
from app.usecases.outcome import Changes
from app.usecases.sale.complete import complete
from tests.ui.shift.desk import BreakingRunner, HeldRunner
from tests.usecases.shop import COLA, MILK
from ui.bridge.instant import InstantRunner
from ui.today.presenter import TodayPresenter
from ui.today.viewmodel import AlertVM


class View:
    def __init__(self) -> None:
        self.shown: list = []

    def put(self, shown) -> None:
        self.shown.append(shown)

    @property
    def last(self):
        return self.shown[-1]


class LaneRunner(InstantRunner):
    """Notes in which lane each op ran."""

    def __init__(self) -> None:
        super().__init__()
        self.lanes: list[str] = []

    def run(self, op, on_done=None, on_refused=None, *, initiator="", lane="write") -> None:
        self.lanes.append(lane)
        super().run(op, on_done, on_refused, initiator=initiator, lane=lane)


def sell(shop, *names) -> None:
    basket = shop.basket(*names)
    complete(shop.s, shop.cashier, shop.shift_id, basket, shop.paid(basket))


@pytest.fixture
def shop(shop):
    shop.shift_id = shop.shift().shift_id
    return shop


def test_a_sale_is_in_it_at_the_next_reading(desk, shop):
    view, runner = View(), LaneRunner()
    presenter = TodayPresenter(view, desk.session(runner=runner))
    presenter.load()
    assert (view.last.state, view.last.empty) == ("shown", True)
    sell(shop, COLA, MILK)
    presenter.load()
    assert (view.last.empty, view.last.receipts) == (False, "1 单")
    assert set(runner.lanes) == {"report"}  # the counter's lanes are never used


def test_many_sales_meanwhile_are_one_more_reading(desk, shop):
    view, runner = View(), HeldRunner()
    presenter = TodayPresenter(view, desk.session(runner=runner))
    presenter.load()
    for _ in range(5):
        presenter.load()
    assert len(runner.held) == 1
    runner.let_go()
    assert len(runner.held) == 1  # what came meanwhile
    runner.let_go()
    assert runner.held == []


def test_it_cares_for_what_stands_on_it():
    cares = TodayPresenter(View(), None).cares
    assert cares(Changes(sales=True))
    assert cares(Changes(members=frozenset({"m"})))
    assert not cares(Changes(prints=True, drafts=True))


def test_old_figures_stay_when_the_world_is_in_the_way(desk, shop):
    view, runner = View(), BreakingRunner()
    presenter = TodayPresenter(view, desk.session(runner=runner))
    runner.broken = Unavailable("disk", "full")
    presenter.load()
    assert view.last.state == "error"
    runner.broken = None
    presenter.load()
    assert (view.last.state, view.last.error) == ("shown", "")
    runner.broken = Unavailable("disk", "full")
    presenter.load()
    assert view.last.state == "shown"
    assert view.last.error


def test_the_ways_on(desk, shop):
    session = desk.session()
    went: list[str] = []
    session.wanted.connect(went.append)
    presenter = TodayPresenter(View(), session)
    presenter.open(AlertVM("box", "warning", "x", "", "y", "stock", "low"))
    assert (went, session.take_errand("stock")) == (["stock"], "low")
    presenter.open(AlertVM("box", "warning", "x", "", "", "", ""))
    assert went == ["stock"]
    for do, errand in (
        (presenter.report, "day:2026-09-12"),
        (presenter.yesterday, "day:2026-09-11"),
        (presenter.month, "month:sales.day"),
        (presenter.owed, "liabilities"),
    ):
        do()
        assert session.take_errand("reports") == errand
    presenter.sell()
    assert went[-1] == "checkout"


def test_who_may_not_see_figures_sees_why(desk, shop):
    view = View()
    TodayPresenter(view, desk.session("林晓燕")).load()
    assert view.last.state == "error"
