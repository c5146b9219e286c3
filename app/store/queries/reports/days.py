"""The cube for one report: each dimension's documents since the last Z are added up once, however
many periods of it the report compares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import sqlcipher3.dbapi2 as sqlite

from app.domain.errors import Refused
from app.store.engine import Tx
from app.store.queries import cube
from app.store.queries.cube import CubeRow, summed
from app.store.queries.fold import Tail

__all__ = ["Days", "Tell", "summed"]

Tell = Callable[[int, int], bool]
_EVERY = 50_000  # of SQLite's own steps


class Days:
    """Reads sums by dimension. `tell(done, all)` hears of each step and stops it with False:
    Refused `work.cancelled`."""

    def __init__(self, tx: Tx, tell: Tell | None = None, steps: int = 0) -> None:
        self.tx = tx
        self._tail = Tail(tx)
        self._asked: set[str] = set()
        self._tell, self._steps, self._done = tell, steps, 0
        self._stopped = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Asks in the midst of a statement too, so that ten years can be stopped at once."""
        if self._tell is None:
            yield
            return
        self.tx.raw.set_progress_handler(self._ask, _EVERY)
        try:
            yield
        except sqlite.Error:
            if self._stopped:
                raise Refused("work.cancelled") from None
            raise
        finally:
            self.tx.raw.set_progress_handler(None, 0)

    def _ask(self) -> bool:
        """True stops the statement."""
        tell = self._tell
        self._stopped = tell is not None and not tell(max(0, self._done - 1), self._steps)
        return self._stopped

    def step(self) -> None:
        """One more part of the work is begun."""
        self._done += 1
        if self._tell is not None:
            self._steps = max(self._steps, self._done)
            if not self._tell(self._done - 1, self._steps):
                raise Refused("work.cancelled")

    def read(self, dim: str, from_on: str, until_on: str) -> tuple[CubeRow, ...]:
        """The sums over the days, by key."""
        return cube.read(self.tx, dim, from_on, until_on, self._still(dim))

    def by_day(self, dim: str, from_on: str, until_on: str) -> tuple[tuple[str, CubeRow], ...]:
        """(business date, sums), day by day."""
        return cube.by_day(self.tx, dim, from_on, until_on, self._still(dim))

    def total(self, dim: str, from_on: str, until_on: str) -> CubeRow:
        """All keys together; its key is empty."""
        return summed(self.read(dim, from_on, until_on))

    def _still(self, dim: str) -> Tail:
        if dim not in self._asked:
            self._asked.add(dim)
            self.step()
        return self._tail
