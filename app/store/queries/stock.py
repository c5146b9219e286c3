"""Stock levels and what moved them; items without a level were never received nor counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.store.engine import Tx

USUAL_LOW_MILLI = 5000  # below it a piece is said to be low, where its item says nothing else

_LOW = f"qty_milli < coalesce(stock_hint_milli, {USUAL_LOW_MILLI})"
ONLY = {
    "all": "",
    "tracked": " AND l.item_id IS NOT NULL",
    "untracked": " AND l.item_id IS NULL",
    "low": f" AND l.item_id IS NOT NULL AND {_LOW}",
    "negative": " AND qty_milli < 0",
}


@dataclass(frozen=True, slots=True)
class Level:
    """What stands of an item: thousandths, and when it was last counted (0: never)."""

    qty_milli: int
    counted_ms: int


@dataclass(frozen=True, slots=True)
class StockMove:
    """One thing that moved a level. `kind`: receive, adjust, count, transfer, write_off, sale,
    refund; of sales and returns `n` counts the receipts of a business date."""

    kind: str
    on: str
    at_ms: int
    qty_milli: int
    cost_minor: int | None = None
    reason: str = ""
    operator_id: str = ""
    epoch: int = 0
    seq: int = 0
    n: int = 1


def level(tx: Tx, item_id: str) -> Level | None:
    """The level of an item; None where it has none."""
    row = tx.one("SELECT qty_milli, counted_ms FROM stock_level WHERE item_id = ?", (item_id,))
    return Level(*row) if row else None


def levels(tx: Tx, item_ids: Iterable[str]) -> dict[str, Level]:
    """The levels of these items, those that have one."""
    found = {one: level(tx, one) for one in item_ids}
    return {item_id: one for item_id, one in found.items() if one}


def listed(
    tx: Tx, *, only: str, department_id: str, limit: int, offset: int
) -> list[tuple[str, int | None, int]]:
    """(item, quantity or None, counted at) of goods by name; lowest first where that is asked."""
    place = " AND department_id = ?" if department_id else ""
    order = "qty_milli, name" if only in ("low", "negative") else "name, item_no"
    rows = tx.all(
        "SELECT i.item_id, qty_milli, coalesce(counted_ms, 0) FROM item AS i"  # noqa: S608
        " LEFT JOIN stock_level AS l USING (item_id)"
        f" WHERE active = 1 AND kind <> 'service'{ONLY[only]}{place} ORDER BY {order}"
        " LIMIT ? OFFSET ?",
        (*((department_id,) if department_id else ()), limit, offset),
    )
    return [(row[0], row[1], row[2]) for row in rows]


def counts(tx: Tx) -> dict[str, int]:
    """How many goods there are of each kind of list."""
    row = tx.one(
        "SELECT count(*), count(l.item_id), sum(l.item_id IS NOT NULL"  # noqa: S608
        f" AND {_LOW}), coalesce(sum(qty_milli < 0), 0)"
        " FROM item AS i LEFT JOIN stock_level AS l USING (item_id)"
        " WHERE active = 1 AND kind <> 'service'"
    ) or (0, 0, 0, 0)
    every, tracked, low, negative = (number or 0 for number in row)
    return {
        "all": every,
        "tracked": tracked,
        "untracked": every - tracked,
        "low": low,
        "negative": negative,
    }


def moves(tx: Tx, item_id: str, limit: int) -> list[StockMove]:
    """What moved an item's level, the newest first; sales and returns by business date."""
    found = [
        StockMove(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8])
        for row in tx.all(
            "SELECT kind, bd, at_ms, qty_milli, cost_minor, reason, operator_id, epoch, seq"
            " FROM stock_move WHERE item_id = ? ORDER BY epoch DESC, seq DESC LIMIT ?",
            (item_id, limit),
        )
    ]
    found += [
        StockMove(kind, on, at_ms, qty, n=n)
        for kind, on, at_ms, qty, n in tx.all(
            "SELECT 'sale', s.bd, max(s.at_ms), -sum(x.qty_milli), count(*) FROM sale_line AS x"
            " JOIN sale AS s USING (sale_id) WHERE x.item_id = ?1 GROUP BY s.bd"
            " UNION ALL SELECT 'refund', r.bd, max(r.at_ms),"
            " sum(CASE x.stock WHEN 'write_off' THEN 0 ELSE x.qty_milli END), count(*)"
            " FROM refund_line AS x JOIN refund AS r USING (refund_id) WHERE x.item_id = ?1"
            " GROUP BY r.bd",
            (item_id,),
        )
    ]
    return sorted(found, key=lambda one: (-one.at_ms, one.kind))[:limit]


@dataclass(frozen=True, slots=True)
class PriceChange:
    """A price of an item as it was and as it became; None: there was none on that list."""

    list_id: str
    was_minor: int | None
    now_minor: int | None
    operator_id: str
    at_ms: int
    epoch: int
    seq: int


def price_changes(tx: Tx, item_id: str, limit: int) -> list[PriceChange]:
    """Every change of an item's prices, the newest first."""
    return [
        PriceChange(*row)
        for row in tx.all(
            "SELECT list_id, was_minor, now_minor, operator_id, at_ms, epoch, seq FROM price_change"
            " WHERE item_id = ? ORDER BY epoch DESC, seq DESC, list_id LIMIT ?",
            (item_id, limit),
        )
    ]
