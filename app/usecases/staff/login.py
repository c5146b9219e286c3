"""Lets a person in: six digits, five tries, then a wait that doubles and survives a restart."""

from __future__ import annotations

from app.domain.permissions import Operator
from app.usecases.outcome import Outcome
from app.usecases.services import Services

TRIES = 5
WAIT_MS = 60_000


def people(s: Services) -> tuple[Operator, ...]:
    """Who can log in: active operators in the shop's order. Reader thread."""
    raise NotImplementedError


def login(s: Services, operator_id: str, pin: str) -> Outcome[Operator]:
    """The person, journalled. Writer thread (the hash takes tens of milliseconds).

    Refused: `pin.wrong` (left), `pin.locked` (seconds), `operator.unknown`, `operator.inactive`.
    """
    raise NotImplementedError


def login_by_card(s: Services, token: str) -> Outcome[Operator]:
    """The person whose staff card this is, journalled.

    Refused: `card.unknown`, `operator.inactive`, `pin.locked`.
    """
    raise NotImplementedError


def demo_pins(s: Services) -> dict[str, str]:
    """Operator id to PIN in the demo shop (agreements 26), empty in a real one."""
    raise NotImplementedError
