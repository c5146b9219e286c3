"""Changes a member's file: each change is a document that holds who changed what, not the data."""

from __future__ import annotations

from typing import TypedDict, Unpack

from app.domain.member import Member
from app.domain.permissions import Operator
from app.usecases.outcome import Outcome
from app.usecases.services import Services


class MemberChanges(TypedDict, total=False):
    """What may be changed; what is not named stays."""

    name: str
    phone: str
    note: str
    tier_id: str
    marketing: bool
    notices: bool
    cards: tuple[str, ...]
    active: bool


def edit(
    s: Services, operator: Operator, member_id: str, **changes: Unpack[MemberChanges]
) -> Outcome[Member]:
    """The member after the change; nothing is written when nothing changes.

    Refused: `permission.missing`, `member.unknown`, `name.*`, `phone.*`, `phone.taken`,
    `card.taken`, `card.not_a_member_card`, `tier.unknown`.
    """
    raise NotImplementedError
