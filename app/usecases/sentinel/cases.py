"""Cases: what was found, who looks into it, and what it turned out to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.domain.insight.sentinel import At
from app.domain.permissions import Operator
from app.usecases.outcome import Outcome
from app.usecases.services import Services

STATES = ("open", "confirmed", "dismissed")


@dataclass(frozen=True, slots=True)
class Case:
    """A case. `who` is the operator it happened under, `who_name` and `member_name` are of now."""

    case_id: str
    rule: str
    subject: str
    bd: str
    at_ms: int
    level: str
    state: str
    amount_minor: int
    rows: tuple[At, ...]
    facts: dict[str, Any]
    who: str = ""
    who_name: str = ""
    member_name: str = ""
    closed_by: str = ""
    closed_ms: int = 0
    why: str = ""


def cases(s: Services, state: str = "open", *, limit: int = 200) -> tuple[Case, ...]:
    """Reader thread."""
    raise NotImplementedError


def counts(s: Services) -> dict[str, int]:
    """How many cases there are by state. Reader thread."""
    raise NotImplementedError


def close(s: Services, operator: Operator, case_id: str, state: str, reason: str) -> Outcome[Case]:
    """Writer thread."""
    raise NotImplementedError
