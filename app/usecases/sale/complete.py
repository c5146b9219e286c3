"""Makes a sale of a paid basket, in one write transaction: all of it is in the journal, or nothing.

Read it top to bottom: is it sold already, may it be sold, is it paid as it is priced now, then the
next receipt number, the sealed document, the paper waiting to be printed, and the draft gone.
"""

from __future__ import annotations

from app.domain.checkout.state import LastSale
from app.domain.permissions import Operator
from app.domain.pricing.basket import Basket
from app.domain.tendering import Tender
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def complete(
    s: Services, operator: Operator, shift_id: str, basket: Basket, tenders: tuple[Tender, ...]
) -> Outcome[LastSale]:
    """Seal the sale; a second call with the same sale id gives the same sale and no effects.

    Refused: `permission.missing`, `shift.not_open`, `shift.of_another`, `basket.empty`,
    `sale.total_changed` (prices moved since it was paid), `approval.not_found`.
    """
    raise NotImplementedError
