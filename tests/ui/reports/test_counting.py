"""Visitors by hour: kept once, refused in words, read from a door counter's file."""

import pytest

from app.domain.document import Kind
from app.domain.errors import Refused
from app.usecases.report.traffic import visitors
from tests.ui.shift.desk import HeldRunner
from ui.reports.presenter.counting import CountingPresenter
from ui.reports.viewmodel.counting import read_count

TODAY = "2026-09-12"


class View:
    def __init__(self) -> None:
        self.last = None

    def put_traffic(self, shown) -> None:
        self.last = shown

    def hour(self, hour: int) -> str:
        return dict(self.last.hours)[hour]


@pytest.fixture
def at(desk):
    def make(lang: str = "zh_CN", runner=None):
        view = View()
        presenter = CountingPresenter(view, desk.session("赵敏", lang, runner))
        presenter.load()
        return view, presenter

    return make


def test_an_hour_is_kept_and_a_new_number_replaces_it(at, shop):
    view, presenter = at()
    presenter.enter(9, "35")
    presenter.enter(10, "1,200")
    presenter.enter(9, "36")
    assert visitors(shop.s, TODAY) == ((9, 36), (10, 1200))
    assert (view.hour(9), view.last.total) == ("36", "一共 1,236 人")


def test_the_same_number_is_one_document(at, shop):
    view, presenter = at()
    before = len(shop.documents(Kind.TRAFFIC))
    for _ in range(3):
        presenter.enter(9, "35")
    presenter.enter(10, "")
    assert len(shop.documents(Kind.TRAFFIC)) == before + 1


def test_enter_and_leaving_the_field_are_one_document(desk):
    runner, view = HeldRunner(), View()
    presenter = CountingPresenter(view, desk.session(runner=runner))
    presenter.load()
    runner.let_all_go()
    presenter.enter(9, "35")
    presenter.enter(9, "35")
    assert len(runner.held) == 1


@pytest.mark.parametrize("text", ["x", "-1", "1.5", "٣", "1234567890"])
def test_what_is_no_number_is_said_and_nothing_kept(at, shop, text):
    view, presenter = at()
    assert not presenter.enter(9, text)
    assert view.last.error_hour == 9
    assert text in view.last.error
    assert visitors(shop.s, TODAY) == ()
    with pytest.raises(Refused):
        read_count(text)


def test_too_many_are_refused_and_may_be_typed_again(at, shop):
    view, presenter = at()
    presenter.enter(9, "999999")
    assert view.last.error_hour == 9
    presenter.enter(9, "99")
    assert (view.last.error, view.hour(9)) == ("", "99")


def test_other_days_but_none_to_come(at, shop):
    view, presenter = at()
    assert view.last.later_off
    presenter.step(1)
    assert presenter.bd == TODAY
    presenter.step(-1)
    presenter.enter(18, "7")
    assert visitors(shop.s, "2026-09-11") == ((18, 7),)
    assert presenter.typed("0910") == ""
    assert (presenter.bd, view.hour(18)) == ("2026-09-10", "")
    assert presenter.typed("0230")


def test_a_door_counters_file_is_looked_at_first(at, shop, tmp_path):
    file = tmp_path / "door.csv"
    file.write_text("date,time,in\n2026-09-11,09:00,12\n2026-09-11,10:00,20\n2026-09-11,x,1\n")
    view, presenter = at()
    presenter.look(str(file))
    assert "2 个小时，32 人" in view.last.plan[0]
    assert "第 4 行" in view.last.plan[-1]
    assert visitors(shop.s, "2026-09-11") == ()
    presenter.take()
    assert visitors(shop.s, "2026-09-11") == ((9, 12), (10, 20))
    assert "1 天" in view.last.said
    assert view.last.plan == ()
    presenter.look(str(file))
    assert "2 个小时会替换" in view.last.plan[1]


def test_a_file_that_is_not_there_is_said(at, tmp_path):
    view, presenter = at()
    presenter.look(str(tmp_path / "none.csv"))
    assert "none.csv" in view.last.error
    assert (view.last.plan, view.last.busy) == ((), False)
    presenter.take()
    assert view.last.said == ""
