"""Finds items by what a cashier types: part of a name, pinyin initials, the tail of a barcode."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.catalog import SHELF, Item, price_on
from app.store import catalog
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class FoundItem:
    """An item with its shelf price now, None when it has none."""

    item: Item
    price_minor: int | None


def search(s: Services, text: str, language: str, limit: int = 30) -> tuple[FoundItem, ...]:
    """Active items that match, best first; nothing for blank text. Reader thread.

    Names in both languages are searched, whatever `language` the screen speaks.
    """
    now = s.clock.now_ms()
    with s.db.read() as tx:
        found = catalog.search(tx, text, limit=limit)
    return tuple(FoundItem(item, price_on(item.prices, SHELF, now)) for item in found)
