"""Where the counter waits for a person: an unknown code, a question, and the way out of both."""

from __future__ import annotations

from dataclasses import replace

from app.domain.checkout import events as ev
from app.domain.checkout.counter import Result, resting
from app.domain.checkout.state import CheckoutState, Desk, Halt, Mode


def halt(state: CheckoutState, event: ev.CodeUnknown, _: Desk) -> Result:
    """Scanning stops until a person answers, or goods leave unpaid (hardware.md 6.1)."""
    after = replace(state, mode=Mode.HALTED, halt=Halt(event.code, event.reason), last=None)
    return after, (ev.Sound("error"),)


def acknowledge(state: CheckoutState, _: ev.Acknowledged, __: Desk) -> Result:
    """Answered; scanning goes on."""
    return replace(state, mode=resting(state), halt=None), ()


def leave(state: CheckoutState, _: ev.BackPressed | ev.ApprovalDenied, __: Desk) -> Result:
    """Out of a question without an answer; the basket stays as it was."""
    calm = replace(state, halt=None, weighing=None, weighing_price_minor=0, request=None)
    return replace(calm, mode=resting(calm)), ()


def change_seen(state: CheckoutState, _: ev.BackPressed, __: Desk) -> Result:
    """Away from the change, before the next scan would do it."""
    return replace(state, mode=Mode.READY, last=None, next_qty_milli=0), ()


def unkey(state: CheckoutState, _: ev.BackPressed, __: Desk) -> Result:
    """Esc among the goods takes a quantity keyed ahead back, and never does harm; at an empty
    counter a gift card that was only looked at goes with it."""
    cards = state.gift_cards if state.basket.lines else ()
    return replace(state, next_qty_milli=0, gift_cards=cards), ()
