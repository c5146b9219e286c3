"""Takes a new member in: a phone number, a name, and what they agreed to (R53)."""

from __future__ import annotations

from app.domain.member import Member
from app.domain.permissions import Operator
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def enrol(
    s: Services, operator: Operator, *, name: str, phone: str, marketing: bool, card: str = ""
) -> Outcome[Member]:
    """The new member. `card` is a card's token (with or without `M:`); joining never needs
    marketing.

    Refused: `permission.missing`, `name.*`, `phone.*`, `phone.taken` (member_id, name and phone
    masked), `card.taken`, `card.not_a_member_card`.
    """
    raise NotImplementedError
