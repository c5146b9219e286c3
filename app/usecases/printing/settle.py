"""Writes down how a print job ended. Nothing here prints: a job is never sent twice by itself."""

from __future__ import annotations

from typing import Any

from app.domain.document import Document
from app.domain.errors import Refused
from app.domain.receipt import Receipt
from app.store import sales, spool
from app.store import shop as shops
from app.store.loyalty import merges, rights
from app.usecases.outcome import Changes, Outcome
from app.usecases.printing.balances import member_balances
from app.usecases.printing.receipts import receipt_of
from app.usecases.services import Services

ENDS = ("confirmed", "unsure", "failed")
NOT_SEEN = "not_seen"  # a person said that it never came out: from here on only copies
KEPT_MS = 90 * 24 * 3_600_000
_PRINTS = Changes(prints=True)


def load(s: Services, job_id: str, columns: int = 0) -> dict[str, Any] | None:
    """The slip of a job, None when it is gone. A sale's receipt is laid out here, for
    a printer that many columns wide (0: the till's). Any thread."""
    with s.db.read() as tx:
        job = spool.get(tx, job_id)
        if job is None or job.slip:
            return job.slip if job else None
        doc = sales.document(tx, job.sale_id)
    paper = s.paper.for_columns(columns) if columns else s.paper
    return paper.receipt(_original(s, doc)) if doc else None


def _original(s: Services, doc: Document) -> Receipt:
    """The first paper of a sale, with what its member has right after it: printed late, when more
    has moved since, it says nothing of that."""
    member_id = doc.body["member_id"]
    after = member_balances(s, member_id) if member_id else None
    with s.db.read() as tx:
        if member_id and rights.moved_since(
            *(tx, doc.epoch, doc.seq), *merges.holders(tx, member_id)
        ):
            after = None
        return receipt_of(tx, doc, shops.load(tx), balances=after)


def settle(
    s: Services, job_id: str, state: str, reason: str = "", *, device: str = ""
) -> Outcome[str]:
    """The device's last word on a job, and which device it was ("" keeps what stands there).

    ValueError for a state that is no end.
    """
    if state not in ENDS:
        raise ValueError(f"{state} is not how a print job ends")
    with s.db.write(durable=False) as tx:
        spool.mark(tx, job_id, state, s.clock.now_ms(), reason=reason, device=device)
    return Outcome(job_id, _PRINTS)


def left_over(s: Services) -> Outcome[int]:
    """At the start: jobs of a process that died are unsure, a person must look (finding 5).

    What came out long ago is forgotten: its paper can be made again from its document.
    """
    with s.db.write(durable=False) as tx:
        spool.sweep(tx, s.clock.now_ms() - KEPT_MS)
        found = spool.doubt(tx, s.clock.now_ms(), "queued", "sending")
    return Outcome(found, _PRINTS if found else Changes())


def answer(s: Services, job_id: str, *, printed: bool) -> Outcome[str]:
    """A person looked: it came out, or it did not. Refused `print.not_unsure`."""
    with s.db.write(durable=False) as tx:
        job = spool.get(tx, job_id)
        if job is None or job.state != "unsure":
            raise Refused("print.not_unsure")
        state, reason = ("confirmed", "seen") if printed else ("failed", NOT_SEEN)
        spool.mark(tx, job_id, state, s.clock.now_ms(), reason=reason)
    return Outcome(job_id, _PRINTS)
