"""The widgets: focus goes home, nothing moves, a double tap hits one key, every name is there."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from app.domain.checkout.state import Mode
from app.usecases.ports import Weight
from tests.ui.checkout.counter_kit import CHIPS, COLA, bench, item
from tests.ui.checkout.states import STATES
from ui.checkout.panels.pay import PayPane
from ui.checkout.panels.sell import SellPane
from ui.kit import Key, theme

K = Qt.Key


class Paints(QObject):
    """Sees what is painted."""

    def __init__(self):
        super().__init__()
        self.painted = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.painted.append(watched)
        return False


def settle():
    """Whatever was posted (layouts, paints) is done."""
    for _ in range(4):
        QCoreApplication.sendPostedEvents()


def second_tap(widget):
    """What Qt sends for the second half of a double tap."""
    QTest.mouseDClick(widget, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton)


def test_the_focus_is_in_the_scan_field_after_every_gesture(counter):
    h = counter()
    field = h.pane.field.edit
    assert h.focus is field
    h.scan(COLA)
    assert h.focus is field
    h.touch(h.pane.quick.keys[1])
    assert h.focus is field
    for action in ("member", "quantity", "discount", "recall", "price_check", "no_sale", "help"):
        h.b.press(action)
        h.key(K.Key_Escape)
        assert h.focus is field, action
    h.b.press("pay")
    assert h.focus is h.pane.field.edit
    h.key(K.Key_Escape)
    assert h.focus is field


def test_tab_reaches_every_key_and_comes_back(counter):
    h = counter()
    h.scan(COLA)
    keys = {k for k in h.pane.findChildren(Key) if k.isVisible() and k.isEnabled()}
    keys = {k for k in keys if k.focusPolicy() & Qt.FocusPolicy.TabFocus}
    seen = set()
    for _ in range(200):
        QTest.keyClick(h.focus, K.Key_Tab)
        if h.focus in seen:
            break
        seen.add(h.focus)
    assert keys <= seen


def test_a_key_reached_by_tab_is_pressed_by_space_and_the_focus_goes_home(counter):
    h = counter()
    h.scan(COLA)
    h.pane.pay.setFocus(Qt.FocusReason.TabFocusReason)
    h.key(K.Key_Space)
    assert isinstance(h.pane, PayPane)


def test_a_scan_leaves_the_quick_keys_alone(counter):
    h = counter()
    h.scan(COLA)
    settle()
    shown, watch = h.vm.right.shelf, Paints()
    for key in h.pane.quick.keys:
        key.installEventFilter(watch)
    h.scan(CHIPS)
    settle()
    assert h.vm.right.shelf is shown
    assert not watch.painted
    h.pane.quick.keys[0].update()
    settle()
    assert watch.painted


def test_nothing_moves_when_a_bar_or_a_list_appears(counter):
    h = counter()
    h.scan(COLA)
    places = {k: k.mapTo(h.screen, QPoint()) for k in h.pane.functions.values()}
    first = h.pane.quick.keys[0].mapTo(h.screen, QPoint())
    h.scan("123")
    assert h.pane.quick.keys[0].mapTo(h.screen, QPoint()) == first
    h.key(K.Key_Escape)
    h.type("a")
    assert {k: k.mapTo(h.screen, QPoint()) for k in places} == places


def test_tenders_taken_push_no_key(counter):
    h = counter()
    h.scan(CHIPS)
    h.b.press("pay")
    settle()
    keys = [*h.pane.tenders.values(), *h.pane.keypad.keys.values(), h.pane.confirm_key]
    places = [k.mapTo(h.screen, QPoint()) for k in keys]
    h.type("1")
    h.key(K.Key_Return)
    h.type("1")
    h.key(K.Key_Return)
    settle()
    assert len(h.b.state.tenders) == 2
    assert [k.mapTo(h.screen, QPoint()) for k in keys] == places


def test_a_double_tap_on_pay_does_not_take_the_money(counter):
    h = counter()
    h.scan(CHIPS)
    pay = h.pane.pay
    where = pay.mapTo(h.screen, pay.rect().center())
    QTest.mouseClick(pay, Qt.MouseButton.LeftButton)
    under = h.screen.childAt(where)
    assert under is h.pane.confirm_key
    second_tap(under)
    assert h.b.state.mode is Mode.PAYING
    assert not h.b.state.tenders


def test_a_quick_key_tapped_twice_is_two_pieces(counter):
    h = counter()
    key = h.pane.quick.keys[0]
    QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    second_tap(key)
    assert h.b.state.basket.lines[0].qty_milli == 2000


def test_a_line_is_touched_and_the_dock_stays(counter):
    h = counter()
    h.scan(COLA, CHIPS)
    h.screen.left.basket.picked.emit(0)
    assert h.b.state.current == 1


def test_the_scale_is_asked_only_while_an_item_waits(counter, qtbot):
    h = counter(scale=Weight(500, False))
    h.b.p.scanning.add("apples")
    assert h.vm.right.reading == "0.500"
    h.b.till.scale = Weight(812, True)
    qtbot.waitUntil(lambda: h.vm.right.reading == "0.812")
    h.key(K.Key_Return)
    assert h.b.state.basket.lines[0].qty_milli == 812
    assert h.screen._poll.isActive()  # what was sold lies there still
    h.b.till.scale = Weight(0, True)
    qtbot.waitUntil(lambda: not h.screen._poll.isActive())


def test_names_of_two_hundred_letters_and_faces_elide_and_amounts_stand(counter):
    from tests.ui.checkout import counter_kit

    long, _ = item("long", "🍎" * 20 + "很长的名字" * 40, 99_999_999, spec="9" * 40)
    h = counter()
    counter_kit.ITEMS["6900000000000"] = (long, 99_999_999)
    h.scan("6900000000000")
    del counter_kit.ITEMS["6900000000000"]
    settle()
    theme.current().cuts.clear()
    h.screen.grab()
    assert h.vm.left.dock.amount == "999,999.99"
    assert not theme.current().cuts.found()


def test_five_hundred_lines_scroll_and_take_the_next_scan(counter):
    from app.domain.checkout import events as ev

    h = counter()
    for number in range(500):
        made, price = item(f"i{number}", f"商品 {number}", 100 + number)
        h.b.p.counter.fire(ev.ItemIdentified(made, price))
    assert len(h.vm.left.lines) == 500
    bar = h.screen.left.basket.verticalScrollBar()
    h.screen.grab()
    assert bar.value() == bar.maximum()
    bar.setValue(0)
    h.screen.grab()
    h.scan(COLA)
    assert len(h.vm.left.lines) == 501


@pytest.mark.parametrize("name", sorted(STATES))
def test_every_control_has_a_name_and_every_key_its_height(counter, name):
    h = STATES[name](counter)
    for widget in h.screen.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QAbstractButton | QLineEdit):
            continue
        assert widget.accessibleName().strip(), (name, widget)
        if isinstance(widget, Key) and widget.kind != "quiet":
            assert widget.height() >= 48, (name, widget.title)


@pytest.mark.parametrize("size", [(1294, 728), (1752, 1040)], ids=["1366", "1920"])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("name", sorted(STATES))
def test_no_text_is_cut(counter, name, language, size):
    h = STATES[name](lambda **facts: counter(language=language, size=size, **facts))
    settle()
    theme.current().cuts.clear()
    h.screen.grab()
    assert not theme.current().cuts.found(), "\n".join(map(str, theme.current().cuts.found()))


@pytest.mark.parametrize("name", sorted(STATES))
def test_there_is_never_more_than_one_filled_key(counter, name):
    h = STATES[name](counter)
    filled = [k for k in h.screen.findChildren(Key) if k.isVisible() and k.kind == "primary"]
    assert len([k for k in filled if k.isEnabled()]) <= 1, [k.title for k in filled]


def test_the_screen_says_what_the_shell_asks_for(counter):
    h = counter()
    assert h.screen.title == "收银"
    assert h.screen.icon == "sell"
    assert h.screen.take_scan(COLA)
    h.screen.show_help()
    h.screen.focus_home()
    assert not isinstance(h.pane, SellPane)


def test_the_bench_needs_no_widgets():
    assert bench().state.mode is Mode.READY
