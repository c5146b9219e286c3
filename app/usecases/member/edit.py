"""Changes a member's file: each change is a document that says who changed what, sealed."""

from __future__ import annotations

from typing import Unpack

from app.domain.document import Kind
from app.domain.member import Member
from app.domain.permissions import Operator, Permission, require
from app.usecases.member.changes import MemberChanges, changed
from app.usecases.member.file_write import agreed, require_free, write_file
from app.usecases.member.find import known, shown
from app.usecases.member.tier import by_hand, lower, until_day
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services


def edit(
    s: Services,
    operator: Operator,
    member_id: str,
    *,
    how: str = "spoken",
    **changes: Unpack[MemberChanges],
) -> Outcome[Member]:
    """The member after the change; nothing is written when nothing changes. `how` a consent was
    given is kept with it.

    Refused: `permission.missing`, `member.unknown`, `member.forgotten`, `phone.taken`,
    `card.taken`, and as `changes.changed` and, where a tier is given, `tier.until_day`.
    """
    require(operator, Permission.MEMBER_EDIT)
    with s.db.write() as tx:
        before = known(tx, member_id)
        after = changed(tx, operator, before, changes)
        if after == before:
            return Outcome(shown(before))
        require_free(tx, after)
        old = {one.token for one in before.cards}
        new = {one.token for one in after.cards}
        write_file(
            *(tx, s, Kind.MEMBER_EDIT, after, operator),
            what=sorted(changes),
            consents=agreed(before, after, how),
            cards=[
                *(("added", one) for one in after.cards if one.token not in old),
                *(("removed", one) for one in before.cards if one.token not in new),
            ],
        )
        if after.tier_id != before.tier_id:
            by_hand(
                *(tx, s, operator, member_id, after.tier_id),
                until=until_day(tx, s, changes.get("tier_until", "")),
                locked=changes.get("tier_locked", lower(tx, after.tier_id, before.tier_id)),
            )
    return Outcome(shown(after), Changes(members=frozenset({member_id})))
