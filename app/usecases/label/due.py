"""Which labels are due: items with a new price since theirs was printed, and goods that came."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.catalog import SHELF, Item, ItemKind, price_on
from app.domain.shop import Shop
from app.store import catalog
from app.store import shop as shops
from app.store.queries import labels
from app.store.queries.labels import Received
from app.usecases.label.templates import EXTRA_DONE
from app.usecases.services import Services

__all__ = ["DueItem", "Received", "deliveries", "last_delivery", "new_prices", "of_delivery"]

LOOK_BACK_MS = 30 * 24 * 3_600_000
DELIVERIES = 12


@dataclass(frozen=True, slots=True)
class DueItem:
    """An item, how many labels it wants, and its shelf price now."""

    item: Item
    copies: int
    price_minor: int = 0


def new_prices(s: Services) -> tuple[DueItem, ...]:
    """Active items whose price changed and has no label since, by name. Reader thread."""
    with s.db.read() as tx:
        now = s.clock.now_ms()
        since = _since(shops.load(tx), now)
        changed = labels.touched(tx, since, now)
        done = labels.printed(tx, since)
        wanted = [item_id for item_id, at in changed.items() if done.get(item_id, 0) < at]
        items = catalog.many(tx, wanted).values()
    due = [
        DueItem(one, 1, price)
        for one in items
        if one.active
        and one.kind is not ItemKind.SERVICE
        and (price := price_on(one.prices, SHELF, now)) is not None
    ]
    return tuple(sorted(due, key=lambda one: one.item.name))


def _since(shop: Shop, now_ms: int) -> int:
    """What a person called done, and never more than a month back."""
    done = shop.extra.get(EXTRA_DONE, "")
    return max(now_ms - LOOK_BACK_MS, int(done) if done.isdecimal() else 0)


def deliveries(s: Services) -> tuple[Received, ...]:
    """The latest goods that came, the newest first. Reader thread."""
    with s.db.read() as tx:
        return labels.received(tx, DELIVERIES)


def last_delivery(s: Services) -> tuple[DueItem, ...]:
    """Labels for what came last; nothing where nothing came. Reader thread."""
    found = deliveries(s)
    return of_delivery(s, found[0].key) if found else ()


def of_delivery(s: Services, key: str) -> tuple[DueItem, ...]:
    """As many labels as pieces came; one for what is weighed. Reader thread."""
    found = next((one for one in deliveries(s) if one.key == key), None)
    if found is None:
        return ()
    with s.db.read() as tx:
        items = catalog.many(tx, [item_id for item_id, _ in found.lines])
    return tuple(
        DueItem(item, 1 if item.kind is ItemKind.WEIGHED else max(1, qty // 1000))
        for item_id, qty in found.lines
        if (item := items.get(item_id)) is not None
    )
