"""A file is found, looked at, written and taken back; an export is written and read again."""

from pathlib import Path

import pytest

from app.domain.errors import Unavailable
from app.usecases.catalog import list_items
from tests.ui.shift.desk import HeldRunner
from ui.bridge import files

HEAD = "条码,名称,规格,单位,进价,售价,分类,备注\n"
GOOD = "6901234567892,山谷苹果醋,330ml,瓶,3.10,5.50,饮料,新到\n"
CHANGED = "6911311000136,青溪饮用天然水,550ml,瓶,0.95,1.60,饮料,\n"
BAD = "6901234567890,山谷苹果醋,1L,瓶,6.20,9.90,饮料,\n"


@pytest.fixture
def home() -> Path:
    """The person's own folder (of this test)."""
    folder = Path.home() / "Downloads"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def at(pages, home):
    made = pages()
    made.transfer.load()
    return made


def look_at(at, text: str, name: str = "新货.csv"):
    at.transfer.read(name, (HEAD + text).encode("gb18030"))
    return at.view.transfer.preview


def test_files_lying_about_are_offered_newest_first(at, home):
    (home / "a.csv").write_text("x")
    (home / "b.TXT").write_text("x")
    (home / "c.pdf").write_text("x")
    import os

    os.utime(home / "a.csv", (1_700_000_000, 1_700_000_000))
    at.transfer.load()
    assert [one.name for one in at.view.transfer.start.files] == ["b.TXT", "a.csv"]
    assert at.view.transfer.start.files[0].folder == str(home)


def test_what_a_file_would_do_before_anything_is_written(at):
    before = list_items.count(at.s, active=None)
    shown = look_at(at, GOOD + CHANGED + BAD)
    counts = {one.code: one.figure for one in shown.counts}
    assert counts == {
        **{"all": "3", "new": "1", "changed": "1"},
        **{"same": "0", "failed": "1", "warned": "0"},
    }
    assert shown.about == "3 行，编码 GB 18030"
    notes = {one.row_no: one.note for one in shown.rows}
    assert notes["3"] == "售价 1.50 → 1.60，进价 0.90 → 0.95"
    assert notes["2"] == "饮料，5.50，瓶"
    assert "末位应为 2" in notes["4"]
    assert [title for title, _, used in shown.columns if not used] == ["备注"]
    assert shown.apply == "写入 2 种，跳过 1 行"
    assert list_items.count(at.s, active=None) == before


def test_only_the_rows_of_one_count(at):
    look_at(at, GOOD + CHANGED + BAD)
    at.transfer.filter("failed")
    assert [one.row_no for one in at.view.transfer.preview.rows] == ["4"]
    at.transfer.filter("same")
    assert not at.view.transfer.preview.rows
    assert at.view.transfer.preview.none == "没有一样的商品"


def test_written_and_taken_back(at):
    look_at(at, GOOD + CHANGED + BAD)
    at.transfer.apply()
    assert at.view.transfer.state == "done"
    assert at.view.transfer.done.title == "写入了 2 种商品"
    assert at.item("6901234567892").name == "山谷苹果醋"
    at.transfer.undo()
    assert at.view.transfer.done.undo == "再按一次，真的撤销"
    at.transfer.undo()
    shown = at.view.transfer
    assert shown.state == "start"
    assert shown.start.said.startswith("导入已撤销：1 种恢复原样，1 种新商品停售")
    assert shown.start.last.undo_off == "已撤销"
    assert list_items.by_barcode(at.s, "6901234567892") is None


def test_a_thousand_bad_rows_stay_calm(at):
    shown = look_at(at, BAD * 1000)
    assert shown.counts[4].figure == "1,000"
    assert len(shown.rows) == 200
    assert shown.apply_off == "没有要写入的"
    for _ in range(9):
        at.transfer.more()
    assert len(at.view.transfer.preview.rows) == 1000
    at.transfer.apply()
    assert at.view.transfer.state == "preview"


def test_departments_that_the_shop_lacks(at):
    row = "6901234567892,山谷苹果醋,330ml,瓶,3.10,5.50,调味新品,\n"
    shown = look_at(at, row)
    assert "调味新品" in shown.rows[0].note
    assert shown.apply_off
    at.transfer.set_new_departments(True)
    shown = at.view.transfer.preview
    assert shown.departments_note == "会新建：调味新品"
    assert not shown.apply_off
    at.transfer.apply()
    assert "调味新品" in [one.name for one in list_items.departments(at.s)]


def test_rows_without_a_department_go_where_one_says(at):
    row = "6901234567892,山谷苹果醋,330ml,瓶,3.10,5.50,,\n"
    assert look_at(at, row).department == "饮料"
    at.transfer.open_pick()
    assert at.view.transfer.state == "pick"
    services = next(code for code, name in at.view.transfer.preview.picks if name == "服务")
    at.transfer.picked(services)
    assert at.view.transfer.preview.department == "服务"
    assert at.view.transfer.preview.rows[0].note.startswith("服务")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "文件是空的"),
        (b"PK\x03\x04 and so on", "另存为 CSV"),
        ("型号,数量\n1,2\n".encode(), "没有找到“名称”这一列"),
    ],
)
def test_a_file_that_will_not_do(at, data, said):
    at.transfer.read("x.csv", data)
    assert at.view.transfer.state == "start"
    assert said in at.view.transfer.start.path_error
    assert at.view.transfer.start.path == "x.csv"


def test_a_path_by_hand_of_a_file_of_a_folder_and_of_nothing(at, home):
    path = home / "新货.csv"
    path.write_text(HEAD + GOOD, "utf-8")
    at.transfer.typed_path(str(path))
    at.transfer.open_typed()
    assert at.view.transfer.preview.name == "新货.csv"
    assert at.transfer.back()
    at.transfer.typed_path(str(home))
    at.transfer.open_typed()
    assert [one.name for one in at.view.transfer.start.files] == ["新货.csv"]
    at.transfer.typed_path(str(home / "没有.csv"))
    at.transfer.open_typed()
    assert "打不开这个文件" in at.view.transfer.start.path_error
    at.transfer.typed_path(" ")
    at.transfer.open_typed()
    assert at.view.transfer.start.path_error == "请输入文件的位置。"


def test_a_file_that_is_being_read_can_be_given_up(pages, home):
    runner = HeldRunner()
    at = pages(runner=runner)
    runner.let_all_go()
    at.transfer.read("x.csv", (HEAD + GOOD).encode())
    assert at.view.transfer.busy == "正在读 x.csv"
    at.transfer.cancel()
    runner.let_all_go()
    assert at.view.transfer.state == "start"


def test_what_changed_since_the_preview_is_not_overwritten(at):
    look_at(at, CHANGED)
    at.editor.open(at.item("6911311000136").item_id)
    at.editor.typed("price", "7")
    at.editor.save()
    at.transfer.apply()
    assert at.view.transfer.state == "preview"
    assert "请重新预览" in at.view.transfer.preview.said
    assert at.transfer.back()


def test_an_export_comes_back_unchanged(at, home):
    at.transfer.export.write()
    path = Path(at.view.transfer.start.export)
    assert at.view.transfer.start.said == f"已存到 {path}"
    assert path.parent == Path.home()
    at.transfer.read(str(path))
    counts = {one.code: one.figure for one in at.view.transfer.preview.counts}
    assert (counts["same"], counts["failed"]) == ("307", "0")


def test_an_export_that_cannot_be_written_says_so(at, home):
    (home / "full").write_text("a file, no folder")
    at.transfer.export.typed(str(home / "full" / "x.csv"))
    at.transfer.export.write()
    assert at.view.transfer.start.export_error
    assert not at.view.transfer.start.said


def test_writing_is_whole_or_not_at_all(tmp_path):
    path = tmp_path / "x.csv"
    files.write(path, b"old")
    with pytest.raises(Unavailable):
        files.write(tmp_path / "x.csv" / "y.csv", b"new")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["x.csv"]


def test_an_export_goes_to_a_folder_of_ones_own(tmp_path):
    assert files.export_folder(tmp_path) == tmp_path
    (tmp_path / "文档").mkdir()
    assert files.export_folder(tmp_path) == tmp_path / "文档"
