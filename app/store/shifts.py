"""Shifts: the open one, all of them, and what their documents add up to (X report, R38)."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.shift import Shift
from app.store import journal
from app.store.engine import Row, Tx
from app.store.queries.shift_sums import tax, totals

__all__ = [
    "Count",
    "counts",
    "current",
    "drawer",
    "get",
    "jumped_ms",
    "listed",
    "span",
    "tax",
    "totals",
]


@dataclass(frozen=True, slots=True)
class Count:
    """A count as its row has it: where its document is, and the drawer's figures."""

    epoch: int
    seq: int
    at_ms: int
    counted_minor: int
    expected_minor: int
    difference_minor: int


_SHIFT = (
    "SELECT shift_id, operator_id, bd, opened_ms, float_minor, closed_ms, first_seq, last_seq"
    " FROM shift"
)


def get(tx: Tx, shift_id: str) -> Shift | None:
    """One shift. A writer keeps it until a document about shifts is written: every sale asks."""
    name = f"shift:{shift_id}"
    known: Shift | None = tx.memo.get(name)
    if known is None:
        known = _shift(tx.one(f"{_SHIFT} WHERE shift_id = ?", (shift_id,)))
        if known is not None:
            tx.memo[name] = known
    return known


def current(tx: Tx, operator_id: str = "") -> Shift | None:
    """The open shift, of one operator or of anybody."""
    if operator_id:
        return _shift(
            tx.one(
                f"{_SHIFT} WHERE closed_ms = 0 AND operator_id = ? ORDER BY opened_ms DESC LIMIT 1",
                (operator_id,),
            )
        )
    return _shift(tx.one(f"{_SHIFT} WHERE closed_ms = 0 ORDER BY opened_ms DESC LIMIT 1"))


def listed(tx: Tx, limit: int = 30) -> tuple[Shift, ...]:
    """Shifts, the one opened last first."""
    rows = tx.all(f"{_SHIFT} ORDER BY opened_ms DESC, rowid DESC LIMIT ?", (limit,))
    return tuple(shift for shift in map(_shift, rows) if shift is not None)


def span(tx: Tx, shift_id: str) -> tuple[int, int]:
    """The first and the last document's seq of a shift; an open one goes to the head."""
    row = tx.one(
        "SELECT first_seq, CASE last_seq WHEN 0 THEN (SELECT seq FROM head) ELSE last_seq END"
        " FROM shift WHERE shift_id = ?",
        (shift_id,),
    )
    return (row[0], row[1]) if row else (0, 0)


def counts(tx: Tx, shift_id: str) -> tuple[Count, ...]:
    """All counts of a shift, the first one first: a recount leaves the old ones (R41)."""
    rows = tx.all(
        "SELECT epoch, seq, at_ms, counted_minor, expected_minor, difference_minor FROM shift_count"
        " WHERE shift_id = ? ORDER BY epoch, seq",
        (shift_id,),
    )
    return tuple(Count(*row) for row in rows)


def drawer(tx: Tx, shift_id: str) -> tuple[int, int, bool]:
    """What a closed shift's drawer held and should have held, and whether it was counted."""
    row = tx.one(
        "SELECT counted_minor, expected_minor, counted FROM shift WHERE shift_id = ?", (shift_id,)
    )
    return (row[0], row[1], bool(row[2])) if row else (0, 0, False)


def jumped_ms(tx: Tx, shift_id: str) -> int:
    """By how much the wall clock was set, all in all, since a shift began. A writer keeps it until
    the next jump is written."""
    name = f"jumped:{shift_id}"
    known: int | None = tx.memo.get(name)
    if known is not None:
        return known
    found = tx.all(
        "SELECT e.epoch, e.seq FROM shift AS h JOIN till_event AS e"
        " ON e.shift_id = '' AND e.kind = 'clock.jump'"
        " AND (e.epoch, e.seq) > (h.epoch, h.first_seq) WHERE h.shift_id = ?",
        (shift_id,),
    )
    docs = [journal.document(tx, *place) for place in found]
    tx.memo[name] = sum(one.body["to_ms"] - one.body["from_ms"] for one in docs if one is not None)
    return int(tx.memo[name])


def _shift(row: Row | None) -> Shift | None:
    if row is None:
        return None
    shift_id, operator_id, bd, opened, float_minor, closed = row[:6]
    return Shift(shift_id, operator_id, bd, opened, float_minor, closed)
