"""The steps of a restore: look what it would mean, say that one knows, begin again. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.domain.errors import Refused
from app.usecases.keeping.places import machine
from app.usecases.keeping.restore import Preview, preview
from app.usecases.keeping.shelf import Backup
from app.usecases.sale.draft import left_over
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.keeping import viewmodel as vm
from ui.keeping.viewmodel import RestoreVM

ME = "keeping"
Start = Callable[[str, Callable[[Any], Any], Callable[[Any], None]], None]


class Restoring:
    """One copy that may be restored."""

    def __init__(self, session: Session, show: Callable[[], None], start: Start) -> None:
        self._session, self._show, self._start = session, show, start
        self._seen: Preview | None = None
        self._error = ""
        self._busy = False
        self._typed = ""

    def look(self, backup: Backup, newest: str = "") -> None:
        """Read what would be missing."""
        settings = machine(self._session.services)
        self._seen, self._error, self._busy, self._typed = None, "", False, ""
        self._start(
            "restore", lambda _going: preview(settings, backup, newest=newest), self._looked
        )

    def typed(self, text: str) -> None:
        """The number that will be missing is being typed."""
        self._typed = text.strip()
        self._show()

    def confirm(self, receipt: str = "") -> None:
        """Do it: the program closes this till and opens the restored one."""
        seen, session, keeper = self._seen, self._session, self._session.keeper
        if seen is None or keeper is None or self._busy or self._wrong():
            return
        if seen.asks and not receipt.strip():
            self._refused(Refused("restore.ask"))
            return
        self._busy, self._error = True, ""
        self._show()
        s = session.services

        def looked(basket: object) -> None:
            if basket is not None:
                self._refused(Refused("restore.basket"))
                return
            keeper.restore(seen, receipt.strip())

        session.runner.run(lambda: left_over(s), looked, self._refused, initiator=ME, lane="read")

    def shown(self) -> RestoreVM | None:
        """What stands on the pane; None until the copy was looked at."""
        seen, session = self._seen, self._session
        if seen is None:
            return None
        off = session.words("keeping.restore_off") if self._wrong() else ""
        return vm.restoring(
            *(seen, session.at, session.words), error=self._error, off=off, busy=self._busy
        )

    def _wrong(self) -> bool:
        """Whether the number is not the one that will be missing."""
        seen = self._seen
        return seen is not None and seen.lost > 0 and self._typed != str(seen.lost)

    def _looked(self, seen: Preview) -> None:
        self._seen = seen
        self._show()

    def _refused(self, trouble: Trouble) -> None:
        self._busy, self._error = False, self._session.words.error(trouble)
        self._show()
