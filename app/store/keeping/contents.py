"""What a copy of the till's file holds, found by opening it: pages, chain, and where it ends."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from app.domain.errors import Unavailable
from app.store.file.connect import APPLICATION, connect, is_plain
from app.store.file.faults import raise_sorted
from app.store.keeping.floors import last_z
from app.store.verify import Level, Tell, verify


@dataclass(frozen=True, slots=True)
class Contents:
    """Where a file's journal ends and what it counts. `at_ms` is the last document's wall clock.

    `z_no` is the last Z's number, `receipts` the last receipt's; 0 before the first.
    """

    tid: str
    shop_name: str
    epoch: int
    seq: int
    head: str
    at_ms: int
    receipts: int
    z_no: int
    docs: int
    format: int
    encrypted: bool


def read(path: Path, key: bytes | None) -> Contents:
    """What stands in a file, believed as it stands. Unavailable `database.*`, `backup.not_ours`."""
    raw = connect(path, key, mode="ro")
    try:
        (application,) = raw.execute("PRAGMA application_id").fetchone()
        head = raw.execute("SELECT tid, epoch, seq, hash, dev_ms, receipts FROM head").fetchone()
        if application != APPLICATION or head is None:
            raise Unavailable("backup", "not_ours", path=str(path))
        (docs,) = raw.execute("SELECT count(*) FROM journal").fetchone()
        (form,) = raw.execute("PRAGMA user_version").fetchone()
        return Contents(
            tid=head[0],
            shop_name=_shop_name(raw),
            epoch=head[1],
            seq=head[2],
            head=bytes(head[3]).hex(),
            at_ms=head[4],
            receipts=head[5],
            z_no=last_z(raw),
            docs=docs,
            format=form,
            encrypted=is_plain(path) is False,
        )
    except sqlite.Error as error:
        raise_sorted(error)
        raise
    except (ValueError, TypeError) as error:
        raise Unavailable("database", "corrupt", path=str(path)) from error
    finally:
        raw.close()


def prove(
    path: Path,
    key: bytes | None,
    *,
    level: Level = Level.HASHES,
    deep: bool = False,
    tell: Tell | None = None,
) -> Contents:
    """What stands in a file once its pages and its whole chain were gone through.

    `deep` also compares every index with its table. Unavailable `database.corrupt`, and
    `backup.broken` (epoch, seq, reason) for the first document that is not as it was written.
    """
    if quick_check(path, key, deep=deep) != "ok":
        raise Unavailable("database", "corrupt", path=str(path))
    verdict = verify(path, key, level=level, threads=1, tell=tell)
    if not verdict.ok:
        raise Unavailable(
            "backup",
            "broken",
            path=str(path),
            epoch=verdict.epoch,
            seq=verdict.first_bad or 0,
            fault=verdict.reason,
        )
    return read(path, key)


def quick_check(path: Path, key: bytes | None, *, deep: bool = False) -> str:
    """`ok`, or SQLite's own words for the first fault of its pages. Waits for nobody."""
    check = "integrity_check" if deep else "quick_check"
    try:
        raw = connect(path, key, mode="ro")
    except Unavailable as trouble:
        return trouble.code
    try:
        (said,) = raw.execute(f"PRAGMA {check}(1)").fetchone()
    except sqlite.Error as error:
        said = str(error)
    finally:
        raw.close()
    return str(said)


def _shop_name(raw: sqlite.Connection) -> str:
    row = raw.execute("SELECT value FROM shop_setting WHERE name = 'shop_name'").fetchone()
    return str(json.loads(row[0])) if row else ""
