"""Two files of one person become one, with everything they own; and apart again."""

from __future__ import annotations

from app.domain.member import Member
from app.domain.permissions import Operator
from app.domain.pricing.basket import Approval
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def merge(
    s: Services,
    operator: Operator,
    keep_id: str,
    gone_id: str,
    approval: Approval | None = None,
) -> Outcome[Member]:
    """The member that stays, who now owns all of both."""
    raise NotImplementedError


def unmerge(s: Services, operator: Operator, gone_id: str) -> Outcome[Member]:
    """The member that was gone, with what was theirs."""
    raise NotImplementedError
