"""A widget in a cycle dies on the GUI thread, whoever makes the garbage."""

import gc
import threading
import weakref

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.bridge.garbage import Garbage


class Knot(QWidget):
    """Holds itself, and a timer that runs: freed on another thread, Qt warns and may crash."""

    def __init__(self) -> None:
        super().__init__()
        self.me, self.timer = self, QTimer(self)
        self.timer.start(60_000)


def test_a_worker_frees_no_widget(qapp, qtbot):
    gone, kept = [], []
    sweeper = Garbage(every_ms=20)
    weakref.finalize(Knot(), lambda: gone.append(threading.current_thread()))
    many = 20 * gc.get_threshold()[0]  # a report's objects: more than a generation holds
    worker = threading.Thread(target=lambda: kept.extend([one] for one in range(many)))
    worker.start()
    worker.join()
    assert gone == []
    qtbot.waitUntil(lambda: gone != [])
    assert gone == [threading.main_thread()]
    sweeper.deleteLater()
