"""The list of goods in words: a row an item, what to say when there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.catalog import Department, Item, ItemKind
from app.usecases.catalog.list_items import ItemRow
from app.words import Words, amount

ALL = ""


@dataclass(frozen=True, slots=True)
class RowVM:
    """One item: name and size, a code to know it by, its price, and a word when it needs one."""

    item_id: str
    name: str
    spec: str
    code: str
    price: str
    note: str = ""
    role: str = "muted"


@dataclass(frozen=True, slots=True)
class ListVM:
    """The list. `state`: loading, rows, empty (no goods at all), none (nothing found), error.

    `departments` are (id, name) with "all" first. `more` when rows were added at the end.
    """

    state: str
    rows: tuple[RowVM, ...] = ()
    about: str = ""
    departments: tuple[tuple[str, str], ...] = ()
    department: str = ALL
    none: str = ""
    none_why: str = ""
    new: str = ""
    error: str = ""
    more: bool = False


def row(one: ItemRow, words: Words) -> RowVM:
    """One item of the list."""
    item = one.item
    note, role = _note(item, one.price_minor, words)
    return RowVM(
        item.item_id,
        item.named(words.lang),
        item.spec or (words("catalog.per_kg") if item.kind is ItemKind.WEIGHED else ""),
        code_of(item, words),
        "" if one.price_minor is None else amount(one.price_minor, words.digits),
        note,
        role,
    )


def code_of(item: Item, words: Words) -> str:
    """The barcode, else the number on weight labels."""
    if item.barcodes:
        return item.barcodes[0]
    return words("catalog.plu_short", plu=item.plu) if item.plu else ""


def price(price_minor: int | None, item: Item, words: Words) -> str:
    """`3.50`, by weight `9.90/kg`, empty where there is none."""
    if price_minor is None:
        return ""
    shown = amount(price_minor, words.digits)
    return f"{shown}/kg" if item.kind is ItemKind.WEIGHED else shown


def _note(item: Item, price_minor: int | None, words: Words) -> tuple[str, str]:
    if not item.active:
        return words("catalog.off_sale"), "muted"
    if price_minor is None:
        return words("catalog.no_price"), "warning"
    return "", "muted"


def tabs(departments: Sequence[Department], words: Words) -> tuple[tuple[str, str], ...]:
    """What one may filter by: everything, then each department in the shop's order."""
    named = [(one.department_id, one.named(words.lang)) for one in departments]
    return ((ALL, words("catalog.all")), *named)


def about(count: int, words: Words) -> str:
    """`307 种`."""
    return words("catalog.count", n=count)


def nothing(text: str, words: Words) -> tuple[str, str, str]:
    """What stands where nothing was found: sentence, why, and the title of the key for a new one.

    Digits are taken for a barcode, everything else for a name.
    """
    shown = text.strip()
    if not shown:
        return words("catalog.none_here"), words("catalog.none_here_why"), words("catalog.new")
    short = shown if len(shown) <= 20 else f"{shown[:20]}…"
    key = "catalog.new_code" if is_code(shown) else "catalog.new_named"
    return words("catalog.none", text=short), words("catalog.none_why"), words(key, text=short)


def is_code(text: str) -> bool:
    """Whether what was typed looks like a barcode rather than a name."""
    return text.isascii() and text.isdecimal() and len(text) >= 6
