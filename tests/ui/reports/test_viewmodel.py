"""A report in words: cells, changes, order, what a screen reader hears of a chart."""

from app.reports.period import around
from app.reports.report import (
    Chart,
    Column,
    Curve,
    Drill,
    Figure,
    Figures,
    Frame,
    Report,
    Row,
    Sentence,
    Sentences,
    Series,
    Table,
    Unit,
)
from app.words import Words
from ui.reports.panes.sections import axis, columns_for
from ui.reports.viewmodel.report import ordered, shown

ZH = Words("zh_CN")
COLUMNS = (Column("item"), Column("qty", Unit.QTY), Column("sales", Unit.MONEY, minor=True))
ROWS = (
    Row(("苹果", 1_354, 1_340), Drill("receipts", "i1", "item")),
    Row(("可乐", 6_000, 2_580)),
    Row(("牛奶", None, 990)),
)
TABLE = Table(
    *("by", "按商品", COLUMNS, ROWS),
    total=Row(("合计", 7_354, 4_910), strong=True),
    chart=Chart("bar", ("苹果", "可乐"), (Series("now", (1_340, 2_580)),)),
)


def report(*sections, as_of_ms: int = 0) -> Report:
    frame = Frame("店", "1", "Asia/Shanghai", "CNY")
    return Report("x", "题", frame, around("day", "2026-09-12"), sections, as_of_ms=as_of_ms)


def test_cells_are_written_in_their_unit():
    table = shown(report(TABLE), ZH).table
    assert [one.cells for one in table.rows] == [
        ("苹果", "1.354", "13.40"),
        ("可乐", "6", "25.80"),
        ("牛奶", "", "9.90"),
    ]
    assert (table.total.cells, table.total.strong) == (("合计", "7.354", "49.10"), True)
    assert table.rows[0].drill == Drill("receipts", "i1", "item")
    assert [one.right for one in table.columns] == [False, True, True]


def test_rows_are_ordered_by_their_values_not_their_words():
    rows = shown(report(TABLE), ZH).table.rows
    by_qty = [one.cells[0] for one in ordered(rows, 1, down=True)]
    assert by_qty == ["可乐", "苹果", "牛奶"]
    assert [one.cells[0] for one in ordered(rows, 1, down=False)] == ["苹果", "可乐", "牛奶"]
    assert [one.cells[2] for one in ordered(rows, 2, down=False)] == ["9.90", "13.40", "25.80"]


def test_a_change_is_inked_by_what_is_good():
    figures = Figures(
        "headline",
        (
            Figure("a", "a", 110, compare=100, good=1),
            Figure("b", "b", 110, compare=100, good=-1),
            Figure("c", "c", 110, compare=100),
            Figure("d", "d", None),
            Figure("e", "e", 5, compare=0, good=1),
        ),
    )
    (found,) = shown(report(figures), ZH).sections
    assert [(one.change, one.role) for one in found.figures] == [
        ("+10%", "positive"),
        ("+10%", "danger"),
        ("+10%", "muted"),
        ("", "muted"),
        ("", "muted"),
    ]
    assert found.figures[3].value == "–"


def test_what_stands_out_has_a_mark_beside_its_colour():
    lines = tuple(Sentence("x", level) for level in ("good", "look", "bad", "plain"))
    (found,) = shown(report(Sentences("stand_out", "t", lines)), ZH).sections
    assert len({one.icon for one in found.lines}) == 4


def test_a_chart_is_read_aloud():
    chart = shown(report(TABLE), ZH).table.chart
    assert chart.spoken == "图：按商品。苹果 13.40，可乐 25.80"


def test_one_long_table_gets_the_page():
    alone = shown(report(TABLE), ZH)
    both = shown(report(TABLE, TABLE), ZH)
    assert (alone.wide, both.wide) == (True, False)


def test_nothing_is_told_from_something():
    empty = Table("by", "t", COLUMNS, ())
    assert shown(report(empty), ZH).nothing
    assert not shown(report(empty, TABLE), ZH).nothing
    assert not shown(report(empty, Sentences("s", "t", (Sentence("x"),))), ZH).nothing
    curve = Curve("hours", "t", Chart("bar", (), ()))
    assert shown(report(curve), ZH).sections == ()


def test_a_day_that_is_not_over_says_until_when_it_is():
    made = shown(report(TABLE, as_of_ms=1_789_194_720_000), ZH)
    assert made.about == "2026 年 9 月 12 日 周六，截至 14:32"


def test_figures_fill_their_rows():
    assert [columns_for(n, 4) for n in (1, 3, 4, 5, 6, 8, 9)] == [1, 3, 4, 3, 3, 4, 3]


def test_an_axis_is_written_in_whole_units_where_it_can():
    assert axis(Unit.MONEY, 2)(150_000) == "1,500"
    assert axis(Unit.MONEY, 2)(50) == "0.50"
    assert axis(Unit.MONEY, 0)(150) == "150"
    assert axis(Unit.QTY, 2)(2_500) == "2.500"
