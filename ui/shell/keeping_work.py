"""What the till does for its own keeping while it is open: copies by the hour, checks by the day.

One chore at a time on a lane of its own; the counter never waits for it. What goes wrong is
remembered by the use case and told once here, when it is grave.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from app.domain.errors import Refused, Unavailable
from ui.bridge.ports import Trouble
from ui.bridge.runner import Runner
from ui.bridge.session import Notice, Session
from ui.shell.opening.house import House

if TYPE_CHECKING:
    from app.usecases.keeping.alerts import Alert
    from ui.shell.opening.first_paint import Frame

FIRST_MS = 60_000  # the first customer stands there already
EVERY_MS = 60_000
ME = "keeping"


class HouseKeeper:
    """Fulfils `Keeper` with the house: what needs the till closed is done between two windows."""

    def __init__(self, house: House, session: Session, frame: Frame) -> None:
        self._house, self._session, self._frame = house, session, frame

    def drill(self, backup: Any, going: Callable[[int, int], bool]) -> Any:
        """Try a restore in a folder of its own."""
        return self._house.drill(self._session.services, backup, going)

    def restore(self, seen: Any, newest: str) -> None:
        """This window ends; the next one opens the restored till."""
        self._house.restore(seen, self._session.on_duty.operator_id, newest)
        self._frame.leave()


class KeepingWork(QObject):
    """Looks every minute whether something is due, and does it. `stop()` before the end."""

    def __init__(
        self,
        runner: Runner,
        session: Session,
        parent: QObject | None = None,
        *,
        first_ms: int = FIRST_MS,
        every_ms: int = EVERY_MS,
    ) -> None:
        super().__init__(parent)
        self._runner, self._session = runner, session
        self._stopped = self._busy = False
        self._told: frozenset[str] = frozenset()
        self._first_ms = first_ms
        self._tick = QTimer(self, interval=every_ms)
        self._tick.timeout.connect(self._look)
        self._who = ""
        self._restored_told = False
        session.ready.connect(self._begin)
        session.changed.connect(self._changed)

    def told(self, house: House) -> None:
        """What became of a restore, to the first who logs in."""
        words, told = self._session.words, house.told
        if told is None or self._restored_told:
            return
        self._restored_told = True
        if isinstance(told, Refused | Unavailable):
            self._session.noticed.emit(Notice(words.error(told), "danger", sticky=True))
            return
        aside = told.aside or str(house.folder)
        said = words("keeping.restored", epoch=told.epoch, path=aside)
        self._session.noticed.emit(Notice(said, "positive", sticky=True))

    def stop(self) -> None:
        """End what is under way at its next step, begin nothing more."""
        self._stopped = True
        self._tick.stop()

    def _begin(self) -> None:
        """The till is open; chores wait for the first customer."""
        QTimer.singleShot(self._first_ms, self, self._look)
        self._tick.start()

    def _changed(self) -> None:
        """Who logs in is told what is grave, whoever was told before."""
        operator = self._session.operator
        who = operator.operator_id if operator is not None else ""
        if who == self._who:
            return
        self._who, self._told = who, frozenset()
        if who and self._session.loaded:
            self._tell()

    def _look(self) -> None:
        from app.usecases.keeping.chores import due

        if self._busy or self._stopped or not self._session.loaded:
            return
        self._busy = True
        s = self._session.services
        self._runner.run(lambda: due(s), self._found, self._failed, initiator=ME, lane="keep")

    def _found(self, chore: str) -> None:
        from app.usecases.keeping.chores import do

        if not chore or self._stopped:
            self._busy = False
            return
        s, going = self._session.services, self._going
        self._runner.run(
            partial(do, s, chore, going), self._done, self._failed, initiator=ME, lane="keep"
        )

    @property
    def _going(self) -> Callable[[], bool]:
        return lambda: not self._stopped

    def _done(self, _said: str) -> None:
        self._busy = False
        self._tell()
        if not self._stopped:
            self._look()

    def _failed(self, _trouble: Trouble) -> None:
        """A file that cannot even be read for this is told of by those who need it."""
        self._busy = False

    def _tell(self) -> None:
        from app.usecases.keeping.alerts import alerts

        s = self._session.services
        self._runner.run(lambda: alerts(s), self._say, self._failed, initiator=ME, lane="read")

    def _say(self, found: tuple[Alert, ...]) -> None:
        """Each grave thing once; again when it went and came back."""
        grave = [one for one in found if one.level == "danger"]
        words = self._session.words
        for one in grave:
            if one.code not in self._told:
                said = words(f"keeping.alert.{one.code}", **one.facts)
                self._session.noticed.emit(Notice(said, "danger", sticky=True))
                break
        self._told = frozenset(one.code for one in grave)
