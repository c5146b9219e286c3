"""A second person's word: a PIN or a card, for one action on these goods, journalled."""

from __future__ import annotations

from app.domain.checkout.state import ApprovalRequest
from app.domain.codes.cards import without_card
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.ids import OperatorId
from app.domain.permissions import Operator, Permission, Role
from app.domain.pricing.basket import Approval
from app.store import shifts, staff
from app.store import shop as shops
from app.store.engine import Tx
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services
from app.usecases.staff.login import by_card, check_pin

CARD_PIN = "approve_card_pin"  # the shop's word that an approval by card wants the PIN too
VALID_MS = 60_000  # how long a word may wait to be used (counter.md)
_LOWEST_FIRST = (Role.CASHIER, Role.MANAGER, Role.OWNER, Role.TECHNICIAN)


def candidates(
    s: Services, roles: tuple[Role, ...], permission: Permission | None = None
) -> tuple[Operator, ...]:
    """Active people whose role may say yes, to `permission` if it is named, lowest role first.
    Reader thread."""
    with s.db.read() as tx:
        found = [one for one in staff.people(tx) if one.role in roles]
    if permission is not None:
        found = [one for one in found if may_say_yes(one, permission)]
    return tuple(sorted(found, key=lambda one: _LOWEST_FIRST.index(one.role)))


def may_say_yes(person: Operator, permission: Permission) -> bool:
    """Whether this person's word counts: who approves may do it alone, and may approve."""
    return person.may(permission) and person.may(Permission.APPROVE)


def approve(
    s: Services,
    request: ApprovalRequest,
    approver_id: str,
    pin: str,
    *,
    sale_id: str,
    shift_id: str,
    asked_by: str,
) -> Outcome[Approval]:
    """The approval, bound to what was asked and journalled. Writer thread.

    Refused: `approval.same_person`, `approval.role`, `pin.wrong`, `pin.locked`,
    `operator.unknown`, `operator.inactive`.
    """
    if approver_id == asked_by:
        raise Refused("approval.same_person")
    with s.db.read() as tx:
        _require_role(staff.get(tx, approver_id), request)
    person = check_pin(s, approver_id, pin)
    with s.db.write() as tx:
        return _seal(
            *(tx, s, request, person), sale_id=sale_id, shift_id=shift_id, by=asked_by, how="pin"
        )


def approve_by_card(
    s: Services,
    request: ApprovalRequest,
    token: str,
    *,
    sale_id: str,
    shift_id: str,
    asked_by: str,
    pin: str = "",
) -> Outcome[Approval]:
    """The same with the second person's card; where the shop wants both, with the PIN too.

    Refused `card.unknown`, `approval.pin_too` (operator_id, name: the card alone is not enough
    here) and as `approve`.
    """
    with s.db.read() as tx:
        person = by_card(tx, s, token)
        if person.operator_id == asked_by:
            raise Refused("approval.same_person")
        _require_role(person, request)
        both = shops.load(tx).extra.get(CARD_PIN) == "yes"
    if both and not pin:
        raise Refused("approval.pin_too", name=person.name, operator_id=str(person.operator_id))
    if pin:
        check_pin(s, person.operator_id, pin)
    with s.db.write() as tx:
        return _seal(
            *(tx, s, request, by_card(tx, s, token)),
            sale_id=sale_id,
            shift_id=shift_id,
            by=asked_by,
            how="card+pin" if pin else "card",
        )


def _require_role(person: Operator | None, request: ApprovalRequest) -> None:
    if person is None or not person.active:
        return  # said by name where the PIN is checked
    if person.role not in request.roles or not may_say_yes(person, request.permission):
        raise Refused("approval.role", name=person.name, role=person.role.value)


def _seal(
    tx: Tx,
    s: Services,
    request: ApprovalRequest,
    person: Operator,
    *,
    sale_id: str,
    shift_id: str,
    by: str,
    how: str,
) -> Outcome[Approval]:
    approval = Approval(
        s.clock.new_id(), OperatorId(person.operator_id), person.name, request.binding
    )
    shift = shifts.get(tx, shift_id)
    commit.seal(
        *(tx, s, Kind.APPROVAL),
        {
            "approval_id": approval.approval_id,
            "approver_id": person.operator_id,
            "action": request.action,
            "binding": request.binding,
            "permission": request.permission.value,
            "needed_ppm": request.needed_ppm,
            "before": request.before_minor,
            "after": request.after_minor,
            "reason": without_card(request.reason)[:100],
            "asked_by": by,
            "sale_id": sale_id,
            "shift_id": shift_id,
            "how": how,
            "at_ms": s.clock.now_ms(),
        },
        operator_id=person.operator_id,
        business_date=shift.business_date if shift else None,
    )
    return Outcome(approval, Changes(shift=True))
