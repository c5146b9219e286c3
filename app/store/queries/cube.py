"""Sums of any days by one dimension: what the cube says of closed ones, and what came after.

The dimensions and what each figure counts stand in `fold`. What is read before a Z and after it is
the same, and so is a past day's whenever it is read: nothing here looks at what is now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.store.engine import Row, Tx
from app.store.queries import fold

DIMENSIONS = fold.DIMENSIONS
_CLOSED = (
    "SELECT {place}, sum(n), sum(qty_milli), sum(base_minor), sum(total_minor), sum(net_minor),"
    " sum(tax_minor), sum(cost_minor), sum(costed_minor), sum(refunds), sum(refund_minor)"
    " FROM day_cube WHERE dim = ? AND bd BETWEEN ? AND ? GROUP BY {group}"
)


@dataclass(frozen=True, slots=True)
class CubeRow:
    """What one key of a dimension adds up to; returns are taken off already.

    `total_minor` + `refund_minor` is what was sold; less from `base_minor`, what was taken off.
    `costed_minor` - `cost_minor` is the margin of what has a known cost (lines only).
    """

    key: str
    n: int = 0
    qty_milli: int = 0
    base_minor: int = 0
    total_minor: int = 0
    net_minor: int = 0
    tax_minor: int = 0
    cost_minor: int = 0
    costed_minor: int = 0
    refunds: int = 0
    refund_minor: int = 0

    @property
    def gross_minor(self) -> int:
        """With tax, whether prices contain it or not."""
        return self.net_minor + self.tax_minor

    @property
    def saved_minor(self) -> int:
        """What was taken off the shelf prices."""
        return self.base_minor - self.total_minor - self.refund_minor


def read(tx: Tx, dim: str, from_on: str, until_on: str) -> tuple[CubeRow, ...]:
    """The sums of a dimension over business dates, both ends counted, by key."""
    closed = tx.all(_CLOSED.format(place="'', key", group="key"), (dim, from_on, until_on))
    still = [("", *one[1:]) for one in _since(tx, dim, from_on, until_on)]
    return tuple(CubeRow(key, *sums) for (_, key), sums in _added([*closed, *still]))


def by_day(tx: Tx, dim: str, from_on: str, until_on: str) -> tuple[tuple[str, CubeRow], ...]:
    """(business date, sums) of a dimension, day by day."""
    closed = tx.all(_CLOSED.format(place="bd, key", group="bd, key"), (dim, from_on, until_on))
    still = _since(tx, dim, from_on, until_on)
    return tuple((bd, CubeRow(key, *sums)) for (bd, key), sums in _added([*closed, *still]))


def total(tx: Tx, dim: str, from_on: str, until_on: str) -> CubeRow:
    """All keys of a dimension together; its key is empty."""
    sums = [0] * 10
    for one in read(tx, dim, from_on, until_on):
        for place, figure in enumerate(_figures(one)):
            sums[place] += figure
    return CubeRow("", *sums)


def _figures(one: CubeRow) -> tuple[int, ...]:
    return (
        *(one.n, one.qty_milli, one.base_minor, one.total_minor, one.net_minor, one.tax_minor),
        *(one.cost_minor, one.costed_minor, one.refunds, one.refund_minor),
    )


def open_days(tx: Tx, dim: str) -> tuple[tuple[str, CubeRow], ...]:
    """(business date, sums) of what came after the last Z alone."""
    rows = fold.since(tx, dim, fold.mark(tx))
    return tuple((bd, CubeRow(key, *sums)) for bd, key, *sums in rows)


def _since(tx: Tx, dim: str, from_on: str, until_on: str) -> list[Row]:
    return [one for one in fold.since(tx, dim, fold.mark(tx)) if from_on <= one[0] <= until_on]


def _added(rows: Iterable[Row]) -> list[tuple[tuple[str, str], list[int]]]:
    """Rows of (date, key, sums ...) added up by date and key, in their order."""
    found: dict[tuple[str, str], list[int]] = {}
    for bd, key, *sums in rows:
        known = found.get((bd, key))
        if known is None:
            found[bd, key] = sums
        else:
            for place, figure in enumerate(sums):
                known[place] += figure
    return sorted(found.items())
