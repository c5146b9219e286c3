"""Rows of the people who work here.

staff.change {operators: [{operator_id, name, role, language, active, card_token, pin_hash}]};
a field that is left out keeps its value.
role.change {role, permissions: [sorted], prev: [epoch, seq], at_ms}: what a role may do now.
attendance {operator_id, kind: in | out | none, at_ms, bd, how, reason, replaces?: [epoch, seq]}:
somebody came or went; a correction takes the row away that it names, `none` puts nothing there.
"""

from __future__ import annotations

from app.domain.document import Body, Document, canonical
from app.store.engine import Tx

_FIELDS = ("name", "role", "language", "active", "card_token", "pin_hash")
_NEW: Body = {"role": "cashier", "language": "zh_CN", "active": True, "card_token": ""}


def staff_change(tx: Tx, doc: Document) -> None:
    """People come, change, and stay in the list when they go."""
    for one in doc.body["operators"]:
        _one(tx, one)


def role_change(tx: Tx, doc: Document) -> None:
    """A role may do something else."""
    allowed = canonical({"": doc.body["permissions"]}).decode()[4:-1]
    tx.sql(
        "INSERT OR REPLACE INTO role (role, permissions, epoch, seq) VALUES (?, ?, ?, ?)",
        (doc.body["role"], allowed, doc.epoch, doc.seq),
    )


def attendance(tx: Tx, doc: Document) -> None:
    """Somebody came, went, or it was put right."""
    body = doc.body
    if replaced := body.get("replaces"):
        tx.sql("DELETE FROM attendance WHERE epoch = ? AND seq = ?", replaced)
    if body["kind"] != "none":
        tx.sql(
            "INSERT INTO attendance (epoch, seq, operator_id, at_ms, kind, bd)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                *(doc.epoch, doc.seq, body.get("operator_id", doc.operator_id)),
                *(body.get("at_ms", doc.eff_ms), body["kind"]),
                body.get("bd", doc.business_date),
            ),
        )


def _one(tx: Tx, changed: Body) -> None:
    operator_id = changed["operator_id"]
    there = tx.one("SELECT 1 FROM operator WHERE operator_id = ?", (operator_id,))
    if there is None:
        full = {"name": "", "pin_hash": ""} | _NEW | changed
        tx.sql(
            "INSERT INTO operator (operator_id, name, role, language, active, card_token, pin_hash,"
            " position) SELECT ?, ?, ?, ?, ?, ?, ?, count(*) + 1 FROM operator",
            (operator_id, *(_plain(full[field]) for field in _FIELDS)),
        )
        return
    for field in _FIELDS:
        if field in changed:
            tx.sql(
                f"UPDATE operator SET {field} = ? WHERE operator_id = ?",  # noqa: S608
                (_plain(changed[field]), operator_id),
            )


def _plain(value: object) -> object:
    return int(value) if isinstance(value, bool) else value
