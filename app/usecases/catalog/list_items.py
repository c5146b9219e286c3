"""The catalogue as its screen shows it: a page at a time, searched, by department."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.catalog import Department, Item, TaxProfile
from app.domain.loyalty.tier import TierTerms
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item in the list with its shelf price now (None: none) and its department's names."""

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
    """A page of items by department and name, or by likeness to `text`. `active` None: all."""
    raise NotImplementedError


def count(s: Services, *, department_id: str = "", active: bool | None = True) -> int:
    """How many items there are."""
    raise NotImplementedError


def get(s: Services, item_id: str) -> Item:
    """One item whole. Refused `item.unknown`."""
    raise NotImplementedError


def by_barcode(s: Services, barcode: str) -> Item | None:
    """The item of a barcode, for price checks and `new item` from an unknown code."""
    raise NotImplementedError


def departments(s: Services) -> tuple[Department, ...]:
    """Every department in the shop's order."""
    raise NotImplementedError


def tax(s: Services) -> TaxProfile:
    """The tax profile with its classes."""
    raise NotImplementedError


def tiers(s: Services) -> tuple[TierTerms, ...]:
    """The members' tiers, lowest first."""
    raise NotImplementedError


def units(s: Services) -> tuple[str, ...]:
    """The units in use, most used first, and the usual ones after them."""
    raise NotImplementedError
