"""What counts for tiers: a member's days, grants and groups; for one, and for all in pages."""

from __future__ import annotations

import json
from typing import NamedTuple

from app.domain.loyalty.tier_rules import Given, History, MemberDay, TierStanding
from app.domain.shop import business_date
from app.store import shop
from app.store.engine import Row, Tx
from app.store.loyalty import merges, program

Day = tuple[str, int, int, int, int, int]  # as MemberDay: on, visits, spend, growth, topup, stored
GivenRow = tuple[str, str, str, int, str]

# what the last review said of a member `m`, whose own tier it is when there was none
STANDS = (
    "coalesce(t.tier_id, m.tier_id), coalesce(t.since, ''), coalesce(t.until, ''),"
    " coalesce(t.why, ''), coalesce(t.grace_until, ''), coalesce(t.next_on, '')"
)
WITH_TIER = "FROM member AS m LEFT JOIN member_tier AS t USING (member_id)"
_DAY_MS = 86_400_000
_SUMS = "sum(visits), sum(spend_minor), sum(growth), max(topup_minor), sum(stored_minor)"


class Reviewed(NamedTuple):
    """One member as the nightly review reads them: plain tuples, days and grants ascending.

    `stands` is (tier_id, since, until, why, grace_until, next_on) of the last review; its tier_id
    is the member's own when there was none. A given is (tier_id, on, until, locked 0/1, why).
    """

    member_no: int
    member_id: str
    enrolled_on: str
    stands: tuple[str, str, str, str, str, str]
    days: list[Day]
    given: list[GivenRow]
    groups: tuple[str, ...]


def member_history(tx: Tx, member_id: str) -> History:
    """All that a judgement may look at, with the days of those merged into the member."""
    every = merges.ids(tx, member_id)
    marks = ", ".join("?" * len(every))
    days = tx.all(
        f"SELECT bd, {_SUMS} FROM member_day WHERE member_id IN ({marks})"  # noqa: S608
        " GROUP BY bd ORDER BY bd",
        every,
    )
    given = tx.all(
        "SELECT tier_id, from_on, until, locked, topup_id <> '' FROM tier_given"  # noqa: S608
        f" WHERE member_id IN ({marks}) ORDER BY from_on, epoch, seq, n",
        every,
    )
    row = tx.one("SELECT enrolled_ms, groups FROM member WHERE member_id = ?", every[:1])
    enrolled_ms, groups = row or (0, "[]")
    return History(
        business_date(enrolled_ms, *shop.day_rule(tx)),
        tuple(MemberDay(*day) for day in days),
        tuple(
            Given(tier_id, on, until, bool(locked), _why(bool(paid)))
            for tier_id, on, until, locked, paid in given
        ),
        _Groups(tx).of(groups),
    )


def many(tx: Tx, after_no: int, limit: int) -> list[Reviewed]:
    """The active members behind `after_no` (member_no) in order of joining; empty at the end."""
    rows = tx.all(
        f"SELECT m.member_no, m.member_id, m.enrolled_ms, m.groups, {STANDS}"  # noqa: S608
        f" {WITH_TIER} WHERE m.member_no > ? AND m.active = 1 ORDER BY m.member_no LIMIT ?",
        (after_no, limit),
    )
    if not rows:
        return []
    span = (rows[0][0], rows[-1][0])
    days, given = _days(tx, span), _given(tx, span)
    _fold_merged(tx, span, days, given)
    on, groups = _Dates(tx), _Groups(tx)
    none: list[Day] = []
    nothing: list[GivenRow] = []
    return [
        Reviewed(
            *(row[0], row[1], on.of(row[2]), row[4:10], days.get(row[1], none)),
            given.get(row[1], nothing),
            groups.of(row[3]),
        )
        for row in rows
    ]


def standing(tx: Tx, member_id: str) -> TierStanding:
    """What the last review (or grant) said; `tier_id` is the member's own when there was none."""
    kept = merges.stays(tx, member_id)
    row = tx.one(f"SELECT {STANDS} {WITH_TIER} WHERE m.member_id = ?", (kept,))  # noqa: S608
    return TierStanding(*row) if row else TierStanding("", why="")


def growth(tx: Tx, *member_ids: str, since: str = "") -> int:
    """Growth of all days from `since` on."""
    marks = ", ".join("?" * len(member_ids))
    row = tx.one(
        "SELECT coalesce(sum(growth), 0) FROM member_day"  # noqa: S608
        f" WHERE member_id IN ({marks}) AND bd >= ?",
        (*member_ids, since),
    )
    return row[0] if row else 0


def in_group(tx: Tx, group_id: str) -> int:
    """How many files that are in use name a group."""
    said = json.dumps(group_id, ensure_ascii=False)
    row = tx.one("SELECT count(*) FROM member WHERE active = 1 AND instr(groups, ?) > 0", (said,))
    return int(row[0]) if row else 0


class _Groups:
    """What a file says of groups as the ids that rules ask for."""

    def __init__(self, tx: Tx) -> None:
        self._program = program.load(tx)

    def of(self, said: str) -> tuple[str, ...]:
        return () if said == "[]" else tuple(map(self._program.group_of, json.loads(said)))


class _Dates:
    """Business dates of instants, worked out once a day: members join in droves."""

    def __init__(self, tx: Tx) -> None:
        self._rule = shop.day_rule(tx)
        self._known: dict[int, str] = {}

    def of(self, at_ms: int) -> str:
        quarter = at_ms // (_DAY_MS // 96)  # no zone's day begins inside a quarter of an hour
        found = self._known.get(quarter)
        if found is None:
            found = self._known[quarter] = business_date(at_ms, *self._rule)
        return found


def _days(tx: Tx, span: tuple[int, int]) -> dict[str, list[Day]]:
    found: dict[str, list[Day]] = {}
    last, days = "", list[Day]()
    for member_id, *day in tx.sql(
        "SELECT d.* FROM member AS m CROSS JOIN member_day AS d USING (member_id)"
        " WHERE m.member_no BETWEEN ? AND ? ORDER BY m.member_no, d.bd",
        span,
    ):
        if member_id != last:
            last, days = member_id, []
            found[member_id] = days
        days.append(tuple(day))
    return found


def _given(tx: Tx, span: tuple[int, int]) -> dict[str, list[GivenRow]]:
    found: dict[str, list[GivenRow]] = {}
    for member_id, tier_id, on, until, locked, paid in tx.sql(
        "SELECT g.member_id, g.tier_id, g.from_on, g.until, g.locked, g.topup_id <> ''"
        " FROM member AS m CROSS JOIN tier_given AS g USING (member_id)"
        " WHERE m.member_no BETWEEN ? AND ? ORDER BY m.member_no, g.from_on, g.epoch, g.seq, g.n",
        span,
    ):
        found.setdefault(member_id, []).append((tier_id, on, until, locked, _why(bool(paid))))
    return found


def _fold_merged(
    tx: Tx,
    span: tuple[int, int],
    days: dict[str, list[Day]],
    given: dict[str, list[GivenRow]],
) -> None:
    """Whoever took others in is read one by one: they are few."""
    keepers: list[Row] = tx.all(
        "SELECT DISTINCT m.member_id FROM member_alias AS a JOIN member AS m"
        " ON m.member_id = a.keep_id WHERE m.member_no BETWEEN ? AND ?",
        span,
    )
    for (member_id,) in keepers:
        whole = member_history(tx, member_id)
        days[member_id] = [
            (one.on, one.visits, one.spend_minor, one.growth, one.topup_minor, one.stored_minor)
            for one in whole.days
        ]
        given[member_id] = [
            (one.tier_id, one.on, one.until, int(one.locked), one.why) for one in whole.given
        ]


def _why(paid: bool) -> str:
    return "bought" if paid else "granted"
