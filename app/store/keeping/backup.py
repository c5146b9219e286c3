"""Copies the till's file while it sells (SQLite's backup API), into a file that stands alone.

One read transaction holds the whole copy together: sales that come meanwhile neither wait nor make
it start again, they are simply not in it. The copy is keyed as the original (agreements 33), needs
no other file beside it, and its bytes are on the disk in passing, so that no sale's own flush has
to wait for all of them at the end.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from app.domain.errors import Refused, Unavailable
from app.store.file.connect import connect
from app.store.file.faults import sorted_error

PAGES = 256  # a megabyte a step: between two steps the copy can be stopped
PAUSE_S = 0.003  # and leaves the disk to the sales that wait for theirs (measured)

Tell = Callable[[int, int], bool]


def copy_to(
    source: Path, key: bytes | None, target: Path, *, pages: int = PAGES, tell: Tell | None = None
) -> int:
    """Copy `source` to `target`, which must not be there; how many bytes it has. Any thread.

    `tell(pages done, all)` hears how far it is and stops it with False: Refused `work.cancelled`.
    Unavailable `database.*` when the source cannot be read; `backup.full`, `backup.read_only`,
    `backup.gone`, `backup.io` when the target cannot be written. Nothing is left behind then.
    """
    reader = connect(source, key, mode="ro")
    try:
        _copy(reader, key, target, _Steps(target, pages, tell))
        size = target.stat().st_size
    except BaseException:
        remove(target)
        raise
    finally:
        reader.close()
    return size


class _Steps:
    """Puts each step on the disk, makes way for a sale, and asks whether to go on."""

    def __init__(self, target: Path, pages: int, tell: Tell | None) -> None:
        self.pages = pages
        self._target, self._tell = target, tell

    def __call__(self, _status: int, remaining: int, total: int) -> None:
        _flush_data(self._target)
        if self._tell is not None and not self._tell(total - remaining, total):
            raise _Stop
        time.sleep(PAUSE_S)


class _Stop(Exception):
    """The caller has heard enough."""


def _copy(reader: sqlite.Connection, key: bytes | None, target: Path, steps: _Steps) -> None:
    writer = _target(target, key)
    try:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the snapshot begins here
        reader.backup(writer, pages=steps.pages, progress=steps)
        writer.execute("PRAGMA journal_mode = DELETE")  # the copy has no log of its own
    except sqlite.Error as error:
        raise _world(error, target) from error
    except _Stop:
        raise Refused("work.cancelled") from None
    except OSError as error:
        raise of_place(error, target) from error
    finally:
        reader.rollback()
        writer.close()
    flush(target)


def _target(target: Path, key: bytes | None) -> sqlite.Connection:
    """An empty file without journal or flushes: it is thrown away unless it is whole."""
    try:
        target.touch(exist_ok=False)
        os.chmod(target, 0o600)
        writer = connect(target, key, mode="rw")
    except OSError as error:
        raise of_place(error, target) from error
    except Unavailable as error:
        raise Unavailable("backup", _REASONS.get(error.reason, "io"), path=str(target)) from error
    writer.execute("PRAGMA synchronous = OFF")
    writer.execute("PRAGMA journal_mode = OFF")
    return writer


_REASONS = {"full": "full", "read_only": "read_only", "unreachable": "gone", "io": "io"}


def _world(error: sqlite.Error, target: Path) -> Exception:
    """Whose fault it is: what cannot be written is the place's, what cannot be read the till's."""
    found = sorted_error(error)
    if found is None:
        return error
    if found.code in ("database.corrupt", "database.locked"):
        return found
    reason = _REASONS.get(found.reason, "io")
    if reason == "io" and not target.exists():
        reason = "gone"
    return Unavailable("backup", reason, retry=True, path=str(target.parent))


def of_place(error: OSError, path: Path) -> Unavailable:
    """What an error of the place means for whoever chose it."""
    import errno

    reason = {
        errno.ENOSPC: "full",
        errno.EDQUOT: "full",
        errno.EFBIG: "full",
        errno.EROFS: "read_only",
        errno.EACCES: "read_only",
        errno.EPERM: "read_only",
        errno.ENOENT: "gone",
        errno.ENOTDIR: "gone",
        errno.ENODEV: "gone",
        errno.ESTALE: "gone",
        errno.ENOTCONN: "gone",
    }.get(error.errno or 0, "io")
    place = path if path.is_dir() else path.parent
    return Unavailable("backup", reason, retry=True, path=str(place))


def flush(path: Path) -> None:
    """On the disk now, and out of memory: who reads it next reads what the disk really holds."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


def _flush_data(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        getattr(os, "fdatasync", os.fsync)(handle)
    finally:
        os.close(handle)


def remove(path: Path) -> None:
    """Take a copy away that is not whole; a place that is gone has nothing to take away."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        try:
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        except OSError:
            return
