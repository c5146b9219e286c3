"""What lies in the shop, for reports: levels with cost, and when each item was last sold."""

from __future__ import annotations

from app.store.engine import Row, Tx

_LEVELS = """
    SELECT i.item_id, v.qty_milli, i.cost_minor FROM stock_level AS v JOIN item AS i USING (item_id)
    WHERE v.qty_milli > 0 AND i.active = 1
"""
_SOLD = "SELECT key, max(bd) FROM day_cube WHERE dim = 'item' AND bd >= ? AND n > 0 GROUP BY key"
_SINCE = "SELECT min(bd) FROM stock_move WHERE item_id = ? AND kind IN ('receive', 'count')"


def levels(tx: Tx) -> list[Row]:
    """(item_id, thousandths there, unit cost or None) of items with a level above nothing."""
    return tx.all(_LEVELS)


def last_sold(tx: Tx, from_on: str) -> dict[str, str]:
    """The last closed business date of each item that was sold from a date on."""
    return {key: bd for key, bd in tx.all(_SOLD, (from_on,))}


def since(tx: Tx, item_id: str) -> str:
    """The date on which an item's stock was first known."""
    row = tx.one(_SINCE, (item_id,))
    return row[0] or "" if row else ""
