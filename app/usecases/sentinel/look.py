"""Looks for what stands out and opens a case for each finding that has none yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.insight.sentinel import Finding
from app.domain.permissions import Operator
from app.usecases.outcome import Outcome
from app.usecases.services import Services

Tell = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Look:
    """What a look found: days and sales that were looked at, and the findings without a case."""

    days: int
    sales: int
    found: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look came to: `opened` cases are new."""

    days: int
    sales: int
    opened: int


def find(s: Services, since: str = "", *, tell: Tell | None = None) -> Look:
    """Report thread."""
    raise NotImplementedError


def open_cases(s: Services, look: Look, operator: Operator | None = None) -> Outcome[Looked]:
    """Writer thread."""
    raise NotImplementedError


def look(s: Services, since: str = "", operator: Operator | None = None) -> Outcome[Looked]:
    """Both, one after the other, for who has one thread."""
    return open_cases(s, find(s, since), operator)
