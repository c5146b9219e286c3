"""Shifts: the open one, all of them, and what their documents add up to (X report, R38)."""

from __future__ import annotations

from app.domain.shift import Shift
from app.store.engine import Row, Tx
from app.store.queries.shift_sums import tax, totals

__all__ = ["current", "get", "listed", "span", "tax", "totals"]

_SHIFT = (
    "SELECT shift_id, operator_id, bd, opened_ms, float_minor, closed_ms, first_seq, last_seq"
    " FROM shift"
)


def get(tx: Tx, shift_id: str) -> Shift | None:
    """One shift."""
    return _shift(tx.one(f"{_SHIFT} WHERE shift_id = ?", (shift_id,)))


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


def _shift(row: Row | None) -> Shift | None:
    if row is None:
        return None
    shift_id, operator_id, bd, opened, float_minor, closed = row[:6]
    return Shift(shift_id, operator_id, bd, opened, float_minor, closed)
