"""Attempts to be paid through a gateway, as they stand."""

from __future__ import annotations

from dataclasses import dataclass

from app.store.engine import Row, Tx

_ALL = (
    "SELECT attempt_id, kind, sale_id, shift_id, operator_id, origin_id, amount_minor, whole_minor,"
    " currency, bd, at_ms, state, got_minor, got_currency, approval_no, why, changed_ms, booked_id,"
    " epoch, seq FROM pay_attempt"
)
_OPEN = "state IN ('written', 'reversing', 'giving_back', 'refunding')"

_UNCLOSED = (
    "NOT EXISTS (SELECT 1 FROM case_file WHERE case_id IN ('pay.' || attempt_id || '.owed',"
    " 'pay.' || attempt_id || '.amount', 'pay.' || attempt_id || '.used_id',"
    " 'pay.' || attempt_id || '.restored', 'pay.' || attempt_id || '.gone')"
    " AND case_file.state <> 'open')"
)


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One attempt. `booked_id` is the sale that it pays for; (epoch, seq) its document."""

    attempt_id: str
    kind: str
    sale_id: str
    shift_id: str
    operator_id: str
    origin_id: str
    amount_minor: int
    whole_minor: int
    currency: str
    bd: str
    at_ms: int
    state: str
    got_minor: int
    got_currency: str
    approval_no: str
    why: str
    changed_ms: int
    booked_id: str
    epoch: int
    seq: int


def get(tx: Tx, attempt_id: str) -> AttemptRow | None:
    """One attempt."""
    row = tx.one(f"{_ALL} WHERE attempt_id = ?", (attempt_id,))
    return _made(row) if row else None


def unsettled(tx: Tx, limit: int = 200) -> tuple[AttemptRow, ...]:
    """Those that somebody must still ask about, the oldest first."""
    rows = tx.sql(f"{_ALL} WHERE {_OPEN} ORDER BY at_ms LIMIT ?", (limit,))
    return tuple(_made(row) for row in rows)


def approved_unused(tx: Tx, since_bd: str) -> tuple[AttemptRow, ...]:
    """Approved since that business date and paying for nothing: money beside every sale."""
    rows = tx.sql(
        f"{_ALL} WHERE state = 'approved' AND booked_id = '' AND bd >= ? ORDER BY at_ms",
        (since_bd,),
    )
    return tuple(_made(row) for row in rows)


def of_sale(tx: Tx, sale_id: str) -> tuple[AttemptRow, ...]:
    """Those made for a sale (or, for refunds, for a return)."""
    rows = tx.sql(f"{_ALL} WHERE sale_id = ? ORDER BY at_ms", (sale_id,))
    return tuple(_made(row) for row in rows)


def refunded_minor(tx: Tx, attempt_id: str) -> int:
    """What of an attempt has gone back, or is on its way."""
    row = tx.one(
        "SELECT coalesce(sum(amount_minor), 0) FROM pay_attempt"
        " WHERE origin_id = ? AND state <> 'owed'",
        (attempt_id,),
    )
    return int(row[0]) if row else 0


def of_day(tx: Tx, bd: str) -> tuple[AttemptRow, ...]:
    """All of a business date."""
    rows = tx.sql(f"{_ALL} WHERE bd = ? ORDER BY at_ms", (bd,))
    return tuple(_made(row) for row in rows)


def unsolved(tx: Tx, limit: int = 200) -> tuple[AttemptRow, ...]:
    """Those where money is owed or wrong, until the owner has closed their case; newest first."""
    rows = tx.sql(
        f"{_ALL} WHERE state IN ('owed', 'wrong') AND {_UNCLOSED} ORDER BY at_ms DESC LIMIT ?",
        (limit,),
    )
    return tuple(_made(row) for row in rows)


def _made(row: Row) -> AttemptRow:
    return AttemptRow(*row)
