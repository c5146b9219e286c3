"""Goods come back without a receipt: by right, with a reason, up to a limit, before two people."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.permissions import Operator
from app.domain.pricing.basket import Approval
from app.usecases.outcome import Outcome
from app.usecases.sale.returning import Returned
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class BlindLine:
    """An item that comes back, and the price a piece or kg that is paid for it."""

    item_id: str
    qty_milli: int
    price_minor: int


def return_blind(
    s: Services,
    operator: Operator,
    shift_id: str,
    lines: tuple[BlindLine, ...],
    *,
    reason: str,
    to: str = "cash",
    approval: Approval | None = None,
    refund_id: str = "",
) -> Outcome[Returned]:
    """`to`: `cash`, or `m:<member>` for that member's stored value."""
    raise NotImplementedError
