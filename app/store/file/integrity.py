"""Whether the file is whole, in SQLite's own judgement: the pages, the constraints, the keys."""

from __future__ import annotations

import sqlcipher3.dbapi2 as sqlite

from app.store.engine import Tx

OK = "ok"


def quick_check(tx: Tx) -> str:
    """`ok`, or the first fault; pages and rows only (seconds a gigabyte). For the report reader."""
    return _said(tx, "PRAGMA quick_check(1)")


def integrity_check(tx: Tx) -> str:
    """`ok`, or the first fault; also compares every index with its table, and foreign keys."""
    try:
        said = _said(tx, "PRAGMA integrity_check(1)")
        if said != OK:
            return said
        broken = tx.all("PRAGMA foreign_key_check")
    except sqlite.OperationalError as error:  # what the file says of its own tables was changed
        return str(error)
    return f"foreign key of {broken[0][0]}" if broken else OK


def sqlite_version(tx: Tx) -> str:
    """The SQLite that sqlcipher3 brought."""
    return _said(tx, "SELECT sqlite_version()")


def _said(tx: Tx, pragma: str) -> str:
    row = tx.one(pragma)
    return str(row[0]) if row else OK
