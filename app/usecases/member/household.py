"""Households: members who share packages, points and a family's cards."""

from __future__ import annotations

from app.domain.permissions import Operator
from app.usecases.member.find import MemberRow
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def join_household(
    s: Services, operator: Operator, member_id: str, with_member_id: str
) -> Outcome[str]:
    """The household's id; both are in it now."""
    raise NotImplementedError


def leave_household(s: Services, operator: Operator, member_id: str) -> Outcome[None]:
    """The member is on their own."""
    raise NotImplementedError


def members_of(s: Services, household_id: str) -> tuple[MemberRow, ...]:
    """Who belongs to it. Reader thread."""
    raise NotImplementedError
