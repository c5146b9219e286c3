"""Goods come back and others go: one gesture that nets, one transaction for both documents."""

from __future__ import annotations

from app.domain.permissions import Operator
from app.domain.pricing.basket import Approval
from app.domain.pricing.credit import Credit
from app.usecases.sale.returning import Wish
from app.usecases.services import Services


def begin_exchange(
    s: Services,
    operator: Operator,
    sale_id: str,
    lines: Wish,
    *,
    reason: str,
    approval: Approval | None = None,
) -> Credit:
    """What these goods are worth towards others; nothing is written. Reader thread."""
    raise NotImplementedError
