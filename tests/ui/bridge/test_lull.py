"""What nobody waits for is done in a pause, once, and never between two gestures."""

import threading

import pytest
from PySide6.QtCore import Qt, QTimer

from app.usecases.outcome import Changes, Outcome
from ui.bridge.change_feed import ChangeFeed
from ui.bridge.crash import CrashLog
from ui.bridge.lull import Lull
from ui.bridge.runner import Runner

SOLD = Outcome(None, Changes(sales=True))


class Counter:
    """A runner with a lull behind it, and what was done in which order."""

    def __init__(self, tmp_path, after_ms: int) -> None:
        feed = ChangeFeed()
        self.runner = Runner(feed, CrashLog(tmp_path), lambda: 0)
        self.done: list[str] = []
        self.lull = Lull(self.runner, feed, self._chore, after_ms=after_ms)

    def _chore(self) -> None:
        self.done.append(threading.current_thread().name)

    def sell(self) -> None:
        self.runner.run(lambda: self.done.append("sale") or SOLD)


@pytest.fixture
def counter(qapp, tmp_path):
    made = Counter(tmp_path, after_ms=30)
    yield made
    made.runner.close()


def test_once_after_many_sales_on_the_writer(counter, qtbot):
    for _ in range(5):
        counter.sell()
    qtbot.waitUntil(lambda: len(counter.done) == 6)
    assert counter.done[-1] == "shuke-write_0"
    asked = []
    counter.runner.run(lambda: 1, asked.append, lane="read")
    with qtbot.assertNotEmitted(counter.runner.crashed, wait=120):
        pass
    assert (asked, len(counter.done)) == ([1], 6)  # nothing was committed since: nothing to do


def test_not_while_something_is_under_way(counter, qtbot):
    gate = threading.Event()
    counter.sell()
    counter.runner.run(gate.wait, lane="read")
    with qtbot.assertNotEmitted(counter.runner.rested, wait=120):
        pass
    assert counter.done == ["sale"]
    gate.set()
    qtbot.waitUntil(lambda: len(counter.done) == 2)


def test_a_gesture_puts_it_off(counter, qtbot):
    timer = counter.lull.findChild(QTimer)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(60_000)
    counter.sell()
    qtbot.waitUntil(lambda: timer.isActive() and timer.remainingTime() < 59_990)
    left = timer.remainingTime()
    with qtbot.waitSignal(counter.runner.rested):
        counter.runner.run(lambda: 1, lane="read")
    assert timer.remainingTime() > left
