"""What counts for tiers: a member's days, grants and groups; for one, and for all in pages."""

from __future__ import annotations

from typing import NamedTuple

from app.domain.loyalty.tier_rules import History, TierStanding
from app.store.engine import Tx

Day = tuple[str, int, int, int, int, int]  # as MemberDay: on, visits, spend, growth, topup, stored


class Reviewed(NamedTuple):
    """One member as the nightly review reads them: plain tuples, days and grants ascending.

    `stands` is (tier_id, since, until, why, grace_until, next_on) of the last review; its tier_id
    is the member's own when there was none. A given is (tier_id, on, until, locked 0/1).
    """

    member_no: int
    member_id: str
    enrolled_on: str
    stands: tuple[str, str, str, str, str, str]
    days: list[Day]
    given: list[tuple[str, str, str, int]]
    groups: tuple[str, ...]


def member_history(tx: Tx, member_id: str) -> History:
    """All that a judgement may look at, with the days of those merged into the member."""
    raise NotImplementedError


def many(tx: Tx, after_no: int, limit: int) -> list[Reviewed]:
    """The active members behind `after_no` (member_no) in order of joining; empty at the end."""
    raise NotImplementedError


def standing(tx: Tx, member_id: str) -> TierStanding:
    """What the last review (or grant) said; `tier_id` is the member's own when there was none."""
    raise NotImplementedError


def growth(tx: Tx, *member_ids: str, since: str = "") -> int:
    """Growth of all days from `since` on."""
    raise NotImplementedError
