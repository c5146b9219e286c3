"""Keeps baskets through power cuts and while they wait: the draft at the counter, and parked ones.

Drafts are no documents: they commit without a flush (agreements 16), so that a scan costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.codes.cards import without_card
from app.domain.errors import Refused
from app.domain.pricing.basket import Basket
from app.domain.pricing.engine import price_shown
from app.domain.pricing.priced import PricedBasket, item_count
from app.domain.tendering import Tender
from app.store import drafts, sales, staff
from app.store import shop as shops
from app.store.drafts import Draft
from app.usecases.outcome import Changes, Outcome
from app.usecases.sale import basket_codec
from app.usecases.services import Services

MOST_PARKED = 50
_TOUCHED = Changes(drafts=True)


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
    if not (basket.lines or basket.voided or basket.member or basket.credit):
        return drop(s, basket.sale_id)
    with s.db.write(durable=False) as tx:
        if sales.row(tx, basket.sale_id) is None:  # a save that comes after the sale is too late
            drafts.save(tx, _draft(s, basket, tenders))
    return Outcome(None)


def drop(s: Services, sale_id: str) -> Outcome[None]:
    """Forget a draft."""
    with s.db.write(durable=False) as tx:
        drafts.drop(tx, sale_id)
    return Outcome(None)


def park(s: Services, basket: Basket, label: str = "") -> Outcome[ParkedBasket]:
    """Put a basket among the parked ones. Refused `basket.empty`, `basket.already_sold`,
    `park.too_many` (50), `code.payment_card`."""
    if not basket.lines:
        raise Refused("basket.empty")
    with s.db.write(durable=False) as tx:
        if sales.row(tx, basket.sale_id) is not None:
            raise Refused("basket.already_sold")
        if len(drafts.parked(tx)) >= MOST_PARKED:
            raise Refused("park.too_many", most=MOST_PARKED)
        priced = price_shown(basket, shops.book(tx), s.clock.now_ms())
        waiting = _draft(s, basket, (), priced, parked=True, label=without_card(label).strip()[:40])
        drafts.save(tx, waiting)
        person = staff.get(tx, basket.operator_id)
    return Outcome(_shown(waiting, basket, person.name if person else ""), _TOUCHED)


def parked(s: Services) -> tuple[ParkedBasket, ...]:
    """The parked baskets, the longest waiting first. Reader thread."""
    with s.db.read() as tx:
        waiting = drafts.parked(tx)
        names = {str(one.operator_id): one.name for one in staff.people(tx, active_only=False)}
    shown = []
    for draft in reversed(waiting):
        kept = basket_codec.read(draft.data)
        if kept is not None:
            shown.append(_shown(draft, kept[0], names.get(draft.operator_id, "")))
    return tuple(shown)


def recall(s: Services, sale_id: str) -> Outcome[tuple[Basket, tuple[Tender, ...]]]:
    """A parked basket back to the counter, as its draft again. Refused `park.gone`."""
    with s.db.write(durable=False) as tx:
        draft = drafts.load(tx, sale_id)
        kept = basket_codec.read(draft.data) if draft and draft.parked else None
        if kept is None:
            raise Refused("park.gone")
        drafts.save(tx, _draft(s, *kept))
    return Outcome(kept, _TOUCHED)


def left_over(s: Services) -> LeftOver | None:
    """What stands at the counter after a power cut; None when nothing was left. Reader thread."""
    with s.db.read() as tx:
        waiting = drafts.unfinished(tx)
    for draft in waiting:
        kept = basket_codec.read(draft.data)
        if kept is not None:
            return LeftOver(*kept, draft.saved_ms)
    return None


def _draft(
    s: Services,
    basket: Basket,
    tenders: tuple[Tender, ...],
    priced: PricedBasket | None = None,
    *,
    parked: bool = False,
    label: str = "",
) -> Draft:
    return Draft(
        sale_id=basket.sale_id,
        operator_id=basket.operator_id,
        shift_id="",
        parked=parked,
        label=label,
        began_ms=basket.began_ms,
        saved_ms=s.clock.now_ms(),
        lines=len(basket.lines),
        total_minor=priced.due_minor if priced else 0,
        member_name=basket.member.name if basket.member else "",
        data=basket_codec.write(basket, tenders),
    )


def _shown(draft: Draft, basket: Basket, operator_name: str) -> ParkedBasket:
    return ParkedBasket(
        sale_id=draft.sale_id,
        label=draft.label,
        operator_id=draft.operator_id,
        operator_name=operator_name,
        parked_ms=draft.saved_ms,
        lines=draft.lines,
        pieces_milli=item_count(basket.lines),
        due_minor=draft.total_minor,
        member_name=draft.member_name,
        first_item=basket.lines[0].item.name if basket.lines else "",
    )
