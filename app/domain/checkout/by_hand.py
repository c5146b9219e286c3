"""What a person changes by hand: a price, a discount, the drawer; and a second person's word.

Each is weighed before it is done: within the right and the limit it is done at once, else a second
person is asked, bound to exactly this.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from app.domain.checkout import events as ev
from app.domain.checkout.counter import Result, reprice, resting
from app.domain.checkout.hands import (
    Taken,
    asked_of,
    bound_basket,
    bound_line,
    bound_price,
    is_over,
    offers,
    taken,
    taken_of_line,
)
from app.domain.checkout.state import ApprovalRequest, CheckoutState, Desk, Mode
from app.domain.errors import Refused
from app.domain.money import MAX_MINOR, PPM
from app.domain.permissions import Permission, Role
from app.domain.pricing.basket import (
    Approval,
    Basket,
    BasketLine,
    ManualDiscount,
    PriceOverride,
    binding,
)
from app.domain.pricing.engine import price
from app.domain.pricing.priced import PricedBasket


@dataclass(frozen=True, slots=True)
class _Hand:
    """A change by hand: which event asks for it, what it is bound to, and the basket after it."""

    event: ev.PriceSet | ev.LineDiscounted | ev.BasketDiscounted | ev.NoSale
    action: str
    permission: Permission
    bound: str
    basket: Basket
    line_no: int = 0


def line_of(state: CheckoutState, line_no: int) -> BasketLine:
    """The line of that number; Refused `line.gone`."""
    found = state.basket.line(line_no)
    if found is None:
        raise Refused("line.gone", line_no=line_no)
    return found


def require_uncovered(line: BasketLine) -> None:
    """Refused `package.covered`: what a package pays for has the price that was paid for it."""
    if line.cover is not None:
        raise Refused("package.covered", name=line.cover.name)


def set_price(
    state: CheckoutState, event: ev.PriceSet, desk: Desk, approval: Approval | None = None
) -> Result:
    """Override a price; the shelf price itself takes the override away again.

    Refused `price.negative`, `price.too_large`, `price.label` (a scale's label has its price).
    """
    line = line_of(state, event.line_no)
    require_uncovered(line)
    if event.price_minor < 0:
        raise Refused("price.negative")
    if event.price_minor > MAX_MINOR:
        raise Refused("price.too_large", most_minor=MAX_MINOR)
    if line.label_total_minor is not None:
        raise Refused("price.label")
    override = PriceOverride(event.price_minor, event.reason, desk.operator.operator_id, approval)
    kept = None if event.price_minor == line.unit_price_minor else override
    hand = _Hand(
        event,
        "price",
        Permission.PRICE_OVERRIDE,
        bound_price(state.basket, line, event.price_minor),
        state.basket.with_line(replace(line, override=kept)),
        line.line_no,
    )
    return _weigh(state, desk, hand, approval)


def discount_line(
    state: CheckoutState, event: ev.LineDiscounted, desk: Desk, approval: Approval | None = None
) -> Result:
    """Take something off a line, within the limit or with a second person's word."""
    line = line_of(state, event.line_no)
    require_uncovered(line)
    discount = _discount(event, desk, approval)
    offered = offers(state.basket, desk.book, desk.now_ms)[line.line_no]
    hand = _Hand(
        event,
        "line",
        Permission.DISCOUNT,
        bound_line(state.basket, line, offered, asked_of(discount)),
        state.basket.with_line(replace(line, discount=discount)),
        line.line_no,
    )
    return _weigh(state, desk, hand, approval)


def discount_basket(
    state: CheckoutState, event: ev.BasketDiscounted, desk: Desk, approval: Approval | None = None
) -> Result:
    """Take something off everything, within the limit or with a second person's word."""
    discount = _discount(event, desk, approval)
    offered = offers(state.basket, desk.book, desk.now_ms)
    hand = _Hand(
        event,
        "basket",
        Permission.DISCOUNT,
        bound_basket(state.basket, offered, asked_of(discount)),
        replace(state.basket, discount=discount),
    )
    return _weigh(state, desk, hand, approval)


def _discount(
    event: ev.LineDiscounted | ev.BasketDiscounted, desk: Desk, approval: Approval | None
) -> ManualDiscount | None:
    if event.amount_minor < 0 or event.rate_ppm < 0:
        raise Refused("discount.negative")
    if event.rate_ppm > PPM:
        raise Refused("discount.over_all")
    if not event.amount_minor and not event.rate_ppm:
        return None
    return ManualDiscount(
        event.reason, desk.operator.operator_id, event.rate_ppm, event.amount_minor, approval
    )


def _weigh(state: CheckoutState, desk: Desk, hand: _Hand, approval: Approval | None) -> Result:
    """Do it, or ask a second person first."""
    priced = price(hand.basket, desk.book, desk.now_ms)
    _check_amount(hand, priced)
    measured = _measured(hand, priced)
    if approval is None:
        limit = desk.book.limits.of(desk.operator.role)
        if is_over(measured, limit) or not desk.operator.may(hand.permission):
            return _ask(state, desk, hand, measured)
    elif approval.binding != hand.bound:
        raise Refused("approval.other_action")
    return reprice(state, hand.basket, desk, current=hand.line_no)


def _check_amount(hand: _Hand, priced: PricedBasket) -> None:
    """Refused `discount.over_price` when an amount is more than what it is taken off."""
    if isinstance(hand.event, ev.LineDiscounted):
        most = next(p.offered_minor for p in priced.lines if p.line.line_no == hand.line_no)
    elif isinstance(hand.event, ev.BasketDiscounted):
        most = _before_basket_discount(priced)
    else:
        return
    if hand.event.amount_minor > most:
        raise Refused("discount.over_price", amount_minor=most)


def _before_basket_discount(priced: PricedBasket) -> int:
    off = sum(
        step.amount_minor
        for one in priced.lines
        for step in one.adjustments
        if step.rule == "discount.basket"
    )
    return priced.total_minor - priced.covered_minor - off


def _measured(hand: _Hand, priced: PricedBasket) -> tuple[Taken, ...]:
    """What hands would have taken off: of the line, or of the basket and each of its lines."""
    if not hand.line_no:
        return taken(priced)
    return tuple(taken_of_line(p) for p in priced.lines if p.line.line_no == hand.line_no)


def _ask(state: CheckoutState, desk: Desk, hand: _Hand, measured: tuple[Taken, ...]) -> Result:
    """Ask a second person; Refused `discount.over_limit` when nobody's limit would cover it.

    Only who may do it and whose limit covers it is asked: the manager, or the owner alone.
    """
    limits = desk.book.limits
    roles = tuple(
        role
        for role in (Role.MANAGER, Role.OWNER)
        if desk.book.may(role, hand.permission) and not is_over(measured, limits.of(role))
    )
    limit = limits.of(desk.operator.role)
    needed = max((one.ppm for one in measured if one.over(limit)), default=0)
    if not roles:
        raise Refused("discount.over_limit", needed_ppm=needed)
    first = measured[0] if measured else Taken(0, 0)
    request = ApprovalRequest(
        action=hand.action,
        permission=hand.permission,
        roles=roles,
        binding=hand.bound,
        needed_ppm=needed,
        limit_ppm=limit,
        before_minor=first.before_minor,
        after_minor=first.after_minor,
        reason=hand.event.reason,
        event=hand.event,
    )
    return replace(state, mode=Mode.APPROVING, request=request), ()


def no_sale(
    state: CheckoutState, event: ev.NoSale, desk: Desk, approval: Approval | None = None
) -> Result:
    """Open the drawer: by right and with a reason, or with a second person's word (R41).

    The question is bound to its instant: one word opens the drawer once.
    """
    if not event.reason.strip():
        raise Refused("reason.missing")
    if approval is None and not desk.operator.may(Permission.NO_SALE):
        bound = binding("no_sale", state.basket, (), desk.now_ms)
        hand = _Hand(event, "no_sale", Permission.NO_SALE, bound, state.basket)
        return _ask(state, desk, hand, ())
    return state, (ev.OpenDrawer(event.reason, approval),)


_AGAIN: dict[type, Callable[[CheckoutState, Any, Desk, Approval | None], Result]] = {
    ev.PriceSet: set_price,
    ev.LineDiscounted: discount_line,
    ev.BasketDiscounted: discount_basket,
    ev.NoSale: no_sale,
}


def granted(state: CheckoutState, event: ev.ApprovalGranted, desk: Desk) -> Result:
    """Do what was asked for, with the approval on it.

    Refused `approval.other_action` when the word was given for something else.
    """
    request = state.request
    if request is None or event.approval.binding != request.binding:
        raise Refused("approval.other_action")
    calm = replace(state, mode=resting(state), request=None)
    return _AGAIN[type(request.event)](calm, request.event, desk, event.approval)
