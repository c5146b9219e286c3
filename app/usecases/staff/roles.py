"""What each role may do, as the shop's owner decided it: every change a document, told at once.

A role.change names the whole set and the change before it, so that the history of a role's rights
is walked back link by link, without a search through the journal.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.ids import OperatorId
from app.domain.permissions import MATRIX, Operator, Permission, Role, require
from app.store import journal, staff
from app.store import shop as shops
from app.store.engine import Tx
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services
from app.usecases.shop import settings
from app.usecases.staff.approve import CARD_PIN

Matrix = dict[Role, frozenset[Permission]]
KEPT = frozenset({Permission.STAFF_EDIT, Permission.SETTINGS_EDIT, Permission.REPORTS})
MOST = 50


@dataclass(frozen=True, slots=True)
class RoleChange:
    """One change of a role's rights: who, when (ms UTC), what came and what went."""

    role: Role
    at_ms: int
    operator_id: str
    operator_name: str
    given: tuple[Permission, ...]
    taken: tuple[Permission, ...]


def matrix(s: Services) -> Matrix:
    """What each role may do here. Reader thread."""
    with s.db.read() as tx:
        return matrix_of(tx)


def matrix_of(tx: Tx) -> Matrix:
    """The same inside a transaction."""
    return {role: staff.rights(tx, role) for role in Role}


def set_role(
    s: Services, by: Operator, role: Role, permissions: Collection[Permission]
) -> Outcome[Matrix]:
    """From now on the role may do exactly this; nothing is written when nothing changes.

    Refused: `permission.missing`, `role.own` (only an owner changes what their own role may),
    `role.of_owner` (only an owner changes the owner's), `role.owner_keeps` (what a shop cannot do
    without), `role.not_yours` (nobody but an owner gives, or takes away, what they lack).
    """
    require(by, Permission.STAFF_EDIT)
    if by.role is not Role.OWNER and role in (by.role, Role.OWNER):
        raise Refused("role.own" if role is by.role else "role.of_owner")
    wanted = frozenset(permissions)
    with s.db.write() as tx:
        before = staff.rights(tx, role)
        given, taken = wanted - before, before - wanted
        if not given and not taken:
            return Outcome(matrix_of(tx))
        if role is Role.OWNER and not wanted >= KEPT:
            lost = _in_order(KEPT - wanted)[0]
            raise Refused("role.owner_keeps", permission=lost.value)
        # an owner may have taken a right from themselves: who else could ever give it again
        beyond = frozenset() if by.role is Role.OWNER else (given | taken) - by.rights
        if beyond:
            lacking = _in_order(beyond)[0]
            raise Refused("role.not_yours", permission=lacking.value)
        place = staff.role_place(tx, role)
        body: Body = {
            "role": role.value,
            "permissions": sorted(one.value for one in wanted),
            "was": sorted(one.value for one in before),
            "prev": list(place) if place else None,
            "at_ms": s.clock.now_ms(),
        }
        commit.seal(tx, s, Kind.ROLE_CHANGE, body, operator_id=by.operator_id)
        after = matrix_of(tx)
    return Outcome(after, Changes(staff=True, settings=True))


def set_card_pin(s: Services, by: Operator, on: bool) -> Outcome[bool]:
    """Whether an approval by card wants the PIN too. Refused `permission.missing`."""
    with s.db.read() as tx:
        extra = shops.load(tx).extra
    word = {CARD_PIN: "yes" if on else "no"}
    return Outcome(on, settings.change(s, by, extra={**extra, **word}).changes)


def defaults(role: Role) -> frozenset[Permission]:
    """What the role may where nobody ever changed it."""
    return MATRIX[role]


def history(s: Services, role: Role | None = None) -> tuple[RoleChange, ...]:
    """Changes of one role's rights, or of all, the latest first. Reader thread."""
    with s.db.read() as tx:
        names = {one.operator_id: one.name for one in staff.people(tx, active_only=False)}
        found = [one for each in Role if role in (None, each) for one in _walk(tx, each, names)]
    return tuple(sorted(found, key=lambda one: -one.at_ms)[:MOST])


def _walk(tx: Tx, role: Role, names: Mapping[OperatorId, str]) -> list[RoleChange]:
    """From the latest change of a role back to the first."""
    found: list[RoleChange] = []
    place = staff.role_place(tx, role)
    while place is not None and len(found) < MOST:
        doc = journal.document(tx, *place)
        if doc is None:
            break
        was, now = _known(doc.body["was"]), _known(doc.body["permissions"])
        found.append(
            RoleChange(
                role,
                doc.body["at_ms"],
                doc.operator_id,
                names.get(OperatorId(doc.operator_id), ""),
                _in_order(now - was),
                _in_order(was - now),
            )
        )
        before = doc.body.get("prev")
        place = (before[0], before[1]) if before else None
    return found


def _known(names: Collection[str]) -> frozenset[Permission]:
    """Permissions by name; those of a newer program mean nothing here."""
    return frozenset(one for one in Permission if one.value in names)


def _in_order(found: Collection[Permission]) -> tuple[Permission, ...]:
    return tuple(one for one in Permission if one in found)
