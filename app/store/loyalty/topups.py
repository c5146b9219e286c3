"""Plan sales (top-ups, packages, paid tiers, gift cards) as rows; the document has the rest."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.document import Document, Kind
from app.store import journal
from app.store.engine import Tx


@dataclass(frozen=True, slots=True)
class TopupRow:
    """One plan sale. `refunded_minor` -1: not refunded; else what was paid out."""

    topup_id: str
    no: str
    member_id: str
    plan_id: str
    plan_kind: str
    plan_name: str
    shift_id: str
    operator_id: str
    business_date: str
    at_ms: int
    paid_minor: int
    refunded_minor: int
    epoch: int
    seq: int


_ROW = (
    "SELECT topup_id, no, member_id, plan_id, plan_kind, plan_name, shift_id, operator_id, bd,"
    " at_ms, paid_minor, refunded_minor, epoch, seq FROM topup"
)


def get(tx: Tx, topup_id: str) -> TopupRow | None:
    """One plan sale; the way to see whether it is committed."""
    row = tx.one(f"{_ROW} WHERE topup_id = ?", (topup_id,))
    return TopupRow(*row) if row else None


def document(tx: Tx, topup_id: str) -> Document | None:
    """Its sealed document: tenders, funds, given, package, gift_card, vouchers."""
    row = tx.one("SELECT epoch, seq FROM topup WHERE topup_id = ?", (topup_id,))
    return journal.document(tx, *row) if row else None


def of(tx: Tx, *member_ids: str, limit: int = -1) -> tuple[TopupRow, ...]:
    """Plan sales of these members, the latest first."""
    marks = ", ".join("?" * len(member_ids))
    rows = tx.all(
        f"{_ROW} WHERE member_id IN ({marks}) ORDER BY epoch DESC, seq DESC LIMIT ?",
        (*member_ids, limit),
    )
    return tuple(TopupRow(*row) for row in rows)


def bought(tx: Tx, plan_id: str, *member_ids: str) -> int:
    """How often these members bought a plan that was not refunded (plans sold once)."""
    marks = ", ".join("?" * len(member_ids))
    row = tx.one(
        f"SELECT count(*) FROM topup WHERE member_id IN ({marks}) AND plan_id = ?"  # noqa: S608
        " AND refunded_minor < 0",
        (*member_ids, plan_id),
    )
    return row[0] if row else 0


def given_back(tx: Tx, lot_ids: frozenset[str], *holders: str) -> int:
    """What came back into these lots of these holders with plan sales that were taken back."""
    marks = ", ".join("?" * len(holders))
    rows = tx.all(
        "SELECT DISTINCT m.epoch, m.seq FROM asset_move AS m"  # noqa: S608
        f" JOIN journal AS j USING (epoch, seq) WHERE m.holder IN ({marks})"
        " AND m.amount > 0 AND j.kind = ?",
        (*holders, Kind.TOPUP_REFUND.value),
    )
    found = (journal.document(tx, *row) for row in rows)
    moves = [one for doc in found if doc is not None for one in doc.body["moves"]]
    return sum(one["n"] for one in moves if one["n"] > 0 and one["lot"] in lot_ids)


def next_no(tx: Tx) -> int:
    """The number that the next plan sale of this till's epoch gets (1, 2, 3 ...)."""
    row = tx.one(
        "SELECT coalesce(max(counter), 0) + 1 FROM topup WHERE epoch = (SELECT epoch FROM head)"
    )
    return row[0] if row else 1
