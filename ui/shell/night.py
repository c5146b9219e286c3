"""The night's work, done beside the counter: after a shift opened, a slice at a time.

A slice is one short write transaction. Between two of them everything that a person asked for goes
first, so that no scan ever waits for it. Who bought or gave back is judged right behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.domain.errors import Refused
from app.usecases.outcome import Changes, Outcome
from ui.bridge.ports import Trouble
from ui.bridge.runner import Runner
from ui.bridge.session import Session

if TYPE_CHECKING:
    from app.usecases.loyalty.nightly import Night, NightlyReport

AFTER_MS = 15_000  # the first customer of the shift stands there already
PAUSE_MS = 40
ME, BEHIND = "night", "tiers"


class NightWork(QObject):
    """Asks once a shift whether the day's work is due, and does it."""

    def __init__(
        self,
        runner: Runner,
        session: Session,
        parent: QObject | None = None,
        *,
        after_ms: int = AFTER_MS,
        pause_ms: int = PAUSE_MS,
    ) -> None:
        super().__init__(parent)
        self._runner, self._session = runner, session
        self._asked_for = ""
        self._night: Night | None = None
        self._first = QTimer(self, singleShot=True, interval=after_ms)
        self._first.timeout.connect(self._ask)
        self._next = QTimer(self, singleShot=True, interval=pause_ms)
        self._next.timeout.connect(self._go)
        session.changed.connect(self._changed)

    def _changed(self) -> None:
        shift = self._session.shift
        if shift is not None and str(shift.shift_id) != self._asked_for:
            self._asked_for = str(shift.shift_id)
            self._first.start()

    def _ask(self) -> None:
        from app.usecases.loyalty.nightly import due

        s = self._session.services
        self._runner.run(lambda: due(s), self._answered, initiator=ME, lane="read")

    def _answered(self, due: bool) -> None:
        from app.usecases.loyalty.nightly import Night

        if due and self._night is None:
            self._night = Night(self._session.services)
            self._go()

    def _go(self) -> None:
        night = self._night
        if night is None:
            return
        if self._runner.under_way:
            self._next.start()
            return
        self._runner.run(lambda: _slice(night), self._done, self._failed, initiator=ME)

    def _done(self, report: NightlyReport | None) -> None:
        if report is None:
            self._next.start()
            return
        self._night = None
        if report.held == "clock":
            self._session.refused(Refused("night.clock", day=report.on))

    def _failed(self, trouble: Trouble) -> None:
        """Left where it is; the next shift goes on with it."""
        self._night = None
        self._session.refused(trouble)


def _slice(night: Night) -> Outcome[NightlyReport] | None:
    """One transaction; the report when there was none left."""
    night.slice()
    return Outcome(night.report(), night.changes) if night.over else None


class TierWork(QObject):
    """Hears of every sale and return; whoever stands on another step then is written down.

    Judging is a report's business and never stands before a scan; only who moved is written.
    """

    def __init__(self, runner: Runner, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner, self._session = runner, session
        session.change_feed.committed.connect(self._committed)

    def _committed(self, changes: Changes, _initiator: str) -> None:
        from app.usecases.loyalty.night.by_day import MOST, unsettled

        whom = tuple(sorted(changes.members))
        if changes.sales and 0 < len(whom) <= MOST and self._session.loaded:
            s = self._session.services
            self._runner.run(
                lambda: unsettled(s, whom), self._found, _failed, initiator=BEHIND, lane="report"
            )

    def _found(self, moved: tuple[str, ...]) -> None:
        from app.usecases.loyalty.night.by_day import settle

        if moved:
            s, operator = self._session.services, self._session.operator
            who = operator.operator_id if operator else ""
            self._runner.run(lambda: settle(s, who, moved), None, _failed, initiator=BEHIND)


def _failed(_trouble: Trouble) -> None:
    """The night judges whoever was not judged here."""
