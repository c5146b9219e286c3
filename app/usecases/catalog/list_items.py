"""The catalogue as its screen shows it: a page at a time, searched, by department."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from app.domain.catalog import SHELF, Department, Item, TaxProfile, price_on
from app.domain.codes import stored_barcode
from app.domain.errors import Refused
from app.domain.loyalty.tier import TierTerms
from app.store import catalog
from app.store import shop as shops
from app.store.engine import Tx
from app.usecases.services import Services

USUAL_UNITS = ("个", "瓶", "盒", "袋", "包", "罐", "支", "件", "kg", "次")
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item in the list with its shelf price now (None: none) and its department."""

    item: Item
    price_minor: int | None
    department: Department | None


def list_items(
    s: Services,
    *,
    text: str = "",
    department_id: str = "",
    active: bool | None = True,
    limit: int = 100,
    offset: int = 0,
) -> tuple[ItemRow, ...]:
    """A page of items by name, or by likeness to `text`. `active` None: all. Reader thread."""
    with s.db.read() as tx:
        items: Iterable[Item] = every_item(tx, department_id=department_id, active=active)
        if text.strip():
            found = catalog.search(tx, text, limit=offset + limit, active_only=active is True)
            items = [one for one in found if _fits(one, department_id, active)]
        known = {one.department_id: one for one in catalog.departments(tx)}
        now = s.clock.now_ms()
        return tuple(
            ItemRow(one, price_on(one.prices, SHELF, now), known.get(one.department_id))
            for one in islice(items, offset, offset + limit)
        )


def count(s: Services, *, department_id: str = "", active: bool | None = True) -> int:
    """How many items there are. Reader thread."""
    with s.db.read() as tx:
        if not department_id and active is None:
            return catalog.count(tx)
        return sum(1 for _ in every_item(tx, department_id=department_id, active=active))


def get(s: Services, item_id: str) -> Item:
    """One item whole. Refused `item.unknown`."""
    with s.db.read() as tx:
        item = catalog.get(tx, item_id)
    if item is None:
        raise Refused("item.unknown")
    return item


def by_barcode(s: Services, barcode: str) -> Item | None:
    """The item of a barcode, for price checks and `new item` from an unknown code."""
    with s.db.read() as tx:
        return catalog.find_by_barcode(tx, stored_barcode(barcode))


def departments(s: Services) -> tuple[Department, ...]:
    """Every department in the shop's order."""
    with s.db.read() as tx:
        return catalog.departments(tx)


def tax(s: Services) -> TaxProfile:
    """The tax profile with its classes."""
    with s.db.read() as tx:
        return shops.tax_profile(tx, shops.load(tx).tax_profile)


def tiers(s: Services) -> tuple[TierTerms, ...]:
    """The members' tiers, lowest first."""
    with s.db.read() as tx:
        return shops.tiers(tx)


def units(s: Services) -> tuple[str, ...]:
    """The units in use, the most used first, and the usual ones after them. Report thread."""
    used: dict[str, int] = {}
    with s.db.report() as tx:
        for item in every_item(tx):
            used[item.unit] = used.get(item.unit, 0) + 1
    often = sorted((one for one in used if one), key=lambda one: (-used[one], one))
    return tuple(dict.fromkeys((*often, *USUAL_UNITS)))


def every_item(tx: Tx, *, department_id: str = "", active: bool | None = None) -> Iterator[Item]:
    """All items by name, read in chunks."""
    after = ("", 0)
    while True:
        found = catalog.page(tx, department_id=department_id, after=after, limit=_CHUNK)
        yield from (one for one in found if _fits(one, department_id, active))
        if len(found) < _CHUNK:
            return
        after = (found[-1].name, catalog.item_no(tx, found[-1].item_id))


def _fits(item: Item, department_id: str, active: bool | None) -> bool:
    if department_id and item.department_id != department_id:
        return False
    return active is None or item.active == active
