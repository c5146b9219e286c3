"""The sentinel beside the counter: it looks once a shift, and after every Z.

Reading is a report's business and never stands before a scan; only new cases reach the writer, in
one short transaction. Who may see cases is told that there are new ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.domain.permissions import Permission
from app.usecases.outcome import Changes
from ui.bridge.ports import Trouble
from ui.bridge.runner import Runner
from ui.bridge.session import Session

if TYPE_CHECKING:
    from app.usecases.sentinel.look import Look, Looked

AFTER_MS = 45_000  # the night's work goes first, and the first customers
ME = "sentinel"


class SentinelWork(QObject):
    """One look at a time; what is asked for meanwhile is one more look after it."""

    def __init__(
        self,
        runner: Runner,
        session: Session,
        parent: QObject | None = None,
        *,
        after_ms: int = AFTER_MS,
    ) -> None:
        super().__init__(parent)
        self._runner, self._session = runner, session
        self._shift = ""
        self._z: tuple[int, int] | None = None
        self._busy = self._stopped = False
        self._first = QTimer(self, singleShot=True, interval=after_ms)
        self._first.timeout.connect(self._look)
        session.changed.connect(self._changed)
        session.change_feed.committed.connect(self._committed)

    def stop(self) -> None:
        """End what is under way at its next day, begin nothing more."""
        self._stopped = True
        self._first.stop()

    def _changed(self) -> None:
        """A shift was opened."""
        shift = self._session.shift
        if shift is not None and str(shift.shift_id) != self._shift:
            self._shift = str(shift.shift_id)
            self._first.start()

    def _committed(self, changes: Changes, _initiator: str) -> None:
        """Whatever changed the shift may have been a Z."""
        if changes.shift and changes.prints and not changes.sales and self._session.loaded:
            from app.usecases.sentinel.look import newest_z

            s = self._session.services
            self._runner.run(lambda: newest_z(s), self._seen, self._failed, lane="read")

    def _seen(self, newest: tuple[int, int]) -> None:
        """A Z that was not there before; what was known first is that of the first look."""
        before, self._z = self._z, max(newest, self._z or newest)
        if before is None or newest > before:
            self._look()

    def _look(self) -> None:
        from app.usecases.sentinel.look import find, newest_z

        if self._busy or self._stopped or not self._session.loaded:
            return
        self._busy = True
        s = self._session.services

        def ask() -> tuple[tuple[int, int], Look]:
            return newest_z(s), find(s, tell=lambda _day: not self._stopped)

        self._runner.run(ask, self._found, self._failed, initiator=ME, lane="report")

    def _found(self, told: tuple[tuple[int, int], Look]) -> None:
        from app.usecases.sentinel.look import open_cases

        self._z, look = told
        if not look.found or self._stopped:
            self._busy = False
            return
        s = self._session.services
        self._runner.run(lambda: open_cases(s, look), self._done, self._failed, initiator=ME)

    def _done(self, looked: Looked) -> None:
        self._busy = False
        if looked.opened and self._session.may(Permission.CASES):
            words = self._session.words
            self._session.notice(words("cases.new", n=looked.opened), "warning")

    def _failed(self, _trouble: Trouble) -> None:
        """The next shift or Z looks again; whoever needs it now has the key on the page."""
        self._busy = False
