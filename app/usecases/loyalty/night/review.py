"""Judges members' tiers and writes down who moved: one at once, or page after page at night.

A tier is a pure function of history and date (R25-R29), so it does not matter when it is judged;
only whom a boundary or a change since the last review concerns needs it.
"""

from __future__ import annotations

from app.domain.document import Body, Kind
from app.domain.loyalty.tier_rules import TierStanding
from app.domain.loyalty.tiers.judge import Ladder, judge, ladder
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import history
from app.store.loyalty import program as programs
from app.usecases import commit
from app.usecases.loyalty.purse import now_of
from app.usecases.services import Services

Row = tuple[str, str, str, str, str, str, str]  # member, then the standing as a document has it


def steps_of(tx: Tx) -> Ladder | None:
    """The rules made ready; None in a shop without any (tiers then stay as hands set them)."""
    rules = programs.load(tx).tier_rules
    return ladder(rules, shops.tiers(tx)) if rules else None


def row_of(member_id: str, found: TierStanding) -> Row:
    """A standing as `tier.change` carries it."""
    return (
        *(member_id, found.tier_id, found.since, found.until),
        *(found.why, found.grace_until, found.next_on),
    )


def seal_moves(
    tx: Tx, s: Services, on: str, why: str, rows: list[Row], *, operator_id: str = ""
) -> None:
    """One document for all who moved."""
    body: Body = {"on": on, "why": why, "members": [list(one) for one in rows]}
    commit.seal(tx, s, Kind.TIER_CHANGE, body, operator_id=operator_id)


def review_one(
    tx: Tx, s: Services, member_id: str, *, operator_id: str = "", why: str = "now"
) -> TierStanding | None:
    """Judge one member in the caller's transaction; None when the shop has no rules for tiers."""
    steps = steps_of(tx)
    if steps is None:
        return None
    on = now_of(tx, s)[1]
    found = judge(history.member_history(tx, member_id), steps, on, progress=False)
    before = history.standing(tx, member_id)
    if row_of(member_id, found) != row_of(member_id, before):
        seal_moves(tx, s, on, why, [row_of(member_id, found)], operator_id=operator_id)
    return found
