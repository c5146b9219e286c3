"""What the shop sells: items, departments, units, tax classes, and prices with effective dates."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import Refused
from app.domain.ids import ItemId

SHELF = "shelf"  # the price list that everyone pays; tiers may name another


class ItemKind(StrEnum):
    """How an item is counted: pieces, by weight (thousandths are grams), or a service."""

    PIECE = "piece"
    WEIGHED = "weighed"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Price:
    """A price per piece or kg on one list, from `from_ms` until `until_ms` (0 = for good)."""

    list_id: str
    price_minor: int
    from_ms: int = 0
    until_ms: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One thing one can buy, with every price that a till may need for it.

    `name_en` may be empty. `plu` is the item number on the shop's weight labels. `spec` is the
    size printed under the name (`600ml`). `stock_hint_milli` is how many there should at least be:
    below it the counter says so.
    """

    item_id: ItemId
    name: str
    department_id: str
    tax_class: str
    prices: tuple[Price, ...]
    kind: ItemKind = ItemKind.PIECE
    unit: str = "个"
    name_en: str = ""
    spec: str = ""
    barcodes: tuple[str, ...] = ()
    plu: str = ""
    cost_minor: int | None = None
    active: bool = True
    stock_hint_milli: int | None = None

    def named(self, language: str) -> str:
        """The name in a language, the first name where there is no other."""
        return self.name_en if language == "en" and self.name_en else self.name


@dataclass(frozen=True, slots=True)
class Department:
    """A group of items. `open_price` lets a cashier sell a keyed amount under its name."""

    department_id: str
    name: str
    name_en: str = ""
    tax_class: str = "standard"
    position: int = 0
    open_price: bool = True

    def named(self, language: str) -> str:
        """The name in a language."""
        return self.name_en if language == "en" and self.name_en else self.name


@dataclass(frozen=True, slots=True)
class TaxClass:
    """A rate in ppm and its names."""

    tax_class: str
    rate_ppm: int
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class TaxProfile:
    """A country's classes: data with its source, never a constant in a rule (agreements 25).

    `included` says whether shelf prices contain the tax. It is no legal advice, and says so.
    """

    code: str
    included: bool
    classes: tuple[TaxClass, ...]
    source: str

    def rate_ppm(self, tax_class: str) -> int:
        """The class's rate; Refused `tax.unknown_class` when the profile has none such."""
        for one in self.classes:
            if one.tax_class == tax_class:
                return one.rate_ppm
        raise Refused("tax.unknown_class", tax_class=tax_class)


def price_on(prices: tuple[Price, ...], list_id: str, at_ms: int) -> int | None:
    """The price in force on a list at an instant: the latest that has begun and not ended."""
    best: Price | None = None
    for one in prices:
        begun = one.from_ms <= at_ms and (one.until_ms == 0 or at_ms < one.until_ms)
        if one.list_id == list_id and begun and (best is None or one.from_ms >= best.from_ms):
            best = one
    return None if best is None else best.price_minor
