"""What devices say by themselves. Frozen values; they cross threads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hardware.api.errors import Reason


class Health(StrEnum):
    """STARTING: not tried yet. ATTENTION: it answers, but cannot work (paper, cover).

    LOST: no connection, being tried again. CLOSED: nobody uses it any more.
    """

    STARTING = "starting"
    READY = "ready"
    ATTENTION = "attention"
    LOST = "lost"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ScanRead:
    """One whole scan, full-width letters folded, without its end mark; never changed in case."""

    device: str
    text: str
    read_at_ms: int


@dataclass(frozen=True, slots=True)
class WeightRead:
    """Integer grams, zero or more. An unstable reading must not be sold."""

    device: str
    grams: int
    stable: bool
    read_at_ms: int


@dataclass(frozen=True, slots=True)
class WeightMissing:
    """The scale said why it has no weight (overload, under zero, moving): never the last weight."""

    device: str
    reason: Reason
    read_at_ms: int


@dataclass(frozen=True, slots=True)
class CardRead:
    """A member card at a reader: its number as the reader gave it."""

    device: str
    uid: str
    read_at_ms: int


@dataclass(frozen=True, slots=True)
class DeviceChanged:
    """A device's health changed; `reason` is empty when ready or near the end of nothing."""

    device: str
    health: Health
    at_ms: int
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class PaperLow:
    """The roll is near its end (True) or was changed (False)."""

    device: str
    low: bool
    at_ms: int


@dataclass(frozen=True, slots=True)
class PrintSettled:
    """A job that had ended as unsure came out after all (paper was loaded): `ref` as given."""

    device: str
    ref: str
    at_ms: int


Event = ScanRead | WeightRead | WeightMissing | CardRead | DeviceChanged | PaperLow | PrintSettled
