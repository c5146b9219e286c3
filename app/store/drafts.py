"""Baskets that are not sales yet: the one in work, and parked ones. `data` is the use case's JSON.

Written with `db.write(durable=False)` (agreements 16): a power cut may take the last scan.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.store.engine import Row, Tx


@dataclass(frozen=True, slots=True)
class Draft:
    """A basket kept under its sale's id; `parked` ones wait to be recalled, by any operator."""

    sale_id: str
    operator_id: str
    shift_id: str
    parked: bool
    label: str
    began_ms: int
    saved_ms: int
    lines: int
    total_minor: int
    member_name: str
    data: str


_DRAFT = (
    "SELECT sale_id, operator_id, shift_id, parked, label, began_ms, saved_ms, lines, total_minor,"
    " member_name, data FROM draft"
)


def save(tx: Tx, draft: Draft) -> None:
    """Keep a basket, in place of what was kept under its sale's id."""
    tx.sql(
        "INSERT INTO draft (sale_id, operator_id, shift_id, parked, label, began_ms, saved_ms,"
        " lines, total_minor, member_name, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (sale_id) DO UPDATE SET operator_id = excluded.operator_id,"
        " shift_id = excluded.shift_id, parked = excluded.parked, label = excluded.label,"
        " saved_ms = excluded.saved_ms, lines = excluded.lines,"
        " total_minor = excluded.total_minor, member_name = excluded.member_name,"
        " data = excluded.data",
        (
            *(draft.sale_id, draft.operator_id, draft.shift_id, int(draft.parked), draft.label),
            *(draft.began_ms, draft.saved_ms, draft.lines, draft.total_minor),
            *(draft.member_name, draft.data),
        ),
    )


def load(tx: Tx, sale_id: str) -> Draft | None:
    """The basket kept under that id."""
    row = tx.one(f"{_DRAFT} WHERE sale_id = ?", (sale_id,))
    return _draft(row) if row else None


def drop(tx: Tx, sale_id: str) -> None:
    """Forget a basket: it became a sale, or was cancelled."""
    tx.sql("DELETE FROM draft WHERE sale_id = ?", (sale_id,))


def drop_all(tx: Tx) -> None:
    """Forget every basket, parked ones too: of a copy that begins with an empty counter."""
    tx.sql("DELETE FROM draft")


def parked(tx: Tx) -> tuple[Draft, ...]:
    """Every parked basket, the latest first."""
    return _listed(tx, 1)


def unfinished(tx: Tx) -> tuple[Draft, ...]:
    """Baskets in work when the program ended without saying so, the latest first."""
    return _listed(tx, 0)


def _listed(tx: Tx, parked_: int) -> tuple[Draft, ...]:
    rows = tx.all(f"{_DRAFT} WHERE parked = ? ORDER BY saved_ms DESC, sale_id DESC", (parked_,))
    return tuple(_draft(row) for row in rows)


def _draft(row: Row) -> Draft:
    sale_id, operator_id, shift_id, parked_, *rest = row
    return Draft(sale_id, operator_id, shift_id, bool(parked_), *rest)
