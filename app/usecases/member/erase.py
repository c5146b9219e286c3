"""Forgets a person and keeps the ledger: the key of the profile is dropped, the sums stay."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.permissions import Operator
from app.domain.pricing.basket import Approval
from app.usecases.outcome import Outcome
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class Erasure:
    """What would be lost. Amounts in minor units; `vouchers` and `packages` are counts."""

    member_id: str
    principal_minor: int
    bonus_minor: int
    points: int
    vouchers: int
    packages: int


def what_is_left(s: Services, member_id: str) -> Erasure:
    """What the member still owns, to be shown before erasing."""
    raise NotImplementedError


def erase(
    s: Services,
    operator: Operator,
    member_id: str,
    approval: Approval | None = None,
    *,
    forfeit: bool = False,
    why: str = "",
) -> Outcome[Erasure]:
    """The member is forgotten. Refused `member.has_money` (principal_minor) unless `forfeit`."""
    raise NotImplementedError
