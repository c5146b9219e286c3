"""Points from one member to another of the same family."""

from __future__ import annotations

from app.domain.loyalty.purse import Purse
from app.domain.permissions import Operator
from app.domain.pricing.basket import Approval
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def points(
    s: Services,
    operator: Operator,
    from_id: str,
    to_id: str,
    n: int,
    *,
    reason: str = "",
    approval: Approval | None = None,
) -> Outcome[Purse]:
    """The giver's purse after it. The points keep their last day.

    Refused: `transfer.same`, `transfer.not_family`, `transfer.nothing`,
    `points.short` (have, need), `member.unknown`, `approval.needed`, `permission.missing`.
    """
    raise NotImplementedError
