"""Members over time: who came, who came again, how often."""

from __future__ import annotations

from dataclasses import dataclass

from app.store.engine import Tx
from app.store.queries import cube

_SHIFTS = "(SELECT shift_id FROM shift WHERE bd BETWEEN :from AND :until)"
_VISITS = f"""
    SELECT count(*), coalesce(sum(n), 0), coalesce(sum(n > 1), 0), coalesce(sum(spent), 0),
      coalesce(sum(EXISTS (SELECT 1 FROM sale AS o WHERE o.member_id = v.member_id
        AND o.member_id <> '' AND o.bd < :from)), 0)
    FROM (SELECT member_id, count(*) AS n, sum(due_minor) AS spent FROM sale
      WHERE shift_id IN {_SHIFTS} AND member_id <> '' GROUP BY member_id) AS v
"""  # noqa: S608 - our own text
_TOP = f"""
    SELECT member_id, count(*), sum(due_minor), max(at_ms) FROM sale
    WHERE shift_id IN {_SHIFTS} AND member_id <> '' GROUP BY member_id
    ORDER BY sum(due_minor) DESC, member_id LIMIT :limit
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Activity:
    """Members on some business dates: `joined`; `active` bought something, in `visits` sales worth
    `spent_minor` (before returns); `again` of them more than once; `known` had bought before."""

    joined: int
    active: int
    visits: int
    again: int
    known: int
    spent_minor: int


def activity(tx: Tx, from_on: str, until_on: str) -> Activity:
    """Members on business dates, both ends counted. Merged members count as who they were then."""
    joined = sum(one.n for one in cube.read(tx, "member", from_on, until_on) if one.key == "new")
    row = tx.one(_VISITS, {"from": from_on, "until": until_on}) or (0,) * 5
    active, visits, again, spent, known = row
    return Activity(joined, active, visits, again, known, spent)


def regulars(
    tx: Tx, from_on: str, until_on: str, *, limit: int = 50
) -> tuple[tuple[str, int, int, int], ...]:
    """(member id, visits, minor units, last visit in ms) of those who spent most."""
    span = {"from": from_on, "until": until_on, "limit": limit}
    return tuple((a, b, c, d) for a, b, c, d in tx.all(_TOP, span))
