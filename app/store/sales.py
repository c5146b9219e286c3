"""Committed sales: one by its id or number, the list for the history, and the document itself."""

from __future__ import annotations

from app.domain.document import Document
from app.domain.sale import Sale, read
from app.store import journal
from app.store.engine import Tx
from app.store.queries.sale_rows import SaleRow, by_receipt, last, recent, row, search

__all__ = [
    "SaleRow",
    "by_id",
    "by_receipt",
    "copies",
    "document",
    "last",
    "recent",
    "row",
    "search",
]


def document(tx: Tx, sale_id: str) -> Document | None:
    """The sealed document of a sale."""
    place = tx.one("SELECT epoch, seq FROM sale WHERE sale_id = ?", (sale_id,))
    return journal.document(tx, *place) if place else None


def by_id(tx: Tx, sale_id: str) -> Sale | None:
    """The whole sale, read from its document."""
    doc = document(tx, sale_id)
    if doc is None:
        return None
    return read(doc.body, operator_id=doc.operator_id, business_date=doc.business_date)


def in_z(tx: Tx, sale_id: str) -> bool:
    """Whether a Z stands over it: its day is closed."""
    row = tx.one(
        "SELECT 1 FROM sale AS s JOIN z_report AS z ON z.epoch = s.epoch"
        " AND s.seq BETWEEN z.first_seq AND z.last_seq WHERE s.sale_id = ?",
        (sale_id,),
    )
    return row is not None


def copies(tx: Tx, sale_id: str) -> int:
    """How many copies of a receipt were asked for so far."""
    found = tx.one(
        "SELECT count(*) FROM till_event WHERE sale_id = ? AND kind = 'reprint'", (sale_id,)
    )
    return found[0] if found else 0
