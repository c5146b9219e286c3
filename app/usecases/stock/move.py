"""Moves stock, always by a difference, so that tills and shops can add up what each of them saw.

Goods received with a price to buy at change what the item costs, in the same commit.
"""

from __future__ import annotations

from app.domain.codes.cards import without_card
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, require
from app.usecases.outcome import Outcome
from app.usecases.services import Services
from app.usecases.stock.sheet import Moved, StockLine, seal_moves

__all__ = ["Moved", "StockLine", "adjust", "count", "receive", "transfer", "write_off"]


def receive(
    s: Services, operator: Operator, lines: tuple[StockLine, ...], *, note: str = "", move_id: str
) -> Outcome[tuple[Moved, ...]]:
    """Goods came. `note`: from whom, on which paper. A second call with the id changes nothing.

    Refused: `permission.missing`, `stock.nothing`, `item.unknown`, `stock.service` (name),
    `stock.quantity` (name), `stock.whole` (name), `stock.cost` (name).
    """
    require(operator, Permission.STOCK)
    return seal_moves(
        *(s, operator, Kind.STOCK_RECEIVE, lines),
        note=note,
        move_id=move_id,
        change=lambda qty, _: qty,
    )


def adjust(
    s: Services,
    operator: Operator,
    item_id: str,
    change_milli: int,
    *,
    reason: str,
    move_id: str,
) -> Outcome[tuple[Moved, ...]]:
    """More or less of one item, for a reason. Refused as `receive`, and `reason.missing`."""
    require(operator, Permission.STOCK)
    sign = -1 if change_milli < 0 else 1
    return seal_moves(
        *(s, operator, Kind.STOCK_ADJUST, (StockLine(item_id, abs(change_milli)),)),
        note=_said(reason),
        move_id=move_id,
        change=lambda qty, _: sign * qty,
    )


def write_off(
    s: Services, operator: Operator, lines: tuple[StockLine, ...], *, reason: str, move_id: str
) -> Outcome[tuple[Moved, ...]]:
    """Goods broke, spoilt or were stolen. Refused as `receive`, and `reason.missing`."""
    require(operator, Permission.STOCK)
    return seal_moves(
        *(s, operator, Kind.STOCK_WRITE_OFF, lines),
        note=_said(reason),
        move_id=move_id,
        change=lambda qty, _: -qty,
    )


def transfer(
    s: Services,
    operator: Operator,
    lines: tuple[StockLine, ...],
    *,
    shop: str,
    out: bool,
    move_id: str,
) -> Outcome[tuple[Moved, ...]]:
    """Goods went to another shop (`out`) or came from it. Refused as `receive`, `stock.shop`."""
    require(operator, Permission.STOCK)
    other = without_card(shop).strip()[:60]
    if not other:
        raise Refused("stock.shop")
    sign = -1 if out else 1
    return seal_moves(
        *(s, operator, Kind.STOCK_TRANSFER, lines),
        note=other,
        move_id=move_id,
        change=lambda qty, _: sign * qty,
    )


def count(
    s: Services, operator: Operator, lines: tuple[StockLine, ...], *, move_id: str, note: str = ""
) -> Outcome[tuple[Moved, ...]]:
    """What was found on the shelf: the document says the difference to what stood, and the count.

    What is sold while people count is right all the same: the level is compared in the commit.
    Refused as `receive`; zero may be counted.
    """
    require(operator, Permission.STOCK_COUNT)
    return seal_moves(
        *(s, operator, Kind.STOCK_COUNT, lines),
        note=note,
        move_id=move_id,
        change=lambda qty, stands: qty - stands,
    )


def _said(reason: str) -> str:
    if not reason.strip():
        raise Refused("reason.missing")
    return reason
