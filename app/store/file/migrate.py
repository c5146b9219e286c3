"""Brings an older file to this program's format, without ever touching the file in use.

Copy, upgrade the copy, check it, swap by rename: a power cut leaves the old file or the new one.
Batch mode with foreign keys on deletes children, and a rebuilt table loses its triggers (both
tried): so keys are off before BEGIN, triggers are taken away and made again, and
`foreign_key_check` has the last word. alembic is loaded only here (agreements 37).
"""

from __future__ import annotations

import logging
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy.exc import DBAPIError

from app.domain.errors import Unavailable
from app.store.file.borrowed import borrowed
from app.store.file.connect import connect
from app.store.file.create import put_in_place
from app.store.file.faults import raise_sorted, sorted_error
from app.store.schema import FORMAT
from app.store.schema.triggers import TRIGGERS

MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"
_log = logging.getLogger(__name__)


def migrate(
    path: Path, key: bytes | None, *, folder: Path = MIGRATIONS, known: int = FORMAT
) -> None:
    """Upgrade the file at `path` in place, keeping the old one beside it as `<name>.v<format>`.

    Nobody else may have the file open (app/store/lock.py). Unavailable `database.migration` when a
    step fails: the file is as it was.
    """
    copy = path.with_name(path.name + ".migrating")
    for left in (copy, *(copy.with_name(copy.name + tail) for tail in ("-wal", "-shm"))):
        left.unlink(missing_ok=True)
    old = _copy(path, copy, key)
    _log.info("migrating %s from format %s to %s", path.name, old, known)
    raw = connect(copy, key)
    try:
        _upgrade(raw, folder, known)
    except (sqlite.Error, DBAPIError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        world = sorted_error(cause) if isinstance(cause, sqlite.Error) else None
        if world is not None and world.what == "disk":
            raise world from error
        raise Unavailable("database", "migration", found=old, known=known) from error
    finally:
        raw.close()
    _copy(path, path.with_name(f"{path.name}.v{old}"), key)
    for tail in ("-wal", "-shm"):
        path.with_name(path.name + tail).unlink(missing_ok=True)
    put_in_place(copy, path)


def _copy(path: Path, target: Path, key: bytes | None) -> int:
    """A whole copy of a database, WAL included, keyed alike; the format it has."""
    target.unlink(missing_ok=True)
    source, copy = connect(path, key), connect(target, key, mode="rwc")
    try:
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        source.backup(copy)
        (found,) = source.execute("PRAGMA user_version").fetchone()
    except sqlite.Error as error:
        raise_sorted(error)
        raise
    finally:
        copy.close()
        source.close()
    return int(found)


def _upgrade(raw: sqlite.Connection, folder: Path, known: int) -> None:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(folder))
    scripts = ScriptDirectory.from_config(config)
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("PRAGMA synchronous = EXTRA")
    connection = borrowed(raw)
    raw.execute("BEGIN IMMEDIATE")
    try:
        for (name,) in raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            raw.execute(f'DROP TRIGGER "{name}"')

        def steps(revision: object, context: object) -> list[object]:
            return scripts._upgrade_revs("head", revision)  # type: ignore[arg-type, return-value]

        with EnvironmentContext(config, scripts, fn=steps) as environment:
            environment.configure(connection=connection, transactional_ddl=False)
            environment.run_migrations()
        for trigger in TRIGGERS.values():
            raw.execute(trigger)
        broken = raw.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise Unavailable("database", "migration", broken=len(broken))
        raw.execute(f"PRAGMA user_version = {known}")
        raw.execute("COMMIT")
    except BaseException:
        if raw.in_transaction:
            raw.rollback()
        raise
