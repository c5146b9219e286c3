"""Arranges the quick keys: pages of 25 places, each page one document when it changes."""

from __future__ import annotations

from app.domain.permissions import Operator
from app.usecases.outcome import Outcome
from app.usecases.services import Services


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
    """Write a page: `keys` are (place 0..24, item id). An empty id makes a new page.

    Refused: `permission.missing`, `name.*`, `key.place`, `key.twice`, `item.unknown`.
    """
    raise NotImplementedError


def put_key(
    s: Services, operator: Operator, page_id: str, position: int, item_id: str
) -> Outcome[None]:
    """Put an item on a place (empty item id clears it). Refused `page.unknown` and as above."""
    raise NotImplementedError


def remove_page(s: Services, operator: Operator, page_id: str) -> Outcome[None]:
    """Refused `permission.missing`, `page.unknown`."""
    raise NotImplementedError
