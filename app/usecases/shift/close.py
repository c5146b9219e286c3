"""Ends a shift without a count, so that the next operator can begin (agreements 18)."""

from __future__ import annotations

from app.domain.permissions import Operator
from app.domain.shift import ShiftReport
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def close(
    s: Services, operator: Operator, shift_id: str, *, keep_parked: bool = False
) -> Outcome[ShiftReport]:
    """The closed shift's report, its slip printed. A basket at the counter must be finished first.

    Refused: `permission.missing`, `shift.not_open`, `shift.of_another`, `shift.basket_open`,
    `shift.parked` (n) until `keep_parked` says that parked baskets wait for the next shift.
    """
    raise NotImplementedError
