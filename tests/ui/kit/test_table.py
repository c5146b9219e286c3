"""Long lists: keyboard, what stays chosen, the three states, and that 100,000 rows are light."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.kit import Column, EmptyState, ErrorState, Field, RecordTable, TableRow, b, chip, s, t
from ui.kit.pieces.states import Loading

COLUMNS = [Column("时间", 120), Column("单号"), Column("金额", 120, right=True)]


def rows(count, start=0):
    return [
        TableRow(f"k{n}", (s("14:32"), t(f"03-{n:06d}"), [chip("现金"), b("88.00")]))
        for n in range(start, start + count)
    ]


@pytest.fixture
def table(shown):
    made = RecordTable(COLUMNS, name="单据")
    shown(made, 800, 400)
    made.put(rows(50))
    return made


def test_columns_fill_the_width_and_keep_theirs(table):
    widths = [table.view.columnWidth(i) for i in range(3)]
    assert sum(widths) == table.view.viewport().width()
    assert widths[0] == 120 + 24 + 8


def test_arrows_choose_and_enter_opens(table, qtbot):
    table.setFocus()
    table.choose("k0")
    with qtbot.waitSignal(table.chosen) as chosen:
        QTest.keyClick(table.view, Qt.Key.Key_Down)
    assert chosen.args == ["k1"]
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert opened.args == ["k1"]
    QTest.keyClick(table.view, Qt.Key.Key_End)
    QTest.keyClick(table.view, Qt.Key.Key_PageUp)
    assert table.current != "k1"


def test_rows_can_be_moved_along_from_a_search_field(table):
    table.step(1)
    assert table.current == "k0"
    table.step(3)
    assert table.current == "k3"
    table.step(-9)
    assert table.current == "k0"


def test_arrows_in_a_search_field_walk_the_rows(table, shown):
    field = Field(hint="搜索")
    shown(field, 400, 80)
    table.walk_from(field)
    field.edit.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Up):
        QTest.keyClick(field.edit, key)
    assert table.current == "k9"
    QTest.keyClicks(field.edit, "8")
    assert (field.text(), table.current) == ("8", "k9")


def test_a_screen_stands_on_what_its_page_shows_or_on_nothing(table, qtbot):
    table.stand_on("k7")
    qtbot.waitUntil(lambda: table.current == "k7")
    table.stand_on("")
    qtbot.waitUntil(lambda: table.current == "")


def test_the_chosen_row_stays_chosen_when_rows_change(table):
    table.choose("k7")
    table.put(rows(30, start=5))
    assert table.current == "k7"
    table.put(rows(3, start=500))
    assert table.current == ""


def test_a_second_touch_opens(table, qtbot):
    box = table.view.visualRect(table.model.index(2, 1)).center()
    with qtbot.waitSignal(table.opened) as opened:
        QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=box)
        QTest.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert opened.args == ["k2"]


def test_nothing_is_said_in_words(table):
    table.put([], EmptyState("history", "今天还没有单据", "收第一笔款后就会出现在这里。"))
    assert not table.view.isVisible()
    assert table.findChild(EmptyState).accessibleName() == "今天还没有单据"
    table.put(rows(1))
    assert table.view.isVisible()


def test_an_error_can_be_tried_again(table, qtbot):
    table.show_error(ErrorState("读不到单据", "已成交的单据都在本机，没有丢失。"))
    state = table.findChild(ErrorState)
    with qtbot.waitSignal(table.retry):
        state.retry.emit()


def test_loading_waits_before_it_is_seen(table, qtbot):
    table.show_loading()
    loading = table.findChild(Loading)
    assert not loading._line.seen
    qtbot.waitUntil(lambda: loading._line.seen, timeout=2000)
    assert table.view.horizontalHeader().isVisible()
    with qtbot.assertNotEmitted(table.opened):
        QTest.keyClick(table.view, Qt.Key.Key_Return)
    table.choose("k3")
    table.put(rows(20))
    assert table.current == "k3"
    qtbot.waitUntil(lambda: table.findChild(Loading) is None)


def test_the_end_of_the_list_asks_for_more(table, qtbot):
    with qtbot.waitSignal(table.near_end):
        table.view.scrollToBottom()
    table.append(rows(50, start=50))
    assert table.model.rowCount() == 100


def test_heads_and_cells_have_words_for_a_screen_reader(table):
    head = table.model.headerData(1, Qt.Orientation.Horizontal)
    cell = table.model.index(4, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert (head, cell) == ("单号", "现金 88.00")
    assert table.view.accessibleName() == "单据"


def test_a_cell_that_does_not_fit_is_told_and_may_be_shortened(table, look):
    long = "一次买了很多东西的单据" * 6
    table.put([TableRow("a", (s("14:32"), t(long, elide=True), b("1.00")))])
    table.view.grab()
    assert not look.cuts.found()
    table.put([TableRow("a", (s("14:32"), t(long), b("1.00")))])
    table.view.grab()
    assert look.cuts.found()


def test_a_long_list_is_light(table):
    many = rows(100_000)
    start = time.perf_counter()
    table.put(many)
    table.view.scrollToBottom()
    table.view.grab()
    assert time.perf_counter() - start < 3
