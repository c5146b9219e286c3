"""Takes a whole sale back as if it had not been: same till, same shift, before the Z."""

from __future__ import annotations

from app.domain.permissions import Operator
from app.domain.pricing.basket import Approval
from app.usecases.outcome import Outcome
from app.usecases.sale.returning import Returned
from app.usecases.services import Services


def void(
    s: Services,
    operator: Operator,
    shift_id: str,
    sale_id: str,
    *,
    reason: str,
    approval: Approval | None = None,
    refund_id: str = "",
) -> Outcome[Returned]:
    """All of the sale comes back."""
    raise NotImplementedError
