"""`step(state, event, desk)`: the table of every pair that means something; the rest is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.domain.checkout import asking, by_hand, exchanging, member_money, paying, selling
from app.domain.checkout import events as ev
from app.domain.checkout.counter import fresh
from app.domain.checkout.state import CheckoutState, Desk, Mode
from app.domain.errors import Refused
from app.domain.ids import SaleId

Handler = Callable[[CheckoutState, Any, Desk], tuple[CheckoutState, tuple[ev.Intent, ...]]]

_COUNTER = (Mode.READY, Mode.SELLING, Mode.DONE)
_GOODS = (Mode.SELLING,)
_OPEN = tuple(mode for mode in Mode if mode is not Mode.CLOSED)
_PAYABLE = (*_COUNTER, Mode.PAYING)


@dataclass(frozen=True, slots=True)
class Step:
    """The next state, and what is to be done about it."""

    state: CheckoutState
    intents: tuple[ev.Intent, ...] = ()


def _pairs(handler: Handler, event: type, *modes: Mode) -> dict[tuple[Mode, type], Handler]:
    return {(mode, event): handler for mode in modes}


TABLE: dict[tuple[Mode, type], Handler] = {
    **_pairs(selling.shift_opened, ev.ShiftOpened, Mode.CLOSED),
    **_pairs(selling.shift_closed, ev.ShiftClosed, Mode.READY, Mode.DONE, Mode.CLOSED),
    **_pairs(selling.item, ev.ItemIdentified, *_COUNTER),
    **_pairs(paying.item_while_paying, ev.ItemIdentified, Mode.PAYING),
    **_pairs(selling.weight, ev.WeightTaken, Mode.WEIGHING),
    **_pairs(asking.halt, ev.CodeUnknown, *_COUNTER),
    **_pairs(paying.code_while_paying, ev.CodeUnknown, Mode.PAYING),
    **_pairs(asking.acknowledge, ev.Acknowledged, Mode.HALTED),
    **_pairs(selling.quantity_ahead, ev.QuantityKeyed, *_COUNTER),
    **_pairs(selling.quantity, ev.QuantitySet, *_GOODS),
    **_pairs(selling.remove, ev.LineRemoved, *_GOODS),
    **_pairs(selling.pick, ev.LinePicked, *_GOODS),
    **_pairs(by_hand.set_price, ev.PriceSet, *_GOODS),
    **_pairs(by_hand.discount_line, ev.LineDiscounted, *_GOODS),
    **_pairs(by_hand.discount_basket, ev.BasketDiscounted, *_GOODS),
    **_pairs(selling.served, ev.ServedBy, *_COUNTER),
    **_pairs(selling.attach, ev.MemberAttached, *_COUNTER),
    **_pairs(paying.attach_while_paying, ev.MemberAttached, Mode.PAYING),
    **_pairs(selling.detach, ev.MemberDetached, Mode.READY, Mode.SELLING),
    **_pairs(member_money.purse_seen, ev.PurseSeen, *_OPEN),
    **_pairs(member_money.offer_voucher, ev.VoucherOffered, *_PAYABLE),
    **_pairs(member_money.drop_voucher, ev.VoucherDropped, Mode.READY, Mode.SELLING, Mode.PAYING),
    **_pairs(member_money.use_package, ev.PackageUsed, Mode.READY, Mode.SELLING, Mode.PAYING),
    **_pairs(member_money.drop_cover, ev.CoverDropped, Mode.SELLING, Mode.PAYING),
    **_pairs(member_money.show_gift_card, ev.GiftCardShown, *_PAYABLE),
    **_pairs(exchanging.begin, ev.ExchangeBegun, *_COUNTER),
    **_pairs(exchanging.drop, ev.ExchangeDropped, Mode.READY, Mode.SELLING),
    **_pairs(selling.park, ev.Parked, *_GOODS),
    **_pairs(selling.recall, ev.Recalled, Mode.READY, Mode.DONE),
    **_pairs(selling.cancel, ev.Cancelled, Mode.READY, Mode.SELLING),
    **_pairs(by_hand.no_sale, ev.NoSale, *_COUNTER),
    **_pairs(paying.pay, ev.PayPressed, *_GOODS),
    **_pairs(paying.back, ev.BackPressed, Mode.PAYING),
    **_pairs(asking.leave, ev.BackPressed, Mode.HALTED, Mode.WEIGHING, Mode.APPROVING),
    **_pairs(asking.change_seen, ev.BackPressed, Mode.DONE),
    **_pairs(asking.unkey, ev.BackPressed, Mode.READY, Mode.SELLING),
    **_pairs(paying.tender, ev.TenderOffered, Mode.PAYING),
    **_pairs(paying.undo, ev.TenderUndone, Mode.PAYING),
    **_pairs(paying.complete, ev.CompletePressed, Mode.PAYING),
    **_pairs(paying.succeeded, ev.CommitSucceeded, Mode.COMMITTING),
    **_pairs(paying.failed, ev.CommitFailed, Mode.COMMITTING),
    **_pairs(by_hand.granted, ev.ApprovalGranted, Mode.APPROVING),
    **_pairs(asking.leave, ev.ApprovalDenied, Mode.APPROVING),
}


def step(state: CheckoutState, event: object, desk: Desk) -> Step:
    """The next state. Pure. Refused `not_now.<mode>` for a pair that the table does not list.

    A refusal leaves the state as it is; the caller says why and sounds.
    """
    handler = TABLE.get((state.mode, type(event)))
    if handler is None:
        raise Refused(f"not_now.{state.mode.value}", event=type(event).__name__)
    after, intents = handler(state, event, desk)
    return Step(after, intents)


def closed(desk: Desk) -> CheckoutState:
    """Where every day begins: no shift, nothing in the basket."""
    return fresh(SaleId(""), desk, Mode.CLOSED)
