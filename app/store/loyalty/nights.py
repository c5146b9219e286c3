"""What the night's work asks the store: when it was last done, who was touched since, who is due.

The night's end is an `expire` document with a part `night`: {on, as_of: [epoch, seq], ...}; it is
looked for among the last documents only, so that asking is cheap however long the journal is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.domain.document import Body, Kind
from app.store.engine import Row, Tx

LOOK_BACK = 50_000  # documents; a shop that wrote more since its last night begins from scratch
_TERMS = frozenset({Kind.PROGRAM_CHANGE, Kind.CATALOG_CHANGE, Kind.SETTINGS_CHANGE})
_NAMES = ("member_id", "keep", "gone", "from", "to")
_STORED = ("principal", "bonus")
NIGHTLY = b'"why":"nightly"'
_MARK = '"night":'

Place = tuple[int, int]  # epoch, seq of a document


@dataclass(frozen=True, slots=True)
class Night:
    """The last night's work: its business date, the document it had seen everything up to (it began
    with), and the one that it ended with."""

    on: str
    as_of: Place
    at: Place


@dataclass(frozen=True, slots=True)
class Touched:
    """A page of documents: whom they name, the last one's place, and which terms they changed.

    `terms` are nouns of the programme, and `tiers`, `settings`; `more`: there may be further ones.
    """

    members: frozenset[str]
    place: Place
    terms: frozenset[str]
    more: bool


class Total(NamedTuple):
    """A member's sums over all days. `known`: a standing is written down, or something was given or
    merged; `shrank`: a day took something away."""

    member_no: int
    member_id: str
    tier_id: str
    known: bool
    visits: int
    spend_minor: int
    growth: int
    shrank: int


def last(tx: Tx) -> Night | None:
    """The last night's work; None when there was none, or none within the last documents."""
    rows = tx.all(
        "SELECT epoch, seq FROM (SELECT epoch, seq, kind FROM journal"
        " ORDER BY epoch DESC, seq DESC LIMIT ?) WHERE kind = ? ORDER BY epoch DESC, seq DESC",
        (LOOK_BACK, Kind.EXPIRE.value),
    )
    for epoch, seq in rows:
        row = tx.one(
            "SELECT CAST(bytes AS TEXT) FROM journal WHERE epoch = ? AND seq = ?"
            " AND instr(CAST(bytes AS TEXT), ?) > 0",
            (epoch, seq, _MARK),
        )
        if row:
            said = json.loads(row[0])["b"].get("night")
            if said:
                return Night(said["on"], (said["as_of"][0], said["as_of"][1]), (epoch, seq))
    return None


def anything(tx: Tx) -> bool:
    """Whether the shop has a programme, or members with something that may end."""
    row = tx.one("SELECT EXISTS (SELECT 1 FROM program_head) OR EXISTS (SELECT 1 FROM lot)")
    return bool(row and row[0])


def jumps(tx: Tx, after: Place) -> list[tuple[int, int]]:
    """From where to where the clock was set (milliseconds) by documents behind a place."""
    rows = tx.all(
        "SELECT j.bytes FROM till_event AS e JOIN journal AS j USING (epoch, seq)"
        " WHERE (e.epoch, e.seq) > (?, ?) AND e.kind = ? ORDER BY e.epoch, e.seq",
        (*after, Kind.CLOCK_JUMP.value),
    )
    said = [json.loads(row[0])["b"] for row in rows]
    return [(one["from_ms"], one["to_ms"]) for one in said]


def touched(tx: Tx, after: Place, until: Place, limit: int) -> Touched:
    """Whom the next documents name as members, in any way that may change a tier.

    What the night that ended at `until` wrote itself is left out: it had seen that.
    """
    rows = tx.all(
        "SELECT epoch, seq, kind, bytes FROM journal WHERE (epoch, seq) > (?, ?)"
        " ORDER BY epoch, seq LIMIT ?",
        (*after, limit),
    )
    members: set[str] = set()
    terms: set[str] = set()
    for epoch, seq, kind, data in rows:
        if (epoch, seq) <= until and _of_night(kind, data):
            continue
        body = json.loads(data)["b"]
        members.update(_members(body))
        if kind in _TERMS:
            terms.update(_changed(Kind(kind), body))
    place = (rows[-1][0], rows[-1][1]) if rows else after
    return Touched(frozenset(members - {""}), place, frozenset(terms), len(rows) == limit)


def _of_night(kind: str, data: bytes) -> bool:
    return kind == Kind.EXPIRE or (kind == Kind.TIER_CHANGE and NIGHTLY in data)


def _members(body: Body) -> set[str]:
    found = {body[name] for name in _NAMES if isinstance(body.get(name), str)}
    found.update(  # of what members have only the stored balance counts for a tier
        one["h"][2:]
        for one in body.get("moves", ())
        if one["h"][:2] == "m:" and one["a"].split(".", 2)[1] in _STORED
    )
    found.update(one["m"] for one in body.get("counts", ()))
    found.update(one["m"] for one in body.get("given", ()) if isinstance(one, dict) and "m" in one)
    found.update(one[0] for one in body.get("members", ()) if isinstance(one, list) and one)
    return found


def _changed(kind: Kind, body: Body) -> set[str]:
    if kind is Kind.SETTINGS_CHANGE:
        return {"settings"}
    if kind is Kind.PROGRAM_CHANGE:
        return {*body.get("set", {}), *body.get("removed", {})}
    return {"tiers"} if body.get("tiers") or body.get("removed", {}).get("tiers") else set()


def boundaries(tx: Tx, on: str, after: str, limit: int) -> tuple[list[str], str]:
    """Of the next standings those whose `next_on` has come, and the last one looked at (empty:
    that was all)."""
    rows = tx.all(
        "SELECT member_id, next_on FROM member_tier WHERE member_id > ? ORDER BY member_id LIMIT ?",
        (after, limit),
    )
    found = [member_id for member_id, next_on in rows if next_on and next_on <= on]
    return found, rows[-1][0] if len(rows) == limit else ""


def totals(tx: Tx, after_no: int, limit: int) -> list[Total]:
    """The next active members with all they ever did, summed up in the database: most of a shop
    can be told by that to stand where they stood."""
    rows = tx.all(
        "SELECT m.member_no, m.member_id, m.tier_id, t.member_id IS NOT NULL FROM member AS m"
        " LEFT JOIN member_tier AS t USING (member_id) WHERE m.member_no > ? AND m.active = 1"
        " ORDER BY m.member_no LIMIT ?",
        (after_no, limit),
    )
    if not rows:
        return []
    span = (rows[0][0], rows[-1][0])
    sums: dict[int, Row] = {
        row[0]: row[1:]
        for row in tx.all(
            "SELECT m.member_no, sum(d.visits), sum(d.spend_minor), sum(d.growth),"
            " min(min(d.visits, d.spend_minor, d.growth)) < 0"
            " FROM member AS m CROSS JOIN member_day AS d USING (member_id)"
            " WHERE m.member_no BETWEEN ? AND ? GROUP BY m.member_no",
            span,
        )
    }
    apart = {
        row[0]
        for row in tx.all(
            "SELECT m.member_no FROM member AS m WHERE m.member_no BETWEEN ? AND ? AND ("
            "EXISTS (SELECT 1 FROM tier_given AS g WHERE g.member_id = m.member_id) OR"
            " EXISTS (SELECT 1 FROM member_alias AS a WHERE a.keep_id = m.member_id))",
            span,
        )
    }
    nothing: Row = (0, 0, 0, 0)
    return [
        Total(no, member_id, tier_id, bool(known) or no in apart, *sums.get(no, nothing))
        for no, member_id, tier_id, known in rows
    ]


def active(tx: Tx, member_id: str) -> bool:
    """Whether the member is there and in use."""
    row = tx.one("SELECT active FROM member WHERE member_id = ?", (member_id,))
    return bool(row and row[0])


def in_tiers(tx: Tx, tier_ids: tuple[str, ...], after_no: int, span: int) -> list[Row]:
    """(member_id, tier_id, since) of the active members in these tiers whose number lies in
    (after_no, after_no + span]."""
    marks = ", ".join("?" * len(tier_ids))
    return tx.all(
        "SELECT m.member_id, m.tier_id, coalesce(t.since, '') FROM member AS m"  # noqa: S608
        " LEFT JOIN member_tier AS t USING (member_id) WHERE m.member_no > ? AND m.member_no <= ?"
        f" AND m.active = 1 AND m.tier_id IN ({marks}) ORDER BY m.member_no",
        (after_no, after_no + span, *tier_ids),
    )


def stands_in(tx: Tx, member_ids: list[str], tier_ids: tuple[str, ...]) -> list[Row]:
    """The same of these members (not too many at once)."""
    marks, tiers = ", ".join("?" * len(member_ids)), ", ".join("?" * len(tier_ids))
    return tx.all(
        "SELECT m.member_id, m.tier_id, coalesce(t.since, '') FROM member AS m"  # noqa: S608
        f" LEFT JOIN member_tier AS t USING (member_id) WHERE m.member_id IN ({marks})"
        f" AND m.active = 1 AND m.tier_id IN ({tiers}) ORDER BY m.member_no",
        (*member_ids, *tier_ids),
    )


def last_no(tx: Tx) -> int:
    """The highest member number."""
    row = tx.one("SELECT coalesce(max(member_no), 0) FROM member")
    return row[0] if row else 0


def given(tx: Tx, campaign_id: str, why: str, since_ms: int) -> dict[str, str]:
    """By member the last reason of that beginning (`tier.vouchers.month.`) for which they were
    given vouchers of a campaign; those of merged members are the keeper's."""
    rows = tx.all(
        "SELECT holder, max(why) FROM voucher WHERE campaign_id = ? AND issued_ms >= ?"
        " AND substr(why, 1, ?) = ? GROUP BY holder",
        (campaign_id, since_ms, len(why), why),
    )
    kept: dict[str, str] = dict(tx.all("SELECT gone_id, keep_id FROM member_alias"))
    found: dict[str, str] = {}
    for holder, said in rows:
        member_id = holder.removeprefix("m:")
        member_id = kept.get(member_id, member_id)
        found[member_id] = max(said, found.get(member_id, ""))
    return found


def packages(tx: Tx, package_ids: list[str]) -> dict[str, tuple[Any, list[str], str]]:
    """(plan's data, its lots in service order, paused on) of these packages."""
    marks = ", ".join("?" * len(package_ids))
    rows = tx.all(
        "SELECT package_id, plan, lots, paused_on FROM package"  # noqa: S608
        f" WHERE package_id IN ({marks})",
        package_ids,
    )
    return {one: (json.loads(plan), json.loads(lots), paused) for one, plan, lots, paused in rows}
