"""What every stock gesture comes to: lines looked at, one document of differences, costs kept.

No gesture is refused because of a level: a wrong stock is shown, it stops nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.domain.catalog import Item, ItemKind
from app.domain.codes.cards import without_card
from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.money import MAX_MINOR
from app.domain.permissions import Operator
from app.store import catalog, journal
from app.store.engine import Tx
from app.store.queries import stock
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services
from app.usecases.stock.levels import known

MOST_MILLI = 1_000_000_000  # a million pieces, or kilograms: more is a slip of the finger
RECENT = 50  # documents that are looked through for the same gesture


@dataclass(frozen=True, slots=True)
class StockLine:
    """An item and how much of it: always positive, in thousandths; of a count what was found.

    `cost_minor` is what one piece or kg was bought for, None where nobody says.
    """

    item_id: str
    qty_milli: int
    cost_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """What came of one line: how much it changed the level, and where that stands now."""

    item: Item
    change_milli: int
    qty_milli: int


def seal_moves(
    s: Services,
    operator: Operator,
    kind: Kind,
    lines: tuple[StockLine, ...],
    *,
    note: str,
    move_id: str,
    change: Callable[[int, int], int],
) -> Outcome[tuple[Moved, ...]]:
    """One document for all lines; `change(typed, stands)` is what a line moves its level by.

    A second call with the same `move_id` changes nothing. Refused `stock.*`, `item.unknown`.
    """
    if not lines:
        raise Refused("stock.nothing")
    with s.db.write() as tx:
        if _made(tx, kind, move_id):
            return Outcome(tuple(_stands(tx, one) for one in lines))
        rows = [_row(tx, one, kind, change) for one in _once(lines)]
        body: Body = {
            "move_id": move_id,
            "items": [row for _, row in rows],
            "reason": without_card(note).strip()[:100],
            "at_ms": s.clock.now_ms(),
        }
        commit.seal(tx, s, kind, body, operator_id=operator.operator_id)
        _costs(tx, s, operator, [item for item, _ in rows], lines)
        moved = tuple(
            replace(_stands(tx, line), change_milli=row["qty"])
            for line, (_, row) in zip(_once(lines), rows, strict=True)
        )
    return Outcome(moved, Changes(catalog=True))


def _once(lines: tuple[StockLine, ...]) -> tuple[StockLine, ...]:
    """An item that was scanned twice is one line."""
    found: dict[str, StockLine] = {}
    for line in lines:
        one, before = line, found.get(line.item_id)
        if before is not None:
            cost = before.cost_minor if one.cost_minor is None else one.cost_minor
            one = StockLine(one.item_id, one.qty_milli + before.qty_milli, cost)
        found[one.item_id] = one
    return tuple(found.values())


def _row(
    tx: Tx, line: StockLine, kind: Kind, change: Callable[[int, int], int]
) -> tuple[Item, Body]:
    item = known(tx, line.item_id)
    if item.kind is ItemKind.SERVICE:
        raise Refused("stock.service", name=item.name)
    least = 0 if kind is Kind.STOCK_COUNT else 1
    if not least <= line.qty_milli <= MOST_MILLI:
        raise Refused("stock.quantity", name=item.name)
    if item.kind is ItemKind.PIECE and line.qty_milli % 1000:
        raise Refused("stock.whole", name=item.name)
    if line.cost_minor is not None and not 0 <= line.cost_minor <= MAX_MINOR:
        raise Refused("stock.cost", name=item.name)
    stands = stock.level(tx, line.item_id)
    row: Body = {
        "item_id": line.item_id,
        "qty": change(line.qty_milli, stands.qty_milli if stands else 0),
    }
    if kind is Kind.STOCK_COUNT:
        row["counted"] = line.qty_milli
    if line.cost_minor is not None:
        row["cost"] = line.cost_minor
    return item, row


def _costs(
    tx: Tx, s: Services, operator: Operator, items: list[Item], lines: tuple[StockLine, ...]
) -> None:
    """What was paid last is what the item costs from now on."""
    paid = {one.item_id: one.cost_minor for one in lines if one.cost_minor is not None}
    changed = [
        replace(item, cost_minor=paid[str(item.item_id)])
        for item in items
        if paid.get(str(item.item_id), item.cost_minor) != item.cost_minor
    ]
    if changed:
        body: Body = {"reason": "received", "items": [catalog.item_body(one) for one in changed]}
        commit.seal(tx, s, Kind.CATALOG_CHANGE, body, operator_id=operator.operator_id)


def _made(tx: Tx, kind: Kind, move_id: str) -> bool:
    """Whether this gesture was sealed already: a double tap moves nothing twice."""
    head = journal.head(tx)
    after = (head.epoch, max(0, head.seq - RECENT)) if head else (0, 0)
    recent = journal.read(tx, after=after, kinds=(kind,))
    return bool(move_id) and any(one.body.get("move_id") == move_id for one in recent)


def _stands(tx: Tx, line: StockLine) -> Moved:
    found = stock.level(tx, line.item_id)
    return Moved(known(tx, line.item_id), 0, found.qty_milli if found else 0)
