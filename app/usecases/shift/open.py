"""Begins an operator's time at the till, with the float that lies in the drawer."""

from __future__ import annotations

from app.domain.permissions import Operator
from app.domain.shift import Shift
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def open_shift(s: Services, operator: Operator, float_minor: int) -> Outcome[Shift]:
    """The new shift; one till has one open shift.

    Refused: `permission.missing`, `shift.already_open` (operator), `amount.negative`,
    `amount.too_large`.
    """
    raise NotImplementedError


def current(s: Services, operator: Operator | None = None) -> Shift | None:
    """The open shift of this till (of that operator, if one is named). Reader thread."""
    raise NotImplementedError
