"""Prices the whole basket and explains every step: the same input gives the same answer anywhere.

Order of the steps (R30, R31): a package's use or a price that a person set ends the shop's own
rules for that line; else the tier's list or percentage, the lower; then vouchers; then the line's
discount; then the basket's, dealt out over the lines by largest remainder; then tax by class. No
step makes a line negative. Nothing is taken off what a package pays for: that price was paid.
"""

from __future__ import annotations

from app.domain.catalog import price_on
from app.domain.loyalty.tier import TierTerms
from app.domain.money import allocate, share_ppm, times
from app.domain.pricing import covers, vouchers
from app.domain.pricing.basket import Basket, BasketLine, ManualDiscount
from app.domain.pricing.priced import (
    Book,
    NotApplied,
    PriceAdjustment,
    PricedBasket,
    PricedLine,
    item_count,
)
from app.domain.pricing.tax import settle


def price(basket: Basket, book: Book, now_ms: int) -> PricedBasket:
    """The basket priced at an instant. Pure; whole basket each time (budget: agreements 38)."""
    tier = book.tier(basket.member.tier_id) if basket.member and basket.member.tier_id else None
    notes: list[NotApplied] = []
    if tier is None and basket.member and basket.member.tier_id:
        notes.append(NotApplied(0, "tier", "unknown_tier", (("tier", basket.member.tier_id),)))
    steps: list[list[PriceAdjustment]] = []
    bases, offered = [], []
    for line in basket.lines:
        base = base_minor(line)
        adjustments: list[PriceAdjustment] = []
        bases.append(base)
        offered.append(_offer(line, base, tier, now_ms, adjustments=adjustments, notes=notes))
        steps.append(adjustments)
    if basket.vouchers:
        vouchers.apply(basket, offered, steps, vouchers.Moment.of(now_ms, book), notes)
    totals = [
        _line_discount(line, stands, adjustments)
        for line, stands, adjustments in zip(basket.lines, offered, steps, strict=True)
    ]
    _basket_discount(basket.discount, basket.lines, totals, steps)
    taxes, shares = settle(
        [(line.item.tax_class, total) for line, total in zip(basket.lines, totals, strict=True)],
        book.tax,
    )
    lines = tuple(
        PricedLine(line, bases[i], tuple(steps[i]), offered[i], totals[i], taxes[i])
        for i, line in enumerate(basket.lines)
    )
    total = sum(totals)
    due = total if book.tax.included else total + sum(taxes)
    return PricedBasket(
        lines=lines,
        base_minor=sum(bases),
        saved_minor=sum(bases) - total,
        total_minor=total,
        due_minor=due,
        tax=shares,
        tax_included=book.tax.included,
        not_applied=tuple(notes),
        pieces_milli=item_count(basket.lines),
    )


def price_shown(basket: Basket, book: Book, now_ms: int) -> PricedBasket:
    """The basket at the prices that the screen shows, which are what the customer pays."""
    return price(basket, book, basket.priced_ms or now_ms)


def base_minor(line: BasketLine) -> int:
    """The line at its shelf price: what its label says, or price times quantity."""
    if line.label_total_minor is not None:
        return line.label_total_minor
    return times(line.unit_price_minor, line.qty_milli)


def _offer(
    line: BasketLine,
    base: int,
    tier: TierTerms | None,
    now_ms: int,
    *,
    adjustments: list[PriceAdjustment],
    notes: list[NotApplied],
) -> int:
    """What the line stands at after the shop's own rules, at the price that a person set, or at
    what its package's uses are worth."""
    if line.cover:
        adjustments.append(covers.price_of(base, line.cover))
        return line.cover.value_minor
    if line.override:
        stands = times(line.override.price_minor, line.qty_milli)
        facts = (("price_minor", line.override.price_minor),)
        adjustments.append(
            PriceAdjustment("price.override", line.override.reason, stands - base, facts)
        )
        if tier:
            notes.append(NotApplied(line.line_no, "tier", "price_was_set"))
        return stands
    if tier is None:
        return base
    found = _tier_prices(line, base, tier, now_ms)
    lower = [one for one in found if one.amount_minor < 0]
    if not lower:
        reason = "not_lower" if found else "no_tier_price"
        notes.append(NotApplied(line.line_no, "tier", reason, (("tier", tier.tier_id),)))
        return base
    best = min(lower, key=lambda one: one.amount_minor)
    adjustments.append(best)
    for other in found:
        if other is not best:
            notes.append(NotApplied(line.line_no, other.rule, "other_is_lower", other.facts))
    return base + best.amount_minor


def _tier_prices(
    line: BasketLine, base: int, tier: TierTerms, now_ms: int
) -> list[PriceAdjustment]:
    """What the tier's list and its percentage would make of a line; the lower counts (R31)."""
    found: list[PriceAdjustment] = []
    listed = price_on(line.item.prices, tier.price_list, now_ms) if tier.price_list else None
    if listed is not None and line.label_total_minor is None:
        less = times(listed, line.qty_milli) - base
        found.append(PriceAdjustment("tier.list", tier.tier_id, less, (("price_minor", listed),)))
    off = tier.off_ppm(line.item.department_id)
    if off:
        less = -share_ppm(base, off)
        found.append(PriceAdjustment("tier.percent", tier.tier_id, less, (("off_ppm", off),)))
    return found


def _line_discount(line: BasketLine, stands: int, adjustments: list[PriceAdjustment]) -> int:
    """The line after what a person took off it."""
    off = 0 if line.cover else _off(line.discount, stands)
    if off and line.discount:
        adjustments.append(
            PriceAdjustment("discount.line", line.discount.reason, -off, _asked(line.discount))
        )
    return stands - off


def _basket_discount(
    discount: ManualDiscount | None,
    lines: tuple[BasketLine, ...],
    totals: list[int],
    steps: list[list[PriceAdjustment]],
) -> None:
    """Deal the basket's discount out over the lines, in place.

    By item and amount, not by place: the same goods scanned in another order are taxed the same.
    """
    places = [i for i, line in enumerate(lines) if line.cover is None]
    off = _off(discount, sum(totals[i] for i in places))
    if not off or discount is None:
        return
    places.sort(key=lambda i: (lines[i].item.item_id, -totals[i]))
    parts = allocate(off, [totals[i] for i in places])
    facts = _asked(discount)
    for i, part in zip(places, parts, strict=True):
        if part:
            steps[i].append(PriceAdjustment("discount.basket", discount.reason, -part, facts))
            totals[i] -= part


def _off(discount: ManualDiscount | None, stands: int) -> int:
    """How much a discount takes off what stands there: never more than all of it."""
    if discount is None or stands <= 0:
        return 0
    asked = discount.amount_minor or share_ppm(stands, discount.rate_ppm)
    return max(0, min(asked, stands))


def _asked(discount: ManualDiscount) -> tuple[tuple[str, str | int], ...]:
    """What was asked for, as the reason's facts."""
    if discount.amount_minor:
        return (("amount_minor", discount.amount_minor),)
    return (("off_ppm", discount.rate_ppm),)
