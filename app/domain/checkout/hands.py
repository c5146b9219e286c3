"""How much hands have taken off, and whether what they did still holds after the basket changed.

Line and basket discounts and set prices are measured together, so that no sequence of small ones
slips under a limit. An approval is for these goods at these amounts for this member; a discount
that an operator gave alone may grow only as far as the operator's own limit (agreements 25).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.domain.checkout.state import Desk
from app.domain.money import PPM
from app.domain.pricing.basket import Approval, Basket, BasketLine, ManualDiscount, binding
from app.domain.pricing.engine import base_minor, price
from app.domain.pricing.priced import Book, PricedBasket, PricedLine


@dataclass(frozen=True, slots=True)
class Taken:
    """What stood there before any hand, and what stands there now, in minor units."""

    before_minor: int
    after_minor: int

    @property
    def ppm(self) -> int:
        """The part that was taken off, rounded up; 0 when nothing was."""
        gone = self.before_minor - self.after_minor
        return 0 if gone <= 0 or self.before_minor <= 0 else -(-gone * PPM // self.before_minor)

    def over(self, limit_ppm: int) -> bool:
        """Whether it is more than a limit; the unit that rounding may have moved is forgiven."""
        gone = self.before_minor - self.after_minor
        return gone > 1 and (gone - 1) * PPM > limit_ppm * self.before_minor


def taken_of_line(one: PricedLine) -> Taken:
    """What hands took off a line: from the shelf price where they set one, else from the tier's."""
    return Taken(one.base_minor if one.line.override else one.offered_minor, one.total_minor)


def taken(priced: PricedBasket) -> tuple[Taken, ...]:
    """The basket as a whole, then each line. A price that was raised does not pay for another."""
    lines = [taken_of_line(one) for one in priced.lines]
    before = sum(one.before_minor for one in lines)
    after = sum(min(one.before_minor, one.after_minor) for one in lines)
    return (Taken(before, after), *lines)


def is_over(all_taken: Iterable[Taken], limit_ppm: int) -> bool:
    """Whether any of them is over a limit."""
    return any(one.over(limit_ppm) for one in all_taken)


# --- what an approval is bound to ----------------------------------------------------------------


def asked_of(discount: ManualDiscount | None) -> int:
    """What a discount asks for, as `binding` wants it."""
    return discount.amount_minor or -discount.rate_ppm if discount else 0


def bare(basket: Basket) -> Basket:
    """The basket as if no hand had touched its prices."""
    lines = tuple(replace(one, override=None, discount=None) for one in basket.lines)
    return replace(basket, lines=lines, discount=None)


def offers(basket: Basket, book: Book, now_ms: int) -> dict[int, int]:
    """Line number to its amount after the shop's own rules alone."""
    priced = price(bare(basket), book, now_ms)
    return {one.line.line_no: one.offered_minor for one in priced.lines}


def bound_price(basket: Basket, line: BasketLine, price_minor: int) -> str:
    """What a set price is approved for."""
    return binding("price", replace(basket, lines=(line,)), (base_minor(line),), price_minor)


def bound_line(basket: Basket, line: BasketLine, offered_minor: int, asked: int) -> str:
    """What a line's discount is approved for."""
    return binding("line", replace(basket, lines=(line,)), (offered_minor,), asked)


def bound_basket(basket: Basket, offered: dict[int, int], asked: int) -> str:
    """What a basket's discount is approved for."""
    return binding("basket", basket, tuple(offered.values()), asked)


def needed_words(basket: Basket, book: Book, now_ms: int) -> list[tuple[Approval, str, str]]:
    """Each approval that the basket shows, the action it must be for, and what it must be bound to
    as the basket stands."""
    if not any(_approvals(basket)):
        return []
    offered = offers(basket, book, now_ms)
    shown: list[tuple[Approval | None, str, str]] = []
    for one in basket.lines:
        if over := one.override:
            shown.append((over.approval, "price", bound_price(basket, one, over.price_minor)))
        if off := one.discount:
            bound = bound_line(basket, one, offered[one.line_no], asked_of(off))
            shown.append((off.approval, "line", bound))
    if whole := basket.discount:
        bound = bound_basket(basket, offered, asked_of(whole))
        shown.append((whole.approval, "basket", bound))
    return [(word, action, bound) for word, action, bound in shown if word is not None]


# --- after a change ------------------------------------------------------------------------------


def still_stands(was: Basket, basket: Basket, desk: Desk) -> tuple[Basket, tuple[str, ...]]:
    """The basket without what no longer holds, and the words for what was taken back."""
    touched = any(one.override or one.discount for one in basket.lines)
    if not touched and basket.discount is None:
        return basket, ()
    said: list[str] = []
    approved = _bound_still(basket, desk)
    if approved != basket:
        said.append("approval_void")
    within = _within_still(was, approved, desk)
    if within != approved:
        said.append("discount_void")
    return within, tuple(said)


def _bound_still(basket: Basket, desk: Desk) -> Basket:
    """Without what was approved for other goods, other amounts or another member."""
    if not any(_approvals(basket)):
        return basket
    offered = offers(basket, desk.book, desk.now_ms)
    lines = []
    for one in basket.lines:
        kept, over, off = one, one.override, one.discount
        if over and _unbound(over.approval, bound_price(basket, one, over.price_minor)):
            kept = replace(kept, override=None)
        bound = bound_line(basket, one, offered[one.line_no], asked_of(off))
        if off and _unbound(off.approval, bound):
            kept = replace(kept, discount=None)
        lines.append(kept)
    whole = basket.discount
    if whole and _unbound(whole.approval, bound_basket(basket, offered, asked_of(whole))):
        whole = None
    return replace(basket, lines=tuple(lines), discount=whole)


def _approvals(basket: Basket) -> Iterable[Approval | None]:
    for one in basket.lines:
        yield one.override.approval if one.override else None
        yield one.discount.approval if one.discount else None
    yield basket.discount.approval if basket.discount else None


def _unbound(approval: Approval | None, bound: str) -> bool:
    return approval is not None and approval.binding != bound


def _within_still(was: Basket, basket: Basket, desk: Desk) -> Basket:
    """Without what an operator gave alone and that has grown over the limit by this change.

    A discount of ten yuan on a hundred may not become one on twenty.
    """
    own, own_was = _unapproved(basket), _unapproved(was)
    grown = _grown(_handled(own_was), _handled(own), desk)
    if grown:
        lines = tuple(_ungiven(one) if one.line_no in grown else one for one in basket.lines)
        basket = replace(basket, lines=lines)
        own = _unapproved(basket)
    if own.discount and _grown(own_was, own, desk):
        return replace(basket, discount=None)
    return basket


def _grown(was: Basket, basket: Basket, desk: Desk) -> set[int]:
    """The lines (0: the basket) with more taken off than the limit and than before the change."""
    limit = desk.book.limits.of(desk.operator.role)
    now = _keyed(price(basket, desk.book, desk.now_ms))
    over = {no for no, one in now.items() if one.over(limit)}
    if not over:
        return over
    before = _keyed(price(was, desk.book, desk.now_ms))
    return {no for no in over if no not in before or now[no].over(max(limit, before[no].ppm))}


def _handled(basket: Basket) -> Basket:
    """Only the lines that a hand changed, without the basket's discount."""
    lines = tuple(one for one in basket.lines if one.override or one.discount)
    return replace(basket, lines=lines, discount=None)


def _keyed(priced: PricedBasket) -> dict[int, Taken]:
    """By line number; the basket as a whole under 0."""
    numbers = (0, *(one.line.line_no for one in priced.lines))
    return dict(zip(numbers, taken(priced), strict=True))


def _unapproved(basket: Basket) -> Basket:
    """Only with what was given without a second person."""
    lines = tuple(
        replace(
            one,
            override=None if one.override and one.override.approval else one.override,
            discount=None if one.discount and one.discount.approval else one.discount,
        )
        for one in basket.lines
    )
    whole = basket.discount
    return replace(basket, lines=lines, discount=None if whole and whole.approval else whole)


def _ungiven(line: BasketLine) -> BasketLine:
    """A line without what was given on it without a second person."""
    over, off = line.override, line.discount
    return replace(
        line,
        override=over if over and over.approval else None,
        discount=off if off and off.approval else None,
    )
