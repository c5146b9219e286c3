"""Print jobs: the slip to print and how far it came. Bytes are made at print time (agreements 1).

`unsure` means that bytes went out and no answer came: it is shown, and never sent again by itself.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from app.store.engine import Row, Tx

STATES = ("queued", "sending", "confirmed", "unsure", "failed")
# a queue or a one-way wire took the job and no such printer ever says more: unsure for good
NEVER_SAYS = ("handed_over", "one_way")
_JOB = (
    "SELECT job_id, device, kind, sale_id, copy_no, slip, state, reason, attempts, created_ms,"
    " changed_ms FROM print_job"
)
_DOUBT = "UPDATE print_job SET state = 'unsure', reason = 'restart', changed_ms = ?"


@dataclass(frozen=True, slots=True)
class Job:
    """A print job. `kind`: receipt, copy, x_report, no_sale ...; `copy_no` 0 is the original."""

    job_id: str
    device: str
    kind: str
    sale_id: str
    copy_no: int
    slip: dict[str, Any]
    state: str
    reason: str
    attempts: int
    created_ms: int
    changed_ms: int


def enqueue(  # noqa: PLR0917 - who, what and when, then what it belongs to
    tx: Tx,
    job_id: str,
    kind: str,
    slip: dict[str, Any] | None,
    now_ms: int,
    *,
    sale_id: str = "",
    copy_no: int = 0,
    device: str = "receipt",
) -> None:
    """Put a job in the queue, in the same commit as what it is about.

    Without a slip the job says only which sale it is about, and is laid out when it is printed:
    a customer does not wait for the layout.
    """
    text = json.dumps(slip, ensure_ascii=False, separators=(",", ":")) if slip else "{}"
    tx.sql(
        "INSERT INTO print_job (job_id, device, kind, sale_id, copy_no, slip, state, reason,"
        " attempts, created_ms, changed_ms) VALUES (?, ?, ?, ?, ?, ?, 'queued', '', 0, ?, ?)",
        (job_id, device, kind, sale_id, copy_no, text, now_ms, now_ms),
    )


def get(tx: Tx, job_id: str) -> Job | None:
    """One job."""
    row = tx.one(f"{_JOB} WHERE job_id = ?", (job_id,))
    return _job(row) if row else None


def mark(  # noqa: PLR0917 - which, how far and when, then why and where
    tx: Tx, job_id: str, state: str, now_ms: int, *, reason: str = "", device: str = ""
) -> None:
    """Say how far a job came, and at which device; `sending` counts as an attempt."""
    tx.sql(
        "UPDATE print_job SET state = ?, reason = ?, changed_ms = ?, attempts = attempts + ?,"
        " device = coalesce(nullif(?, ''), device) WHERE job_id = ?",
        (state, reason, now_ms, int(state == "sending"), device, job_id),
    )


def doubt(tx: Tx, now_ms: int, *states: str) -> int:
    """Nobody can be sure of what stands so any more: a person must look. How many."""
    among = ", ".join("?" * len(states))
    return tx.sql(f"{_DOUBT} WHERE state IN ({among})", (now_ms, *states)).rowcount


def listed(
    tx: Tx, *, states: tuple[str, ...] = (), limit: int = 50, asking: bool = False
) -> tuple[Job, ...]:
    """The latest jobs, of some states or all; `asking`: without those that nobody will ever know

    more of, so that they do not hide what a person can still settle.
    """
    chosen = f" WHERE state IN ({', '.join('?' * len(states))})" if states else ""
    given = states
    if asking:
        chosen += f"{' AND' if states else ' WHERE'} reason NOT IN (?, ?)"
        given = (*states, *NEVER_SAYS)
    rows = tx.all(f"{_JOB}{chosen} ORDER BY created_ms DESC, job_id DESC LIMIT ?", (*given, limit))
    return tuple(_job(row) for row in rows)


def of_sale(tx: Tx, sale_id: str) -> tuple[Job, ...]:
    """Every job of a sale, the original first."""
    rows = tx.all(f"{_JOB} WHERE sale_id = ? ORDER BY created_ms, job_id", (sale_id,))
    return tuple(_job(row) for row in rows)


def first_of(tx: Tx, sale_id: str) -> str:
    """The id of a sale's original job; empty where nothing was spooled."""
    row = tx.one(
        "SELECT job_id FROM print_job WHERE sale_id = ? ORDER BY created_ms, job_id LIMIT 1",
        (sale_id,),
    )
    return row[0] if row else ""


def sweep(tx: Tx, before_ms: int) -> int:
    """Forget jobs older than that of which no more is to be known: a receipt can be made again from

    its document.
    """
    return tx.sql(
        "DELETE FROM print_job WHERE (state = 'confirmed' OR reason IN (?, ?)) AND created_ms < ?",
        (*NEVER_SAYS, before_ms),
    ).rowcount


def drop_all(tx: Tx) -> None:
    """Forget every job: a copy of a till must not print what the till itself has printed."""
    tx.sql("DELETE FROM print_job")


def _job(row: Row) -> Job:
    job_id, device, kind, sale_id, copy_no, slip, *rest = row
    return Job(job_id, device, kind, sale_id, copy_no, json.loads(slip), *rest)
