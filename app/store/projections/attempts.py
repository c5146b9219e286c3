"""Rows of attempts to be paid through a gateway.

Bodies: pay.attempt {attempt_id, what: pay | refund, kind, amount, cur, sale_id, shift_id, at_ms,
of?, whole?}; pay.result {attempt_id, state, got, got_cur, no, why, at_ms}. A result of an attempt
that nobody wrote down changes nothing. An attempt is booked by the sale whose tender names it.
"""

from __future__ import annotations

from typing import Any

from app.domain.document import Document
from app.store.engine import Tx

BOOKED = ("wechat", "alipay")


def attempt(tx: Tx, doc: Document) -> None:
    """It was written down, before anything was sent."""
    body = doc.body
    state = "refunding" if body.get("what") == "refund" else "written"
    tx.sql(
        "INSERT INTO pay_attempt (attempt_id, epoch, seq, kind, sale_id, shift_id, operator_id,"
        " origin_id, amount_minor, whole_minor, currency, bd, at_ms, state, got_minor,"
        " got_currency, approval_no, why, changed_ms, booked_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', '', '', ?, '')",
        (
            *(body["attempt_id"], doc.epoch, doc.seq, body["kind"], body["sale_id"]),
            *(body["shift_id"], doc.operator_id, body.get("of", ""), body["amount"]),
            *(body.get("whole", 0), body["cur"], doc.business_date, body["at_ms"], state),
            body["at_ms"],
        ),
    )


def result(tx: Tx, doc: Document) -> None:
    """What is known of it now."""
    body = doc.body
    tx.sql(
        "UPDATE pay_attempt SET state = ?, got_minor = ?, got_currency = ?, approval_no = ?,"
        " why = ?, changed_ms = ? WHERE attempt_id = ?",
        (
            *(body["state"], body.get("got", 0), body.get("got_cur", ""), body.get("no", "")),
            *(body.get("why", ""), body["at_ms"], body["attempt_id"]),
        ),
    )


def booked(tx: Tx, sale_id: str, tenders: list[dict[str, Any]]) -> None:
    """The attempts that the tenders of a sale, or of a plan sold, name."""
    paid = [one for one in tenders if one["kind"] in BOOKED and one.get("ref")]
    named = [(sale_id, one["ref"]) for one in paid]
    if named:
        tx.many("UPDATE pay_attempt SET booked_id = ? WHERE attempt_id = ?", named)
