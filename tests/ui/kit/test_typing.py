"""What is typed: fields and their errors, the keypad, the PIN pad."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.kit import Field, Keypad, PinPad, col, s, tokens
from ui.kit.pieces.line import Para


def below(field):
    return field.findChild(Para)


def test_an_error_replaces_the_help_and_clears_nothing(shown, colours):
    field = shown(Field("手机号", help="11 位", value="138"), 400)
    assert below(field).text() == "11 位"
    field.set_error("手机号是 11 位，还差 8 位。")
    assert below(field).text() == "手机号是 11 位，还差 8 位。"
    assert field.text() == "138"
    assert field.edit.accessibleDescription() == "手机号是 11 位，还差 8 位。"
    assert tokens.LIGHT["danger"] in colours(field)
    field.set_error("")
    assert below(field).text() == "11 位"
    assert tokens.LIGHT["danger"] not in colours(field)


def test_an_error_moves_nothing_below_a_labelled_field(shown):
    field = shown(Field("姓名"), 400)
    height = field.sizeHint().height()
    field.set_error("写一个称呼就行。")
    assert field.sizeHint().height() == height


def test_the_ring_shows_where_one_types(shown, colours, qtbot):
    box = shown(col(Field(hint="一"), Field(hint="二")), 300)
    first, second = box.findChildren(Field)
    first.edit.setFocus()
    assert tokens.LIGHT["accent"] in colours(first)
    second.edit.setFocus()
    assert tokens.LIGHT["accent"] not in colours(first)


def test_a_money_field_takes_only_figures_also_full_width_ones(shown, qtbot):
    field = shown(Field(mode="money"), 300)
    with qtbot.waitSignal(field.changed):
        QTest.keyClicks(field.edit, "1a2.5b")
    assert field.text() == "12.5"
    field.clear()
    for text in "１２。５元":
        field.edit.insert(text)
        field.edit.textEdited.emit(field.edit.text())
    assert field.text() == "12.5"


def test_figures_stand_at_the_right_without_input_method(look, qtbot):
    field = Field(mode="money")
    qtbot.addWidget(field)
    assert field.edit.alignment() & Qt.AlignmentFlag.AlignRight
    assert not field.edit.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    words, scan = Field(), Field(ime=False)
    qtbot.addWidget(words)
    qtbot.addWidget(scan)
    assert words.edit.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert not scan.edit.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_enter_is_told_and_escape_goes_on_to_the_panel(shown, qtbot):
    field = Field(value="50")
    box = shown(col(field), 300)
    with qtbot.waitSignal(field.entered) as told:
        QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert told.args == ["50"]
    heard = []
    box.keyPressEvent = lambda event: heard.append(event.key())
    QTest.keyClick(field.edit, Qt.Key.Key_Escape)
    assert heard == [Qt.Key.Key_Escape]


def test_the_keypad_feeds_a_field(shown, qtbot):
    pad, field = Keypad(), Field(mode="money")
    shown(col(field, pad), 300)
    pad.pressed.connect(field.feed)
    for key in ("5", "0", ".", "00"):
        QTest.mouseClick(pad.keys[key], Qt.MouseButton.LeftButton)
    assert field.text() == "50.00"
    field.feed("erase")
    assert field.text() == "50.0"
    field.select_all()
    field.feed("7")
    assert field.text() == "7"
    field.feed("C")
    assert field.text() == ""


def test_a_key_that_does_not_fit_the_mode_is_dropped(look, qtbot):
    field = Field(mode="digits")
    qtbot.addWidget(field)
    for key in ("1", ".", "2"):
        field.feed(key)
    assert field.text() == "12"


def test_what_stands_at_the_right_takes_only_its_room(shown, look):
    field = shown(Field(hint="其他金额", right=[s("单张卡上限 5,000.00")]), 400)
    assert not look.cuts.found()
    field.set_right(())
    assert field.findChildren(Para)


def test_an_unknown_mode_is_a_bug(look):
    with pytest.raises(ValueError, match="date"):
        Field(mode="date")


def test_a_pin_is_given_once_when_full(shown, qtbot):
    pad = shown(PinPad(6), 320)
    told = []
    pad.changed.connect(told.append)
    with qtbot.waitSignal(pad.filled) as filled:
        QTest.keyClicks(pad, "12345")
        assert pad.count == 5
        QTest.mouseClick(pad.pad.keys["6"], Qt.MouseButton.LeftButton)
    assert filled.args == ["123456"]
    assert told == [1, 2, 3, 4, 5, 6]
    with qtbot.assertNotEmitted(pad.filled):
        QTest.keyClicks(pad, "7")


def test_a_pin_can_be_corrected_and_is_never_shown(shown):
    pad = shown(PinPad(6), 320)
    QTest.keyClicks(pad, "12a")
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    assert pad.count == 1
    assert pad.dots.accessibleName() == "已输入 1 位，共 6 位"
    pad.feed("C")
    assert pad.count == 0


def test_while_a_pin_is_checked_nothing_is_taken(shown):
    pad = shown(PinPad(6), 320)
    pad.set_busy(True)
    pad.feed("1")
    QTest.keyClicks(pad, "2")
    assert pad.count == 0
    assert not pad.pad.keys["1"].isEnabled()
    pad.set_busy(False)
    pad.feed("1")
    assert pad.count == 1


@pytest.mark.parametrize("key", ["7", "erase", "C"])
def test_a_key_of_the_keypad_is_one_edit(shown, key):
    """Said twice, every key press would search twice."""
    field = shown(Field(mode="digits", value="42"))
    told: list[str] = []
    field.changed.connect(told.append)
    field.feed(key)
    assert told == [field.text()]
