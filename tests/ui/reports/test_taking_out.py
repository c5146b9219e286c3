"""A report as files, paper, text and code: where it lands, what is said, what fails aloud."""

from pathlib import Path

import pytest

from app.domain.errors import Unavailable
from app.usecases.outcome import Print
from tests.ui.shift.desk import BreakingRunner, HeldRunner
from ui.reports.presenter.exporting import Exporting, target
from ui.reports.presenter.reading import ReportsPresenter

MAGIC = {"pdf": b"%PDF", "xlsx": b"PK", "csv": b"\xef\xbb\xbf"}


class View:
    def __init__(self) -> None:
        self.last = None
        self.copied = self.coded = ""

    def put(self, shown) -> None:
        self.last = shown

    def copy(self, text: str) -> None:
        self.copied = text

    def show_qr(self, text: str) -> None:
        self.coded = text


@pytest.fixture
def at(desk, tmp_path):
    def make(lang: str = "zh_CN", runner=None):
        view, session = View(), desk.session("赵敏", lang, runner)
        presenter = ReportsPresenter(view, session)
        exporting = Exporting(view, session, presenter)
        exporting.typed(str(tmp_path))
        presenter.day_of("2026-09-11")
        return view, exporting, session

    return make


@pytest.mark.parametrize("form", ["pdf", "xlsx", "csv"])
def test_a_file_lands_where_it_was_said(at, tmp_path, form):
    view, exporting, _ = at()
    exporting.run(form)
    path = tmp_path / f"shuke-day-2026-09-11.{form}"
    assert path.read_bytes().startswith(MAGIC[form])
    assert str(path) in view.last.said
    assert (view.last.said_role, view.last.exporting) == ("positive", False)


def test_the_next_file_goes_where_the_last_one_went(at, tmp_path):
    _, exporting, _ = at()
    exporting.run("csv")
    exporting.typed("")
    assert exporting.folder() == str(tmp_path)


def test_a_name_of_its_own_keeps_its_place_and_gets_the_right_ending():
    assert target("/x/mine.pdf", None, "a.csv") == Path("/x/mine.csv")
    assert target("/x", None, "a.csv") == Path("/x/a.csv")
    assert target("", Path("/last"), "a.csv") == Path("/last/a.csv")


def test_a_folder_that_cannot_be_written_is_said_aloud(at, tmp_path):
    view, exporting, session = at()
    sounds: list[str] = []
    session.sound = sounds.append
    exporting.typed(str(tmp_path / "gone" / "deep"))
    exporting.run("pdf")
    assert (view.last.said_role, view.last.exporting) == ("danger", False)
    assert "gone" in view.last.said
    assert sounds == ["error"]


def test_paper_is_the_printers(at):
    view, exporting, session = at()
    exporting.run("print")
    assert [type(one) for one in session.runner.effects] == [Print]
    assert view.last.said == "已交给打印机"


def test_text_goes_into_the_clipboard_and_a_code_onto_the_screen(at):
    view, exporting, _ = at()
    exporting.run("text")
    assert "经营日报" in view.copied
    assert "复制" in view.last.said
    exporting.run("qr")
    assert "2026-09-11" in view.coded


def test_one_at_a_time_and_nothing_before_there_is_a_report(desk, tmp_path):
    runner = HeldRunner()
    view = View()
    session = desk.session(runner=runner)
    presenter = ReportsPresenter(view, session)
    exporting = Exporting(view, session, presenter)
    exporting.run("pdf")
    assert runner.held == []
    presenter.load()
    runner.let_all_go()
    exporting.typed(str(tmp_path))
    exporting.run("csv")
    exporting.run("pdf")
    assert len(runner.held) == 1
    assert view.last.exporting


def test_the_world_in_the_way_ends_it(desk):
    runner, view = BreakingRunner(), View()
    session = desk.session(runner=runner)
    presenter = ReportsPresenter(view, session)
    exporting = Exporting(view, session, presenter)
    presenter.load()
    runner.broken = Unavailable("disk", "full")
    exporting.run("print")
    assert (view.last.exporting, view.last.said_role) == (False, "danger")
