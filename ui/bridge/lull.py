"""The pause after a commit: what nobody waits for is done when the runner had nothing to do.

A gesture that comes meanwhile puts it off; it is owed until it was done.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from ui.bridge.change_feed import ChangeFeed
from ui.bridge.runner import Runner

LULL_MS = 2000


class Lull(QObject):
    """Runs `chore` on the writer thread, once after any number of commits."""

    def __init__(
        self,
        runner: Runner,
        feed: ChangeFeed,
        chore: Callable[[], object],
        parent: QObject | None = None,
        *,
        after_ms: int = LULL_MS,
    ) -> None:
        super().__init__(parent)
        self._runner, self._chore = runner, chore
        self._owed = False
        self._timer = QTimer(self, singleShot=True, interval=after_ms)
        self._timer.timeout.connect(self._quiet)
        feed.committed.connect(self._committed)
        runner.rested.connect(self._rested)

    def _committed(self, _changes: object, _initiator: str) -> None:
        self._owed = True

    def _rested(self) -> None:
        if self._owed:
            self._timer.start()

    def _quiet(self) -> None:
        if self._owed and not self._runner.under_way:  # else it rests again, and tells
            self._owed = False
            self._runner.run(self._chore, initiator="lull")
