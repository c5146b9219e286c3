"""What every gesture ends in: the basket priced again, and what no longer holds taken back."""

from __future__ import annotations

from dataclasses import replace

from app.domain.checkout import events as ev
from app.domain.checkout.hands import still_stands
from app.domain.checkout.state import CheckoutState, Desk, Mode
from app.domain.errors import Refused
from app.domain.ids import SaleId
from app.domain.money import MAX_MINOR
from app.domain.pricing.basket import Basket
from app.domain.pricing.engine import price

Result = tuple[CheckoutState, tuple[ev.Intent, ...]]


def fresh(sale_id: SaleId, desk: Desk, mode: Mode = Mode.READY) -> CheckoutState:
    """An empty counter for whoever stands at the till."""
    basket = Basket(sale_id, desk.operator.operator_id, desk.now_ms)
    return CheckoutState(mode, basket, price(basket, desk.book, desk.now_ms))


def resting(state: CheckoutState) -> Mode:
    """Where the counter goes when a question is answered."""
    if state.last is not None:
        return Mode.DONE
    return Mode.SELLING if state.basket.lines else Mode.READY


def reprice(state: CheckoutState, basket: Basket, desk: Desk, *, current: int = 0) -> Result:
    """The changed basket priced, what no longer holds taken back aloud, and the draft kept.

    `state` still has the basket as it was. Refused `basket.too_large`.
    """
    if not basket.lines and basket.discount:
        basket = replace(basket, discount=None)
    basket, void = still_stands(state.basket, basket, desk)
    basket = replace(basket, priced_ms=desk.now_ms)
    priced = price(basket, desk.book, desk.now_ms)
    if priced.due_minor > MAX_MINOR:
        raise Refused("basket.too_large", most_minor=MAX_MINOR)
    after = CheckoutState(
        Mode.SELLING if basket.lines else Mode.READY,
        basket,
        priced,
        tenders=state.tenders,
        current=current or (state.current if basket.line(state.current) else 0),
        purse=state.purse,
        gift_cards=state.gift_cards,
    )
    return after, (ev.SaveDraft(), *(ev.Say(code) for code in void))
