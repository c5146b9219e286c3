"""Makes a new database file, whole or not at all: built beside its place, then renamed into it.

`synchronous=EXTRA` before `journal_mode=WAL`: a file made with FULL can lose its first commits,
because the unlink of the rollback journal is not yet in the directory (measured).
"""

from __future__ import annotations

import os
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy.dialects import sqlite as dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from app.domain.errors import Unavailable
from app.store.file.connect import APPLICATION, connect
from app.store.file.faults import raise_sorted
from app.store.schema import FORMAT, metadata
from app.store.schema.triggers import TRIGGERS


def create(path: Path, key: bytes | None) -> None:
    """A new, empty till at `path`. Unavailable when there is a file already, or no room for one."""
    if path.exists():
        raise Unavailable("database", "exists", path=str(path))
    building = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for left in (building, *(building.with_name(building.name + s) for s in ("-wal", "-shm"))):
            left.unlink(missing_ok=True)
    except OSError as error:
        raise Unavailable("database", "unreachable", retry=True) from error
    raw = connect(building, key, mode="rwc")
    try:
        _build(raw)
    except sqlite.Error as error:
        raise_sorted(error)
        raise
    finally:
        raw.close()
    put_in_place(building, path)


def _build(raw: sqlite.Connection) -> None:
    raw.execute(f"PRAGMA application_id = {APPLICATION}")
    raw.execute("PRAGMA synchronous = EXTRA")
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("BEGIN IMMEDIATE")
    for statement in ddl():
        raw.execute(statement)
    stamp(raw)
    raw.execute("COMMIT")


def ddl() -> list[str]:
    """Every CREATE of the newest format, in order."""
    spoken = dialect.dialect()
    made = []
    for table in metadata.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=spoken)))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made += [str(CreateIndex(index).compile(dialect=spoken)) for index in indexes]
    return [*made, *TRIGGERS.values()]


def stamp(raw: sqlite.Connection) -> None:
    """Say which format this is, to us (`user_version`) and to alembic."""
    raw.execute(
        "CREATE TABLE alembic_version ( version_num VARCHAR(32) NOT NULL,"
        " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num) )"
    )
    raw.execute("INSERT INTO alembic_version VALUES (?)", (f"{FORMAT:04d}",))
    raw.execute(f"PRAGMA user_version = {FORMAT}")


def put_in_place(building: Path, path: Path) -> None:
    """Rename over, with file and directory synced: after a power cut it is the old or the new.

    `building` must be closed; a WAL that could not be folded into it (disk full) is a failure.
    """
    if building.with_name(building.name + "-wal").exists():
        raise Unavailable("disk", "full", retry=True)
    try:
        _sync(building)
        os.replace(building, path)
        _sync(path.parent)
    except OSError as error:
        raise Unavailable("disk", "io", retry=True) from error


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows has no handle on a directory to sync
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
