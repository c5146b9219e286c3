"""The goods: adding, weighing, changing, taking out, the member, and putting the basket aside."""

from __future__ import annotations

from dataclasses import replace

from app.domain.catalog import ItemKind
from app.domain.checkout import events as ev
from app.domain.checkout.by_hand import line_of, require_uncovered
from app.domain.checkout.counter import Result, fresh, reprice
from app.domain.checkout.member_money import is_of, without_theirs
from app.domain.checkout.state import CheckoutState, Desk, Mode
from app.domain.errors import Refused
from app.domain.money import MAX_MINOR
from app.domain.permissions import Permission, require
from app.domain.pricing.basket import (
    ASK_QTY_MILLI,
    MAX_LINES,
    MAX_QTY_MILLI,
    BasketLine,
    VoidedLine,
)
from app.domain.tendering import still_due


def shift_opened(_: CheckoutState, event: ev.ShiftOpened, desk: Desk) -> Result:
    """CLOSED to READY."""
    return fresh(event.sale_id, desk), ()


def shift_closed(state: CheckoutState, _: ev.ShiftClosed, desk: Desk) -> Result:
    """Nothing can be sold until the next shift; lines that were voided are journalled."""
    after = fresh(state.basket.sale_id, desk, Mode.CLOSED)
    return after, _voided_alone(state, "shift_closed")


def _voided_alone(state: CheckoutState, reason: str) -> tuple[ev.Intent, ...]:
    """A basket out of which every line was taken is no sale, but who did it is kept."""
    gone = state.basket.voided and not state.basket.lines
    return (ev.CancelBasket(state.basket, reason),) if gone else ()


def item(state: CheckoutState, event: ev.ItemIdentified, desk: Desk) -> Result:
    """Add an item, or wait for its weight. From DONE this begins the next sale.

    Refused: `price.negative`, `price.too_large`, `quantity.*`, `basket.full`, `basket.too_large`.
    """
    for amount in (event.unit_price_minor, event.label_total_minor or 0):
        _check_price(amount)
    if event.item.kind is ItemKind.WEIGHED and not event.qty_milli:
        after = replace(
            state,
            mode=Mode.WEIGHING,
            weighing=event.item,
            weighing_price_minor=event.unit_price_minor,
            last=None,
        )
        return after, ()
    qty = event.qty_milli or state.next_qty_milli or 1000
    _check_whole(event.item.kind, qty)
    _check_quantity(qty, confirmed=event.confirmed or bool(event.weighed))
    same = next((one for one in state.basket.lines if _merges(one, event, state)), None)
    if same is not None:
        total = same.qty_milli + qty
        _check_quantity(total, confirmed=True)
        line_no, basket = same.line_no, state.basket.with_line(replace(same, qty_milli=total))
    else:
        if len(state.basket.lines) >= MAX_LINES:
            raise Refused("basket.full", most=MAX_LINES)
        line_no = state.basket.next_line_no
        line = BasketLine(
            line_no,
            event.item,
            qty,
            event.unit_price_minor,
            weighed=event.weighed,
            label_total_minor=event.label_total_minor,
            seller=state.basket.seller,
        )
        lines = (*state.basket.lines, line)
        basket = replace(state.basket, lines=lines, next_line_no=line_no + 1)
    after, intents = reprice(state, basket, desk, current=line_no)
    return after, (ev.Sound("added"), *intents)


def _merges(line: BasketLine, event: ev.ItemIdentified, state: CheckoutState) -> bool:
    """The same piece at the same price, untouched by hand, counts up instead of a new line."""
    return (
        line.item.item_id == event.item.item_id
        and line.unit_price_minor == event.unit_price_minor
        and event.item.kind is not ItemKind.WEIGHED
        and not event.item.item_id.startswith("dept:")
        and line.cover is None
        and line.seller == state.basket.seller
        and line.label_total_minor is None
        and event.label_total_minor is None
        and line.override is None
        and line.discount is None
    )


def weight(state: CheckoutState, event: ev.WeightTaken, desk: Desk) -> Result:
    """The weight came: the line is made. Refused `weight.none` for zero or less."""
    if event.grams <= 0 or state.weighing is None:
        raise Refused("weight.none")
    found = ev.ItemIdentified(
        state.weighing, state.weighing_price_minor, event.grams, event.weighed
    )
    return item(state, found, desk)


def _check_price(amount_minor: int) -> None:
    if amount_minor < 0:
        raise Refused("price.negative")
    if amount_minor > MAX_MINOR:
        raise Refused("price.too_large", most_minor=MAX_MINOR)


def _check_quantity(qty_milli: int, *, confirmed: bool) -> None:
    if qty_milli <= 0:
        raise Refused("quantity.not_positive")
    if qty_milli > MAX_QTY_MILLI:
        raise Refused("quantity.too_large", most=MAX_QTY_MILLI // 1000)
    if qty_milli > ASK_QTY_MILLI and not confirmed:
        raise Refused("quantity.ask", qty_milli=qty_milli)


def _check_whole(kind: ItemKind, qty_milli: int) -> None:
    if kind is not ItemKind.WEIGHED and qty_milli % 1000:
        raise Refused("quantity.whole")


def quantity_ahead(state: CheckoutState, event: ev.QuantityKeyed, _: Desk) -> Result:
    """Remember a quantity for the next item; a large one is asked about when the item comes."""
    _check_quantity(event.qty_milli, confirmed=True)
    return replace(state, next_qty_milli=event.qty_milli), ()


def quantity(state: CheckoutState, event: ev.QuantitySet, desk: Desk) -> Result:
    """Change a line's quantity. What is taken away is kept as voided.

    Refused: `quantity.*`, `quantity.label` where a scale's label says the price, and
    `package.covered` where a package's uses say how many.
    """
    line = line_of(state, event.line_no)
    require_uncovered(line)
    if line.label_total_minor is not None:
        raise Refused("quantity.label")
    _check_whole(line.item.kind, event.qty_milli)
    _check_quantity(event.qty_milli, confirmed=event.confirmed)
    weighed = "keyed" if line.item.kind is ItemKind.WEIGHED else line.weighed
    changed = replace(line, qty_milli=event.qty_milli, weighed=weighed)
    basket = state.basket.with_line(changed)
    if event.qty_milli < line.qty_milli:
        gone = _voided(line, line.qty_milli - event.qty_milli, state, desk)
        basket = replace(basket, voided=(*basket.voided, gone))
    return reprice(state, basket, desk, current=line.line_no)


def _voided(line: BasketLine, qty_milli: int, state: CheckoutState, desk: Desk) -> VoidedLine:
    """What was taken out, at the price that stood on the screen."""
    priced = next(one for one in state.priced.lines if one.line.line_no == line.line_no)
    amount = priced.total_minor * qty_milli // line.qty_milli
    return VoidedLine(line.item.item_id, line.item.name, qty_milli, amount, desk.now_ms)


def remove(state: CheckoutState, event: ev.LineRemoved, desk: Desk) -> Result:
    """Void a line."""
    line = line_of(state, event.line_no)
    rest = tuple(one for one in state.basket.lines if one is not line)
    voided = (*state.basket.voided, _voided(line, line.qty_milli, state, desk))
    basket = replace(state.basket, lines=rest, voided=voided)
    return reprice(state, basket, desk, current=rest[-1].line_no if rest else 0)


def pick(state: CheckoutState, event: ev.LinePicked, _: Desk) -> Result:
    """Make a line the current one."""
    return replace(state, current=line_of(state, event.line_no).line_no), ()


def served(state: CheckoutState, event: ev.ServedBy, desk: Desk) -> Result:
    """Goods count for a colleague: one line, or all of them and those to come. Prices stand."""
    if event.line_no:
        line = replace(line_of(state, event.line_no), seller=event.seller)
        basket = state.basket.with_line(line)
    else:
        lines = tuple(replace(one, seller=event.seller) for one in state.basket.lines)
        basket = replace(state.basket, lines=lines, seller=event.seller)
    after, intents = reprice(state, basket, desk, current=state.current)
    return after, (ev.Sound("added"), *intents)


def attach(state: CheckoutState, event: ev.MemberAttached, desk: Desk) -> Result:
    """A member's terms apply to every line; a card at any moment attaches.

    The vouchers and package uses of another member leave with that one.
    """
    before, basket = state.basket.member, state.basket
    said: tuple[ev.Intent, ...] = ()
    if before and before.member_id != event.member.member_id:
        basket, said = without_theirs(basket)
    after, intents = reprice(state, replace(basket, member=event.member), desk)
    purse = event.purse or after.purse
    after = replace(after, purse=purse if is_of(purse, after.basket) else None)
    return after, (ev.Sound("added"), *said, *intents)


def detach(state: CheckoutState, _: ev.MemberDetached, desk: Desk) -> Result:
    """Back to shelf prices; what was the member's own leaves the basket too."""
    basket, said = without_theirs(state.basket)
    after, intents = reprice(state, replace(basket, member=None), desk)
    return replace(after, purse=None), (*said, *intents)


def park(state: CheckoutState, event: ev.Parked, desk: Desk) -> Result:
    """The basket waits among the parked ones; the counter is free."""
    return fresh(event.next_sale_id, desk), (ev.ParkBasket(state.basket),)


def recall(state: CheckoutState, event: ev.Recalled, desk: Desk) -> Result:
    """A parked basket again, at the shelf prices of its lines and today's terms of its member.

    Tenders (a power cut while paying) come along at the prices they were taken for; where those
    cannot be had any more they are given back aloud, never counted against another total.
    """
    basket = replace(event.basket, operator_id=desk.operator.operator_id)
    tenders = event.tenders if basket.lines else ()
    then = replace(desk, now_ms=basket.priced_ms) if tenders and basket.priced_ms else desk
    start = replace(fresh(basket.sale_id, desk), basket=basket)  # what stood there still stands
    last = max((one.line_no for one in basket.lines), default=0)
    after, intents = reprice(start, basket, then, current=last)
    after = replace(after, purse=event.purse if is_of(event.purse, basket) else None)
    intents = (*_voided_alone(state, "recalled_another"), *intents)
    if not tenders:
        return after, intents
    if still_due(after.payable_minor, tenders) >= 0:
        return replace(after, mode=Mode.PAYING, tenders=tenders), intents
    taken = sum(one.amount_minor for one in tenders)
    return after, (*intents, ev.Say("tenders_void", (("amount_minor", taken),)))


def cancel(state: CheckoutState, event: ev.Cancelled, desk: Desk) -> Result:
    """Give it up; what was in it is journalled, a bare member only leaves the draft.

    Refused `permission.missing`.
    """
    require(desk.operator, Permission.CANCEL_BASKET)
    if not state.basket.lines and not state.basket.voided:
        return fresh(state.basket.sale_id, desk), (ev.SaveDraft(),)
    return fresh(event.next_sale_id, desk), (ev.CancelBasket(state.basket, event.reason),)
