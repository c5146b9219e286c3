"""A started till is shown to take a scan: somebody logs in, scans, and a line stands there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.domain.permissions import Role
from app.usecases.catalog.list_items import list_items
from app.usecases.shift.open import current, open_shift
from app.usecases.staff.login import people
from ui.shell.hand import scan
from ui.shell.window import Window

LONGEST_BEATS = 500


def prove() -> None:
    """Prints `scan taken` and closes the window; gives up after ten seconds."""
    frame = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "frame")
    window = frame.findChild(Window)
    session = window.session
    session.runner.run(lambda: cashier(session.services), lambda who: go(window, *who))
    beats = iter(range(LONGEST_BEATS))
    timer = QTimer(frame, interval=20)

    def look() -> None:
        screen: Any = window.current
        lines = screen.presenter.counter.state.basket.lines if screen else ()
        if lines:
            print("scan taken", flush=True)
        if lines or next(beats, None) is None:
            timer.stop()
            frame.close()

    timer.timeout.connect(look)
    timer.start()


def cashier(services: Any) -> tuple[Any, Any, str]:
    who = next(one for one in people(services) if one.role is Role.CASHIER)
    shift = current(services, who) or open_shift(services, who, 10_000).value
    rows = list_items(services, text="北岸可乐", limit=5)
    return who, shift, next(row.item.barcodes[0] for row in rows if row.item.barcodes)


def go(window: Window, who: Any, shift: Any, code: str) -> None:
    session = window.session
    session.log_in(who, shift, session.words)
    window.uncover()
    QTimer.singleShot(200, lambda: scan(window.window().windowHandle(), code))
