"""One value, laid out as text, CSV, workbook and pages: the same figures in each."""

import csv
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO

import pytest
from python_calamine import CalamineWorkbook

from app.domain.errors import Refused
from app.domain.ids import OperatorId
from app.domain.permissions import Operator, Role
from app.reports import text
from app.reports.charts import nice_top
from app.reports.csv_file import csv_file
from app.reports.pdf import _Pages, pdf
from app.reports.report import (
    Chart,
    Column,
    Figure,
    Row,
    Series,
    Table,
    Term,
    Unit,
    say,
    share_ppm,
    written,
)
from app.reports.words_of import Told
from app.reports.xlsx import xlsx
from app.usecases.report.export import FORMS, make, save
from app.words import LANGUAGES, Words
from tests.reports.made import COLUMNS, EVIL, report

OWNER = Operator(OperatorId("o"), "赵敏", Role.OWNER)


def test_sums_leave_out_texts_and_shares():
    table = report().table("by")
    assert table.total == Row((Term("report.total"), 1203, None, 123_396, None), strong=True)


@pytest.mark.parametrize(
    ("part", "of", "ppm"),
    [(1, 3, 333_333), (2, 3, 666_667), (-1, 3, -333_333), (1, -2, -500_000), (5, 0, None)],
)
def test_shares_are_rounded_half_away_from_zero(part, of, ppm):
    assert share_ppm(part, of) == ppm


def test_cells_are_written_by_their_unit():
    words = Words("en")
    assert written(123_456, Unit.MONEY, words) == "1,234.56"
    assert written(-60, Unit.MONEY, words) == "−0.60"
    assert written(1500, Unit.QTY, words) == "1.500"
    assert written(666_700, Unit.PERCENT, words) == "66.7%"
    assert written(None, Unit.MONEY, words) == ""
    assert say(report().table("by").rows[0].cells[0], words) == "Cola"


def test_a_change_of_nothing_is_none():
    assert Figure("x", "", 5, compare=0).change_ppm is None
    assert Figure("x", "", 5, compare=None).change_ppm is None
    assert Figure("x", "", 0, compare=-50).change_ppm == 1_000_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_full_text_has_every_figure_and_no_missing_word(language):
    found = text.full(report(), language)
    for figure in ("6,482.30", "1,234.56", "−0.60", "1,233.96", "66.7%", "1.500", "1,203"):
        assert figure in found
    assert "⟦" not in found
    assert found == text.full(report(), language)


def test_columns_stand_under_one_another_where_han_are_wide():
    lines = text.full(report(), "zh_CN").splitlines()
    head = next(line for line in lines if line.startswith("商品"))
    cola = next(line for line in lines if line.startswith("可乐"))
    from app.words import paper_columns

    assert paper_columns(head) == paper_columns(cola)


def test_a_message_is_short_and_leaves_out_what_is_nothing():
    found = text.message(report(), "zh_CN")
    assert "6,482.30" in found
    assert "+8%" in found
    assert "退货 0" not in found
    assert len(found.splitlines()) <= text.MESSAGE_LINES
    assert len(found) < 900


def test_a_qr_is_whole_lines_that_fit():
    found = text.qr(report(), "zh_CN")
    assert len(found.encode()) <= text.QR_BYTES
    assert found.startswith("便民超市\n经营日报 2026-09-12\n销售额 6,482.30")
    rows = tuple(Row((f"商品 {n}", n, n, n, n)) for n in range(1, 200))
    long = report()
    table = replace(long.table("by"), rows=rows)
    long = replace(long, sections=(*long.sections[:2], table), short=("headline", "by"))
    cut = text.qr(long, "zh_CN")
    assert 400 < len(cut.encode()) <= text.QR_BYTES
    assert cut.splitlines()[-1].count(" ") >= 1


def test_csv_is_plain_numbers_and_no_formula():
    data = csv_file(report(), "en")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"))))
    assert ["Cola", "1200", "1.500", "1234.56", "66.7%"] in rows
    assert [f"'{EVIL}", "3", "-2", "-0.60", "-33.3%"] in rows
    assert ["'+49", "", "", "", ""] in rows
    for row in rows:
        for cell in row:
            number = cell.replace("%", "").lstrip("-").replace(".", "")
            assert not cell.startswith(("=", "+", "@")) and (  # noqa: PT018
                not cell.startswith("-") or number.isdecimal()
            ), cell


def test_a_workbook_holds_numbers_and_texts():
    book = CalamineWorkbook.from_filelike(BytesIO(xlsx(report(), "en")))
    assert len(book.sheet_names) == 4
    sheet = book.get_sheet_by_name("Best sellers").to_python()
    assert sheet[0][:2] == ["Item", "Count"]
    assert sheet[1] == ["Cola", 1200.0, 1.5, 1234.56, 0.667]
    assert sheet[2] == [EVIL, 3.0, -2.0, -0.6, -0.333]
    assert sheet[4][3] == 1233.96
    first = book.get_sheet_by_index(0).to_python()
    assert any(row[:3] == ["Sales", 6482.3, 6002.3] for row in first)


def test_sheets_of_the_same_name_are_told_apart():
    made = report()
    table = replace(made.table("by"), title="[a]/b:" + "长" * 40)
    names = CalamineWorkbook.from_filelike(
        BytesIO(xlsx(replace(made, sections=(table, table)), "zh_CN"))
    ).sheet_names
    assert len(set(names)) == 3
    assert all(len(name) <= 31 for name in names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_the_same_each_time(language):
    found = pdf(report(), language)
    assert found.startswith(b"%PDF")
    assert found == pdf(report(), language)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext on this machine")
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_can_be_read_and_searched(language, tmp_path):
    path = tmp_path / "day.pdf"
    path.write_bytes(pdf(report(), language))
    said = subprocess.run(  # the text a reader selects, in the order it stands
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, timeout=60
    ).stdout.decode()
    words = Words(language)
    for figure in ("6,482.30", "1,234.56", "−0.60", "1,233.96", "66.7%", EVIL):
        assert figure in said
    for key in ("report.title.day", "report.part.items", "report.no_returns", "report.total"):
        assert words(key) in said
    assert words("report.page", page=1, pages=1) in said


def test_many_rows_go_over_many_pages():
    made = report()
    rows = tuple(Row((f"商品 {n}", n, n * 1000, n, n)) for n in range(1, 400))
    table = replace(made.table("by"), rows=rows, columns=COLUMNS)
    found = pdf(replace(made, sections=(table,)), "zh_CN")
    assert found.count(b"/Type /Page\n") + found.count(b"/Type /Page ") > 5


@pytest.mark.parametrize(
    ("value", "top"),
    [(0, 1), (1, 1), (7, 10), (11, 20), (23, 25), (26, 50), (169_000, 200_000), (250, 250)],
)
def test_axes_end_at_round_numbers(value, top):
    assert nice_top(value) == top


def test_files_are_whole_or_not_there(tmp_path):
    for form in FORMS:
        path = save(OWNER, report(), tmp_path / f"day.{form.upper()}", "zh_CN")
        assert path.stat().st_size > 100
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(
        f"day.{form.upper()}" for form in FORMS
    )
    with pytest.raises(Refused) as said:
        make(report(), "doc", "en")
    assert said.value.code == "report.form"


def test_who_may_not_read_may_not_save(tmp_path):
    cashier = replace(OWNER, role=Role.CASHIER)
    with pytest.raises(Refused):
        save(cashier, report(), tmp_path / "x.pdf", "en")
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_written_says_so(tmp_path):
    from app.domain.errors import Unavailable

    with pytest.raises(Unavailable) as said:
        save(OWNER, report(), tmp_path / "nowhere" / "x.csv", "en")
    assert (said.value.what, said.value.reason) == ("file", "unwritable")
    assert date.fromisoformat(report().period.from_on)


def test_a_bar_over_a_table_asks_for_no_more_room_than_it_has():
    """It asked for that of a high chart: more than a third of the day's first page was empty."""
    columns = (Column("tender"), Column("amount", Unit.MONEY))
    rows = tuple(Row((name, 100)) for name in ("cash", "card", "wechat"))

    def room(kind: str) -> float:
        chart = Chart(kind, ("cash", "card"), (Series("amount", (100, 200)),))
        table = Table("tenders", "How it was paid", columns, rows, chart=chart)
        return _Pages(Told(report(), "en"))._table(table)[0].height

    assert room("stack") < room("bar") - 50
