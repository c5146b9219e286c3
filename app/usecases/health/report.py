"""One page that says how the till is: each figure is measured now, none is remembered as good."""

from __future__ import annotations

from dataclasses import dataclass

from app.usecases.ports import DeviceState
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class HealthReport:
    """`encryption`: on or off. `integrity`: ok, or SQLite's own words. Times are ms, 0 = never.

    `spool` holds (state, count) of print jobs that are not confirmed.
    """

    encryption: bool
    integrity: str
    journal_docs: int
    epoch: int
    head_seq: int
    head_hash: str
    last_verify_ms: int
    last_verify_ok: bool
    disk_free_mb: int
    file_mb: int
    versions: tuple[tuple[str, str], ...]
    devices: tuple[DeviceState, ...]
    spool: tuple[tuple[str, int], ...]


def health(s: Services) -> HealthReport:
    """Measure everything that does not take long. Report thread."""
    raise NotImplementedError
