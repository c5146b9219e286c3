"""The cube for one report: each dimension's documents since the last Z are added up once, however
many periods of it the report compares."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.domain.errors import Refused
from app.store.engine import Row, Tx
from app.store.queries import fold
from app.store.queries.cube import CubeRow

Tell = Callable[[int, int], bool]
_CLOSED = (
    "SELECT {place}, sum(n), sum(qty_milli), sum(base_minor), sum(total_minor), sum(net_minor),"
    " sum(tax_minor), sum(cost_minor), sum(costed_minor), sum(refunds), sum(refund_minor)"
    " FROM day_cube WHERE dim = ? AND bd BETWEEN ? AND ? GROUP BY {group}"
)
Place = tuple[str, str]


class Days:
    """Reads sums by dimension. `tell(done, all)` hears of each step and stops it with False:
    Refused `work.cancelled`."""

    def __init__(self, tx: Tx, tell: Tell | None = None, steps: int = 0) -> None:
        self.tx = tx
        self._mark = fold.mark(tx)
        self._since: dict[str, list[Row]] = {}
        self._tell, self._steps, self._done = tell, steps, 0

    def step(self) -> None:
        """One more part of the work is begun."""
        self._done += 1
        if self._tell is not None:
            self._steps = max(self._steps, self._done)
            if not self._tell(self._done - 1, self._steps):
                raise Refused("work.cancelled")

    def read(self, dim: str, from_on: str, until_on: str) -> tuple[CubeRow, ...]:
        """The sums over the days, by key."""
        closed = self.tx.all(_CLOSED.format(place="'', key", group="key"), (dim, from_on, until_on))
        still = [("", *one[1:]) for one in self._still(dim, from_on, until_on)]
        return tuple(CubeRow(key, *sums) for (_, key), sums in _added([*closed, *still]))

    def by_day(self, dim: str, from_on: str, until_on: str) -> tuple[tuple[str, CubeRow], ...]:
        """(business date, sums), day by day."""
        closed = self.tx.all(
            _CLOSED.format(place="bd, key", group="bd, key"), (dim, from_on, until_on)
        )
        still = self._still(dim, from_on, until_on)
        return tuple((bd, CubeRow(key, *sums)) for (bd, key), sums in _added([*closed, *still]))

    def total(self, dim: str, from_on: str, until_on: str) -> CubeRow:
        """All keys together; its key is empty."""
        return summed(self.read(dim, from_on, until_on))

    def _still(self, dim: str, from_on: str, until_on: str) -> list[Row]:
        rows = self._since.get(dim)
        if rows is None:
            self.step()
            rows = self._since[dim] = list(fold.since(self.tx, dim, self._mark))
        return [one for one in rows if from_on <= one[0] <= until_on]


def summed(rows: Iterable[CubeRow], key: str = "") -> CubeRow:
    """Rows of one dimension as one."""
    sums = [0] * 10
    for one in rows:
        for place, figure in enumerate(
            (
                *(one.n, one.qty_milli, one.base_minor, one.total_minor, one.net_minor),
                *(one.tax_minor, one.cost_minor, one.costed_minor, one.refunds),
                one.refund_minor,
            )
        ):
            sums[place] += figure
    return CubeRow(key, *sums)


def _added(rows: Iterable[Row]) -> list[tuple[Place, list[int]]]:
    found: dict[Place, list[int]] = {}
    for bd, key, *sums in rows:
        known = found.get((bd, key))
        if known is None:
            found[bd, key] = sums
        else:
            for place, figure in enumerate(sums):
                known[place] += figure
    return sorted(found.items())
