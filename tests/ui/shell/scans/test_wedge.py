"""A scan is one event and leaves nothing behind; what a person types is left alone."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tests.ui.shell.scanner import (
    NO_MODIFIER,
    handle,
    keys,
    keys_in_real_time,
    press,
    scan,
    type_by_hand,
)
from ui.kit import PinPad, theme
from ui.shell.burst import WedgeSettings
from ui.shell.wedge import HOLDS, Wedge

CODE = "6901234567892"
OTHER = "6923450612345"


class Desk(QWidget):
    """An editor, a default button and everything the wedge said."""

    def __init__(self, wedge: Wedge) -> None:
        super().__init__()
        self.wedge = wedge
        self.scans: list[str] = []
        self.shorts: list[str] = []
        self.echoes: list[str] = []
        self.presses = 0
        wedge.scanned.connect(self.scans.append)
        wedge.short.connect(self.shorts.append)
        wedge.echoed.connect(self.echoes.append)
        self.edit = QLineEdit()
        self.pay = QPushButton("Pay")
        self.pay.setDefault(True)
        self.pay.setAutoDefault(True)
        self.pay.clicked.connect(self._press)
        lay = QVBoxLayout(self)
        lay.addWidget(self.edit)
        lay.addWidget(self.pay)

    def _press(self) -> None:
        self.presses += 1


@pytest.fixture
def desk(qtbot, qapp):
    theme.use(qapp)
    wedge = Wedge(parent=None)
    wedge.install(qapp)
    desk = Desk(wedge)
    qtbot.addWidget(desk)
    desk.show()
    desk.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is desk.windowHandle())
    desk.edit.setFocus()
    yield desk
    wedge.deleteLater()


def test_in_real_time(desk):
    for attempt in range(5):  # a scanner that stalls with its machine is no scanner: once more
        desk.scans.clear()
        desk.edit.clear()
        keys_in_real_time(desk, f"690123456789{attempt}", 5)
        if desk.scans == [f"690123456789{attempt}"]:
            break
    assert desk.scans == [f"690123456789{attempt}"]
    assert desk.edit.text() == ""


@pytest.mark.parametrize("gap_ms", [1, 5, 12, 25, 34])
def test_a_burst_is_one_scan_and_leaves_nothing(desk, gap_ms):
    desk.edit.setText("abc")
    keys(desk, CODE, gap_ms)
    assert desk.scans == [CODE]
    assert desk.edit.text() == "abc"
    assert desk.presses == 0


@pytest.mark.parametrize("gap_ms", [60, 90])
def test_a_person_with_enter_is_no_scanner(desk, gap_ms):
    desk.edit.returnPressed.connect(desk.pay.click)
    type_by_hand(desk, "13812346027", gap_ms, Qt.Key.Key_Return)
    assert desk.scans == desk.shorts == []
    assert desk.edit.text() == "13812346027"
    assert desk.presses == 1


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_its_end_mark_presses_nothing_and_moves_no_focus(desk, end):
    desk.pay.setFocus()
    keys(desk, CODE, 5, end)
    assert desk.scans == [CODE]
    assert desk.presses == 0
    assert desk.pay.hasFocus()


def test_twenty_scans_in_a_row_lose_nothing(desk):
    codes = [f"69012345{n:05d}" for n in range(20)]
    for code in codes:
        scan(desk, code, 1)
    assert desk.scans == codes
    assert desk.edit.text() == ""


def test_a_dialog_is_not_answered_by_a_scan(desk, qtbot):
    box = QMessageBox(QMessageBox.Icon.Warning, "?", "unknown", QMessageBox.StandardButton.Ok, desk)
    box.open()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is box.windowHandle())
    scan(box, CODE, 12)
    assert box.isVisible()
    assert desk.scans == [CODE]
    box.close()


def test_a_dialog_with_a_field_keeps_what_was_typed(desk, qtbot):
    dialog = QDialog(desk)
    edit, buttons = QLineEdit("12"), QDialogButtonBox(QDialogButtonBox.StandardButton.Ok)
    buttons.accepted.connect(dialog.accept)
    lay = QVBoxLayout(dialog)
    lay.addWidget(edit)
    lay.addWidget(buttons)
    dialog.open()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is dialog.windowHandle())
    edit.setFocus()
    edit.setCursorPosition(1)
    scan(dialog, CODE, 5)
    assert dialog.isVisible()
    assert (edit.text(), edit.cursorPosition()) == ("12", 1)
    assert desk.scans == [CODE]
    dialog.close()


def test_no_shortcut_fires_from_the_middle_of_a_scan(desk, qtbot):
    fired = []
    desk.pay.setFocus()
    for key in ("9", "Return", "0"):
        shortcut = QShortcut(QKeySequence(key), desk)
        shortcut.activated.connect(lambda key=key: fired.append(key))
    scan(desk, CODE)
    assert (desk.scans, fired) == ([CODE], [])
    press(desk, "9")
    qtbot.waitUntil(lambda: fired == ["9"])


def test_a_search_hears_that_the_scan_was_taken_back(desk):
    heard = []
    desk.edit.textEdited.connect(heard.append)
    scan(desk, CODE)
    assert heard[-1] == ""


def test_a_text_of_many_lines_is_restored(desk, qtbot):
    note = QPlainTextEdit("a\nb")
    desk.layout().addWidget(note)
    note.show()
    note.setFocus()
    scan(desk, CODE)
    assert (note.toPlainText(), desk.scans) == ("a\nb", [CODE])


def test_a_pin_pad_gets_no_digit_of_a_card(desk, qtbot):
    pad = PinPad()
    pad.setProperty(HOLDS, True)
    desk.layout().addWidget(pad)
    pad.show()
    filled = []
    pad.filled.connect(filled.append)
    pad.setFocus()
    type_by_hand(desk, "1234")
    qtbot.waitUntil(lambda: pad.count == 4)
    scan(desk, "00139611689", 8)
    assert (pad.count, filled, desk.scans) == (4, [], ["00139611689"])
    type_by_hand(desk, "56")
    qtbot.waitUntil(lambda: filled == ["123456"])


def test_held_keys_come_in_order_even_before_another_key(desk, qtbot):
    keys(desk, "abc", 1, None)
    press(desk, Qt.Key.Key_Backspace, after_ms=1)
    assert desk.edit.text() == "ab"
    assert desk.scans == []


def test_three_quick_letters_are_given_back_after_the_pause(desk, qtbot):
    keys(desk, "the", 10, None)
    qtbot.waitUntil(lambda: desk.edit.text() == "the")
    assert desk.scans == desk.shorts == []


def test_a_short_burst_is_said_to_be_short(desk):
    scan(desk, "12", 5)
    assert (desk.shorts, desk.scans, desk.edit.text()) == (["12"], [], "")


def test_a_scan_without_enter_ends_by_itself(desk, qtbot):
    keys(desk, CODE, 8, None)
    qtbot.waitUntil(lambda: desk.scans == [CODE])
    assert desk.edit.text() == ""


def test_an_enter_that_comes_late_still_presses_nothing(desk, qtbot):
    desk.pay.setFocus()
    keys(desk, CODE, 8, None)
    qtbot.waitUntil(lambda: desk.scans == [CODE])
    press(desk, Qt.Key.Key_Return)
    assert desk.presses == 0


def test_a_scanner_that_stumbles_is_still_one_scan(desk):
    keys(desk, CODE[:6], 8, None)
    keys(desk, CODE[6], 8, None, after_ms=90)
    keys(desk, CODE[7:], 8, after_ms=60)
    assert desk.scans == [CODE]


@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("gap_ms", [40, 95])
def test_a_stumble_over_the_first_letters_is_still_one_scan(desk, at, gap_ms):
    desk.edit.setText("abc")
    keys(desk, CODE[:at], 8, None)
    keys(desk, CODE[at:], 8, after_ms=gap_ms)
    assert (desk.scans, desk.edit.text(), desk.presses) == ([CODE], "abc", 0)


def test_letters_given_back_are_taken_back_when_they_were_a_scanners(desk, qtbot):
    keys(desk, CODE[:3], 8, None)
    qtbot.waitUntil(lambda: desk.edit.text() == CODE[:3])  # a person would see them now
    keys(desk, CODE[3:], 8, after_ms=60)
    assert (desk.scans, desk.edit.text()) == ([CODE], "")


def test_fingers_that_run_into_a_scan_are_no_part_of_it(desk):
    type_by_hand(desk, "13812", 70)
    scan(desk, CODE, 5, after_ms=150)
    assert (desk.scans, desk.edit.text()) == ([CODE], "13812")


def test_only_an_editor_sees_the_first_letters(desk, qtbot):
    heard = []
    desk.pay.keyPressEvent = lambda event: heard.append(event.text())
    desk.pay.setFocus()
    scan(desk, CODE)
    assert (desk.scans, heard) == ([CODE], [])
    press(desk, "9")
    qtbot.waitUntil(lambda: heard == ["9"])


def test_a_scan_from_whose_start_the_focus_moves_leaves_nothing_anywhere(desk):
    heard = []
    desk.pay.keyPressEvent = lambda event: heard.append(event.text())
    keys(desk, CODE[0], 5, None)
    desk.pay.setFocus()
    keys(desk, CODE[1:], 5, after_ms=5)
    assert (desk.scans, heard, desk.edit.text()) == ([CODE], [], "")


@pytest.mark.parametrize("gap_ms", [8, 30, 45])
@pytest.mark.parametrize("end", [None, Qt.Key.Key_Return])
def test_a_pin_is_never_a_scan_however_fast_it_is_typed(desk, qtbot, gap_ms, end):
    pad = PinPad()
    desk.layout().addWidget(pad)
    pad.show()
    filled = []
    pad.filled.connect(filled.append)
    pad.setFocus()
    keys(desk, "123456", gap_ms, end)
    qtbot.waitUntil(lambda: filled == ["123456"])
    assert desk.scans == desk.shorts == []


@pytest.mark.parametrize("text", ["M:aB9-xY", "aBcDeF12"])
def test_caps_lock_is_turned_back(desk, text):
    shift = Qt.KeyboardModifier.ShiftModifier
    for place, char in enumerate(text):
        turned, held = char.swapcase(), shift if char.isupper() or char == ":" else NO_MODIFIER
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key(ord(char.upper())), held, turned)
        event.setTimestamp(50_000 + 5 * place)
        QCoreApplication.sendEvent(handle(desk), event)
    end = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, NO_MODIFIER, "\r")
    end.setTimestamp(50_000 + 5 * len(text))
    QCoreApplication.sendEvent(handle(desk), end)
    assert desk.scans == [text]


def test_a_page_that_learns_hears_every_key_and_nobody_else_does(desk):
    heard = []
    desk.wedge.tap = lambda char, at_ms: heard.append(char) is None
    keys(desk, "a1", 5)
    assert (heard, desk.edit.text(), desk.scans + desk.shorts, desk.presses) == (
        ["a", "1", "\r"],
        "",
        [],
        0,
    )


def test_the_same_code_in_one_breath_is_an_echo(desk, qtbot):
    scan(desk, CODE)
    scan(desk, CODE, after_ms=60)
    assert (desk.scans, desk.echoes) == ([CODE], [CODE])
    scan(desk, OTHER, after_ms=60)
    scan(desk, CODE)
    scan(desk, CODE)
    assert desk.scans == [CODE, OTHER, CODE, CODE]


def test_cr_and_lf_are_one_end(desk):
    desk.pay.setFocus()
    scan(desk, CODE)
    press(desk, Qt.Key.Key_Enter, after_ms=8)
    assert (desk.scans, desk.presses) == ([CODE], 0)
    press(desk, Qt.Key.Key_Enter)
    assert desk.presses == 1


def test_a_held_key_is_no_scanner(desk, qtbot):
    for _ in range(12):
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_0, NO_MODIFIER, "0", autorep=True)
        QCoreApplication.sendEvent(handle(desk), held)
    press(desk, Qt.Key.Key_Return)
    assert (desk.scans, desk.shorts, desk.edit.text()) == ([], [], "0" * 12)


def test_full_width_figures_of_an_input_method_are_folded(desk):
    """BarcodeScannerGunMaster #1, odoo PR #287883, ImageGlass #2404: scans torn by a Chinese input
    method."""
    for char in "６９０１２３４５６７８９２":
        QCoreApplication.sendEvent(desk.edit, _commit(char))
    press(desk, Qt.Key.Key_Return)
    assert (desk.scans, desk.edit.text()) == ([CODE], "")


def test_a_word_of_an_input_method_is_a_persons(desk):
    QCoreApplication.sendEvent(desk.edit, _commit("红富士苹果"))
    press(desk, Qt.Key.Key_Return)
    assert (desk.scans, desk.edit.text()) == ([], "红富士苹果")


def _commit(text: str) -> QInputMethodEvent:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    return event


def test_with_a_prefix_only_what_begins_with_it_is_a_scan(desk, qtbot):
    desk.wedge.use(WedgeSettings(prefix="~", suffix="#"))
    scan(desk, CODE, 5)
    assert (desk.scans, desk.edit.text()) == ([], CODE)
    desk.edit.clear()
    keys(desk, "~A1#", 50, None)
    assert (desk.scans + desk.shorts, desk.edit.text()) == (["A1"], "")


def test_a_prefix_alone_is_given_back(desk, qtbot):
    desk.wedge.use(WedgeSettings(prefix="~"))
    keys(desk, "~", 1, None)
    qtbot.waitUntil(lambda: desk.edit.text() == "~")


def test_gs1_group_marks_stay_in_the_code(desk):
    keys(desk, "]d2010690123456789221A1", 5, None)
    control = Qt.KeyboardModifier.ControlModifier
    gs = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_BracketRight, control, "\x1d")
    gs.setTimestamp(handle(desk).property("lastKeyAt") + 5)
    QCoreApplication.sendEvent(handle(desk), gs)
    keys(desk, "17261231", 5, after_ms=5)
    assert desk.scans == ["]d2010690123456789221A1\x1d17261231"]


def test_ctrl_shortcuts_are_left_alone(desk):
    desk.edit.setText("abc")
    press(desk, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert desk.edit.selectedText() == "abc"


def test_a_click_between_leaves_no_held_key_behind(desk, qtbot):
    keys(desk, "abc", 1, None)
    QTest.mouseClick(desk.pay, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.waitUntil(lambda: desk.edit.text() == "abc" or desk.presses == 1)
    assert desk.scans == []
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
