"""A package after it was sold: paused, run again, shared, transferred."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.loyalty.package import Package
from app.domain.permissions import Operator
from app.domain.pricing.basket import Approval
from app.usecases.outcome import Outcome
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class PackageUse:
    """One use, newest first: which service, how many, at which sale."""

    at_ms: int
    item_name: str
    uses: int
    receipt_no: str
    member_name: str = ""


def of_member(s: Services, member_id: str) -> tuple[Package, ...]:
    """All packages of a member, running, paused, ended and used up. Reader thread."""
    raise NotImplementedError


def uses(s: Services, package_id: str) -> tuple[PackageUse, ...]:
    """Every use of a package. Reader thread."""
    raise NotImplementedError


def pause(s: Services, operator: Operator, package_id: str) -> Outcome[Package]:
    """Stop its days. Refused `package.unknown`, `package.no_pause`, `package.paused`,
    `package.ended`, `package.pause_used_up` (most)."""
    raise NotImplementedError


def resume(s: Services, operator: Operator, package_id: str) -> Outcome[Package]:
    """Let its days run again: it ends later by the days of the pause. Refused
    `package.not_paused`."""
    raise NotImplementedError


def transfer(
    s: Services,
    operator: Operator,
    package_id: str,
    to_member_id: str,
    *,
    reason: str = "",
    approval: Approval | None = None,
) -> Outcome[Package]:
    """To another member for good. Refused `package.not_transferable`, `package.ended`,
    `transfer.same`, `member.unknown`, `approval.needed`."""
    raise NotImplementedError
