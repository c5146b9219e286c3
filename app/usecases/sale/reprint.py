"""Prints a receipt once more, marked as a copy and journalled (rules.md 3.11)."""

from __future__ import annotations

from app.domain.permissions import Operator
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def reprint(s: Services, operator: Operator, sale_id: str | None = None) -> Outcome[str]:
    """The print job of a copy of that sale, or of this till's last one; copies are numbered.

    Refused: `permission.missing`, `sale.none_yet`, `sale.unknown`.
    """
    raise NotImplementedError
