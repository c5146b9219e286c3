"""What the sentinel reads: documents from a business date on, a page at a time, and the cases."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.document import Document, Kind
from app.store import journal
from app.store.engine import Row, Tx

At = tuple[int, int]

_CASE = (
    "SELECT case_id, rule, subject, bd, at_ms, level, data, state, closed_by, closed_ms, why"
    " FROM case_file"
)
_GRAVE = "CASE level WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as its document says it, and what became of it."""

    case_id: str
    rule: str
    subject: str
    bd: str
    at_ms: int
    level: str
    data: dict[str, Any]
    state: str
    closed_by: str
    closed_ms: int
    why: str


def first_place(tx: Tx, bd: str) -> At:
    """The place before the first shift of that business date or a later one: what is of those days
    lies behind it. The whole journal when there was no shift before."""
    row = tx.one(
        "SELECT epoch, first_seq FROM shift WHERE bd < ? ORDER BY epoch DESC, first_seq DESC"
        " LIMIT 1",
        (bd,),
    )
    return (row[0], row[1] - 1) if row else (0, 0)


def page(tx: Tx, after: At, kinds: tuple[Kind, ...], limit: int) -> list[Document]:
    """The next documents of these kinds."""
    return list(journal.read(tx, after=after, kinds=kinds, limit=limit))


def newest_z(tx: Tx) -> At:
    """(epoch, number) of the newest Z, zeros without one."""
    row = tx.one("SELECT epoch, z_no FROM z_report ORDER BY epoch DESC, z_no DESC LIMIT 1")
    return (row[0], row[1]) if row else (0, 0)


def topups(tx: Tx, ids: Iterable[str]) -> dict[str, tuple[int, str]]:
    """When each plan was sold, and by whom."""
    found: dict[str, tuple[int, str]] = {}
    for one in set(ids):
        row = tx.one("SELECT at_ms, operator_id FROM topup WHERE topup_id = ?", (one,))
        if row is not None:
            found[one] = (row[0], row[1])
    return found


def costs(tx: Tx, ids: Iterable[str]) -> dict[str, int]:
    """What a piece or kg of each item is bought for, where that is known."""
    found: dict[str, int] = {}
    for one in set(ids):
        row = tx.one("SELECT cost_minor FROM item WHERE item_id = ?", (one,))
        if row is not None and row[0] is not None:
            found[one] = row[0]
    return found


def known(tx: Tx, ids: Sequence[str]) -> set[str]:
    """Which of these cases there are already."""
    asked = set(ids)
    return {row[0] for row in tx.all("SELECT case_id FROM case_file") if row[0] in asked}


def listed(tx: Tx, state: str, limit: int) -> tuple[CaseRow, ...]:
    """Cases of a state: open ones by gravity and then the newest, others by when they were
    closed."""
    order = f"{_GRAVE}, at_ms DESC" if state == "open" else "closed_ms DESC"
    rows = tx.all(
        f"{_CASE} WHERE state = ? ORDER BY {order}, case_id LIMIT ?",  # noqa: S608
        (state, limit),
    )
    return tuple(_case(row) for row in rows)


def get(tx: Tx, case_id: str) -> CaseRow | None:
    """One case."""
    row = tx.one(f"{_CASE} WHERE case_id = ?", (case_id,))  # noqa: S608 - our own text
    return _case(row) if row else None


def counts(tx: Tx) -> dict[tuple[str, str], int]:
    """How many cases there are by state and level."""
    rows = tx.all("SELECT state, level, count(*) FROM case_file GROUP BY state, level")
    return {(state, level): n for state, level, n in rows}


def _case(row: Row) -> CaseRow:
    return CaseRow(*(*row[:6], json.loads(row[6]), *row[7:]))
