"""Sums of any days by one dimension: what the cube says of closed ones, and what came after.

The dimensions and what each figure counts stand in `fold`. What is read before a Z and after it is
the same, and so is a past day's whenever it is read: nothing here looks at what is now.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter

from app.store.engine import Row, Tx
from app.store.queries.fold import MONTHLY, Tail

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


_FIGURES = attrgetter(*(one.name for one in fields(CubeRow)[1:]))


def read(
    tx: Tx, dim: str, from_on: str, until_on: str, tail: Tail | None = None
) -> tuple[CubeRow, ...]:
    """The sums of a dimension over business dates, both ends counted, by key. `tail` is what came
    after the last Z, where somebody has it already."""
    found = [("", *one[1:]) for one in _open(tail or Tail(tx), dim, from_on, until_on)]
    for part in _parts(dim, from_on, until_on):
        found += tx.all(_CLOSED.format(place="'', key", group="key"), part)
    return tuple(CubeRow(key, *sums) for (_, key), sums in _added(found))


def by_day(
    tx: Tx, dim: str, from_on: str, until_on: str, tail: Tail | None = None
) -> tuple[tuple[str, CubeRow], ...]:
    """(business date, sums) of a dimension, day by day."""
    closed = tx.all(_CLOSED.format(place="bd, key", group="bd, key"), (dim, from_on, until_on))
    still = _open(tail or Tail(tx), dim, from_on, until_on)
    return tuple((bd, CubeRow(key, *sums)) for (bd, key), sums in _added([*closed, *still]))


def summed(rows: Iterable[CubeRow], key: str = "") -> CubeRow:
    """Rows of one dimension as one."""
    return CubeRow(key, *(sum(column) for column in zip(*map(_FIGURES, rows), strict=True)))


def _parts(dim: str, from_on: str, until_on: str) -> list[tuple[str, str, str]]:
    """What is read of the cube: whole months where it has them, the days before and behind."""
    months = MONTHLY.get(dim)
    if months is None:
        return [(dim, from_on, until_on)]
    first, last = date.fromisoformat(from_on), date.fromisoformat(until_on)
    begin = first.year * 12 + first.month - 1 + (first.day > 1)
    whole = last.day == calendar.monthrange(last.year, last.month)[1]
    end = last.year * 12 + last.month - 1 - (not whole)
    if end < begin:
        return [(dim, from_on, until_on)]
    parts = [(months, _month(begin), _month(end))]
    if first.day > 1:
        parts.append((dim, from_on, f"{_month(begin - 1)}-31"))
    if not whole:
        parts.append((dim, f"{_month(end + 1)}-01", until_on))
    return parts


def _month(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _open(tail: Tail, dim: str, from_on: str, until_on: str) -> list[Row]:
    return [one for one in tail.rows(dim, from_on, until_on) if from_on <= one[0] <= until_on]


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
