"""Rows of stock: levels and what moved them, as deltas.

Body of stock.receive, .adjust, .count, .transfer and .write_off: {items: [{item_id, qty, cost?}],
reason, at_ms, ...}. `qty` is what the level changes by, in thousandths, with its sign (a write-off
is negative; a count says what it found more or less than the level that stood, and `counted` beside
it); `cost` is what one piece or kg was bought for. An item has a level from its first such line on;
before it, what is sold and comes back moves nothing.
"""

from __future__ import annotations

from app.domain.document import Body, Document, Kind
from app.store.engine import Tx

_LESS = "UPDATE stock_level SET qty_milli = qty_milli - ? WHERE item_id = ?"


def moved(tx: Tx, doc: Document) -> None:
    """Goods came, went, were counted."""
    body = doc.body
    at_ms = body.get("at_ms", doc.eff_ms)
    kind = doc.kind.value.removeprefix("stock.")
    counted_ms = at_ms if doc.kind is Kind.STOCK_COUNT else 0
    tx.many(
        "INSERT INTO stock_move (epoch, seq, n, item_id, bd, at_ms, kind, qty_milli, cost_minor,"
        " reason, operator_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(doc.epoch, doc.seq, n, one["item_id"], doc.business_date, at_ms, kind),
                *(one["qty"], one.get("cost"), one.get("reason", body.get("reason", ""))),
                doc.operator_id,
            )
            for n, one in enumerate(body["items"], 1)
        ],
    )
    tx.memo["stocked"] = True
    tx.many(
        "INSERT INTO stock_level (item_id, qty_milli, counted_ms) VALUES (?, ?, ?)"
        " ON CONFLICT (item_id) DO UPDATE SET qty_milli = qty_milli + excluded.qty_milli,"
        " counted_ms = max(counted_ms, excluded.counted_ms)",
        [(one["item_id"], one["qty"], counted_ms) for one in body["items"]],
    )


def sold(tx: Tx, lines: list[Body]) -> None:
    """What a sale took, of items that have a level."""
    if _kept(tx):
        tx.many(_LESS, [(one["qty"], one["item"]) for one in lines])


def handed(tx: Tx, body: Body) -> None:
    """What was given beside a sale (`handed`: [{item, qty}], below nothing when it was brought
    back). Documents of before it was written name none and moved nothing."""
    if rows := body.get("handed"):
        sold(tx, rows)


def came_back(tx: Tx, lines: list[Body]) -> None:
    """What a return brought, unless it was fit for nothing."""
    if not _kept(tx):
        return
    back = [one for one in lines if one.get("stock", "restock") == "restock"]
    tx.many(_LESS, [(-one["qty"], one["item"]) for one in back])


def _kept(tx: Tx) -> bool:
    """Whether this shop keeps stock at all; a writer remembers it from one sale to the next."""
    known: bool | None = tx.memo.get("stocked")
    if known is None:
        known = tx.memo["stocked"] = tx.one("SELECT 1 FROM stock_level LIMIT 1") is not None
    return known
