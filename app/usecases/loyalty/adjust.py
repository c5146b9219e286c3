"""Sets right by hand what a member has: a reason, a document, above a limit two people."""

from __future__ import annotations

from app.domain.loyalty.purse import Purse
from app.domain.permissions import Operator
from app.domain.pricing.basket import Approval
from app.domain.rights import AssetKind
from app.store.engine import Tx
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def adjust(
    s: Services,
    operator: Operator,
    member_id: str,
    kind: AssetKind,
    n: int,
    reason: str,
    *,
    wallet_id: str = "general",
    approval: Approval | None = None,
) -> Outcome[Purse]:
    """Give (`n` > 0) or take (`n` < 0) points, principal or bonus. The purse after it.

    Refused: `permission.missing`, `adjust.kind`, `adjust.nothing`, `adjust.too_large`,
    `reason.missing`, `adjust.short` (have, need), `member.unknown`, `approval.needed`.
    """
    raise NotImplementedError


def adjust_growth(
    s: Services,
    operator: Operator,
    member_id: str,
    n: int,
    reason: str,
    *,
    approval: Approval | None = None,
) -> Outcome[Purse]:
    """Growth value by hand (R21: apart from points). Refused as `adjust`."""
    raise NotImplementedError


def opening(
    tx: Tx,
    s: Services,
    member_id: str,
    *,
    operator_id: str,
    source: str,
    principal_minor: int = 0,
    bonus_minor: int = 0,
    points: int = 0,
    growth: int = 0,
) -> None:
    """What a former system says the member had: a document of its own, in the caller's transaction.

    Refused `opening.negative`, `amount.too_large`. Nothing is written when all are zero.
    """
    raise NotImplementedError
