"""The money: tenders in and out, the commit, and the change that stays until the next scan."""

from __future__ import annotations

from dataclasses import replace

from app.domain.checkout import events as ev
from app.domain.checkout import member_money, selling
from app.domain.checkout.counter import Result, fresh
from app.domain.checkout.state import CheckoutState, Desk, Mode
from app.domain.errors import Refused
from app.domain.pricing.exclusive import require_allowed
from app.domain.tendering import kind_of, still_due, take


def pay(state: CheckoutState, _: ev.PayPressed, desk: Desk) -> Result:
    """To the tenders; a basket that costs nothing, or that packages or goods that come back pay,
    is committed at once.

    Refused `item.exclusive`.
    """
    require_allowed(state.basket, desk.book)
    if state.payable_minor == 0:
        return replace(state, mode=Mode.COMMITTING, tenders=()), (ev.Commit(),)
    return replace(state, mode=Mode.PAYING), ()


def back(state: CheckoutState, _: ev.BackPressed, __: Desk) -> Result:
    """Back to the goods; money already taken is given back first, one by one and on purpose."""
    if state.tenders:
        raise Refused("pay.undo_first", n=len(state.tenders))
    return replace(state, mode=Mode.SELLING), ()


def item_while_paying(state: CheckoutState, event: ev.ItemIdentified, desk: Desk) -> Result:
    """A scan while paying adds the item as long as no money was taken; else it is refused aloud."""
    if state.tenders:
        raise Refused("pay.scan_after_money")
    return selling.item(replace(state, mode=Mode.SELLING), event, desk)


def code_while_paying(state: CheckoutState, event: ev.CodeUnknown, _: Desk) -> Result:
    """An unknown code while paying is said aloud; the money on the counter goes first."""
    if not event.code:  # a card or a voucher, whose code is never said
        raise Refused("pay.unknown_card")
    raise Refused("pay.unknown_code", code=event.code[:40])


def attach_while_paying(state: CheckoutState, event: ev.MemberAttached, desk: Desk) -> Result:
    """A card at the last moment still counts, as long as no money was taken."""
    if state.tenders:
        raise Refused("pay.member_after_money")
    late = replace(event, member=replace(event.member, late=True))
    after, intents = selling.attach(state, late, desk)
    return replace(after, mode=Mode.PAYING), intents


def tender(state: CheckoutState, event: ev.TenderOffered, desk: Desk) -> Result:
    """Money taken; when nothing is left to pay the sale is committed.

    A member's assets and gift cards pay up to what is there and what they are for; the sale checks
    it once more. The tenders of packages are made by the sale itself.
    """
    due, kind = state.payable_minor, kind_of(event.kind)
    by_hand = kind.asset in ("", "package")
    taken = take(
        due,
        state.tenders,
        event.kind,
        event.given_minor,
        rounding=desk.book.rounding,
        reference=event.reference,
        most_minor=None if by_hand else member_money.most_of(state, kind, event, desk),
    )
    tenders = (*state.tenders, taken)
    if still_due(due, tenders) == 0:
        return replace(state, mode=Mode.COMMITTING, tenders=tenders), (ev.Commit(),)
    return replace(state, tenders=tenders), (ev.SaveDraft(),)


def undo(state: CheckoutState, event: ev.TenderUndone, _: Desk) -> Result:
    """One tender back."""
    rest = tuple(one for one in state.tenders if one.no != event.no)
    if len(rest) == len(state.tenders):
        raise Refused("tender.gone")
    return replace(state, tenders=rest), (ev.SaveDraft(),)


def complete(state: CheckoutState, _: ev.CompletePressed, __: Desk) -> Result:
    """Once more, after a commit that failed."""
    if state.due_minor:
        raise Refused("pay.not_yet", due_minor=state.due_minor)
    return replace(state, mode=Mode.COMMITTING), (ev.Commit(),)


def succeeded(_: CheckoutState, event: ev.CommitSucceeded, desk: Desk) -> Result:
    """The change stands until the next scan."""
    after = fresh(event.next_sale_id, desk, Mode.DONE)
    return replace(after, last=event.last), (ev.Sound("done"),)


def failed(state: CheckoutState, _: ev.CommitFailed, __: Desk) -> Result:
    """Nothing was written: the basket and the money stand as they were."""
    return replace(state, mode=Mode.PAYING), (ev.Sound("error"),)
