"""Keeps baskets through power cuts and while they wait: the draft at the counter, and parked ones.

Drafts are no documents: they commit without a flush (agreements 16), so that a scan costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.pricing.basket import Basket
from app.domain.tendering import Tender
from app.usecases.outcome import Outcome
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class ParkedBasket:
    """A basket that waits: whose, since when, how much (as it was priced then), what is in it."""

    sale_id: str
    label: str
    operator_id: str
    operator_name: str
    parked_ms: int
    lines: int
    pieces_milli: int
    due_minor: int
    member_name: str
    first_item: str


@dataclass(frozen=True, slots=True)
class LeftOver:
    """The basket that a power cut or a crash left at the counter."""

    basket: Basket
    tenders: tuple[Tender, ...]
    saved_ms: int


def save(s: Services, basket: Basket, tenders: tuple[Tender, ...]) -> Outcome[None]:
    """Keep the counter's basket under its sale id; an empty one is dropped instead."""
    raise NotImplementedError


def drop(s: Services, sale_id: str) -> Outcome[None]:
    """Forget a draft."""
    raise NotImplementedError


def park(s: Services, basket: Basket, label: str = "") -> Outcome[ParkedBasket]:
    """Put a basket among the parked ones. Refused `basket.empty`, `park.too_many` (50)."""
    raise NotImplementedError


def parked(s: Services) -> tuple[ParkedBasket, ...]:
    """The parked baskets, the longest waiting first. Reader thread."""
    raise NotImplementedError


def recall(s: Services, sale_id: str) -> Outcome[tuple[Basket, tuple[Tender, ...]]]:
    """A parked basket back to the counter, as its draft again. Refused `park.gone`."""
    raise NotImplementedError


def left_over(s: Services) -> LeftOver | None:
    """What stands at the counter after a power cut; None when nothing was left. Reader thread."""
    raise NotImplementedError
