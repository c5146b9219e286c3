"""A member's own PIN: asked above a limit, so that a copied card is no key to money (3.20)."""

from __future__ import annotations

from app.domain.permissions import Operator
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def set_pin(s: Services, operator: Operator, member_id: str, pin: str) -> Outcome[None]:
    """A new PIN of six digits; empty takes it away."""
    raise NotImplementedError


def check_pin(s: Services, member_id: str, pin: str) -> None:
    """Nothing when it is right, or the member has none. Writer thread, outside a transaction.

    Refused `pin.needed`, `pin.wrong` (left), `pin.locked` (seconds)."""
    raise NotImplementedError
