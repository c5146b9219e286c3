"""Rows of the people who work here.

Body: staff.change {operators: [{operator_id, name, role, language, active, card_token, pin_hash}]};
a field that is left out keeps its value.
"""

from __future__ import annotations

from app.domain.document import Body, Document
from app.store.engine import Tx

_FIELDS = ("name", "role", "language", "active", "card_token", "pin_hash")
_NEW: Body = {"role": "cashier", "language": "zh_CN", "active": True, "card_token": ""}


def staff_change(tx: Tx, doc: Document) -> None:
    """People come, change, and stay in the list when they go."""
    for one in doc.body["operators"]:
        _one(tx, one)


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
