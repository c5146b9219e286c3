"""What was keyed as figures: quantities, weights, rates and amounts, each read in one place."""

from __future__ import annotations

from app.domain.errors import Refused
from app.domain.money import Currency, parse_amount
from app.domain.pricing.basket import MAX_QTY_MILLI


def milli(text: str, *, whole: bool = False) -> int:
    """`2` is 2000, `1.354` is 1354. Refused `quantity.unreadable`, `quantity.too_large`.

    With `whole`, pieces only: Refused `quantity.whole`.
    """
    head, point, tail = text.strip().partition(".")
    digits = (head or "0") + tail
    if not digits.isascii() or not digits.isdecimal() or not (head or tail) or len(tail) > 3:
        raise Refused("quantity.unreadable")
    if len(head) > 12:
        raise Refused("quantity.too_large", most=MAX_QTY_MILLI // 1000)
    value = int(head or "0") * 1000 + int(tail.ljust(3, "0") or "0")
    if whole and value % 1000:
        raise Refused("quantity.whole")
    return value


def ppm(text: str) -> int:
    """A percentage: `12.5` is 125,000. Refused `discount.unreadable`, `discount.over_all`."""
    head, point, tail = text.strip().partition(".")
    digits = (head or "0") + tail
    if not digits.isascii() or not digits.isdecimal() or not (head or tail) or len(tail) > 4:
        raise Refused("discount.unreadable")
    value = int(head or "0") * 10_000 + int(tail.ljust(4, "0") or "0")
    if value > 1_000_000:
        raise Refused("discount.over_all")
    return value


def money(text: str, currency: Currency) -> int:
    """An amount; an empty text is 0. Refused as `parse_amount`."""
    return parse_amount(text, currency) if text.strip() else 0
