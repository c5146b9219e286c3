"""Nothing, not yet, no more, under way: what a page shows then, and the sale's own strips."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from app.words import paper_columns
from tests.ui.kit.audit import nameless
from ui.kit import (
    BarStrip,
    Box,
    Busy,
    BusyLine,
    Choice,
    Dock,
    EmptyState,
    ErrorState,
    Key,
    Line,
    Loading,
    MemberStrip,
    Nudge,
    Panel,
    PaperPreview,
    Para,
    Switch,
    Tabs,
    Toast,
    b,
    col,
    s,
    theme,
    tokens,
    yuan,
)


def test_quick_work_leaves_no_trace(shown, qtbot):
    line = shown(BusyLine(), 200)
    line.start()
    line.stop()
    assert not line.seen
    line.start()
    assert not line.seen
    qtbot.waitUntil(lambda: line.seen, timeout=2000)
    line.stop()
    assert not line.seen


def test_how_far_is_painted(shown, qtbot, colours):
    line = shown(BusyLine(4), 200)
    line.put(500_000)
    qtbot.waitUntil(lambda: line.seen, timeout=2000)
    picture = line.grab().toImage()
    accent = tokens.LIGHT["accent"].lower()
    assert picture.pixelColor(99, 2).name() == accent
    assert picture.pixelColor(101, 2).name() != accent


def test_long_work_can_be_cancelled(shown, qtbot):
    busy = shown(Busy("正在导入商品"), 500)
    busy.put("正在导入商品", 100_000, "100 / 1,000")
    with qtbot.waitSignal(busy.cancelled):
        busy.findChild(Key).click()


def test_loading_is_hairlines_first_and_words_later(shown, qtbot):
    loading = shown(Loading(), 300, 300)
    words = loading.findChild(Line)
    assert not words.isVisible()
    qtbot.waitUntil(words.isVisible, timeout=2000)
    assert loading.accessibleName() == "正在读取"


def test_empty_says_what_next(shown, look):
    state = shown(
        EmptyState("member", "还没有会员", "收款时就能入会。", [Key("录入", h=64)]), 700, 500
    )
    assert state.accessibleName() == "还没有会员"
    assert not list(nameless(state))
    assert not look.cuts.found()


def test_an_error_says_what_was_kept_and_can_be_tried_again(shown, qtbot):
    state = shown(ErrorState("读不到单据", "已成交的都在本机。"), 700, 500)
    assert state.accessibleDescription() == "已成交的都在本机。"
    with qtbot.waitSignal(state.retry):
        state.findChild(Key).click()
    assert ErrorState("坏了", again=False).findChild(Key) is None


def test_a_member_takes_the_place_of_the_question(shown, qtbot, look):
    strip = shown(MemberStrip("没有会员", "F2"), 560)
    with qtbot.waitSignal(strip.asked):
        strip.findChild(Key).click()
    facts = [("储值", "326.50", "本机可用 200.00"), ("积分", "1,240")]
    strip.put("陈雨桐", tier="金卡", phone="138****6027", hint="明天生日", facts=facts)
    strip.grab()
    names = [line.accessibleName() for line in strip.findChildren(Line)]
    assert names == ["陈雨桐 金卡 138****6027 明天生日", "储值 326.50 本机可用 200.00 积分 1,240"]
    assert not strip.findChild(Key).isVisible()
    strip.put_nobody()
    assert strip.findChild(Key).isVisible()
    assert strip.height() == tokens.HEIGHT["strip"]


def test_a_nudge_shows_how_near(shown, colours):
    nudge = Nudge()
    shown(col(nudge, ...), 400, 100)
    assert not nudge.isVisible()
    nudge.put("再买 12.00，满 100 减 20", 500_000, "零食周")
    assert nudge.isVisible()
    picture = nudge.grab().toImage()
    accent = tokens.LIGHT["accent"].lower()
    assert picture.pixelColor(199, 46).name() == accent
    assert picture.pixelColor(201, 46).name() != accent
    nudge.put("")
    assert not nudge.isVisible()


def test_the_due_grows_on_a_wide_screen(shown, look):
    dock = Dock()
    shown(col(dock), 760)
    dock.put("应收", "88.00", left=[s("15 件")])
    narrow = dock.grab().toImage()
    look.set_wide(True)
    assert dock.grab().toImage() != narrow
    assert dock.height() == tokens.HEIGHT["dock"]
    assert not look.cuts.found()


def test_a_bar_stays_until_a_key_answers_and_enter_passes_by(shown, qtbot):
    bar = BarStrip("没有这个条码", [("find", Key("按名称找", "F3")), ("ok", Key("知道了", "Esc"))])
    box = shown(col(bar), 700)
    bar.findChildren(Key)[0].clearFocus()
    with qtbot.assertNotEmitted(bar.answered):
        QTest.keyClick(box, Qt.Key.Key_Return)
    with qtbot.waitSignal(bar.answered) as told:
        bar.findChildren(Key)[1].click()
    assert told.args == ["ok"]


def test_a_panel_is_closed_by_its_key(shown, qtbot):
    panel = shown(Panel("新会员", Para("只要手机号"), icon="member"), 500)
    with qtbot.waitSignal(panel.closed):
        panel.findChild(Key).click()
    assert panel.accessibleName() == "新会员"


def test_tabs_move_by_arrow_and_touch(shown, qtbot):
    tabs = shown(Tabs(["常用", "饮料", "乳品"]), 400)
    with qtbot.waitSignal(tabs.picked) as told:
        QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert told.args == [1]
    assert tabs.on == 1
    with qtbot.waitSignal(tabs.picked) as told:
        QTest.keyClick(tabs.focusWidget(), Qt.Key.Key_Left)  # the tab itself has the focus now
    assert told.args == [0]
    with qtbot.assertNotEmitted(tabs.picked):
        tabs.put(["常用", "饮料"], 0)
    assert tabs.on == 0
    assert not list(nameless(tabs))


def test_tabs_that_do_not_fit_are_a_step_away_and_never_cut(shown, qtbot):
    names = ["常用", "粮油调味", "面包烘焙", "生鲜称重", "文具家杂", "服务"]
    tabs = shown(Tabs(names), 360)

    def seen():
        return [one.title for one in tabs._tabs if one.isVisible()]

    assert seen() == names[:3]
    assert all(one.geometry().right() < 360 - 88 for one in tabs._tabs if one.isVisible())
    walk = {one.accessibleName(): one for one in tabs.findChildren(QAbstractButton)}
    assert not walk["前面的"].isEnabled()
    walk["后面的"].click()
    assert seen()[0] == names[3]
    walk["前面的"].click()
    assert seen() == names[:3]
    tabs.set_on(5)
    assert "服务" in seen()
    tabs.setFixedWidth(900)
    assert seen() == names
    assert not walk["后面的"].isVisible()
    assert not theme.current().cuts.found()


def test_one_of_several(look, qtbot):
    choice = Choice([("a", "客诉"), ("b", "破损", "要拍照")], "a")
    qtbot.addWidget(choice)
    with qtbot.waitSignal(choice.picked) as told:
        choice.keys["b"].click()
    assert (told.args, choice.chosen) == (["b"], "b")
    assert choice.keys["b"].chosen
    assert not choice.keys["a"].chosen


def test_a_switch_says_its_state_in_a_word(shown, qtbot):
    switch = shown(Switch("自动打印"), 400)
    off = switch.grab().toImage()
    with qtbot.waitSignal(switch.turned) as told:
        QTest.keyClick(switch, Qt.Key.Key_Return)
    assert told.args == [True]
    assert switch.grab().toImage() != off


def test_a_toast_takes_neither_touch_nor_focus_and_goes(shown, qtbot):
    window = shown(Box(Key("一", h=56)), 600, 400)
    toast = Toast(window)
    toast.say("已复制")
    assert toast.isVisible()
    assert toast.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert toast.focusPolicy() == Qt.FocusPolicy.NoFocus
    window.setFixedSize(500, 300)
    qtbot.waitUntil(lambda: window.rect().contains(toast.geometry()))
    toast._timer.setInterval(1)
    toast._timer.start()
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_paper_is_counted_in_columns_and_shows_pictures(shown):
    assert (
        paper_columns("abc"),
        paper_columns("熟客"),
        paper_columns("￥12"),
        paper_columns("1×2"),
    ) == (3, 4, 4, 4)
    paper = shown(PaperPreview(), 400, 300)
    paper.put_text("便民生活超市\n合计 88.00")
    text = paper.grab().toImage()
    picture = QImage(576, 400, QImage.Format.Format_Mono)
    picture.fill(1)
    paper.put_picture(picture, "合计 88.00")
    assert paper.grab().toImage() != text
    assert paper.accessibleDescription() == "合计 88.00"


def test_a_line_tells_what_it_cannot_hold(shown, look):
    line = shown(Line([b("便民生活超市人民路店")], [s("9 月 12 日 周六")]), 120)
    (cut,) = look.cuts.found()
    assert (cut.text, cut.room) == (line.text(), 120)
    assert "needs" in str(cut)
    look.cuts.clear()
    shown(Line([b("便民生活超市人民路店")], [s("14:32")], elide=True), 120)
    assert not look.cuts.found()


def test_a_line_that_says_the_same_is_left_alone(shown):
    line = shown(Line([b("应收")], yuan("88.00"), h=72), 400)
    hint = line.sizeHint()
    line.put([b("应收")], yuan("88.00"))
    assert line.sizeHint() == hint
    line.put([b("应收")], yuan("1,088.00"))
    assert line.sizeHint().width() > hint.width()


def test_a_paragraph_that_does_not_fit_is_told(shown, look):
    shown(Para("只对这一单的这一笔有效，商品或金额一变就作废。" * 3), 200, 40)
    assert len(look.cuts.found()) == 1


def test_a_box_can_be_filled_again(shown, qtbot):
    box = shown(col(Line([b("一")]), ...), 200, 200)
    box.fill(Line([b("二")]), Line([b("三")]), ...)
    qtbot.waitUntil(lambda: len(box.findChildren(Line)) == 2)
    assert [line.text() for line in box.findChildren(Line)] == ["二", "三"]
