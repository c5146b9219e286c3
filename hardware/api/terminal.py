"""The outlines of a card reader and a payment terminal; their drivers come with their issue."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.api.device import Device


class CardReader(Device, Protocol):
    """`poll` gives `CardRead` events."""


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
