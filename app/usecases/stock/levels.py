"""What there is of what the shop sells, what moved it, and what it cost when. Readers only."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.catalog import Item
from app.domain.errors import Refused
from app.store import catalog, staff
from app.store.engine import Tx
from app.store.queries import stock
from app.store.queries.stock import ONLY, USUAL_LOW_MILLI, PriceChange, StockMove
from app.usecases.services import Services

__all__ = ["ONLY", "PriceChange", "StockMove", "StockPage", "level", "levels", "of_item"]


@dataclass(frozen=True, slots=True)
class StockRow:
    """An item and its level; `qty_milli` None: never received nor counted. May be negative."""

    item: Item
    qty_milli: int | None
    counted_ms: int = 0

    @property
    def low(self) -> bool:
        """Below what the item (else the house) calls low; never for what has no level."""
        return self.qty_milli is not None and self.qty_milli < low_milli(self.item)


@dataclass(frozen=True, slots=True)
class StockPage:
    """A page of the list, and how many goods each kind of list has."""

    rows: tuple[StockRow, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class ItemStock:
    """All of one item: its level, what moved it, its prices; names by operator's id."""

    row: StockRow
    moves: tuple[StockMove, ...]
    prices: tuple[PriceChange, ...]
    people: dict[str, str]


def low_milli(item: Item) -> int:
    """Below how many the counter says so."""
    return USUAL_LOW_MILLI if item.stock_hint_milli is None else item.stock_hint_milli


def levels(
    s: Services,
    *,
    text: str = "",
    only: str = "all",
    department_id: str = "",
    limit: int = 100,
    offset: int = 0,
) -> StockPage:
    """Goods with their levels: found by `text`, or listed by name. Reader thread.

    `only` is all, tracked, untracked, low or negative.
    """
    with s.db.read() as tx:
        totals = stock.counts(tx)
        if text.strip():
            items = catalog.search(tx, text, limit=offset + limit)[offset:]
            return StockPage(tuple(_row(tx, one) for one in items), totals)
        rows = []
        for item_id, qty, counted_ms in stock.listed(
            tx, only=only, department_id=department_id, limit=limit, offset=offset
        ):
            item = catalog.get(tx, item_id)
            if item is not None:
                rows.append(StockRow(item, qty, counted_ms))
    return StockPage(tuple(rows), totals)


def level(s: Services, item_id: str) -> StockRow:
    """One item's level. Reader thread. Refused `item.unknown`."""
    with s.db.read() as tx:
        return _row(tx, known(tx, item_id))


def of_item(s: Services, item_id: str, limit: int = 60) -> ItemStock:
    """What moved an item and what it cost when, the newest first. Reader thread.

    Refused `item.unknown`.
    """
    with s.db.read() as tx:
        item = known(tx, item_id)
        people = {str(one.operator_id): one.name for one in staff.people(tx, active_only=False)}
        return ItemStock(
            _row(tx, item),
            tuple(stock.moves(tx, item_id, limit)),
            tuple(stock.price_changes(tx, item_id, limit)),
            people,
        )


def known(tx: Tx, item_id: str) -> Item:
    """The item. Refused `item.unknown`."""
    item = catalog.get(tx, item_id)
    if item is None:
        raise Refused("item.unknown")
    return item


def _row(tx: Tx, item: Item) -> StockRow:
    found = stock.level(tx, str(item.item_id))
    return StockRow(item, found.qty_milli, found.counted_ms) if found else StockRow(item, None)
