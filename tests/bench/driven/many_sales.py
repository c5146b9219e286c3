"""Makes many sales in a started till, and says how large it has become."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.domain.checkout.state import Mode
from tests.bench.driven.start_proof import cashier, go
from ui.shell.hand import press, scan
from ui.shell.window import Window

REST_MS = 3000
PATIENCE = 40  # looks until a gesture that came to nothing is made again


def resident_mb() -> float:
    """What the system counts as this process's own memory."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1e6


def sell_many(count: int) -> None:
    """Prints `before`, `sales` and `after`, each with its figure, and closes the window."""
    frame = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "frame")
    window = frame.findChild(Window)
    hand = window.window().windowHandle()
    sold, code = 0, ""
    acted: object = None
    seen: object = None
    still = 0

    def start(who: Any, shift: Any, barcode: str) -> None:
        nonlocal code
        code = barcode
        print("before", f"{resident_mb():.1f}")
        go(window, who, shift, barcode)
        timer.start()

    def rest() -> None:
        print("sales", sold)
        print("after", f"{resident_mb():.1f}", flush=True)
        frame.close()

    def look() -> None:
        """One gesture for each state that the counter comes to."""
        nonlocal sold, acted, seen, still
        screen: Any = window.current
        state = screen.presenter.counter.state if screen else None
        now = (state.mode, state.basket.sale_id) if state else None
        settled, seen = now == seen, now  # the screen has shown it, the focus is where it belongs
        still = still + 1 if acted == now else 0
        if state is None or not settled or (acted == now and still % PATIENCE):
            return
        again, acted = acted == now, now
        if state.mode is Mode.SELLING:
            press(hand, Qt.Key.Key_F9)
        elif state.mode is Mode.PAYING:
            screen.presenter.paying.forget_press()
            press(hand, Qt.Key.Key_Return)
        elif state.mode is Mode.DONE:
            sold += not again
            if sold >= count:
                timer.stop()
                QTimer.singleShot(REST_MS, rest)
            else:
                scan(hand, code)

    timer = QTimer(frame, interval=20)
    timer.timeout.connect(look)
    session = window.session
    session.runner.run(lambda: cashier(session.services), lambda who: start(*who))
