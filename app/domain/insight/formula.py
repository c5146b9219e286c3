"""The sales formula (F60): visitors x conversion x visits each x ticket, and what each one did.

How much of a difference each factor made is its Shapley value: the mean over all orders in which
the factors may change from then to now. The parts are exact fractions until the end and add up to
the difference to the minor unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Trade:
    """What the formula is told of some days. `visitors` None: nobody counted them.

    `buyers` are members who bought, once each a day, and receipts of nobody known; `sales_minor`
    what receipts came to, returns not taken off.
    """

    sales_minor: int
    receipts: int
    buyers: int
    visitors: int | None = None

    @property
    def counted(self) -> bool:
        """Whether visitors were counted, and as many as must have been there."""
        return self.visitors is not None and self.visitors >= self.buyers > 0


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor now and then. `value`, `was`: visitors and buyers in pieces, conversion in ppm,
    visits in thousandths, ticket in minor units; `part_minor` of the difference is its doing."""

    code: str
    value: int
    was: int | None = None
    part_minor: int | None = None

    @property
    def change_ppm(self) -> int | None:
        """By how much it changed."""
        return _round(Fraction((self.value - self.was) * MILLION, self.was)) if self.was else None


def factors(now: Trade, then: Trade | None = None) -> tuple[Factor, ...]:
    """The factors of `now`; with `then`, what each did to the difference.

    Without counted visitors (on either side) the first two are one: `buyers`. Nothing is said of
    days without a sale.
    """
    if not now.receipts or not now.buyers:
        return ()
    known = then if then is not None and then.receipts and then.buyers else None
    counted = now.counted and (known is None or known.counted)
    here = _exact(now, counted)
    if known is None:
        return tuple(Factor(code, _shown(code, value)) for code, value in here)
    there = _exact(known, counted)
    parts = _parts([one for _, one in there], [one for _, one in here])
    whole = _whole(parts, now.sales_minor - known.sales_minor)
    return tuple(
        Factor(code, _shown(code, value), _shown(code, was), part)
        for (code, value), (_, was), part in zip(here, there, whole, strict=True)
    )


def _exact(trade: Trade, counted: bool) -> list[tuple[str, Fraction]]:
    rest = [
        ("visits", Fraction(trade.receipts, trade.buyers)),
        ("ticket", Fraction(trade.sales_minor, trade.receipts)),
    ]
    if not counted or not trade.visitors:
        return [("buyers", Fraction(trade.buyers)), *rest]
    return [
        ("visitors", Fraction(trade.visitors)),
        ("conversion", Fraction(trade.buyers, trade.visitors)),
        *rest,
    ]


def _shown(code: str, value: Fraction) -> int:
    return _round(value * {"conversion": MILLION, "visits": 1000}.get(code, 1))


def _parts(then: Sequence[Fraction], now: Sequence[Fraction]) -> list[Fraction]:
    """The Shapley value of each factor in the product's change."""
    sums = [Fraction(0)] * len(now)
    orders = list(permutations(range(len(now))))
    for order in orders:
        for place, change in _walk(order, then, now):
            sums[place] += change
    return [one * Fraction(1, len(orders)) for one in sums]


def _walk(
    order: Sequence[int], then: Sequence[Fraction], now: Sequence[Fraction]
) -> Iterator[tuple[int, Fraction]]:
    """One factor after the other goes from then to now: how much the product changes by each."""
    held = list(then)
    product = _product(held)
    for place in order:
        held[place] = now[place]
        after = _product(held)
        yield place, after - product
        product = after


def _product(values: Sequence[Fraction]) -> Fraction:
    found = Fraction(1)
    for one in values:
        found *= one
    return found


def _whole(parts: Sequence[Fraction], total: int) -> list[int]:
    """Whole minor units that add up to the total: those cut most get the missing ones."""
    floors = [one.numerator // one.denominator for one in parts]
    missing = total - sum(floors)
    order = sorted(range(len(parts)), key=lambda i: (floors[i] - parts[i], i))
    return [one + (i in order[:missing]) for i, one in enumerate(floors)]


def _round(value: Fraction) -> int:
    """Half away from zero."""
    size = (abs(value.numerator) * 2 + value.denominator) // (2 * value.denominator)
    return size if value >= 0 else -size
