"""Print jobs that a person should know of: what waits, what failed, what nobody can be sure of."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import Refused
from app.store import sales, spool
from app.store.queries import labels
from app.usecases.outcome import Changes, Outcome, Print
from app.usecases.printing.again import never_left
from app.usecases.services import Services

OPEN = ("unsure", "failed", "queued", "sending")
RECEIPTS = ("receipt", "copy")
Z_SLIP = "z_report"


@dataclass(frozen=True, slots=True)
class WaitingJob:
    """A job that is not known to be on paper. `short_no` is its sale's, if it has one.

    `again` says that it may be sent once more: nothing of it has reached the printer.
    """

    job_id: str
    kind: str
    state: str
    reason: str
    at_ms: int
    sale_id: str
    short_no: str
    copy_no: int
    again: bool
    device: str = ""


def waiting(s: Services, limit: int = 20) -> tuple[WaitingJob, ...]:
    """The latest such jobs: those nobody is sure of first. Report thread."""
    with s.db.report() as tx:
        jobs = spool.listed(tx, states=OPEN, limit=limit, asking=True)
        numbers = {job.sale_id: sales.row(tx, job.sale_id) for job in jobs if job.sale_id}
    ranked = sorted(jobs, key=lambda job: OPEN.index(job.state))
    return tuple(
        WaitingJob(
            job.job_id,
            job.kind,
            job.state,
            job.reason,
            job.changed_ms,
            job.sale_id,
            row.short_no if (row := numbers.get(job.sale_id)) else "",
            job.copy_no,
            _may_again(job),
            job.device,
        )
        for job in ranked
    )


def z_in_doubt(s: Services) -> bool:
    """Whether nobody knows yet if a Z's slip came out. Reader thread."""
    with s.db.read() as tx:
        return any(job.kind == Z_SLIP for job in spool.listed(tx, states=("unsure",), asking=True))


def again(s: Services, job_id: str) -> Outcome[str]:
    """Send a failed job once more: it never reached the printer, so no second original can be.

    Refused `print.not_failed`; `print.copy_instead` for a receipt that a person said was not there.
    Writer thread.
    """
    with s.db.write(durable=False) as tx:
        job = spool.get(tx, job_id)
        if job is None or job.state != "failed":
            raise Refused("print.not_failed")
        if not _may_again(job):
            raise Refused("print.copy_instead")
        spool.mark(tx, job_id, "queued", s.clock.now_ms())
    device = job.device if job.device == labels.DEVICE else "printer"
    return Outcome(job_id, Changes(prints=True), (Print(job_id, device),))


def _may_again(job: spool.Job) -> bool:
    return never_left(job) or (job.state == "failed" and job.kind not in RECEIPTS)
