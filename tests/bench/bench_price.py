"""Pricing the whole basket: a member with a tier, some lines with a hand on them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from app.domain.pricing.basket import Basket, ManualDiscount
from app.domain.pricing.engine import price
from tests.bench.clocked import median, samples_ms
from tests.bench.goods import BOOK, MEMBER, NOW, basket_of


def _hand(basket: Basket) -> Basket:
    """Every tenth line discounted by hand, and the basket as a whole."""
    given = ManualDiscount("complaint", basket.operator_id, rate_ppm=50_000)
    lines = tuple(
        replace(line, discount=given) if line.line_no % 10 == 0 else line for line in basket.lines
    )
    return replace(basket, lines=lines, discount=given, member=MEMBER)


def bench_price_basket() -> dict[str, float]:
    """`price_basket.ms_5`, `price_basket.ms_100`: medians of 400 runs."""
    figures = {}
    for count in (5, 100):
        basket = _hand(basket_of(count))
        taken = samples_ms(partial(price, basket, BOOK, NOW), 400)
        figures[f"price_basket.ms_{count}"] = median(taken)
    return figures
