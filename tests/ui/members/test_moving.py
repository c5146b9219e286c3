"""Members in and out as a file: looked at row by row, written, taken out by the owner."""

import csv
from pathlib import Path

import pytest

from app.domain.document import Kind
from app.usecases.member import find
from tests.ui.members.view import View
from tests.ui.shift.desk import LOOKS, HeldRunner, sound
from ui.members.presenter import MembersPresenter
from ui.members.screen import make

HEADS = ("手机", "姓名", "本金", "积分")


@pytest.fixture
def sheet(tmp_path) -> Path:
    path = tmp_path / "会员.csv"
    rows = [
        ("13900000001", "甲一", "100.00", "50"),
        ("139", "乙二", "", ""),
        ("13900000003", "丙三", "12.345", ""),
        ("13900000004", "丁四", "", "7"),
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADS, *rows])
    return path


@pytest.fixture
def page(desk, tmp_path):
    def start(who: str = "赵敏", runner=None):
        view, session = View(), desk.session(who, runner=runner)
        presenter = MembersPresenter(view, session)
        presenter.moving._home = lambda: tmp_path
        presenter.files()
        return view, presenter.moving, presenter

    return start


def test_a_file_is_looked_at_before_a_row_is_written(page, sheet, shop):
    before = find.count(shop.s)
    view, moving, _ = page()
    assert [one.name for one in view.moving.files] == ["会员.csv"]
    moving.look(str(sheet))
    assert view.moving.state == "preview"
    assert view.moving.wrong == 2
    assert [one.role for one in view.moving.lines] == ["positive", "danger", "danger", "positive"]
    assert all(one.note for one in view.moving.lines)
    assert dict(view.moving.totals)["本金"] == "100.00"
    assert find.count(shop.s) == before
    moving.filter("wrong")
    assert [one.no for one in view.moving.lines] == ["3", "4"]


def test_the_good_rows_are_written_and_counted(page, sheet, shop):
    before = find.count(shop.s)
    view, moving, _ = page()
    moving.look(str(sheet))
    moving.apply()
    assert view.moving.state == "done"
    assert view.moving.title == "已导入 2 位会员"
    assert find.count(shop.s) == before + 2
    assert find.search(shop.s, "甲一")[0].phone_masked == "139****0001"


def test_what_is_no_table_says_so_and_nothing_is_lost(page, tmp_path):
    view, moving, _ = page()
    moving.look(str(tmp_path / "没有.xlsx"))
    assert view.moving.state == "start"
    assert view.moving.error


def test_esc_leaves_the_preview_then_the_page(page, sheet):
    view, moving, presenter = page()
    moving.look(str(sheet))
    assert presenter.back()
    assert view.moving.state == "start"
    assert presenter.back()
    assert presenter.place == "list"


def test_a_preview_that_was_given_up_does_not_come_back(desk, sheet, tmp_path):
    runner = HeldRunner()
    view, session = View(), desk.session("赵敏", runner=runner)
    presenter = MembersPresenter(view, session)
    presenter.moving._home = lambda: tmp_path
    presenter.files()
    runner.let_all_go()
    presenter.moving.look(str(sheet))
    assert view.moving.state == "busy"
    presenter.moving.cancel()
    runner.let_all_go()
    assert view.moving.state == "start"


def test_only_the_owner_takes_everybody_out_and_that_is_noted(page, shop, tmp_path):
    view, moving, _ = page("王建国")
    assert view.moving.export_off
    moving.export()
    view, moving, _ = page("赵敏")
    moving.export_typed(str(tmp_path / "out.csv"))
    moving.export()
    text = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert "陈雨桐" in text
    assert "****" in text
    assert shop.documents(Kind.MEMBER_SEEN)[-1].body["what"] == "export"
    assert str(tmp_path / "out.csv") in view.moving.said


def test_a_file_that_is_there_is_never_offered_and_asked_about_before_it_goes(page, tmp_path):
    """The default path was the very file that had just been read in."""
    (tmp_path / "会员.xlsx").write_text("mine")
    (tmp_path / "会员 2.xlsx").write_text("mine too")
    view, moving, _ = page("赵敏")
    assert view.moving.export_path == str(tmp_path / "会员 3.xlsx")
    there = tmp_path / "会员.xlsx"
    moving.export_typed(str(there))
    moving.export()
    assert there.read_text() == "mine"
    assert view.moving.export_over
    assert "会员.xlsx" in view.moving.said
    moving.export_typed(str(tmp_path / "会员 2.xlsx"))  # another file: asked about anew
    moving.export()
    assert (tmp_path / "会员 2.xlsx").read_text() == "mine too"
    moving.export()
    assert (tmp_path / "会员 2.xlsx").read_bytes()[:2] == b"PK"
    assert there.read_text() == "mine"


def test_a_cashier_does_not_come_here(page):
    view, _, presenter = page("林晓燕")
    assert view.moving is None
    assert presenter.place == "list"


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_every_face_in_both_languages_and_looks(
    desk, front, look, sheet, tmp_path, lang, look_name, size
):
    screen = front(make, desk.session("赵敏", lang), size, look_name)
    screen.presenter.moving._home = lambda: tmp_path
    screen.presenter.files()
    sound(screen, look)
    screen.presenter.moving.look(str(sheet))
    sound(screen, look)
    screen.presenter.moving.apply()
    sound(screen, look)


def test_columns_that_are_not_read_are_said(page, tmp_path):
    path = tmp_path / "two.csv"
    heads = ("手机", "姓名", "姓名", "星座")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([heads, ("13900000001", "甲一", "乙二", "狮子")])
    view, moving, _ = page()
    moving.typed(str(path))
    moving.look()
    assert ("没有读的列", "姓名，星座") in view.moving.totals
    assert view.moving.lines[0].name == "甲一"
