"""Arranges the quick keys: pages of 25 places, each page one document when it changes."""

from __future__ import annotations

from app.domain.document import Body
from app.domain.errors import Refused
from app.domain.member import clean_name
from app.domain.permissions import Operator, Permission, require
from app.store import catalog
from app.store.catalog import QuickPage
from app.store.engine import Tx
from app.usecases.catalog.save import seal_catalog
from app.usecases.outcome import Changes, Outcome
from app.usecases.sale.quick_keys import KEYS_A_PAGE
from app.usecases.services import Services

_TOUCHED = Changes(catalog=True)


def save_page(
    s: Services,
    operator: Operator,
    *,
    page_id: str = "",
    name: str,
    name_en: str = "",
    position: int = 0,
    keys: tuple[tuple[int, str], ...],
) -> Outcome[str]:
    """Write a page whole: `keys` are (place 0..24, item id). An empty id makes a new page.

    Refused: `permission.missing`, `name.*`, `page.unknown`, `key.place`, `key.twice`,
    `item.unknown`.
    """
    require(operator, Permission.CATALOG_EDIT)
    called = clean_name(name)
    with s.db.write() as tx:
        there = _page(tx, page_id) if page_id else None
        written = page_id or s.clock.new_id()
        _require_keys(tx, keys)
        places = {place: "" for place in range(KEYS_A_PAGE)} if there else {}
        places.update(dict(keys))
        body: Body = {
            "quick_pages": [
                {
                    "page_id": written,
                    "name": called,
                    "name_en": name_en.strip()[:60],
                    "position": position,
                }
            ],
            "quick_keys": [_key(written, *one) for one in sorted(places.items())],
        }
        seal_catalog(tx, s, operator, body)
    return Outcome(written, _TOUCHED)


def put_key(
    s: Services, operator: Operator, page_id: str, position: int, item_id: str
) -> Outcome[None]:
    """Put an item on a place; an empty item id clears it.

    Refused: `permission.missing`, `page.unknown`, `key.place`, `item.unknown`.
    """
    require(operator, Permission.CATALOG_EDIT)
    with s.db.write() as tx:
        _page(tx, page_id)
        _require_keys(tx, ((position, item_id),))
        seal_catalog(tx, s, operator, {"quick_keys": [_key(page_id, position, item_id)]})
    return Outcome(None, _TOUCHED)


def remove_page(s: Services, operator: Operator, page_id: str) -> Outcome[None]:
    """Refused `permission.missing`, `page.unknown`."""
    require(operator, Permission.CATALOG_EDIT)
    with s.db.write() as tx:
        _page(tx, page_id)
        seal_catalog(tx, s, operator, {"removed": {"quick_pages": [page_id]}})
    return Outcome(None, _TOUCHED)


def _page(tx: Tx, page_id: str) -> QuickPage:
    for one in catalog.quick_keys(tx):
        if one.page_id == page_id:
            return one
    raise Refused("page.unknown")


def _require_keys(tx: Tx, keys: tuple[tuple[int, str], ...]) -> None:
    places = [place for place, _ in keys]
    if any(not 0 <= place < KEYS_A_PAGE for place in places):
        raise Refused("key.place", most=KEYS_A_PAGE)
    if len(set(places)) != len(places):
        raise Refused("key.twice")
    wanted = [item_id for _, item_id in keys if item_id]
    if set(wanted) - catalog.many(tx, wanted).keys():
        raise Refused("item.unknown")


def _key(page_id: str, position: int, item_id: str) -> Body:
    return {"page_id": page_id, "position": position, "item_id": item_id}
