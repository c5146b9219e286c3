"""How many gestures a task takes (counter.md 4), with the real widgets and real keys."""

import pytest
from PySide6.QtCore import Qt

from app.domain.checkout.state import Mode
from tests.ui.checkout.counter_kit import CHIPS, COLA
from ui.checkout.panels.done import DonePane

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
K = Qt.Key


def test_three_goods_cash_exact_three_and_two(counter):
    h = counter()
    h.scan(COLA, CHIPS, COLA)
    h.key(K.Key_F9)
    h.key(K.Key_Return)
    assert h.b.state.mode is Mode.DONE
    assert h.gestures == 5


def test_the_same_by_touch(counter):
    h = counter()
    h.scan(COLA, CHIPS, COLA)
    h.touch(h.pane.pay)
    h.touch(h.pane.quick[0])
    assert h.b.state.mode is Mode.DONE
    assert h.gestures == 5


def test_park_and_recall_one_and_two(counter):
    h = counter()
    h.scan(COLA)
    h.gestures = 0
    h.key(K.Key_F6)
    assert h.gestures == 1
    assert h.b.state.mode is Mode.READY
    h.key(K.Key_F6, SHIFT)
    h.key(K.Key_Return)
    assert h.gestures == 3
    assert h.b.state.basket.lines


def test_reprint_one(counter):
    h = counter()
    h.scan(COLA)
    h.key(K.Key_F9)
    h.key(K.Key_Return)
    h.gestures = 0
    h.key(K.Key_F10)
    assert h.gestures == 1
    assert h.b.did("reprint")


def test_open_the_shift_with_a_float(counter):
    h = counter(shift=False)
    h.type("200")
    h.key(K.Key_Return)
    assert h.b.did("open_shift") == [("open_shift", 20_000)]
    assert h.gestures == 4


def test_a_member_by_phone_tail(counter):
    h = counter()
    h.scan(CHIPS)
    h.gestures = 0
    h.key(K.Key_F2)
    h.type("6027")
    h.key(K.Key_Return)
    assert h.b.state.basket.member is not None
    assert h.gestures == 6


def test_a_new_member_by_keyboard(counter):
    h = counter()
    h.key(K.Key_F2)
    h.key(K.Key_F2)
    h.type("13800001111")
    h.key(K.Key_Return)
    h.type("Li Lei")
    h.key(K.Key_Return)
    assert h.b.did("enrol") == [("enrol", "13800001111", "Li Lei", False)]
    assert h.b.state.basket.member is not None


def test_a_phone_alone_is_enough_to_join(counter):
    h = counter()
    h.key(K.Key_F2)
    h.type("13800001112")
    h.key(K.Key_F2)
    h.key(K.Key_Return)
    assert h.b.did("enrol") == [("enrol", "13800001112", "", False)]
    assert h.b.state.basket.member is not None


def test_digits_and_enter_are_cash(counter):
    h = counter()
    h.scan(CHIPS)
    h.key(K.Key_F9)
    h.type("50")
    assert h.pane.confirm_key.title == "收现金 50.00，找零 42.00"
    h.key(K.Key_Enter)
    assert isinstance(h.pane, DonePane)


def test_f_keys_are_the_other_tenders(counter):
    h = counter()
    h.scan(CHIPS)
    h.key(K.Key_F9)
    h.type("3")
    h.key(K.Key_Return)
    h.key(K.Key_F4)
    assert h.pane.confirm_key.title == "支付宝已到账 5.00"
    h.key(K.Key_Return)
    assert [one.kind for one in h.b.state.last.tenders] == ["cash", "alipay"]


def test_times_before_the_scan_and_delete_after_it(counter):
    h = counter()
    h.type("3*")
    h.scan(COLA)
    assert h.b.state.basket.lines[0].qty_milli == 3000
    h.scan(CHIPS)
    h.key(K.Key_Delete)
    assert [one.item.item_id for one in h.b.state.basket.lines] == ["cola"]
    h.key(K.Key_Delete, CTRL)
    h.key(K.Key_Return)
    assert h.b.did("cancel")


def test_delete_edits_the_text_while_there_is_one(counter):
    h = counter()
    h.scan(COLA)
    h.type("12")
    h.key(K.Key_Home)
    h.key(K.Key_Delete)
    assert h.pane.field.text() == "2"
    assert h.b.state.basket.lines


def test_search_by_arrows_and_enter(counter):
    h = counter(language="en")
    h.type("a")
    h.key(K.Key_Down)
    h.key(K.Key_Return)
    assert [one.item.item_id for one in h.b.state.basket.lines] == ["chips"]
    assert h.pane.field.text() == ""


def test_arrows_stand_on_another_line(counter):
    h = counter()
    h.scan(COLA, CHIPS)
    h.key(K.Key_Up)
    assert h.b.state.current == 1
    h.key(K.Key_F4)
    h.type("5")
    h.key(K.Key_Return)
    assert h.b.state.basket.lines[0].qty_milli == 5000


def test_approval_by_pin_from_the_keyboard(counter):
    h = counter()
    h.scan(CHIPS)
    h.key(K.Key_F5)
    h.type("25")
    h.key(K.Key_Down)
    h.key(K.Key_Return)
    assert h.b.state.mode is Mode.APPROVING
    h.type("111111")
    h.key(K.Key_Return)
    assert "4" in h.vm.right.error
    assert h.pane.pin.count == 0
    h.type("222222")
    assert h.b.state.mode is Mode.APPROVING
    h.key(K.Key_Return)
    assert h.b.state.priced.due_minor == 600


def test_enter_does_nothing_on_an_unknown_code(counter):
    h = counter()
    h.scan("123")
    for key in (K.Key_Return, K.Key_Enter, K.Key_Return):
        h.key(key)
    assert h.b.state.mode is Mode.HALTED
    h.key(K.Key_Escape)
    assert h.b.state.mode is Mode.READY


@pytest.mark.parametrize("key", [K.Key_F9, K.Key_F6, K.Key_Delete, K.Key_Return, K.Key_F10])
def test_a_key_held_down_counts_once(counter, key):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    h = counter()
    h.scan(COLA, CHIPS)
    h.b.press("pay") if key == K.Key_Return else None
    before = len(h.b.till.said), h.b.state
    held = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", True)
    QApplication.sendEvent(h.focus or h.screen, held)
    assert (len(h.b.till.said), h.b.state) == before
