"""How wide the till's paper is: as its printer, and without one as the shop's settings, say."""

from __future__ import annotations

from app.domain.shop import Shop
from app.usecases.services import Services


def paper_width(s: Services, shop: Shop) -> int:
    """Columns of what is laid out now, for a picture of it. Returns at once."""
    return s.devices.columns() or shop.paper_columns
