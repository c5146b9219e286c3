"""A payment terminal, and what it can say of an attempt to pay."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class PayState(StrEnum):
    """UNKNOWN is not a failure: ask again by the same attempt id before anything else."""

    APPROVED = "approved"
    DECLINED = "declined"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PayAnswer:
    state: PayState
    attempt_id: str
    amount_minor: int
    approval_no: str = ""
    masked_card: str = ""


class Terminal(Protocol):
    def pay(self, attempt_id: str, amount_minor: int) -> PayAnswer: ...

    def ask(self, attempt_id: str) -> PayAnswer:
        """What became of an attempt."""
