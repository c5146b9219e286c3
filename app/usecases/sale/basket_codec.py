"""A basket and its tenders as text and back: what a draft holds. It may change its shape.

A draft that a newer program wrote, or that cannot be read, is left where it is and not shown;
nothing was paid for good in it.
"""

from __future__ import annotations

import json

from app.domain.loyalty.codec import from_data, to_data
from app.domain.pricing.basket import Basket
from app.domain.tendering import Tender

VERSION = 2
READABLE = (1, 2)  # 1 knew no vouchers and no packages


def write(basket: Basket, tenders: tuple[Tender, ...]) -> str:
    """The draft's text."""
    body = {"v": VERSION, "basket": to_data(basket), "tenders": to_data(tenders)}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> tuple[Basket, tuple[Tender, ...]] | None:
    """What `write` wrote; None for a text of another version, or a damaged one."""
    try:
        raw = json.loads(text)
        if raw["v"] not in READABLE:
            return None
        return from_data(Basket, raw["basket"]), tuple(from_data(Tender, t) for t in raw["tenders"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
