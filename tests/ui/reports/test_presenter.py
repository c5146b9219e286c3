"""Reports on a real shop: what was asked for last is shown, what nobody waits for is stopped."""

import pytest

from app.domain.errors import Unavailable
from app.reports.period import around
from app.reports.report import Drill
from tests.ui.shift.desk import BreakingRunner, HeldRunner
from ui.reports.presenter.reading import ReportsPresenter
from ui.reports.viewmodel.page import TRAFFIC

YESTERDAY = "2026-09-11"  # when the demo shop sold


class View:
    def __init__(self) -> None:
        self.shown: list = []

    def put(self, shown) -> None:
        self.shown.append(shown)

    @property
    def last(self):
        return self.shown[-1]


@pytest.fixture
def at(desk):
    def make(lang: str = "zh_CN", runner=None, who: str = "赵敏"):
        view, session = View(), desk.session(who, lang, runner)
        return view, ReportsPresenter(view, session), session

    return make


def test_it_begins_with_the_owners_day_of_today(at):
    view, presenter, _ = at()
    presenter.load()
    assert (view.last.chosen, view.last.title) == ("day", "经营日报")
    assert view.last.about.startswith("2026 年 9 月 12 日 周六")
    assert view.last.later_off


@pytest.mark.parametrize(("lang", "other"), [("zh_CN", "经营日报"), ("en", "The owner's day")])
def test_every_report_can_be_read_in_both_languages(at, lang, other):
    view, presenter, _ = at(lang)
    presenter.day_of(YESTERDAY)
    assert view.last.title == other
    for one in view.last.listed:
        if one.code and one.code != TRAFFIC:
            presenter.choose(one.code)
            assert view.last.error == ""
            assert view.last.state in ("shown", "nothing")
            assert "⟦" not in repr(view.last)


def test_days_are_walked_and_never_later_than_today(at):
    view, presenter, _ = at()
    presenter.load()
    presenter.step(1)
    assert presenter.asking.period.from_on == "2026-09-12"
    presenter.step(-1)
    assert (presenter.asking.period.from_on, view.last.later_off) == (YESTERDAY, "")
    presenter.span("month")
    assert presenter.asking.period == around("month", YESTERDAY)
    presenter.now()
    presenter.span("day")
    assert presenter.asking.period.until_on == "2026-09-12"


def test_days_are_typed_and_what_is_none_changes_nothing(at):
    view, presenter, _ = at()
    presenter.load()
    assert presenter.typed("-1") == ""
    assert presenter.asking.period.from_on == YESTERDAY
    assert "2026-09-12" in presenter.typed("0230")
    assert presenter.asking.period.from_on == YESTERDAY
    assert presenter.typed("0901 0911") == ""
    assert (presenter.asking.span, presenter.asking.period.days) == ("any", 11)


def test_held_against_other_days_only_where_a_report_can(at):
    view, presenter, _ = at()
    presenter.sent("month:sales.hour")
    presenter.next_compare()
    assert (view.last.compare, view.last.compares) == ("before", True)
    assert any(one.key == "change" for one in view.last.report.table.columns)
    presenter.choose("items.abc")
    assert (view.last.compares, presenter.asking.held) == (False, "")


def test_the_last_wish_is_shown_and_the_one_before_is_stopped(at):
    runner = HeldRunner()
    view, presenter, _ = at(runner=runner)
    presenter.choose("sales.hour")
    first = presenter._progress
    presenter.choose("sales.tender")
    assert first.stopped
    runner.let_go(1)
    assert (view.last.report.code, view.last.work) == ("sales.tender", None)
    runner.let_go(0)
    assert view.last.report.code == "sales.tender"


def test_a_long_one_says_how_far_it_is_and_can_be_stopped(at):
    runner = HeldRunner()
    view, presenter, _ = at(runner=runner)
    presenter.choose("sales.hour")
    assert view.last.work.share_ppm is None
    presenter._progress.tell(1, 4)
    presenter.tick()
    assert view.last.work.share_ppm == 250_000
    assert presenter.cancel()
    runner.let_all_go()
    assert (view.last.state, view.last.work) == ("error", None)
    assert "已停下" in view.last.error
    presenter.again()
    runner.let_all_go()
    assert view.last.state in ("shown", "nothing")
    assert not presenter.cancel()


def test_a_row_leads_to_its_receipts_and_these_to_history(at):
    view, presenter, session = at()
    presenter.sent("month:sales.tender")
    row = view.last.report.table.rows[0]
    presenter.open(row.drill)
    assert (view.last.behind, view.last.report.code) == (True, "receipts")
    receipt = view.last.report.table.rows[0]
    went: list[str] = []
    session.wanted.connect(went.append)
    presenter.open(receipt.drill)
    assert went == ["history"]
    assert session.take_errand("history") == f"sale:{receipt.drill.key}"
    assert presenter.back()
    assert (view.last.behind, view.last.report.code) == (False, "sales.tender")
    assert not presenter.back()


def test_receipts_behind_add_up_to_the_row(at):
    view, presenter, _ = at()
    presenter.sent("month:sales.hour")
    for row in view.last.report.table.rows:
        presenter.open(row.drill)
        count = len(view.last.report.table.rows)
        assert row.values[1] == count
        presenter.back()


def test_a_day_behind_a_row_is_that_day(at):
    view, presenter, _ = at()
    presenter.sent("month:sales.day")
    row = next(one for one in view.last.report.table.rows if one.values[1])
    presenter.open(row.drill)
    assert len(view.last.report.table.rows) == row.values[1]
    presenter.open(Drill("day", YESTERDAY))
    assert (view.last.chosen, presenter.asking.period.from_on) == ("day", YESTERDAY)


def test_a_member_and_a_document_lead_on_too(at):
    view, presenter, session = at()
    presenter.load()
    presenter.open(Drill("member", "m1"))
    assert session.take_errand("members") == "member:m1"
    presenter.open(Drill("document", epoch=1, seq=40))
    assert "1.40" in view.last.said


def test_a_sale_elsewhere_is_in_it_when_one_comes_back(at):
    view, presenter, _ = at()
    presenter.load()
    count = len(view.shown)
    presenter.load()
    assert len(view.shown) == count + 1  # shown again, not read again
    presenter.changed()
    presenter.load()
    assert len(view.shown) == count + 3  # read, and shown
    presenter.day_of(YESTERDAY)
    presenter.changed()
    count = len(view.shown)
    presenter.load()
    assert len(view.shown) == count + 1  # a day that is over does not change


def test_an_error_says_why_and_can_be_tried_again(at):
    runner = BreakingRunner()
    view, presenter, _ = at(runner=runner)
    runner.broken = Unavailable("disk", "full")
    presenter.load()
    assert (view.last.state, bool(view.last.error)) == ("error", True)
    runner.broken = None
    presenter.again()
    assert view.last.state != "error"


def test_who_may_not_see_figures_is_told(at):
    view, presenter, _ = at(who="林晓燕")
    presenter.load()
    assert view.last.state == "error"


@pytest.mark.parametrize(
    ("errand", "code", "first"),
    [
        (f"day:{YESTERDAY}", "day", YESTERDAY),
        ("month:sales.day", "sales.day", "2026-09-01"),
        ("liabilities", "liabilities", "2026-09-12"),
        ("nonsense", "day", "2026-09-12"),
    ],
)
def test_errands_from_other_screens(at, errand, code, first):
    _, presenter, _ = at()
    presenter.sent(errand)
    assert (presenter.asking.code, presenter.asking.period.from_on) == (code, first)


def test_receipts_that_come_late_are_not_shown_over_another_report(at):
    runner = HeldRunner()
    view, presenter, _ = at(runner=runner)
    presenter.sent("month:sales.tender")
    runner.let_all_go()
    presenter.open(view.last.report.table.rows[0].drill)
    presenter.choose("sales.hour")
    runner.let_all_go()
    assert (view.last.report.code, view.last.behind) == ("sales.hour", False)


def test_what_was_stopped_by_leaving_is_read_when_one_comes_back(at):
    runner = HeldRunner()
    view, presenter, _ = at(runner=runner)
    presenter.load()
    presenter.cancel()
    runner.let_all_go()
    assert view.last.state == "error"
    presenter.load()
    runner.let_all_go()
    assert view.last.report.code == "day"
