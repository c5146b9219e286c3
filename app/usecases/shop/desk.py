"""The book that prices are made by: tax, tiers, limits and rounding in one frozen value."""

from __future__ import annotations

from app.domain.pricing.priced import Book
from app.store import shop
from app.usecases.services import Services


def desk_book(s: Services) -> Book:
    """Read once when settings change; `checkout.Desk` carries it into every step. Reader thread."""
    with s.db.read() as tx:
        return shop.book(tx)
