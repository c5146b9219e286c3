"""Counts a shift's drawer blind: what was counted stands in the journal before anybody is told."""

from __future__ import annotations

from app.domain.permissions import Operator
from app.domain.shift import Counted, CountResult
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def count(s: Services, operator: Operator, shift_id: str, counted: Counted) -> Outcome[CountResult]:
    """Journal the count, then say what it differs by, and why that may be."""
    raise NotImplementedError
