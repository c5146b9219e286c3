"""What a sale or a return does to a tier by day: the step that the terms give at once (R26).

Behind the drawer: the sale's own transaction judges nobody. All else waits for the night.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.loyalty.tiers.judge import Ladder, at_once, judge
from app.store.engine import Tx
from app.store.loyalty import history, merges
from app.usecases.loyalty.night.review import Row, row_of, seal_moves, steps_of
from app.usecases.loyalty.purse import now_of
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services

MOST = 4  # whom one gesture concerns; a batch waits for the night


def unsettled(s: Services, member_ids: Iterable[str]) -> tuple[str, ...]:
    """Who of these stands on another step now than is written down. Report thread."""
    with s.db.read() as tx:
        return tuple(row[0] for row in _moves(tx, s, member_ids))


def settle(s: Services, operator_id: str, member_ids: Iterable[str]) -> Outcome[tuple[str, ...]]:
    """Write down who of these moved at once; nothing is written when nobody did."""
    with s.db.write() as tx:
        rows = _moves(tx, s, member_ids)
        if rows:
            on = now_of(tx, s)[1]
            seal_moves(tx, s, on, "sale", rows, operator_id=operator_id)
    moved = tuple(row[0] for row in rows)
    return Outcome(moved, Changes(members=frozenset(moved)))


def _moves(tx: Tx, s: Services, member_ids: Iterable[str]) -> list[Row]:
    steps = steps_of(tx)
    if steps is None:
        return []
    on = now_of(tx, s)[1]
    kept = sorted({merges.stays(tx, one) for one in member_ids})
    return [row for one in kept if (row := _move(tx, steps, one, on))]


def _move(tx: Tx, steps: Ladder, member_id: str, on: str) -> Row | None:
    before = history.standing(tx, member_id)
    found = judge(history.member_history(tx, member_id), steps, on, progress=False)
    now = at_once(before, found, steps)
    return None if now.tier_id == before.tier_id else row_of(member_id, now)
