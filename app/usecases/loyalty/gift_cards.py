"""Gift cards after they were sold: looked at, blocked, replaced. The code is on the slip only."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.loyalty.gift_card import GiftCard
from app.domain.permissions import Operator
from app.usecases.outcome import Outcome
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class Replaced:
    """The new card. Its code is on the slip of `print_job`; `code` is for a shop without one."""

    card: GiftCard
    print_job: str = ""
    code: str = ""


def look(s: Services, code: str) -> GiftCard:
    """The card of a code. Reader thread. Refused `gift_card.unknown`."""
    raise NotImplementedError


def by_last4(s: Services, last4: str) -> tuple[GiftCard, ...]:
    """Cards whose code ends so, newest first, for a holder who has the slip. Reader thread."""
    raise NotImplementedError


def block(s: Services, operator: Operator, card_id: str, reason: str) -> Outcome[GiftCard]:
    """Stop a card. Refused `gift_card.unknown`, `gift_card.state`, `reason.missing`."""
    raise NotImplementedError


def unblock(s: Services, operator: Operator, card_id: str, reason: str) -> Outcome[GiftCard]:
    """Let it pay again. Refused as `block`."""
    raise NotImplementedError


def replace(s: Services, operator: Operator, card_id: str, reason: str) -> Outcome[Replaced]:
    """A new code for a broken or expired card (R43): its money moves along, the old one is dead."""
    raise NotImplementedError
