"""The basket: heights from its adjustments, the smallest change a scan makes, what a touch says."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ui.kit import BasketHead, BasketRow, BasketView, col

ROWS = [
    BasketRow("1", "雀巢咖啡1+2（10条装）", "1", "包", "13.30", "13.30"),
    BasketRow("2", "舒化奶", "6", "盒", "4.30", "25.80", (("金卡会员价 3.90", "−2.40"),)),
    BasketRow("3", "红富士苹果", "1.354", "kg", "9.90", "13.40"),
    BasketRow("4", "果粒橙", "3", "瓶", "3.30", "9.90", (), "current"),
]


@pytest.fixture
def basket(shown):
    view = BasketView()
    shown(view, 560, 400)
    view.put(ROWS)
    return view


def heights(view):
    model = view.model()
    return [view.visualRect(model.index(i)).height() for i in range(model.rowCount())]


def test_a_row_grows_with_its_adjustments(basket, look, qtbot):
    assert heights(basket) == [44, 76, 44, 44]
    both = (("金卡会员价 3.90", "−2.40"), ("第二件半价", "−1.95"))
    basket.put([ROWS[0], replace(ROWS[1], reasons=both), *ROWS[2:]])
    qtbot.waitUntil(lambda: heights(basket) == [44, 100, 44, 44])
    look.set_wide(True)
    qtbot.waitUntil(lambda: heights(basket) == [52, 108, 52, 52])


def test_a_scan_touches_only_what_it_changes(basket, qtbot):
    model, seen = basket.model(), []
    model.dataChanged.connect(lambda top, bottom: seen.append((top.row(), bottom.row())))
    model.modelReset.connect(lambda: seen.append("reset"))
    model.rowsInserted.connect(lambda _, first, last: seen.append(("new", first, last)))
    model.rowsRemoved.connect(lambda _, first, last: seen.append(("gone", first, last)))
    basket.put(ROWS)
    assert seen == []
    more = [*ROWS[:3], replace(ROWS[3], state=""), replace(ROWS[0], no="5", state="current")]
    basket.put(more)
    assert seen == [(3, 3), ("new", 4, 4)]
    seen.clear()
    basket.put([*more[:1], *more[2:]])
    assert seen == [("gone", 1, 1)]
    assert basket.rows() == [*more[:1], *more[2:]]
    seen.clear()
    basket.put([])
    assert seen == [("gone", 0, 3)]


def test_the_current_line_is_kept_in_sight(basket, qtbot):
    long = [replace(ROWS[0], no=str(n), state="current" if n == 60 else "") for n in range(1, 61)]
    basket.put(long)
    box = basket.viewport().rect()
    qtbot.waitUntil(lambda: box.contains(basket.visualRect(basket.model().index(59)).center()))


def test_a_touched_line_is_told_by_its_place(basket, qtbot):
    with qtbot.waitSignal(basket.picked) as told:
        pos = basket.visualRect(basket.model().index(1)).center()
        QTest.mouseClick(basket.viewport(), Qt.MouseButton.LeftButton, pos=pos)
    assert told.args == [1]
    with qtbot.assertNotEmitted(basket.picked):
        QTest.mouseClick(basket.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 390))


def test_it_never_takes_the_focus(basket):
    assert basket.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_long_name_is_shortened_and_a_long_reason_is_told(basket, look):
    name = "新疆阿克苏冰糖心红富士苹果礼盒装十二枚家庭分享装特级"
    basket.put([replace(ROWS[0], name=name)])
    basket.grab()
    assert not look.cuts.found()
    basket.put([replace(ROWS[1], reasons=(("满一百减二十" * 9, "−20.00"),))])
    basket.grab()
    assert len(look.cuts.found()) == 1


def test_a_line_is_read_aloud_whole(basket):
    said = basket.model().index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "2 舒化奶 6 盒 × 4.30 = 25.80 金卡会员价 3.90 −2.40"
    assert basket.accessibleName() == "本单商品"


def test_heads_stand_over_their_columns_in_both_widths(shown, look):
    head = BasketHead()
    shown(col(head), 560)
    narrow = head.grab().toImage()
    look.set_wide(True)
    assert head.grab().toImage() != narrow
