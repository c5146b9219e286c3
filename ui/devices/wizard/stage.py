"""What the wizard's phases share: the page one is on, whether it waits, what was refused. Qt-free.

An answer that comes after somebody has left, or gone back, is not heard any more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ui.bridge.ports import Lane, Trouble
from ui.bridge.session import Session

ME = "devices"
T = TypeVar("T")


class Stage:
    """`put` shows the page anew. `page` empty: the wizard is closed."""

    def __init__(self, session: Session, put: Callable[[], None]) -> None:
        self.session, self._put = session, put
        self.page = ""
        self.busy = False
        self.error: Trouble | None = None
        self._turn = 0

    def show(self) -> None:
        """The page as it stands."""
        if self.page:
            self._put()

    def turn(self, page: str) -> None:
        """To a page; what was asked on the last one is not heard any more."""
        self._turn += 1
        self.page, self.busy, self.error = page, False, None

    def ask(
        self,
        op: Callable[[], T],
        then: Callable[[Any], None],
        *,
        late: Callable[[T], None] | None = None,
        lane: Lane = "report",
    ) -> None:
        """Wait for it without standing still; `late` gets what comes when nobody waits any more."""
        turn = self._turn
        self.busy, self.error = True, None
        self.show()

        def done(found: T) -> None:
            if turn == self._turn:
                self.busy = False
                then(found)
            elif late is not None:
                late(found)

        def refused(trouble: Trouble) -> None:
            if turn == self._turn:
                self.refuse(trouble)

        self.session.runner.run(op, done, refused, initiator=ME, lane=lane)

    def refuse(self, trouble: Trouble) -> None:
        """Say why not; one stays where one is."""
        self.busy, self.error = False, trouble
        self.show()
