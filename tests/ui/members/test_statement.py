"""The statement: periods, balances, files, paper."""

from datetime import date

import pytest

from tests.ui.members.view import View
from ui.members.presenter import MembersPresenter
from ui.members.viewmodel.statement import span

TODAY = date(2026, 3, 15)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("month", "2026-03-01", "2026-03-15"),
        ("last", "2026-02-01", "2026-02-28"),
        ("quarter", "2025-12-15", "2026-03-15"),
        ("year", "2026-01-01", "2026-03-15"),
        ("all", "", "2026-03-15"),
    ],
)
def test_periods(period, first, last):
    assert span(period, TODAY) == (first, last)


def test_january_looks_back_into_the_year_before():
    assert span("last", date(2026, 1, 3)) == ("2025-12-01", "2025-12-31")


@pytest.fixture
def page(desk, rich):
    view, session = View(), desk.session("林晓燕")
    presenter = MembersPresenter(view, session)
    presenter.open(rich.member_id)
    presenter.filing.turn("statement")
    return view, presenter.filing.printing


def test_the_newest_row_ends_at_the_balance(page):
    view, _ = page
    shown = view.statement
    assert shown.rows[0].after == dict(shown.after)["储值余额"] == "1,615.00"
    assert dict(shown.before)["储值余额"] == "0.00"
    assert "⟦" not in str(shown)


@pytest.mark.parametrize(("form", "magic"), [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_it_is_saved_whole_where_it_was_said(page, tmp_path, form, magic):
    view, printing = page
    printing.typed(str(tmp_path / "对账单.pdf"))
    printing.save(form)
    path = tmp_path / f"对账单.{form}"
    assert path.read_bytes().startswith(magic)
    assert str(path) in view.statement.said
    assert not view.statement.off


def test_what_cannot_be_written_says_so(page, tmp_path):
    view, printing = page
    (tmp_path / "file").write_text("", encoding="utf-8")
    printing.typed(str(tmp_path / "file" / "x.pdf"))
    printing.save("pdf")
    assert view.statement.error
    assert not view.statement.off


def test_it_is_printed(page):
    view, printing = page
    printing.slip()
    assert view.statement.said or view.statement.error


def test_the_next_file_goes_where_the_last_one_did(page, rich, tmp_path):
    view, printing = page
    printing.typed(str(tmp_path / "mine" / "first.pdf"))
    printing.save("pdf")
    printing.open(rich.other_id)
    assert view.statement.path.startswith(str(tmp_path / "mine"))
