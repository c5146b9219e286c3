"""The shift so far, on screen and on paper, as often as one likes."""

from __future__ import annotations

from app.domain.permissions import Operator
from app.domain.shift import Shift, ShiftReport
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def x_report(s: Services, shift_id: str) -> ShiftReport:
    """What the shift's documents add up to now. Report thread. Refused `shift.unknown`."""
    raise NotImplementedError


def print_x(s: Services, operator: Operator, shift_id: str) -> Outcome[str]:
    """The print job of the X. Refused `permission.missing`, `shift.unknown`."""
    raise NotImplementedError


def shifts(s: Services, limit: int = 30) -> tuple[Shift, ...]:
    """This till's shifts, newest first. Report thread."""
    raise NotImplementedError
