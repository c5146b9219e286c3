"""A cash drawer: open it now, or say that the key is needed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.api.errors import Reason


class DrawerState(StrEnum):
    OPEN = "open"
    SHUT = "shut"
    UNKNOWN = "unknown"


class KickState(StrEnum):
    """OPENED: the sensor saw it. SENT: no sensor to ask. FAILED: use the key."""

    OPENED = "opened"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class KickResult:
    state: KickState
    reason: Reason | None = None
    tries: int = 1


class Drawer(Protocol):
    def kick(self) -> KickResult:
        """Open now or never: a drawer must not jump open later, unattended. Never raises."""

    def state(self) -> DrawerState: ...
