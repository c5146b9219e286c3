"""A second person's word: a PIN or a card, for one action on these goods, journalled."""

from __future__ import annotations

from app.domain.checkout.state import ApprovalRequest
from app.domain.permissions import Operator, Role
from app.domain.pricing.basket import Approval
from app.usecases.outcome import Outcome
from app.usecases.services import Services

VALID_MS = 60_000


def candidates(s: Services, roles: tuple[Role, ...]) -> tuple[Operator, ...]:
    """Active people whose role may say yes, lowest role first. Reader thread."""
    raise NotImplementedError


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
    """The approval, bound to what was asked and journalled.

    Refused: `approval.same_person`, `approval.role`, `pin.wrong`, `pin.locked`,
    `operator.unknown`, `operator.inactive`.
    """
    raise NotImplementedError


def approve_by_card(
    s: Services,
    request: ApprovalRequest,
    token: str,
    *,
    sale_id: str,
    shift_id: str,
    asked_by: str,
) -> Outcome[Approval]:
    """The same with the second person's card. Refused `card.unknown` and as `approve`."""
    raise NotImplementedError
