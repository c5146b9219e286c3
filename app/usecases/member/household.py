"""Households: members who share packages, points and a family's cards."""

from __future__ import annotations

from dataclasses import replace

from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, require
from app.store import members
from app.usecases.member.file_write import write_file
from app.usecases.member.find import known
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services

MOST = 12


def join_household(
    s: Services, operator: Operator, member_id: str, with_member_id: str
) -> Outcome[str]:
    """The household's id; both are in it now, `member_id` in no other.

    Refused: `permission.missing`, `member.unknown`, `member.inactive`, `household.self`,
    `household.full` (most).
    """
    require(operator, Permission.MEMBER_EDIT)
    if member_id == with_member_id:
        raise Refused("household.self")
    with s.db.write() as tx:
        joining, there = known(tx, member_id), known(tx, with_member_id)
        for one in (joining, there):
            if not one.active:
                raise Refused("member.inactive", name=one.name)
        household_id = there.household_id or s.clock.new_id()
        if joining.household_id == household_id:
            return Outcome(household_id)
        if len(members.household(tx, household_id)) >= MOST:
            raise Refused("household.full", most=MOST)
        for one in (there, joining):
            if one.household_id != household_id:
                after = replace(one, household_id=household_id)
                write_file(tx, s, Kind.MEMBER_EDIT, after, operator, what=["household"])
    return Outcome(household_id, Changes(members=frozenset({member_id, with_member_id})))


def leave_household(s: Services, operator: Operator, member_id: str) -> Outcome[None]:
    """The member is on their own. Refused: `permission.missing`, `member.unknown`."""
    require(operator, Permission.MEMBER_EDIT)
    with s.db.write() as tx:
        before = known(tx, member_id)
        if not before.household_id:
            return Outcome(None)
        after = replace(before, household_id="")
        write_file(tx, s, Kind.MEMBER_EDIT, after, operator, what=["household"])
    return Outcome(None, Changes(members=frozenset({member_id})))
