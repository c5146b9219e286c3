"""The goods: adding, weighing, changing, taking off, and putting the basket aside."""

from __future__ import annotations

from dataclasses import replace

from app.domain.catalog import ItemKind
from app.domain.checkout import events as ev
from app.domain.checkout.asking import ask, over_limit
from app.domain.checkout.state import CheckoutState, Desk, Mode
from app.domain.errors import Refused
from app.domain.ids import SaleId
from app.domain.money import MAX_MINOR
from app.domain.permissions import Permission
from app.domain.pricing.basket import (
    ASK_QTY_MILLI,
    MAX_LINES,
    MAX_QTY_MILLI,
    Approval,
    Basket,
    BasketLine,
    ManualDiscount,
    PriceOverride,
    VoidedLine,
    binding,
)
from app.domain.pricing.engine import base_minor, price

Result = tuple[CheckoutState, tuple[ev.Intent, ...]]


def empty(sale_id: SaleId, desk: Desk) -> Basket:
    """A new basket for whoever stands at the till."""
    return Basket(sale_id, desk.operator.operator_id, desk.now_ms)


def fresh(sale_id: SaleId, desk: Desk, mode: Mode = Mode.READY) -> CheckoutState:
    """An empty counter."""
    basket = empty(sale_id, desk)
    return CheckoutState(mode, basket, price(basket, desk.book, desk.now_ms))


def shift_opened(_: CheckoutState, event: ev.ShiftOpened, desk: Desk) -> Result:
    """CLOSED to READY."""
    return fresh(event.sale_id, desk), ()


def shift_closed(state: CheckoutState, _: ev.ShiftClosed, desk: Desk) -> Result:
    """Nothing can be sold until the next shift."""
    return fresh(state.basket.sale_id, desk, Mode.CLOSED), ()


def reprice(state: CheckoutState, basket: Basket, desk: Desk, *, current: int = 0) -> Result:
    """The changed basket priced, approvals that no longer fit dropped, and the draft kept."""
    basket, dropped = _still_bound(basket, desk)
    priced = price(basket, desk.book, desk.now_ms)
    if priced.due_minor > MAX_MINOR:
        raise Refused("basket.too_large")
    mode = Mode.SELLING if basket.lines else Mode.READY
    after = replace(
        state,
        mode=mode,
        basket=basket,
        priced=priced,
        halt=None,
        weighing=None,
        request=None,
        next_qty_milli=0,
        last=None,
        current=current or (state.current if basket.line(state.current) else 0),
    )
    said: tuple[ev.Intent, ...] = (ev.Say("approval_void"),) if dropped else ()
    return after, (ev.SaveDraft(), *said)


def _still_bound(basket: Basket, desk: Desk) -> tuple[Basket, bool]:
    """An approval is for these goods at these amounts; when they change it is void (counter.md)."""
    before = price(_bare(basket), desk.book, desk.now_ms)
    amounts = {one.line.line_no: one.offered_minor for one in before.lines}
    lines, dropped = [], False
    for line in basket.lines:
        alone = replace(basket, lines=(replace(line, override=None, discount=None),))
        bound = line
        if (
            line.override
            and line.override.approval
            and line.override.approval.binding
            != binding("price", alone, (base_minor(line),), line.override.price_minor)
        ):
            bound, dropped = replace(bound, override=None), True
        if (
            line.discount
            and line.discount.approval
            and line.discount.approval.binding
            != binding("line", alone, (amounts[line.line_no],), _asked(line.discount))
        ):
            bound, dropped = replace(bound, discount=None), True
        lines.append(bound)
    whole = basket.discount
    if (
        whole
        and whole.approval
        and whole.approval.binding
        != binding("basket", basket, tuple(amounts.values()), _asked(whole))
    ):
        whole, dropped = None, True
    return replace(basket, lines=tuple(lines), discount=whole), dropped


def _bare(basket: Basket) -> Basket:
    """The basket without anything that a person took off."""
    lines = tuple(replace(one, override=None, discount=None) for one in basket.lines)
    return replace(basket, lines=lines, discount=None)


def _asked(discount: ManualDiscount) -> int:
    return discount.amount_minor or -discount.rate_ppm


def item(state: CheckoutState, event: ev.ItemIdentified, desk: Desk) -> Result:
    """Add an item, or wait for its weight. From DONE this begins the next sale."""
    if event.unit_price_minor < 0:
        raise Refused("price.negative")
    if event.item.kind is ItemKind.WEIGHED and not event.qty_milli:
        after = replace(
            state,
            mode=Mode.WEIGHING,
            weighing=event.item,
            last=None,
            weighing_price_minor=event.unit_price_minor,
        )
        return after, ()
    qty = event.qty_milli or state.next_qty_milli or 1000
    _check_quantity(qty, confirmed=event.confirmed or bool(event.weighed))
    same = next((one for one in state.basket.lines if _merges(one, event)), None)
    if same is not None:
        total = same.qty_milli + qty
        _check_quantity(total, confirmed=True)
        basket = state.basket.with_line(replace(same, qty_milli=total))
        after, intents = reprice(state, basket, desk, current=same.line_no)
        return after, (ev.Sound("added"), *intents)
    if len(state.basket.lines) >= MAX_LINES:
        raise Refused("basket.full", most=MAX_LINES)
    no = state.basket.next_line_no
    line = BasketLine(
        no, event.item, qty, event.unit_price_minor, event.weighed, event.label_total_minor
    )
    basket = replace(state.basket, lines=(*state.basket.lines, line), next_line_no=no + 1)
    after, intents = reprice(state, basket, desk, current=no)
    return after, (ev.Sound("added"), *intents)


def _merges(line: BasketLine, event: ev.ItemIdentified) -> bool:
    """The same piece at the same price, untouched by hand, counts up instead of a new line."""
    return (
        line.item.item_id == event.item.item_id
        and line.unit_price_minor == event.unit_price_minor
        and event.item.kind is not ItemKind.WEIGHED
        and not event.item.item_id.startswith("dept:")
        and line.label_total_minor is None
        and event.label_total_minor is None
        and line.override is None
        and line.discount is None
    )


def weight(state: CheckoutState, event: ev.WeightTaken, desk: Desk) -> Result:
    """The weight came: the line is made. Refused `weight.none` for zero or less."""
    if event.grams <= 0:
        raise Refused("weight.none")
    if state.weighing is None:
        raise Refused("weight.nothing_waits")
    found = ev.ItemIdentified(
        state.weighing, state.weighing_price_minor, event.grams, event.weighed
    )
    return item(state, found, desk)


def _check_quantity(qty_milli: int, *, confirmed: bool) -> None:
    if qty_milli <= 0:
        raise Refused("quantity.not_positive")
    if qty_milli > MAX_QTY_MILLI:
        raise Refused("quantity.too_large", most=MAX_QTY_MILLI // 1000)
    if qty_milli > ASK_QTY_MILLI and not confirmed:
        raise Refused("quantity.ask", qty_milli=qty_milli)


def _line(state: CheckoutState, line_no: int) -> BasketLine:
    found = state.basket.line(line_no)
    if found is None:
        raise Refused("line.gone", line_no=line_no)
    return found


def quantity_ahead(state: CheckoutState, event: ev.QuantityKeyed, _: Desk) -> Result:
    """Remember a quantity for the next item."""
    _check_quantity(event.qty_milli, confirmed=True)
    return replace(state, next_qty_milli=event.qty_milli), ()


def quantity(state: CheckoutState, event: ev.QuantitySet, desk: Desk) -> Result:
    """Change a line's quantity. What is taken away is kept as voided."""
    line = _line(state, event.line_no)
    if line.label_total_minor is not None:
        raise Refused("quantity.label")
    if line.item.kind is not ItemKind.WEIGHED and event.qty_milli % 1000:
        raise Refused("quantity.whole")
    _check_quantity(event.qty_milli, confirmed=event.confirmed)
    basket = state.basket.with_line(replace(line, qty_milli=event.qty_milli))
    if event.qty_milli < line.qty_milli:
        gone = line.qty_milli - event.qty_milli
        basket = replace(basket, voided=(*basket.voided, _voided(line, gone, state, desk)))
    return reprice(state, basket, desk, current=line.line_no)


def _voided(line: BasketLine, qty_milli: int, state: CheckoutState, desk: Desk) -> VoidedLine:
    priced = next(one for one in state.priced.lines if one.line.line_no == line.line_no)
    amount = priced.total_minor * qty_milli // line.qty_milli
    return VoidedLine(line.item.item_id, line.item.name, qty_milli, amount, desk.now_ms)


def remove(state: CheckoutState, event: ev.LineRemoved, desk: Desk) -> Result:
    """Void a line."""
    line = _line(state, event.line_no)
    rest = tuple(one for one in state.basket.lines if one is not line)
    voided = (*state.basket.voided, _voided(line, line.qty_milli, state, desk))
    basket = replace(state.basket, lines=rest, voided=voided)
    return reprice(state, basket, desk, current=rest[-1].line_no if rest else 0)


def pick(state: CheckoutState, event: ev.LinePicked, _: Desk) -> Result:
    """Make a line the current one."""
    return replace(state, current=_line(state, event.line_no).line_no), ()


def set_price(
    state: CheckoutState, event: ev.PriceSet, desk: Desk, approval: Approval | None = None
) -> Result:
    """Override a price; needs the right, and a limit that covers it."""
    line = _line(state, event.line_no)
    if event.price_minor < 0:
        raise Refused("price.negative")
    if line.label_total_minor is not None:
        raise Refused("price.label")
    override = PriceOverride(event.price_minor, event.reason, desk.operator.operator_id, approval)
    changed = replace(line, override=override)
    bound = binding(
        "price",
        replace(state.basket, lines=(replace(line, override=None, discount=None),)),
        (base_minor(line),),
        event.price_minor,
    )
    return _with_hand(
        state,
        event,
        desk,
        state.basket.with_line(changed),
        line.line_no,
        "price",
        Permission.PRICE_OVERRIDE,
        bound,
        approval,
    )


def discount_line(
    state: CheckoutState, event: ev.LineDiscounted, desk: Desk, approval: Approval | None = None
) -> Result:
    """Take something off a line, within the limit or with a second person's word."""
    line = _line(state, event.line_no)
    discount = _discount(event, desk, approval)
    amount = next(
        o.offered_minor
        for o in price(_bare(state.basket), desk.book, desk.now_ms).lines
        if o.line.line_no == line.line_no
    )
    alone = replace(state.basket, lines=(replace(line, override=None, discount=None),))
    bound = binding("line", alone, (amount,), _asked(discount) if discount else 0)
    basket = state.basket.with_line(replace(line, discount=discount))
    return _with_hand(
        state, event, desk, basket, line.line_no, "line", Permission.DISCOUNT, bound, approval
    )


def discount_basket(
    state: CheckoutState, event: ev.BasketDiscounted, desk: Desk, approval: Approval | None = None
) -> Result:
    """Take something off everything."""
    discount = _discount(event, desk, approval)
    before = price(_bare(state.basket), desk.book, desk.now_ms)
    amounts = tuple(one.offered_minor for one in before.lines)
    bound = binding("basket", state.basket, amounts, _asked(discount) if discount else 0)
    basket = replace(state.basket, discount=discount)
    return _with_hand(state, event, desk, basket, 0, "basket", Permission.DISCOUNT, bound, approval)


def _discount(
    event: ev.LineDiscounted | ev.BasketDiscounted, desk: Desk, approval: Approval | None
) -> ManualDiscount | None:
    if event.amount_minor < 0 or event.rate_ppm < 0:
        raise Refused("discount.negative")
    if event.rate_ppm > 1_000_000:
        raise Refused("discount.over_all")
    if not event.amount_minor and not event.rate_ppm:
        return None
    return ManualDiscount(
        event.reason, desk.operator.operator_id, event.rate_ppm, event.amount_minor, approval
    )


def _with_hand(  # noqa: PLR0917 - the one place where every hand-made change is weighed
    state: CheckoutState,
    event: object,
    desk: Desk,
    basket: Basket,
    line_no: int,
    action: str,
    permission: Permission,
    bound: str,
    approval: Approval | None,
) -> Result:
    """Apply a hand-made change, or ask a second person first."""
    priced = price(basket, desk.book, desk.now_ms)
    if line_no:
        one = next(p for p in priced.lines if p.line.line_no == line_no)
        before = one.offered_minor if action == "line" else one.base_minor
        after_minor, discount = one.total_minor, one.line.discount
    else:
        before, after_minor = sum(p.offered_minor for p in priced.lines), priced.total_minor
        discount = basket.discount
    if discount and action != "price" and discount.amount_minor > before:
        raise Refused("discount.over_price", amount_minor=before)
    needed = over_limit(before, after_minor, desk)
    if approval is None and (needed or not desk.operator.may(permission)):
        return ask(
            state,
            desk,
            event,
            action=action,
            permission=permission,
            binding=bound,
            needed_ppm=needed,
            before_minor=before,
            after_minor=after_minor,
        )
    if approval is not None and approval.binding != bound:
        raise Refused("approval.other_action")
    return reprice(state, basket, desk, current=line_no)


def attach(state: CheckoutState, event: ev.MemberAttached, desk: Desk) -> Result:
    """A member's terms apply to every line; a card at any moment attaches."""
    after, intents = reprice(state, replace(state.basket, member=event.member), desk)
    return after, (ev.Sound("added"), *intents)


def detach(state: CheckoutState, _: ev.MemberDetached, desk: Desk) -> Result:
    """Back to shelf prices."""
    return reprice(state, replace(state.basket, member=None), desk)


def park(state: CheckoutState, event: ev.Parked, desk: Desk) -> Result:
    """The basket waits among the parked ones; the counter is free."""
    return fresh(event.next_sale_id, desk), (ev.ParkBasket(state.basket),)


def recall(state: CheckoutState, event: ev.Recalled, desk: Desk) -> Result:
    """A parked basket again, at today's prices of its lines; its tenders come along."""
    basket = replace(event.basket, operator_id=desk.operator.operator_id)
    last = max((one.line_no for one in basket.lines), default=0)
    after, intents = reprice(state, basket, desk, current=last)
    if event.tenders:
        after = replace(after, mode=Mode.PAYING, tenders=event.tenders)
    return after, intents


def cancel(state: CheckoutState, event: ev.Cancelled, desk: Desk) -> Result:
    """Give it up; what was in it is journalled, a bare member is not."""
    after = fresh(event.next_sale_id, desk)
    if not state.basket.lines and not state.basket.voided:
        return after, (ev.SaveDraft(),)
    return after, (ev.CancelBasket(state.basket, event.reason),)


def no_sale(
    state: CheckoutState, event: ev.NoSale, desk: Desk, approval: Approval | None = None
) -> Result:
    """Open the drawer: by right and with a reason, or with a second person's word (R41)."""
    bound = binding("no_sale", state.basket, (), desk.now_ms // 60_000 if approval is None else 0)
    if approval is None and not desk.operator.may(Permission.NO_SALE):
        return ask(
            state,
            desk,
            event,
            action="no_sale",
            permission=Permission.NO_SALE,
            binding=bound,
            needed_ppm=0,
            before_minor=0,
            after_minor=0,
        )
    mode = Mode.SELLING if state.basket.lines else Mode.READY
    after = replace(state, mode=mode, request=None)
    return after, (ev.OpenDrawer(event.reason, approval),)
