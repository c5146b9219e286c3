"""Returns as rows: what of a sale has come back so far, line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.document import Document
from app.store import journal
from app.store.engine import Tx
from app.store.loyalty import merges

LATEST = (1 << 62, 0)  # (epoch, seq) behind every document
_NUMBER = re.compile(r"((?:[0-9]+-){0,3})[Rr]?0*([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """What of one line came back so far, over all returns of its sale."""

    line_no: int
    qty_milli: int
    amount_minor: int
    tax_minor: int
    points: int
    growth: int


@dataclass(frozen=True, slots=True)
class RefundRow:
    """One return."""

    refund_id: str
    no: str
    sale_id: str
    member_id: str
    shift_id: str
    operator_id: str
    business_date: str
    at_ms: int
    total_minor: int
    paid_out_minor: int
    rounding_minor: int
    epoch: int
    seq: int
    how: str = "return"


_ROW = (
    "SELECT refund_id, no, sale_id, member_id, shift_id, operator_id, bd, at_ms, total_minor,"
    " paid_out_minor, rounding_minor, epoch, seq, how FROM refund"
)


def returned(tx: Tx, sale_id: str) -> dict[int, ReturnedLine]:
    """What came back so far, by line; lines that nothing came back of are left out."""
    rows = tx.all(
        "SELECT x.n, sum(x.qty_milli), sum(x.amount_minor), sum(x.tax_minor), sum(x.points),"
        " sum(x.growth) FROM refund AS r JOIN refund_line AS x USING (refund_id)"
        " WHERE r.sale_id = ? GROUP BY x.n ORDER BY x.n",
        (sale_id,),
    )
    return {row[0]: ReturnedLine(*row) for row in rows}


def get(tx: Tx, refund_id: str) -> RefundRow | None:
    """One return; the way to see whether it is committed."""
    row = tx.one(f"{_ROW} WHERE refund_id = ?", (refund_id,))
    return RefundRow(*row) if row else None


def document(tx: Tx, refund_id: str) -> Document | None:
    """Its sealed document."""
    row = tx.one("SELECT epoch, seq FROM refund WHERE refund_id = ?", (refund_id,))
    return journal.document(tx, *row) if row else None


def of_sale(tx: Tx, sale_id: str) -> tuple[RefundRow, ...]:
    """The returns of a sale, the oldest first."""
    rows = tx.all(f"{_ROW} WHERE sale_id = ? ORDER BY epoch, seq", (sale_id,))
    return tuple(RefundRow(*row) for row in rows)


def recent(
    tx: Tx, *, member_id: str = "", shift_id: str = "", limit: int = 50
) -> tuple[RefundRow, ...]:
    """Returns, the latest first."""
    where, params = ["1"], list[object]()
    if member_id:
        every = merges.ids(tx, member_id)
        where.append(f"member_id IN ({', '.join('?' * len(every))}) AND member_id <> ''")
        params += every
    if shift_id:
        where.append("shift_id = ?")
        params.append(shift_id)
    rows = tx.all(
        f"{_ROW} WHERE {' AND '.join(where)} ORDER BY epoch DESC, seq DESC LIMIT ?",
        (*params, limit),
    )
    return tuple(RefundRow(*row) for row in rows)


def unreceipted(
    tx: Tx,
    *,
    below: tuple[int, int] = LATEST,
    above: tuple[int, int] = (0, 0),
    limit: int = 50,
) -> tuple[RefundRow, ...]:
    """Returns without a receipt between two places (epoch, seq) of the journal, latest first."""
    return _unreceipted(
        tx, "(epoch, seq) < (?, ?) AND (epoch, seq) > (?, ?)", *below, *above, limit
    )


def search_unreceipted(tx: Tx, text: str, *, limit: int = 50) -> tuple[RefundRow, ...]:
    """Returns without a receipt by number (`01-03-1-R000012` or its end), amount (`38.60`), or a
    part of a name of the goods, the latest first."""
    wanted = text.strip()
    rows: list[RefundRow] = []
    if number := _NUMBER.fullmatch(wanted):
        said = f"R{int(number[2]):06d}"
        found = _unreceipted(tx, "substr(no, -7) = ?", said, limit)
        rows += [one for one in found if f"-{one.no}".endswith(f"-{number[1].upper()}{said}")]
    digits = wanted.replace(".", "", 1)
    if digits.isdecimal() and len(digits) < 13:
        amounts = (int(digits), int(digits) * 100) * 2
        rows += _unreceipted(
            tx, "(total_minor IN (?, ?) OR paid_out_minor IN (?, ?))", *amounts, limit
        )
    elif wanted:
        rows += _unreceipted(
            tx,
            "refund_id IN (SELECT refund_id FROM refund_line JOIN item USING (item_id)"
            " WHERE instr(item.name, ?) > 0)",
            *(wanted, limit),
        )
    return tuple({one.refund_id: one for one in rows}.values())[:limit]


def _unreceipted(tx: Tx, where: str, *params: object) -> tuple[RefundRow, ...]:
    rows = tx.all(
        f"{_ROW} WHERE how = 'blind' AND {where} ORDER BY epoch DESC, seq DESC LIMIT ?", params
    )
    return tuple(RefundRow(*row) for row in rows)


def next_no(tx: Tx) -> int:
    """The number that the next return of this till's epoch gets (1, 2, 3 ...)."""
    row = tx.one(
        "SELECT coalesce(max(counter), 0) + 1 FROM refund WHERE epoch = (SELECT epoch FROM head)"
    )
    return row[0] if row else 1
