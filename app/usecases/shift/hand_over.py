"""Hands the till from one operator to the next in one gesture: count, close, open with it."""

from __future__ import annotations

from app.domain.permissions import Operator
from app.domain.pricing.basket import Approval
from app.domain.shift import Counted, Shift
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def hand_over(
    s: Services,
    operator: Operator,
    shift_id: str,
    to_operator_id: str,
    counted: Counted | None = None,
    *,
    keep_parked: bool = False,
    approval: Approval | None = None,
) -> Outcome[Shift]:
    """The next operator's shift, opened with what was counted."""
    raise NotImplementedError
