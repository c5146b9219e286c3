"""The pages of quick keys as the counter shows them: 25 places each, some empty."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.catalog import SHELF, Item, price_on
from app.store import catalog
from app.store.queries import stock
from app.usecases.services import Services
from app.usecases.stock.levels import low_milli

KEYS_A_PAGE = 25


@dataclass(frozen=True, slots=True)
class QuickKey:
    """One key: `position` 0..24 by rows of five, the item, its shelf price now (None: no price).

    `stock_milli` is what should be there (None: nobody counts it), `low` that it is little.
    """

    position: int
    item: Item
    price_minor: int | None
    stock_milli: int | None = None
    low: bool = False


@dataclass(frozen=True, slots=True)
class QuickPage:
    """One page; `keys` always has 25 places."""

    page_id: str
    name: str
    name_en: str
    keys: tuple[QuickKey | None, ...]

    def named(self, language: str) -> str:
        """The name in a language."""
        return self.name_en if language == "en" and self.name_en else self.name


def pages(s: Services) -> tuple[QuickPage, ...]:
    """Every page in the shop's own order. Reader thread."""
    now = s.clock.now_ms()
    with s.db.read() as tx:
        found = catalog.quick_keys(tx)
        shown_items = {str(key.item.item_id) for page in found for key in page.keys}
        standing = stock.levels(tx, shown_items)
    shown = []
    for page in found:
        places: list[QuickKey | None] = [None] * KEYS_A_PAGE
        for key in page.keys:
            if key.position < KEYS_A_PAGE:
                price = price_on(key.item.prices, SHELF, now)
                there = standing.get(str(key.item.item_id))
                left = there.qty_milli if there else None
                low = left is not None and left < low_milli(key.item)
                places[key.position] = QuickKey(key.position, key.item, price, left, low)
        shown.append(QuickPage(page.page_id, page.name, page.name_en, tuple(places)))
    return tuple(shown)
