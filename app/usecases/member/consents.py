"""What a member agreed to, when, how and before whom: a log that is only added to (R53, R56)."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.member import Member
from app.domain.permissions import Operator
from app.usecases.outcome import Outcome
from app.usecases.services import Services

WHAT = ("notices", "marketing", "health")
HOW = ("spoken", "signed", "online", "form", "withdrawn", "import")


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One entry: `what` notices, marketing or health; `how` one of HOW."""

    at_ms: int
    what: str
    given: bool
    how: str
    operator_name: str


def consents(s: Services, member_id: str) -> tuple[ConsentRow, ...]:
    """The log, the newest first. Reader thread."""
    raise NotImplementedError


def set_consent(
    s: Services, operator: Operator, member_id: str, what: str, given: bool, *, how: str
) -> Outcome[Member]:
    """One consent given or withdrawn; without `health`, the health note is gone."""
    raise NotImplementedError
