"""Rows of the cases that the sentinel opened and people closed.

Bodies: case.open {case_id, rule, subject, bd, at_ms, level, data: {...}}: a case that is there
already stays as it is; case.close {case_id, state: dismissed | confirmed, reason, at_ms}.
"""

from __future__ import annotations

from app.domain.document import Document, canonical
from app.store.engine import Tx


def case_open(tx: Tx, doc: Document) -> None:
    """Something stands out."""
    body = doc.body
    tx.sql(
        "INSERT INTO case_file (case_id, epoch, seq, rule, subject, bd, at_ms, level, data, state,"
        " closed_by, closed_ms, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', '', 0, '')"
        " ON CONFLICT (case_id) DO NOTHING",
        (
            *(body["case_id"], doc.epoch, doc.seq, body["rule"], body.get("subject", "")),
            *(body.get("bd", doc.business_date), body.get("at_ms", doc.eff_ms)),
            *(body.get("level", ""), canonical(body.get("data", {})).decode()),
        ),
    )


def case_close(tx: Tx, doc: Document) -> None:
    """Somebody looked into it and said what it was."""
    body = doc.body
    tx.sql(
        "UPDATE case_file SET state = ?, closed_by = ?, closed_ms = ?, why = ? WHERE case_id = ?",
        (
            *(body["state"], doc.operator_id, body.get("at_ms", doc.eff_ms)),
            *(body.get("reason", ""), body["case_id"]),
        ),
    )
