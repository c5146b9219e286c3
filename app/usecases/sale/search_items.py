"""Finds items by what a cashier types: part of a name, pinyin initials, the tail of a barcode."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.catalog import Item
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class FoundItem:
    """An item with its shelf price now, None when it has none."""

    item: Item
    price_minor: int | None


def search(s: Services, text: str, language: str, limit: int = 30) -> tuple[FoundItem, ...]:
    """Active items that match, best first; nothing for blank text. Reader thread."""
    raise NotImplementedError
