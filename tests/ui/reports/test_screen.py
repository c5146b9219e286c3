"""Reports in a real window: whole in every look, everything by keyboard, sorted and opened."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.reports.report import Drill
from tests.ui.shift.desk import LOOKS, SIZES, HeldRunner, sound
from ui.reports.panes.tables import ReportTable, fitting
from ui.reports.screen import make
from ui.reports.viewmodel.page import TRAFFIC
from ui.reports.viewmodel.report import ColumnVM, RowVM, TableVM

CTRL = Qt.KeyboardModifier.ControlModifier
CODES = ("day", "sales.day", "sales.hour", "sales.item", "items.margin", "voids", "liabilities")


@pytest.fixture
def screen(front, desk):
    made = front(make, desk.session())
    made.presenter.sent("month:sales.item")
    made.grab()
    return made


def table_of(screen):
    return screen.body.tables[0]


def first_cells(screen) -> list[str]:
    return [one.cells[0] for one in table_of(screen).rows]


@pytest.mark.parametrize(("lang", "name", "size"), LOOKS)
def test_reports_are_whole_in_every_look(front, desk, look, lang, name, size):
    screen = front(make, desk.session(lang=lang), size, name)
    screen.presenter.next_compare()
    for code in CODES if (name, size) == ("light", SIZES[0]) else CODES[::3]:
        screen.presenter.sent(code)
        screen.presenter.day_of("2026-09-11") if code == "day" else screen.presenter.span("month")
        screen.grab()
        sound(screen, look)
    screen._choose(TRAFFIC)
    sound(screen, look)


def test_arrows_in_the_list_choose_once_they_rest(screen, qtbot):
    view = screen.list.table.view
    view.setFocus()
    screen.list.table.choose("day")
    qtbot.waitUntil(lambda: screen.presenter.asking.code == "day")
    for _ in range(3):  # over the name of a group
        QTest.keyClick(view, Qt.Key.Key_Down)
    assert screen.presenter.asking.code == "day"
    qtbot.waitUntil(lambda: screen.presenter.asking.code == "sales.hour")


def test_a_column_sorts_by_touch_and_by_arrows(screen):
    table = table_of(screen)
    best = first_cells(screen)
    table.sort(0)
    assert first_cells(screen) == sorted(best, key=str.casefold)
    assert table.table.model.columns[0].title.endswith("↑")
    QTest.keyClick(table.table.view, Qt.Key.Key_Right)
    by_qty = [one.values[1] for one in table.rows]
    assert by_qty == sorted(by_qty, reverse=True)
    QTest.keyClick(table.table.view, Qt.Key.Key_Space)
    assert [one.values[1] for one in table.rows] == sorted(by_qty)
    QTest.keyClick(table.table.view, Qt.Key.Key_Left)
    assert table.table.model.columns[0].title.endswith("↑")


def test_the_sum_stands_below_whatever_the_order(screen):
    table = table_of(screen)
    before = table.total.model.row(0).cells
    table.sort(1)
    assert table.total.model.row(0).cells == before
    assert table.total.isVisibleTo(screen)


def test_enter_opens_the_receipts_and_esc_leads_back(screen):
    view = table_of(screen).table.view
    view.setFocus()
    view.selectRow(0)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert screen.presenter.made.report.code == "receipts"
    assert screen.back_key.isVisibleTo(screen)
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert screen.presenter.made.report.code == "sales.item"


def test_days_are_typed_and_wrong_ones_stay_in_the_field(screen):
    QTest.keyClick(screen, Qt.Key.Key_F3)
    edit = screen.days.field.edit
    assert edit.hasFocus()
    QTest.keyClicks(edit, "0230")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert screen.days.field.error
    assert screen.days.field.text() == "0230"
    screen.days.field.set_text("")
    QTest.keyClicks(edit, "-1")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert (screen.days.field.error, screen.days.field.text()) == ("", "")
    assert screen.list.table.view.hasFocus()


def test_ctrl_and_arrows_walk_the_days(screen):
    first = screen.presenter.asking.period.from_on
    QTest.keyClick(screen, Qt.Key.Key_Left, CTRL)
    assert screen.presenter.asking.period.from_on < first
    QTest.keyClick(screen, Qt.Key.Key_Right, CTRL)
    assert screen.presenter.asking.period.from_on == first
    QTest.keyClick(screen, Qt.Key.Key_Left, CTRL)
    QTest.keyClick(screen, Qt.Key.Key_Home, CTRL)
    assert screen.presenter.asking.period.from_on == first
    QTest.keyClick(screen, Qt.Key.Key_Return, CTRL)
    assert table_of(screen).table.view.hasFocus()


def test_a_day_with_nothing_offers_earlier_ones(front, desk, look):
    screen = front(make, desk.session())
    screen.presenter.sent("day:2026-09-12")
    screen.presenter.choose("sales.item")
    assert screen.presenter._state == "nothing"
    sound(screen, look)
    screen.presenter.step(-1)
    assert screen.presenter._state == "shown"


def test_a_long_one_shows_its_line_and_esc_stops_it(front, desk, qtbot):
    runner = HeldRunner()
    screen = front(make, desk.session(runner=runner))
    assert screen._busy_box.isVisibleTo(screen)
    screen.presenter._progress.tell(1, 2)
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    runner.let_all_go()
    assert not screen._busy_box.isVisibleTo(screen)
    assert not screen._timer.isActive()


def test_leaving_stops_what_nobody_waits_for(front, desk):
    runner = HeldRunner()
    screen = front(make, desk.session(runner=runner))
    progress = screen.presenter._progress
    screen.leave()
    assert progress.stopped


def test_the_code_takes_the_reports_place_until_esc(screen):
    screen.exporting.run("qr")
    assert screen._stack.currentWidget() is screen.code
    screen.presenter.tick()
    assert screen._stack.currentWidget() is screen.code
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert screen._stack.currentWidget() is screen.body


def test_another_report_puts_the_code_away(screen):
    screen.exporting.run("qr")
    screen.presenter.choose("sales.tender")
    assert screen._stack.currentWidget() is screen.body


def test_text_is_in_the_clipboard(screen):
    screen.exporting.run("text")
    assert "按商品" in QGuiApplication.clipboard().text()


def test_visitors_go_from_hour_to_hour_by_enter(screen, shop):
    screen._choose(TRAFFIC)
    screen.counting.take_focus()
    edit = screen.counting.fields[8].edit
    assert edit.hasFocus()
    QTest.keyClicks(edit, "35")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert screen.counting.fields[9].edit.hasFocus()
    assert dict(screen.visitors._hours) == {8: 35}
    screen.list.table.choose("sales.item")
    screen.presenter.choose("sales.item")
    assert screen._stack.currentWidget() is screen.body


def test_a_wide_table_leaves_minor_columns_out_first(front, desk):
    screen = front(make, desk.session())
    screen.presenter.sent("month:sales.item")
    table = screen.presenter.made.words.table
    every = len(table.columns)
    widths = [100] * every
    assert len(fitting(table, 2_000, widths)) == every
    kept = fitting(table, 420, widths)
    assert len(kept) < every
    assert all(table.columns[place].minor for place in set(range(every)) - set(kept))


def test_ten_thousand_rows_are_there_at_once_and_whole_soon(qtbot, look):
    columns = (ColumnVM("item", "商品", False, False), ColumnVM("n", "数", True, False))
    rows = tuple(RowVM(str(n), (f"商品 {n}", str(n)), (f"商品 {n}", n)) for n in range(10_000))
    table = ReportTable(TableVM("by", "t", columns, rows, None, "", "", None), 800, fills=True)
    qtbot.addWidget(table)
    assert 0 < table.table.model.rowCount() <= 1_000  # the window does not wait for all of them
    table.sort(1)
    qtbot.waitUntil(lambda: table.table.model.rowCount() == 10_000)
    assert not table._slices.isActive() or not table._waiting
    assert table.table.model.row(0).key == "9999"
    assert table.table.model.row(9_999).key == "0"


def test_the_keyboard_goes_on_in_the_receipts_behind_a_row_and_back(screen):
    screen.body.take_focus()
    QTest.keyClick(table_of(screen).table.view, Qt.Key.Key_Down)
    QTest.keyClick(table_of(screen).table.view, Qt.Key.Key_Return)
    assert screen.back_key.isVisible()
    assert table_of(screen).table.view.hasFocus()
    QTest.keyClick(table_of(screen).table.view, Qt.Key.Key_Escape)
    assert not screen.back_key.isVisible()
    assert table_of(screen).table.view.hasFocus()


def test_a_return_without_a_receipt_leads_to_its_page(screen, desk):
    screen.presenter.open(Drill("refund", "r-1"))
    assert screen.presenter._session.take_errand("history") == "sale:blind:r-1"


def test_what_is_zero_throughout_gives_way_before_what_explains_a_sum():
    columns = (
        ColumnVM("tender", "方式", False, False),
        *(ColumnVM(one, one, True, True) for one in ("paid", "back", "plans")),
        ColumnVM("together", "合计", True, False),
    )
    row = RowVM("card", ("银行卡", "516.90", "0.00", "3,000.00", "3,516.90"), ("", 1, 0, 2, 3))
    table = TableVM("tenders", "", columns, (row,), None, "", "", None)
    assert fitting(table, 150 + 3 * 96, [80] * 5) == (0, 1, 3, 4)
