"""Which paper may be the original once more: only what never came out of a printer (D5, D32).

Everything else that is printed again is a copy, marked, numbered and journalled.
"""

from __future__ import annotations

from app.store import sales, spool
from app.store.engine import Tx
from app.usecases.outcome import Changes, Outcome, Print
from app.usecases.printing.settle import NOT_SEEN
from app.usecases.services import Services


def never_left(job: spool.Job) -> bool:
    """The printer was sent nothing. What a person did not see may have lain there, though."""
    return job.state == "failed" and job.reason != NOT_SEEN


def original(tx: Tx, s: Services, of_id: str) -> Outcome[str] | None:
    """A sale's or return's own paper sent once more; None where a copy is due."""
    first = spool.get(tx, spool.first_of(tx, of_id))
    if first is None or first.copy_no or not never_left(first) or sales.copies(tx, of_id):
        return None
    spool.mark(tx, first.job_id, "queued", s.clock.now_ms())
    return Outcome(first.job_id, Changes(prints=True), (Print(first.job_id),))
