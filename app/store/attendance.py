"""Who came and went: the stamps in force (a corrected one stands in the journal alone)."""

from __future__ import annotations

from app.store.engine import Row, Tx

_STAMP = "SELECT epoch, seq, operator_id, kind, at_ms, bd FROM attendance"


def last(tx: Tx, operator_id: str) -> Row | None:
    """The latest stamp of a person: (epoch, seq, operator_id, kind, at_ms, bd)."""
    return tx.one(
        f"{_STAMP} WHERE operator_id = ? ORDER BY at_ms DESC, epoch DESC, seq DESC LIMIT 1",
        (operator_id,),
    )


def get(tx: Tx, place: tuple[int, int]) -> Row | None:
    """One stamp by its document."""
    return tx.one(f"{_STAMP} WHERE epoch = ? AND seq = ?", place)


def between(tx: Tx, operator_id: str, from_ms: int, until_ms: int) -> list[Row]:
    """A person's stamps from `from_ms` up to and without `until_ms`, oldest first."""
    return tx.all(
        f"{_STAMP} WHERE operator_id = ? AND at_ms >= ? AND at_ms < ? ORDER BY at_ms, epoch, seq",
        (operator_id, from_ms, until_ms),
    )
