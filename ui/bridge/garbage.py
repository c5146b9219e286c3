"""Python's cyclic garbage is looked for on the GUI thread alone.

A collection happens on whichever thread allocates, so a worker would free a widget that lies in a
cycle, with its timers, under the event loop's hands: Qt crashes, now or later.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


def sweep() -> None:
    """The oldest generation that is due, as Python itself would choose it."""
    due = zip(gc.get_count(), gc.get_threshold(), strict=True)
    found = [generation for generation, (count, most) in enumerate(due) if count > most]
    if found:
        gc.collect(found[-1])


class Garbage(QObject):
    """Takes collecting over for as long as the process lives."""

    def __init__(self, parent: QObject | None = None, *, every_ms: int = EVERY_MS) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=every_ms)
        self._timer.timeout.connect(sweep)
        self._timer.start()
