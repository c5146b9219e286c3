"""Which lots a member's spending takes: in the order the shop chose, exact to the unit (R3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.loyalty.stored_value import SpendOrder
from app.domain.rights import Lot, Take


def stored(lots: Sequence[Lot], amount_minor: int, order: SpendOrder) -> tuple[Take, ...]:
    """Takes that sum to the amount, out of usable principal and bonus lots of one wallet.

    Top-up by top-up: the nearest end of its bonus first, then the older; within one (`group_id`) by
    `order`. Refused `stored.short` (available_minor, need_minor).
    """
    raise NotImplementedError


def points(lots: Sequence[Lot], n: int) -> tuple[Take, ...]:
    """Takes of n points, the nearest end first, then the older (R18).

    Refused `points.short` (have, need).
    """
    raise NotImplementedError


def gift(lots: Sequence[Lot], amount_minor: int) -> tuple[Take, ...]:
    """Takes out of a gift card's lots; Refused `gift.short` (available_minor, need_minor)."""
    raise NotImplementedError


def uses(lot: Lot, n: int) -> Take:
    """So many uses of a package's service and the money that they free: value * n // left, all of
    it with the last one. Refused `package.short` (have, need)."""
    raise NotImplementedError


def after(lot: Lot, take: Take) -> Lot:
    """The lot as it is when a take has left it."""
    raise NotImplementedError


def covered(lots: Mapping[str, Lot], wishes: Sequence[tuple[int, str, int]]) -> dict[int, Take]:
    """Takes for the lines that packages cover: wishes are (line_no, lot_id, uses), one after the
    other, so that two lines on one lot free its money exactly. Refused `package.short`."""
    raise NotImplementedError
