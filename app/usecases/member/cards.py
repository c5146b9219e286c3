"""Cards of a member: several, each a name the till looks up; lost, blocked, replaced at once."""

from __future__ import annotations

from app.domain.member import CardKind, Member
from app.domain.permissions import Operator
from app.store.engine import Tx
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def holder_of(tx: Tx, token: str, now_ms: int) -> Member | None:
    """The member whose card this is; None when nobody's. Inside the caller's transaction.

    Refused `card.lost`, `card.replaced`, `card.blocked` (until_ms, 0 without an end).
    """
    raise NotImplementedError


def add_card(
    s: Services,
    operator: Operator,
    member_id: str,
    card: str,
    *,
    kind: CardKind | None = None,
    label: str = "",
) -> Outcome[Member]:
    """One more card, as it was read."""
    raise NotImplementedError


def report_lost(s: Services, operator: Operator, member_id: str, token: str) -> Outcome[Member]:
    """The card names nobody from now on."""
    raise NotImplementedError


def block(
    s: Services, operator: Operator, member_id: str, token: str, *, until_ms: int = 0
) -> Outcome[Member]:
    """The card names nobody until then (0: until somebody lifts it)."""
    raise NotImplementedError


def unblock(s: Services, operator: Operator, member_id: str, token: str) -> Outcome[Member]:
    """A blocked card, or one that was lost and found, is in use again."""
    raise NotImplementedError


def replace_card(
    s: Services, operator: Operator, member_id: str, token: str, new_card: str
) -> Outcome[Member]:
    """A new card in place of an old one, which dies at once."""
    raise NotImplementedError
