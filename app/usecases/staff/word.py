"""A second person's word for what the first may not do alone: asked for by name, checked in the
transaction that uses it.
"""

from __future__ import annotations

import hashlib

from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission
from app.domain.pricing.basket import Approval
from app.store import staff
from app.store.engine import Tx
from app.usecases.services import Services
from app.usecases.staff.approve import VALID_MS, may_say_yes


def binding_of(action: str, *about: str | int) -> str:
    """What a word is given for: the action, and on whom and how much exactly."""
    return hashlib.sha256("|".join((action, *map(str, about))).encode()).hexdigest()[:32]


def require_word(
    tx: Tx,
    s: Services,
    operator: Operator,
    permission: Permission,
    approval: Approval | None,
    *,
    action: str,
    binding: str,
    n: int = 0,
    alone: bool = True,
) -> str:
    """The approval's id, empty when the operator may do it alone.

    `alone` False asks for a second person in any case. Refused `approval.needed` (action, binding,
    permission, n), `approval.not_found`, `approval.other_action`, `approval.too_old`,
    `approval.used`, `approval.same_person`, `approval.role`.
    """
    if alone and operator.may(permission):
        return ""
    if approval is None:
        raise Refused(
            "approval.needed", action=action, binding=binding, permission=permission.value, n=n
        )
    word = staff.approval(tx, approval.approval_id)
    if word is None:
        raise Refused("approval.not_found")
    if word.action != action or word.binding != binding:
        raise Refused("approval.other_action")
    if not 0 <= s.clock.now_ms() - word.at_ms <= VALID_MS:
        raise Refused("approval.too_old")
    if staff.used(tx, approval.approval_id):  # one yes is one deed, however often it is tapped
        raise Refused("approval.used")
    if word.approver_id == operator.operator_id:
        raise Refused("approval.same_person")
    person = staff.get(tx, word.approver_id)
    if person is None or not may_say_yes(person, permission):
        raise Refused("approval.role", name=person.name if person else "")
    return approval.approval_id
