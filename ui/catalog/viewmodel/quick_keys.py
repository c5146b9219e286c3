"""The quick keys while they are arranged: 25 places a page, what lies where, what may go there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.usecases.sale.quick_keys import KEYS_A_PAGE, QuickKey, QuickPage
from app.usecases.sale.search_items import FoundItem
from app.words import Words
from ui.catalog.viewmodel.items import price

ACROSS = 5


@dataclass(frozen=True, slots=True)
class PlaceVM:
    """One place of the page: an item's key, or an empty place (no title)."""

    title: str = ""
    spec: str = ""
    price: str = ""


@dataclass(frozen=True, slots=True)
class FoundVM:
    """An item one could put there; `where` says that it lies on a place of this page already."""

    item_id: str
    name: str
    spec: str
    price: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class PageFormVM:
    """The names of a page, and what one may do with it."""

    serial: int
    new: bool
    name: str
    name_en: str
    error: str = ""
    save_off: str = ""
    remove: str = ""
    left_off: str = ""
    right_off: str = ""


@dataclass(frozen=True, slots=True)
class KeysVM:
    """The page. `state`: loading, pages, empty (no page yet), error. `at` is the place one is on.

    `lifted` is the place whose key is in hand (-1: none), `carried` an item brought from its form.
    """

    state: str
    pages: tuple[str, ...] = ()
    on: int = 0
    places: tuple[PlaceVM, ...] = ()
    at: int = 0
    lifted: int = -1
    carried: str = ""
    title: str = ""
    here: str = ""
    lift: str = ""
    lift_off: str = ""
    remove_off: str = ""
    found: tuple[FoundVM, ...] = ()
    none: str = ""
    form: PageFormVM | None = None
    said: str = ""
    said_role: str = "muted"
    error: str = ""


def place(key: QuickKey | None, words: Words) -> PlaceVM:
    """What lies on one place."""
    if key is None:
        return PlaceVM()
    item = key.item
    return PlaceVM(item.named(words.lang), item.spec, price(key.price_minor, item, words))


def title(at: int, words: Words) -> str:
    """`第 2 排第 3 个`."""
    return words("catalog.keys.at", row=at // ACROSS + 1, column=at % ACROSS + 1)


def found(items: Sequence[FoundItem], page: QuickPage | None, words: Words) -> tuple[FoundVM, ...]:
    """What the search found, and which of it lies on this page already."""
    lies = {key.item.item_id: key.position for key in (page.keys if page else ()) if key}
    return tuple(
        FoundVM(
            one.item.item_id,
            one.item.named(words.lang),
            one.item.spec,
            price(one.price_minor, one.item, words),
            title(lies[one.item.item_id], words) if one.item.item_id in lies else "",
        )
        for one in items
    )


def step(at: int, across: int, down: int) -> int:
    """The place beside or below; at an edge one stays where one is."""
    x, y = at % ACROSS + across, at // ACROSS + down
    if not (0 <= x < ACROSS and 0 <= y < KEYS_A_PAGE // ACROSS):
        return at
    return y * ACROSS + x


def next_empty(places: Sequence[PlaceVM], after: int) -> int:
    """The next empty place behind `after`, around the end; `after` when the page is full."""
    for by in range(1, len(places)):
        here = (after + by) % len(places)
        if not places[here].title:
            return here
    return after
