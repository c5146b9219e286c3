"""Today in a real window: nothing cut in any look, keys for everything, calm while one sells."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.usecases.outcome import Changes
from tests.ui.shift.desk import LOOKS, HeldRunner, sound
from ui.kit import Key, Painted
from ui.today.examples import full_day
from ui.today.screen import make


def keys_of(screen) -> dict[str, Key]:
    return {key.title: key for key in screen.findChildren(Key) if not key.isHidden()}


@pytest.mark.parametrize(("lang", "name", "size"), LOOKS)
def test_a_full_day_is_whole_in_every_look(front, desk, look, lang, name, size):
    session = desk.session(lang=lang)
    screen = front(make, session, size, name)
    screen.put(full_day(session.words))
    sound(screen, look)
    assert not screen._page.verticalScrollBar().maximum()  # one glance, no scrolling


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_an_empty_day_says_what_to_do(front, desk, look, lang, qtbot):
    session = desk.session(lang=lang)
    went: list[str] = []
    session.wanted.connect(went.append)
    screen = front(make, session)
    sound(screen, look)
    key = keys_of(screen)[session.words("today.to_sell")]
    qtbot.waitUntil(key.isVisible)
    QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    assert went == ["checkout"]


def test_alerts_are_pressed_by_keyboard(front, desk, qtbot):
    session = desk.session()
    screen = front(make, session)
    screen.put(full_day(session.words))
    screen.grab()
    key = keys_of(screen)["补货"]
    qtbot.waitUntil(key.isVisible)
    key.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(key, Qt.Key.Key_Return)
    assert session.take_errand("stock") == "low"


def test_charts_are_read_aloud(front, desk):
    session = desk.session()
    screen = front(make, session)
    screen.put(full_day(session.words))
    names = {one.accessibleName() for one in screen.findChildren(Painted)}
    assert any("12 点 1,510.00，平常 1,290.00" in name for name in names)
    assert any("微信支付 3,120.40" in name for name in names)


def test_a_queue_at_the_counter_is_one_reading(front, desk, qtbot):
    runner = HeldRunner()
    session = desk.session(runner=runner)
    screen = front(make, session)
    screen._calm.setInterval(30)
    runner.let_all_go()
    for _ in range(8):
        session.change_feed.committed.emit(Changes(sales=True), "checkout")
    qtbot.waitUntil(lambda: len(runner.held) == 1)
    assert not screen._calm.isActive()
    session.change_feed.committed.emit(Changes(prints=True), "spool")
    assert not screen._calm.isActive()


def test_behind_another_screen_nothing_is_read(front, desk):
    runner = HeldRunner()
    session = desk.session(runner=runner)
    screen = front(make, session)
    runner.let_all_go()
    screen.leave()
    screen.hide()
    session.change_feed.committed.emit(Changes(sales=True), "checkout")
    assert not screen._calm.isActive()
    assert not screen._minute.isActive()
    assert runner.held == []


class Windows(QObject):
    """Counts what is shown as a window of its own."""

    shown = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown += 1
        return False


def test_no_part_of_it_is_ever_a_window_that_takes_the_focus(desk, qapp, qtbot, look):
    windows = Windows()
    qapp.installEventFilter(windows)
    screen = make(desk.session())
    qtbot.addWidget(screen)
    qapp.removeEventFilter(windows)
    assert windows.shown == 0
