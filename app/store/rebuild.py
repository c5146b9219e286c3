"""Folds the journal anew and compares every projection row by row: what screens read is what the
documents say, or the table and the key of each difference are named.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Table

from app.domain.document import Document, Kind
from app.domain.errors import Refused, Unavailable
from app.store import journal, members
from app.store.engine import Core, Database, Pulse, Row, Tx
from app.store.file.connect import connect
from app.store.file.create import ddl
from app.store.file.integrity import OK, integrity_check
from app.store.projections import project
from app.store.schema import attempt, catalog, day, ledger, loyalty, people, stock, till
from app.store.schema.triggers import TRIGGERS

TABLES: tuple[Table, ...] = (
    *(ledger.PROJECTIONS + catalog.PROJECTIONS),
    *(people.PROJECTIONS + loyalty.PROJECTIONS + till.PROJECTIONS),
    *(day.PROJECTIONS + stock.PROJECTIONS + attempt.PROJECTIONS),
)
IN_MEMORY = 50_000  # documents that are folded in memory; more go to a passing file, keyed alike

Opener = Callable[[bytes, str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that differs. Empty `journal_says`: it should not stand there; empty `stands`: it is
    missing."""

    table: str
    key: str
    journal_says: str
    stands: str


def check(db: Database, open_sealed: Opener, *, most: int = 50) -> list[Difference]:
    """Every difference between projections and journal, up to `most`. On the report reader.

    `open_sealed(key, sealed)` opens a member's profile (the Vault's `open`). Unavailable
    `database.corrupt` when the file itself is not whole: screens read through indexes, which say
    something else than their table then, and no row by row comparison would show it.
    """
    with db.report() as tx:
        if integrity_check(tx) != OK:
            raise Unavailable("database", "corrupt")
        row = tx.one("SELECT count(*) FROM journal")
        small = row is None or row[0] <= IN_MEMORY
        with tempfile.TemporaryDirectory(prefix="shuke-rebuild-") as folder:
            place: Path | str = ":memory:" if small else Path(folder, "refold.db")
            raw = connect(place, None if small else db.key, mode="memory" if small else "rwc")
            try:
                fresh = _fold_into(raw, tx, open_sealed)
                return list(_differences(fresh, tx, most))
            finally:
                raw.close()


def rewrite(db: Database, open_sealed: Opener) -> int:
    """Throw every projection away and fold the journal anew, in one transaction. The documents.

    Writer thread; for a technician, after `check` has found something.
    """
    with db.write() as tx:
        tx.sql("PRAGMA defer_foreign_keys = ON")
        for table in reversed(TABLES):
            tx.sql(f"DELETE FROM {table.name}")  # noqa: S608 - our own table names
        return _fold(tx, tx, open_sealed)


def _fold(source: Tx, target: Tx, open_sealed: Opener) -> int:
    """Every document of `source` into `target`; how many.

    Refused `journal.unreadable` (epoch, after: the last that could be folded) when somebody has
    changed a document into something that is none.
    """
    epoch, seq, count = 1, 0, 0
    try:
        for doc in journal.read(source):
            project(target, doc, _profile(source, doc, open_sealed))
            epoch, seq, count = doc.epoch, doc.seq, count + 1
    except (ValueError, KeyError, TypeError, AttributeError, sqlite.IntegrityError) as error:
        raise Refused("journal.unreadable", epoch=epoch, after=seq) from error
    return count


def _fold_into(raw: sqlite.Connection, source: Tx, open_sealed: Opener) -> Tx:
    """An empty file of today's schema, without seals, with the journal projected into it."""
    raw.execute("PRAGMA synchronous = OFF")
    raw.execute("BEGIN")
    seals = set(TRIGGERS.values())
    for statement in ddl():
        if statement not in seals:
            raw.execute(statement)
    fresh = Tx(raw, Core(raw), Pulse())
    _fold(source, fresh, open_sealed)
    return fresh


def _profile(tx: Tx, doc: Document, open_sealed: Opener) -> dict[str, Any] | None:
    """A member's clear profile, None when its key was dropped or is not the one that sealed it: the
    member's rows differ then, and are named."""
    if doc.kind not in (Kind.MEMBER_CREATE, Kind.MEMBER_EDIT) or not doc.body.get("sealed"):
        return None
    key = members.key_of(tx, doc.body["member_id"])
    try:
        return open_sealed(key, doc.body["sealed"]) if key else None
    except ValueError:
        return None


def _differences(fresh: Tx, tx: Tx, most: int) -> Iterator[Difference]:
    left = most
    for table in TABLES:
        for found in _compare(table, _rows(fresh, table), _rows(tx, table)):
            yield found
            left -= 1
            if left <= 0:
                return


def _rows(tx: Tx, table: Table) -> Iterator[Row]:
    columns = ", ".join(column.name for column in table.columns)
    keys = ", ".join(column.name for column in table.primary_key)
    for row in tx.sql(f"SELECT {columns} FROM {table.name} ORDER BY {keys}"):  # noqa: S608, UP028
        yield row  # `yield from` would close the cursor of a file that is closed already


def _compare(table: Table, should: Iterator[Row], stands: Iterator[Row]) -> Iterator[Difference]:
    """Walk two sorted tables side by side."""
    columns = [column.name for column in table.columns]
    places = [columns.index(column.name) for column in table.primary_key]
    want, have = next(should, None), next(stands, None)
    while want is not None or have is not None:
        wanted = tuple(want[place] for place in places) if want is not None else None
        had = tuple(have[place] for place in places) if have is not None else None
        if want is not None and wanted == had:
            if want != have and have is not None:
                yield _changed(table.name, columns, wanted, (want, have))
            want, have = next(should, None), next(stands, None)
        elif want is not None and (have is None or _order(wanted) < _order(had)):
            yield Difference(table.name, _text(wanted), _text(want), "")
            want = next(should, None)
        else:
            yield Difference(table.name, _text(had), "", _text(have))
            have = next(stands, None)


def _order(key: Row | None) -> list[tuple[int, Any]]:
    """A key as SQLite sorts it, whatever types a damaged file has put there."""
    ranks = {int: 1, float: 1, str: 2, bytes: 3}
    return [(ranks.get(type(one), 0), one if one is not None else 0) for one in key or ()]


def _changed(
    table: str, columns: list[str], key: tuple[Any, ...] | None, rows: tuple[Row, Row]
) -> Difference:
    pairs = [(name, a, b) for name, a, b in zip(columns, *rows, strict=True) if a != b]
    should = ", ".join(f"{name}={_one(a)}" for name, a, _ in pairs)
    stands = ", ".join(f"{name}={_one(b)}" for name, _, b in pairs)
    return Difference(table, _text(key), should, stands)


def _text(row: Row | None) -> str:
    return " ".join(_one(value) for value in row or ())


def _one(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)
