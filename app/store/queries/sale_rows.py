"""Sales as rows: by number, in lists, by what one types into the history's field."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.ids import ReceiptNo
from app.store.engine import Row, Tx
from app.store.loyalty import merges

ROW = (
    "SELECT s.sale_id, s.receipt_no, s.counter, s.shift_id, s.operator_id, s.bd, s.at_ms,"
    " s.currency, s.member_id, s.total_minor, s.due_minor, s.paid_minor, s.base_minor,"
    " s.pieces_milli, s.epoch, s.seq FROM sale AS s"
)


@dataclass(frozen=True, slots=True)
class SaleRow:
    """A sale in a list. Its names (operator, member) are the lists' to look up."""

    sale_id: str
    receipt_no: str
    counter: int
    shift_id: str
    operator_id: str
    business_date: str
    at_ms: int
    currency: str
    member_id: str
    total_minor: int
    due_minor: int
    paid_minor: int
    base_minor: int
    pieces_milli: int
    epoch: int
    seq: int

    @property
    def short_no(self) -> str:
        """The number a person reads."""
        return ReceiptNo.parse(self.receipt_no).short


def row(tx: Tx, sale_id: str) -> SaleRow | None:
    """One sale's row; the way to see whether a sale is committed."""
    return _one(tx.one(f"{ROW} WHERE s.sale_id = ?", (sale_id,)))


def by_receipt(tx: Tx, number: str) -> SaleRow | None:
    """The sale of a receipt number: `01-03-1-000318`, short `03-000318`, or bare `318`."""
    parts = number.strip().split("-")
    if not parts[-1].isdecimal() or len(parts[-1]) > 12:
        return None
    found = tx.all(
        f"{ROW} WHERE s.epoch IN (SELECT epoch FROM epoch)"  # noqa: S608
        " AND s.counter = ? ORDER BY s.epoch DESC",
        (int(parts[-1]),),
    )
    for one in found:
        have = one[1].split("-")
        if len(parts) == 1 or (len(parts) == 2 and have[1] == parts[0]) or have[:3] == parts[:3]:
            return SaleRow(*one)
    return None


def last(tx: Tx) -> SaleRow | None:
    """The latest sale of this till."""
    return _one(tx.one(f"{ROW} ORDER BY s.epoch DESC, s.counter DESC LIMIT 1"))


def recent(
    tx: Tx,
    *,
    before: tuple[int, int] = (1 << 62, 0),
    limit: int = 50,
    business_date: str = "",
    shift_id: str = "",
    member_id: str = "",
) -> tuple[SaleRow, ...]:
    """Sales, the latest first, before (epoch, counter) of the last row seen.

    A member's are also those of whoever was merged into them.
    """
    where, params = ["(s.epoch, s.counter) < (?, ?)"], list[object](before)
    if member_id:
        every = merges.ids(tx, member_id)
        where.append(f"s.member_id IN ({', '.join('?' * len(every))}) AND s.member_id <> ''")
        params += every
    for column, value in (("bd", business_date), ("shift_id", shift_id)):
        if value:
            where.append(f"s.{column} = ?")
            params.append(value)
    rows = tx.all(
        f"{ROW} WHERE {' AND '.join(where)} ORDER BY s.epoch DESC, s.counter DESC LIMIT ?",
        (*params, limit),
    )
    return tuple(SaleRow(*one) for one in rows)


def search(tx: Tx, text: str, *, limit: int = 50) -> tuple[SaleRow, ...]:
    """Sales by receipt number, amount (`38.60`), or a part of an item's name, the latest first."""
    wanted = text.strip()
    if not wanted:
        return recent(tx, limit=limit)
    exact = by_receipt(tx, wanted)
    rows = [exact] if exact else []
    amount = wanted.replace(".", "", 1)
    if amount.isdecimal() and len(amount) < 13:
        found = tx.all(
            f"{ROW} WHERE s.due_minor IN (?, ?) OR s.paid_minor IN (?, ?)"
            " ORDER BY s.epoch DESC, s.counter DESC LIMIT ?",
            (*(int(amount), int(amount) * 100) * 2, limit),
        )
        rows += [SaleRow(*one) for one in found]
    if not wanted.isdecimal():
        found = tx.all(
            f"{ROW} WHERE s.sale_id IN"  # noqa: S608
            " (SELECT sale_id FROM sale_line WHERE instr(name, ?) > 0)"
            " ORDER BY s.epoch DESC, s.counter DESC LIMIT ?",
            (wanted, limit),
        )
        rows += [SaleRow(*one) for one in found]
    return tuple({one.sale_id: one for one in rows}.values())[:limit]


def _one(found: Row | None) -> SaleRow | None:
    return SaleRow(*found) if found else None
