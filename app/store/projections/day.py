"""Rows of what closes a shift and a day: counts, hand-overs, Zs, other tills' Zs, visitors.

Bodies (amounts in minor units; `at_ms` may be left out and is then the document's own time):
shift.count     {shift_id, at_ms, counted (cash), expected (cash), difference, denominations:
                [[value, n]], tenders: [[kind, counted, expected]]}
shift.hand_over {shift_id, to (operator_id), at_ms}
z.close         {z_no, at_ms, first_seq, last_seq, sales, sales_minor, refunds_minor, grand_minor,
                prev_grand_minor, difference_minor?, ...}: everything before it is folded into the
                cube, and the shifts that were closed since the last one are its own
z.seen          {tid, epoch, z_no, bd, at_ms, data: {...}}: seen again, it replaces what stood
traffic         {bd, hours: [[hour, n]], how}: an hour that is told again replaces what stood
"""

from __future__ import annotations

from app.domain.document import Document, canonical
from app.store.engine import Tx
from app.store.queries import fold


def shift_count(tx: Tx, doc: Document) -> None:
    """The drawer was counted."""
    body = doc.body
    tx.sql(
        "INSERT INTO shift_count (epoch, seq, shift_id, operator_id, at_ms, counted_minor,"
        " expected_minor, difference_minor) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(doc.epoch, doc.seq, body["shift_id"], doc.operator_id),
            *(body.get("at_ms", doc.eff_ms), body["counted"], body["expected"]),
            body.get("difference", body["counted"] - body["expected"]),
        ),
    )


def hand_over(tx: Tx, doc: Document) -> None:
    """Another operator goes on with the drawer."""
    tx.sql(
        "UPDATE shift SET handed_to = ? WHERE shift_id = ?", (doc.body["to"], doc.body["shift_id"])
    )


def z_close(tx: Tx, doc: Document) -> None:
    """The till's day is closed: into the cube with it, and how far that went."""
    body = doc.body
    fold.into_cube(tx)
    shifts = tx.sql(
        "UPDATE shift SET z_no = ? WHERE z_no = 0 AND closed_ms > 0", (body["z_no"],)
    ).rowcount
    tx.sql(
        "INSERT INTO z_report (epoch, z_no, seq, bd, at_ms, operator_id, first_seq, last_seq,"
        " last_sale, last_refund, shifts, sales, sales_minor, refunds_minor, grand_minor,"
        " difference_minor) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
        " (SELECT coalesce(max(counter), 0) FROM sale WHERE epoch = ?1),"
        " (SELECT coalesce(max(counter), 0) FROM refund WHERE epoch = ?1),"
        " ?9, ?10, ?11, ?12, ?13, ?14",
        (
            *(doc.epoch, body["z_no"], doc.seq, doc.business_date),
            *(body.get("at_ms", doc.eff_ms), doc.operator_id),
            *(body["first_seq"], body["last_seq"], shifts, body["sales"], body["sales_minor"]),
            *(body["refunds_minor"], body["grand_minor"], body.get("difference_minor", 0)),
        ),
    )


def z_seen(tx: Tx, doc: Document) -> None:
    """Another till's Z slip was shown to this one."""
    body = doc.body
    tx.sql(
        "INSERT OR REPLACE INTO z_seen (tid, epoch, z_no, bd, at_ms, data)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            *(body["tid"], body["epoch"], body["z_no"], body["bd"]),
            *(body.get("at_ms", doc.eff_ms), canonical(body.get("data", {})).decode()),
        ),
    )


def traffic(tx: Tx, doc: Document) -> None:
    """Who came in, by hour of the wall clock."""
    tx.many(
        "INSERT OR REPLACE INTO traffic (bd, hour, n) VALUES (?, ?, ?)",
        [(doc.body["bd"], hour, n) for hour, n in doc.body["hours"]],
    )
