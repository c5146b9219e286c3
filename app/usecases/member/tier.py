"""A tier by hand, and its end: a reason, a right, a document that the reviews respect (R25)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from app.domain.codes.cards import without_card
from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.loyalty.tier_rules import Given, TierStanding
from app.domain.member import clean_line
from app.domain.permissions import Operator, Permission, require
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import history
from app.store.loyalty import program as programs
from app.usecases import commit
from app.usecases.loyalty.night.review import review_one
from app.usecases.loyalty.purse import now_of
from app.usecases.member.file_write import write_file
from app.usecases.member.find import known
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services


def give_tier(
    s: Services,
    operator: Operator,
    member_id: str,
    tier_id: str,
    *,
    reason: str,
    until: str = "",
    locked: bool = False,
) -> Outcome[TierStanding]:
    """How the member stands after it. With the tier they have, its end is changed and no more.

    `until` is the last business date as it was typed (empty: the tier's own term). `locked`, or a
    lower tier: reviews leave it exactly so until then. It replaces what was given by hand of this
    tier before. Refused: `permission.missing`, `member.unknown`, `reason.missing`,
    `tier.unknown`, as `until_day`, and `until.reached` (until_on) where the member's own spending
    holds the tier for longer.
    """
    require(operator, Permission.MEMBER_EDIT)
    said = without_card(clean_line(reason))[:100]
    if not said:
        raise Refused("reason.missing")
    with s.db.write() as tx:
        before = known(tx, member_id)
        if tier_id not in {one.tier_id for one in shops.tiers(tx)}:
            raise Refused("tier.unknown", tier=tier_id[:40])
        stands = history.standing(tx, member_id).tier_id
        last = until_day(tx, s, until)
        if tier_id != before.tier_id:
            after = replace(before, tier_id=tier_id)
            write_file(tx, s, Kind.MEMBER_EDIT, after, operator, what=["tier_id"])
        locked = locked or lower(tx, tier_id, stands)
        by_hand(tx, s, operator, member_id, tier_id, until=last, locked=locked, reason=said)
        found = history.standing(tx, member_id)
        if last and programs.load(tx).tier_rules and found.until != last:
            raise Refused("until.reached", until_on=found.until)
    return Outcome(found, Changes(members=frozenset({member_id})))


def given_by_hand(s: Services, member_id: str) -> Given | None:
    """What was said last by hand of the tier that the member has. Reader thread."""
    with s.db.read() as tx:
        stands = history.standing(tx, member_id).tier_id
        mine = [g for g in history.member_history(tx, member_id).given if g.tier_id == stands]
    return next((g for g in reversed(mine) if g.why == "granted"), None)


def by_hand(
    tx: Tx,
    s: Services,
    operator: Operator,
    member_id: str,
    tier_id: str,
    *,
    until: str = "",
    locked: bool = False,
    reason: str = "",
) -> None:
    """Give it and judge at once."""
    grant_tiers(
        *(tx, s, operator, [(member_id, tier_id)]),
        until=until,
        locked=locked,
        reason=reason,
    )
    review_one(tx, s, member_id, operator_id=operator.operator_id, why="granted")


def grant_tiers(
    tx: Tx,
    s: Services,
    operator: Operator,
    given: Iterable[tuple[str, str]],
    *,
    until: str = "",
    locked: bool = False,
    why: str = "granted",
    reason: str = "",
) -> None:
    """Tiers by hand, (member, tier), as a document that the reviews respect: until a business
    date, else for the tier's own term. `locked` keeps them from going up, too."""
    today, rules = now_of(tx, s)[1], programs.load(tx)
    rows: list[Body] = []
    for member_id, tier_id in given:
        rule = rules.tier_rule(tier_id)
        days = rule.valid_days if rule else 0
        last = (date.fromisoformat(today) + timedelta(days=days)).isoformat() if days else ""
        rows.append(
            {"m": member_id, "tier_id": tier_id, "on": today, "until": until or last}
            | ({"locked": True} if locked else {})
        )
    if rows:
        body: Body = {"on": today, "why": why, "members": [], "given": rows}
        body |= {"reason": reason} if reason else {}
        commit.seal(tx, s, Kind.TIER_CHANGE, body, operator_id=operator.operator_id)


def until_day(tx: Tx, s: Services, text: str) -> str:
    """`2027-3-1` or `2027.3.1` as a business date; empty stays empty.

    Refused `until.unreadable` (text), `until.past` (until_on).
    """
    if not text.strip():
        return ""
    for sign in "./年月日":
        text = text.replace(sign, "-")
    try:
        year, month, day = (int(one) for one in text.strip().strip("-").split("-"))
        found = date(year, month, day).isoformat()
    except ValueError as wrong:
        raise Refused("until.unreadable", text=text[:20]) from wrong
    if found < now_of(tx, s)[1]:
        raise Refused("until.past", until_on=found)
    return found


def lower(tx: Tx, tier_id: str, than: str) -> bool:
    """Whether a tier stands below another."""
    levels = {one.tier_id: one.level for one in shops.tiers(tx)}
    return levels.get(tier_id, 0) < levels.get(than, 0)
