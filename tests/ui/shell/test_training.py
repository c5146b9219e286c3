"""Into training and back: another ground, a strip that says so, a second window refused."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from app.store.lock import FolderLock
from app.words import Words
from tests.ui.shell.conftest import Running
from tests.ui.shell.scanner import press
from ui import main
from ui.kit import Key, theme
from ui.shell.opening.first_paint import Frame
from ui.shell.program import Program
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


def program_in(app) -> Program | None:
    """The program whose window is open."""
    frames = [one for one in app.topLevelWidgets() if isinstance(one, Frame) and one.isVisible()]
    return next((one for frame in frames for one in frame.findChildren(Program)), None)


def test_one_start_goes_into_training_and_ends_there_when_it_is_closed(qapp, demo_shop):
    seen: list[bool] = []
    timer = QTimer(interval=30)

    def look() -> None:
        program = program_in(qapp)
        if program is None or not program.session.loaded or program.runner.under_way:
            return
        training = program.session.training
        if training in seen:
            return
        seen.append(training)
        if training:
            program.frame.close()
            return
        manager = next(p for p in program.start._till.people if p.name == "王建国")
        program.start._enter(manager, None)
        program.session.train()

    timer.timeout.connect(look)
    timer.start()
    house, args = main.TillHouse(demo_shop), {"lang": "", "theme": "", "size": "1366x768"}
    assert main.run_houses(qapp, house, main._glance(house), args) == 0
    timer.stop()
    assert seen == [False, True]
    FolderLock(demo_shop.data_dir).acquire().release()
    theme.use(qapp, "light", Words("zh_CN"))
