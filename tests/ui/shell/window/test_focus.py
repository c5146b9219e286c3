"""After each way back to the counter its scan field has the keys; nothing behind it takes them."""

from PySide6.QtCore import Qt

from tests.ui.shell.scanner import press
from ui.shell.places import places


def test_a_shift_opened_on_its_own_screen(started, demo_shop):
    running = started(demo_shop, places()).log_in()
    running.window.go("shift")
    shift = running.window.made("shift")
    running.qtbot.waitUntil(lambda: shift.presenter.shown.state == "closed")
    running.qtbot.waitUntil(lambda: shift.isAncestorOf(running.window.focusWidget()))
    press(running.frame, Qt.Key.Key_Return)
    running.qtbot.waitUntil(lambda: running.window.here == "checkout")
    running.qtbot.waitUntil(lambda: shift.presenter.shown.state == "open")
    running.idle()
    counter = running.window.current
    assert running.frame.focusWidget() is counter.pane.home()
    press(running.frame, Qt.Key.Key_F7)
    assert counter.presenter.counter.front.panel is not None
