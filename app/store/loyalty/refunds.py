"""Returns as rows: what of a sale has come back so far, line by line."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.document import Document
from app.store.engine import Tx


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


def returned(tx: Tx, sale_id: str) -> dict[int, ReturnedLine]:
    """What came back so far, by line; lines that nothing came back of are left out."""
    raise NotImplementedError


def get(tx: Tx, refund_id: str) -> RefundRow | None:
    """One return; the way to see whether it is committed."""
    raise NotImplementedError


def document(tx: Tx, refund_id: str) -> Document | None:
    """Its sealed document."""
    raise NotImplementedError


def of_sale(tx: Tx, sale_id: str) -> tuple[RefundRow, ...]:
    """The returns of a sale, the oldest first."""
    raise NotImplementedError


def recent(
    tx: Tx, *, member_id: str = "", shift_id: str = "", limit: int = 50
) -> tuple[RefundRow, ...]:
    """Returns, the latest first."""
    raise NotImplementedError


def next_no(tx: Tx) -> int:
    """The number that the next return of this till's epoch gets (1, 2, 3 ...)."""
    raise NotImplementedError
