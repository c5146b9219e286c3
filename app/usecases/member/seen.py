"""Who looked at what nobody needs at the counter: full numbers, health notes, exports (R54)."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.permissions import Operator
from app.usecases.outcome import Outcome
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class SeenRow:
    """One look: `what` phone, health or export."""

    at_ms: int
    what: str
    why: str
    operator_name: str


def full_phone(s: Services, operator: Operator, member_id: str, why: str) -> Outcome[str]:
    """The whole number, journalled before it is told. Writer thread."""
    raise NotImplementedError


def health(s: Services, operator: Operator, member_id: str, why: str) -> Outcome[str]:
    """The health note, journalled likewise."""
    raise NotImplementedError


def seen(s: Services, member_id: str) -> tuple[SeenRow, ...]:
    """Who looked, the newest first. Reader thread."""
    raise NotImplementedError
