"""Rows of what happens at the till beside sales: shifts, cash, approvals, and counted events.

Bodies (all amounts in minor units; `at_ms` may be left out and is then the document's own time):
shift.open   {shift_id, float, at_ms}
shift.close  {shift_id, at_ms, counted? and expected? (cash, of the last count), ...}
cash.in/out  {shift_id, amount (> 0), reason, at_ms}
approval     {approval_id, action, binding, approver_id, asked_by, sale_id, shift_id, at_ms, ...}
training     {what: start | end, ...}            anchor.seen {reason?, ...}
others       {shift_id?, sale_id?, reason?, amount?, lines?: [...] or voided?: [...], at_ms?, ...}
"""

from __future__ import annotations

from app.domain.document import Document, Kind
from app.store.engine import Tx


def shift_open(tx: Tx, doc: Document) -> None:
    """A shift begins."""
    body = doc.body
    tx.sql(
        "INSERT INTO shift (shift_id, operator_id, bd, opened_ms, closed_ms, float_minor,"
        " epoch, first_seq, last_seq, counted_minor, expected_minor, counted, z_no, handed_to)"
        " VALUES (?, ?, ?, ?, 0, ?, ?, ?, 0, 0, 0, 0, 0, '')",
        (
            *(body["shift_id"], doc.operator_id, doc.business_date),
            *(body.get("at_ms", doc.eff_ms), body["float"], doc.epoch, doc.seq),
        ),
    )


def shift_close(tx: Tx, doc: Document) -> None:
    """A shift ends, counted or not."""
    body = doc.body
    summed = body.get("totals", {}).get("cash_expected_minor", 0)  # what all closes have said
    tx.sql(
        "UPDATE shift SET closed_ms = ?, last_seq = ?, counted = ?, counted_minor = ?,"
        " expected_minor = ? WHERE shift_id = ?",
        (
            *(body.get("at_ms", doc.eff_ms), doc.seq, int(body.get("counted") is not None)),
            *(body.get("counted") or 0, body.get("expected", summed), body["shift_id"]),
        ),
    )


def cash(tx: Tx, doc: Document) -> None:
    """Money into the drawer (positive) or out of it (negative) without a sale."""
    body = doc.body
    amount = body["amount"] if doc.kind is Kind.CASH_IN else -body["amount"]
    tx.sql(
        "INSERT INTO cash_movement (epoch, seq, shift_id, operator_id, amount_minor, reason, at_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            *(doc.epoch, doc.seq, body["shift_id"], doc.operator_id, amount),
            *(body.get("reason", ""), body.get("at_ms", doc.eff_ms)),
        ),
    )


def approval(tx: Tx, doc: Document) -> None:
    """A second person's word."""
    body = doc.body
    tx.sql(
        "INSERT INTO approval (approval_id, action, binding, approver_id, asked_by, sale_id,"
        " shift_id, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(body["approval_id"], body["action"], body["binding"], body["approver_id"]),
            *(body.get("asked_by", ""), body.get("sale_id", ""), body.get("shift_id", "")),
            body.get("at_ms", doc.eff_ms),
        ),
    )


def event(tx: Tx, doc: Document) -> None:
    """What is only counted and listed: cancelled baskets, drawer openings, copies, log-ins ..."""
    body = doc.body
    tx.sql(
        "INSERT INTO till_event (epoch, seq, kind, shift_id, operator_id, sale_id, reason,"
        " amount_minor, lines, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(doc.epoch, doc.seq, doc.kind.value, body.get("shift_id", ""), doc.operator_id),
            *(body.get("sale_id", ""), body.get("reason", body.get("what", ""))),
            body.get("amount", 0),
            len(body.get("lines", ())) + len(body.get("voided", ())),
            body.get("at_ms", doc.eff_ms),
        ),
    )
