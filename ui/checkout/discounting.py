"""What a discount panel stands for, and what it would do: one answer for the key and the hand."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.checkout import events as ev
from app.domain.checkout.state import CheckoutState, Desk
from app.domain.checkout.step import step
from app.domain.errors import Refused
from app.domain.money import Currency
from ui.checkout.front import DiscountPanel
from ui.checkout.typed import money, ppm

Discount = ev.PriceSet | ev.LineDiscounted | ev.BasketDiscounted


@dataclass(frozen=True, slots=True)
class Preview:
    """Before and after in minor units; `asks`: a second person is needed; or why not."""

    before_minor: int
    after_minor: int
    asks: bool = False
    refused: Refused | None = None


def event_of(panel: DiscountPanel, currency: Currency) -> Discount:
    """The event that the panel stands for. Refused for what cannot be read."""
    if panel.kind == "price":
        if not panel.text.strip():
            raise Refused("amount.unreadable", text="")
        return ev.PriceSet(panel.line_no, money(panel.text, currency), panel.reason)
    rate = ppm(panel.text) if panel.kind == "rate" and panel.text.strip() else 0
    amount = money(panel.text, currency) if panel.kind == "amount" else 0
    if panel.whole:
        return ev.BasketDiscounted(rate, amount, panel.reason)
    return ev.LineDiscounted(panel.line_no, rate, amount, panel.reason)


def preview(panel: DiscountPanel, state: CheckoutState, desk: Desk) -> Preview:
    """What the machine would make of it; nothing is changed."""
    before = _stands(panel, state)
    if not panel.text.strip():
        return Preview(before, before)
    try:
        after = step(state, event_of(panel, desk.book.currency), desk).state
    except Refused as refusal:
        return Preview(before, before, refused=refusal)
    if after.request is not None:
        return Preview(after.request.before_minor, after.request.after_minor, asks=True)
    return Preview(before, _stands(panel, after))


def _stands(panel: DiscountPanel, state: CheckoutState) -> int:
    """What the line or the basket comes to now."""
    if panel.whole:
        return state.priced.due_minor
    lines = state.priced.lines
    return next((one.total_minor for one in lines if one.line.line_no == panel.line_no), 0)
