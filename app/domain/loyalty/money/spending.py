"""Which lots a member's spending takes: in the order the shop chose, exact to the unit (R3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.domain.errors import Refused
from app.domain.loyalty.purse import in_order
from app.domain.loyalty.stored_value import SpendOrder
from app.domain.money import portion
from app.domain.rights import AssetKind, Lot, Take


def stored(lots: Sequence[Lot], amount_minor: int, order: SpendOrder) -> tuple[Take, ...]:
    """Takes that sum to the amount, out of usable principal and bonus lots of one wallet.

    Top-up by top-up: the nearest end of its bonus first, then the older; within one (`group_id`) by
    `order`. Refused `stored.short` (available_minor, need_minor).
    """
    _enough(lots, amount_minor, "stored.short")
    groups: dict[str, list[Lot]] = {}
    for lot in sorted(lots, key=in_order):
        groups.setdefault(lot.group_id or lot.lot_id, []).append(lot)
    takes: list[Take] = []
    for group in groups.values():
        if not amount_minor:
            break
        part = min(amount_minor, sum(lot.left for lot in group))
        amount_minor -= part
        takes += _of_group(group, part, order)
    return tuple(takes)


def points(lots: Sequence[Lot], n: int) -> tuple[Take, ...]:
    """Takes of n points, the nearest end first, then the older (R18).

    Refused `points.short` (have, need).
    """
    have = sum(lot.left for lot in lots)
    if n > have:
        raise Refused("points.short", have=have, need=n)
    return tuple(in_turn(sorted(lots, key=in_order), n))


def gift(lots: Sequence[Lot], amount_minor: int) -> tuple[Take, ...]:
    """Takes out of a gift card's lots; Refused `gift.short` (available_minor, need_minor)."""
    _enough(lots, amount_minor, "gift.short")
    return tuple(in_turn(sorted(lots, key=in_order), amount_minor))


def uses(lot: Lot, n: int) -> Take:
    """So many uses of a package's service and the money that they free: value * n // left, all of
    it with the last one. Refused `package.short` (have, need)."""
    if not 0 < n <= lot.left:
        raise Refused("package.short", have=lot.left, need=n)
    return Take(lot, n, lot.value_minor * n // lot.left)


def after(lot: Lot, take: Take) -> Lot:
    """The lot as it is when a take has left it."""
    return replace(lot, left=lot.left - take.n, value_minor=lot.value_minor - take.value_minor)


def covered(lots: Mapping[str, Lot], wishes: Sequence[tuple[int, str, int]]) -> dict[int, Take]:
    """Takes for the lines that packages cover: wishes are (line_no, lot_id, uses), one after the
    other, so that two lines on one lot free its money exactly. Refused `package.short`."""
    standing = dict(lots)
    takes: dict[int, Take] = {}
    for line_no, lot_id, n in wishes:
        lot = standing.get(lot_id)
        if lot is None:
            raise Refused("package.short", have=0, need=n)
        used = uses(lot, n)
        takes[line_no] = replace(used, lot=lots[lot_id])  # as it is before any of them
        standing[lot_id] = after(lot, used)
    return takes


def in_turn(lots: Sequence[Lot], n: int) -> list[Take]:
    """Takes of n units out of lots in this order, as far as they go."""
    takes = []
    for lot in lots:
        part = min(n, lot.left)
        if part > 0:
            takes.append(Take(lot, part))
            n -= part
    return takes


def _enough(lots: Sequence[Lot], amount_minor: int, code: str) -> None:
    have = sum(lot.left for lot in lots)
    if amount_minor > have:
        raise Refused(code, available_minor=have, need_minor=amount_minor)


def _of_group(group: list[Lot], amount: int, order: SpendOrder) -> list[Take]:
    """The amount out of one top-up's lots."""
    if order is SpendOrder.PROPORTIONAL and len(group) > 1:
        left = _kept(group, sum(lot.left for lot in group) - amount)
        taken = [(lot, lot.left - stays) for lot, stays in zip(group, left, strict=True)]
        return [Take(lot, n) for lot, n in taken if n]
    first = AssetKind.BONUS if order is SpendOrder.BONUS_FIRST else AssetKind.PRINCIPAL
    return in_turn(sorted(group, key=lambda lot: lot.asset.kind is not first), amount)


def _kept(group: list[Lot], keep: int) -> list[int]:
    """What stays in each lot: as near as can be to what they were born with.

    Measured from birth and not from what is left: a thousand payments of one unit and one payment
    of a thousand leave the same, so that cutting a sale in pieces moves nothing between principal
    and bonus. A lot that has less than its part keeps all, the others make up for it.
    """
    kept = [0] * len(group)
    open_ = list(range(len(group)))
    while open_:
        parts = portion([group[i].born for i in open_], keep)
        short = [i for i, part in zip(open_, parts, strict=True) if part > group[i].left]
        for i, part in zip(open_, parts, strict=True):
            kept[i] = min(part, group[i].left)
        if not short:
            break
        keep -= sum(kept[i] for i in short)
        open_ = [i for i in open_ if i not in short]
    return kept
