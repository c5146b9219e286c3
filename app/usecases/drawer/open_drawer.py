"""Opens the drawer without a sale: who and why stands in the journal before it springs (R41)."""

from __future__ import annotations

from app.domain.permissions import Operator
from app.domain.pricing.basket import Approval
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def no_sale(
    s: Services, operator: Operator, shift_id: str, reason: str, approval: Approval | None = None
) -> Outcome[None]:
    """Journal the opening, print its slip, and kick.

    Refused: `permission.missing` (without an approval), `approval.not_found`, `approval.too_old`
    (60 s), `shift.not_open`, `reason.missing`.
    """
    raise NotImplementedError
