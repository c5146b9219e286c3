"""Money into the drawer and out of it beside sales: a document each, counted in X (R38)."""

from __future__ import annotations

from app.domain.permissions import Operator
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def pay_in(
    s: Services, operator: Operator, shift_id: str, amount_minor: int, reason: str
) -> Outcome[None]:
    """Change brought from the safe. Refused as `pay_out`, but for the drawer's content."""
    raise NotImplementedError


def pay_out(
    s: Services, operator: Operator, shift_id: str, amount_minor: int, reason: str
) -> Outcome[None]:
    """Money to the safe or a supplier.

    Refused: `permission.missing`, `shift.not_open`, `amount.not_positive`, `reason.missing`,
    `drawer.not_enough` (more than the drawer should hold).
    """
    raise NotImplementedError
