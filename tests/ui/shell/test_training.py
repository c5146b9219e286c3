"""Into training and back: another ground, a strip that says so, a second window refused."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.store.lock import FolderLock
from tests.ui.shell.conftest import Running
from tests.ui.shell.scanner import press
from ui import main
from ui.kit import Key, theme
from ui.shell.trouble.fatal import FatalScreen


def into_training(started, qtbot) -> Running:
    """A manager goes into training: the real till is closed, the copy is at its log-in."""
    till = started().log_in("王建国")
    with qtbot.waitSignal(till.frame.closing):
        till.session.train()
    following = till.house.next
    till.close()
    return started(following.settings, house=following)


def rail_key(running, name: str) -> Key:
    return running.window.findChild(Key, name)


def test_training_says_what_it_is_on_every_screen(started, qtbot):
    copy = into_training(started, qtbot).ready()
    assert copy.entry.presenter.state.training
    assert "不算数" in copy.entry._head.text()
    assert theme.current().name == "light-training"
    copy.log_in()
    assert copy.session.training
    assert "培训模式" in copy.window.strip.status._line.text()
    assert rail_key(copy, "rail-training") is not None
    copy.program.session.restyle("dark")
    assert theme.current().name == "dark-training"


def test_who_may_not_is_told_and_stays(started, qtbot):
    till = started().log_in("林晓燕")
    till.session.train()
    qtbot.waitUntil(lambda: till.window.strip.saying)
    assert till.house.next is None
    assert till.window.covered is None


def test_back_to_the_till_where_nothing_changed(started, qtbot, demo_shop):
    copy = into_training(started, qtbot).log_in()
    with qtbot.waitSignal(copy.frame.closing):
        QTest.mouseClick(rail_key(copy, "rail-training"), Qt.MouseButton.LeftButton)
    following = copy.house.next
    copy.close()
    till = started(following.settings, house=following).log_in()
    assert not till.session.training
    assert theme.current().name == "light"
    assert rail_key(till, "rail-training") is None
    assert not (demo_shop.data_dir / "training").exists()


def test_while_somebody_practises_nobody_opens_the_real_till(started, qtbot, demo_shop):
    copy = into_training(started, qtbot).ready()
    other = started(demo_shop)
    assert isinstance(other.window.covered, FatalScreen)
    other.close()
    copy.close()
    FolderLock(demo_shop.data_dir).acquire().release()


def test_a_second_start_rings_the_window_that_practises(started, qtbot, demo_shop):
    copy = into_training(started, qtbot).ready()
    copy.program._listen()
    with qtbot.waitSignal(copy.program._doorbell.rung):
        assert main.main(["--data", str(demo_shop.data_dir)]) == 0


def test_a_till_left_in_training_opens_as_the_real_one(started, qtbot, demo_shop):
    copy = into_training(started, qtbot).log_in()
    copy.close()
    till = started(demo_shop).log_in()
    assert not till.session.training
    press(till.frame, Qt.Key.Key_F1)
