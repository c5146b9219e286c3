"""Goods that come back for others: the credit joins the basket, and pays when it is sold.

Nothing is written before the sale: until then the credit is a wish that its draft keeps.
"""

from __future__ import annotations

from dataclasses import replace

from app.domain.checkout import events as ev
from app.domain.checkout import selling
from app.domain.checkout.counter import Result, reprice
from app.domain.checkout.state import CheckoutState, Desk
from app.domain.errors import Refused
from app.domain.permissions import Permission, require


def begin(state: CheckoutState, event: ev.ExchangeBegun, desk: Desk) -> Result:
    """The credit joins; whoever had bought the goods is the basket's member if it has none.

    Refused `permission.missing`, `exchange.one` (another return pays here already).
    """
    require(desk.operator, Permission.SELL)
    if state.basket.credit is not None:
        raise Refused("exchange.one", receipt_no=state.basket.credit.receipt_no)
    basket = replace(state.basket, credit=event.credit)
    if event.member is not None and basket.member is None:
        joined = replace(state, basket=basket)
        return selling.attach(joined, ev.MemberAttached(event.member, event.purse), desk)
    after, intents = reprice(state, basket, desk)
    return after, (ev.Sound("added"), *intents)


def drop(state: CheckoutState, _: ev.ExchangeDropped, desk: Desk) -> Result:
    """The goods stay with the customer. Refused `exchange.none`."""
    if state.basket.credit is None:
        raise Refused("exchange.none")
    return reprice(state, replace(state.basket, credit=None), desk)
