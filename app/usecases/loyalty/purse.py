"""What a member (or a gift card) has now, by the effective clock that never goes back."""

from __future__ import annotations

from app.domain.loyalty.gift_card import GiftCard
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.slip import Balance
from app.store.engine import Tx
from app.usecases.services import Services


def now_of(tx: Tx, s: Services) -> tuple[int, str, str]:
    """(effective instant, business date by it, zone): a clock that is set back revives nothing."""
    raise NotImplementedError


def read(s: Services, member_id: str) -> Purse:
    """The member's purse. Reader thread. Refused `member.unknown`."""
    raise NotImplementedError


def balances(s: Services, member_id: str) -> tuple[Balance, ...]:
    """What is left by kind, as slips and the member's page say it. Reader thread."""
    raise NotImplementedError


def gift_card(s: Services, code: str) -> GiftCard:
    """The card of a code `G:...`. Reader thread. Refused `gift_card.unknown`."""
    raise NotImplementedError
