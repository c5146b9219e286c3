"""Keys: their states, the reason why not, keyboard, and what a screen reader hears."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from ui.kit import Key, col, link, tokens

FORMS = ("row", "centre", "stack", "tender", "rail")


def the(role):
    return tokens.LIGHT[role]


def test_at_rest_pressed_and_off_have_grounds_of_their_own(shown, colours):
    key = shown(Key("挂单", "F6", form="centre", h=56), 120)
    key.clearFocus()
    assert {the("raised"), the("line")} < colours(key)
    QTest.mousePress(key, Qt.MouseButton.LeftButton)
    assert the("pressed") in colours(key)
    QTest.mouseRelease(key, Qt.MouseButton.LeftButton)
    key.set_off("先扫一件商品")
    assert the("sunk") in colours(key)
    assert the("raised") not in colours(key)


def test_the_filled_key_is_blue_and_no_longer_when_off(shown, colours):
    key = shown(Key("收款", "F9", kind="primary", form="centre", h=120), 176)
    assert the("accent") in colours(key)
    QTest.mousePress(key, Qt.MouseButton.LeftButton)
    assert the("accent_pressed") in colours(key)
    QTest.mouseRelease(key, Qt.MouseButton.LeftButton)
    key.set_off("先扫一件商品")
    assert the("accent") not in colours(key)


def test_chosen_is_seen_and_heard(shown, colours):
    key = shown(Key("现金", form="centre", h=56), 120)
    key.set_chosen(True)
    assert {the("accent_soft"), the("accent")} < colours(key)
    assert "已选" in key.accessibleDescription()


@pytest.mark.parametrize("kind", ["raised", "primary", "quiet", "danger"])
def test_focus_is_always_visible(shown, kind):
    box = shown(col(Key("一", kind=kind, h=56), Key("二", h=56)), 200)
    first, second = box.findChildren(Key)
    second.setFocus()
    before = first.grab().toImage()
    first.setFocus(Qt.FocusReason.TabFocusReason)
    assert first.hasFocus()
    assert first.grab().toImage() != before


def test_off_says_why_in_its_second_line_and_aloud(shown):
    key = shown(Key("微信支付", "F3", sub="扫顾客付款码", form="tender", h=88), 168)
    key.set_off("断网，联网后可用")
    assert key.second == "断网，联网后可用"
    assert "断网" in key.accessibleDescription()
    key.set_off("")
    assert key.second == "扫顾客付款码"
    assert key.isEnabled()


@pytest.mark.parametrize("form", FORMS)
def test_the_reason_is_painted(shown, form):
    key = shown(Key("批准", form=form, icon="check", amount="1.00", h=88), 200)
    key.setEnabled(False)
    without = key.grab().toImage()
    key.set_off("还差 2 位")
    if form != "rail":
        assert key.grab().toImage() != without


def test_an_off_key_cannot_be_pressed(shown, qtbot):
    key = Key("批准", off="还差 2 位 PIN", h=64)
    shown(col(key), 300)
    with qtbot.assertNotEmitted(key.clicked):
        key.click()
        QTest.mouseClick(key.window(), Qt.MouseButton.LeftButton, pos=key.geometry().center())


@pytest.mark.parametrize("press", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_is_pressed_by_keyboard_too(shown, qtbot, press):
    key = shown(Key("锁定", h=56), 120)
    with qtbot.waitSignal(key.clicked):
        QTest.keyClick(key, press)


def test_a_touch_does_not_take_the_focus_from_the_scan_field(shown):
    edit, key = QLineEdit(), Key("挂单", h=56)
    shown(col(edit, key), 200)
    edit.setFocus()
    QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    assert edit.hasFocus()
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert key.hasFocus()


def test_every_key_has_a_name(look):
    assert Key("可口可乐", amount="2.90", sub="余 64", form="stack").accessibleName() == (
        "可口可乐 2.90"
    )
    assert Key("", icon="erase").accessibleName() == "退格"


def test_a_text_that_does_not_fit_is_told(shown, look):
    shown(Key("整单取消并且退回所有商品", "Ctrl Del", h=40), 120)
    assert [cut.text for cut in look.cuts.found()] == ["整单取消并且退回所有商品"]


def test_a_long_second_text_goes_under_the_title(shown, look):
    shown(Key("Approve −15.00", sub="2 more digits of the PIN", h=64), 220)
    assert not look.cuts.found()


@pytest.mark.parametrize("form", ["row", "centre", "stack", "tender"])
def test_what_may_be_shortened_is_no_cut(shown, look, form):
    name = "新疆阿克苏冰糖心红富士苹果礼盒装十二枚家庭分享装" * 2
    shown(Key(name, form=form, elide=True, h=88), 140)
    assert not look.cuts.found()


def test_a_link_is_words_only(shown, colours):
    key = shown(link("全部"), 80)
    assert the("line") not in colours(key)


def test_a_change_that_changes_nothing_paints_nothing(shown):
    key = shown(Key("挂单", h=56), 120)
    assert not key.testAttribute(Qt.WidgetAttribute.WA_PendingUpdate)
    key.change(title="挂单", off="")
    key.set_chosen(False)
    assert key.isEnabled()
