"""What goes back for goods: always the difference of two states, so any pieces make the whole.

What has come back so far says what was given back so far; so does what will have come back. The
piece is the difference. Nothing depends on the way between (A4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.loyalty.counts import Count
from app.domain.loyalty.money.funding import Fund
from app.domain.sale import Sale


@dataclass(frozen=True, slots=True)
class LineBack:
    """A line's part: `amount_minor` as its total in the sale, `tax_minor` in it or on top.

    `back_minor` is what the customer gets for it, `bonus_minor` the part that bonus had paid.
    """

    line_no: int
    qty_milli: int
    amount_minor: int
    tax_minor: int
    back_minor: int
    bonus_minor: int = 0
    points: int = 0
    growth: int = 0
    uses: int = 0


@dataclass(frozen=True, slots=True)
class FundBack:
    """What goes back to where it came from: `minor` of the due, `units` into the lot."""

    fund: Fund
    minor: int
    units: int = 0


@dataclass(frozen=True, slots=True)
class GoodsBack:
    """Everything that one return gives back, and what it takes: points and growth that were earned.

    `cash_minor` leaves the drawer: cash funds and `cash_rounding_minor` (R37). `vouchers` come back
    because all their lines have now. `whole`: nothing of the sale is left.
    """

    lines: tuple[LineBack, ...]
    funds: tuple[FundBack, ...]
    total_minor: int
    cash_minor: int
    cash_rounding_minor: int
    points: int
    growth: int
    points_back: int
    vouchers: tuple[str, ...]
    counts: tuple[Count, ...]
    whole: bool


def mirror(sale: Sale, before: Mapping[int, int], wish: Sequence[tuple[int, int]]) -> GoodsBack:
    """What these pieces give back. `before`: qty_milli returned so far by line; wish: (line, qty).

    Refused `return.nothing`, `return.line_gone` (line), `return.too_much` (name, open_milli),
    `return.part_of_a_use` (line: a package's use comes back whole).
    """
    raise NotImplementedError
