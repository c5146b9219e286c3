"""Gives a whole basket up: what was in it is journalled, because who cancels what is a pattern."""

from __future__ import annotations

from app.domain.permissions import Operator
from app.domain.pricing.basket import Basket
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def cancel(
    s: Services, operator: Operator, shift_id: str, basket: Basket, reason: str
) -> Outcome[None]:
    """Journal the cancelled basket and drop its draft; an empty basket only loses its draft.

    Refused: `permission.missing`, `shift.not_open`, `basket.already_sold`.
    """
    raise NotImplementedError
