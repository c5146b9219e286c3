"""How far the papers of one gesture came, for the screen that asked for many of them."""

from __future__ import annotations

from dataclasses import dataclass

from app.store import spool
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class Progress:
    """So many papers are out, so many failed, so many nobody is sure of; the rest waits."""

    of: int
    done: int = 0
    failed: int = 0
    unsure: int = 0

    @property
    def waiting(self) -> int:
        """Papers still on their way."""
        return self.of - self.done - self.failed - self.unsure


def progress(s: Services, jobs: tuple[str, ...]) -> Progress:
    """Where these jobs stand. Reader thread."""
    with s.db.read() as tx:
        found = [spool.get(tx, one) for one in jobs]
    states = [one.state if one else "confirmed" for one in found]  # swept: it was out long ago
    return Progress(
        len(jobs), states.count("confirmed"), states.count("failed"), states.count("unsure")
    )
