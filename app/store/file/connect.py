"""Opens one raw connection with the pragmas that the design asks for (ledger-and-sync.md 9).

Autocommit on the driver's side (`isolation_level` None): BEGIN and COMMIT are said by us alone.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlite

from app.domain.errors import Unavailable
from app.store.file.faults import raise_sorted

APPLICATION = 0x5348554B  # "SHUK" in the file's header
PLAIN = b"SQLite format 3\0"
BUSY_SECONDS = 2.0


def is_plain(path: Path) -> bool | None:
    """Whether the file is an unencrypted database; None when there is no file, or an empty one."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unavailable("database", "unreachable", retry=True) from error
    return head == PLAIN if head else None


def connect(path: Path | str, key: bytes | None, *, mode: str = "rw") -> sqlite.Connection:
    """A raw connection; `mode` is rw, rwc (may create), ro or memory. Unavailable says why not."""
    address = f"file:{quote(str(path))}?mode={mode}"
    sealed = mode in ("rw", "ro") and not os.access(Path(path).parent, os.W_OK)
    if sealed and mode == "rw":
        raise Unavailable("database", "read_only", path=str(path))
    if sealed and not Path(f"{path}-wal").exists():
        address += "&immutable=1"  # nobody can write here, and SQLite could not make its index
    try:
        raw = sqlite.connect(
            address,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
            uri=True,
        )
    except sqlite.Error as error:
        raise_sorted(error)
        raise
    try:
        prepare(raw, key)
    except BaseException:
        raw.close()
        raise
    return raw


def prepare(raw: sqlite.Connection, key: bytes | None) -> None:
    """Key and pragmas; the first read tells whether the key fits."""
    try:
        if key is not None:
            raw.execute("PRAGMA cipher_log_level = NONE")  # it would write to the terminal itself
            raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in (
            "foreign_keys = ON",
            "cell_size_check = ON",
            "trusted_schema = OFF",
            "mmap_size = 0",
            "synchronous = FULL",
            "journal_size_limit = 16777216",
        ):
            raw.execute(f"PRAGMA {pragma}")
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite.Error as error:
        if getattr(error, "sqlite_errorcode", 0) == 26:
            raise Unavailable("database", "key" if key else "not_ours") from error
        raise_sorted(error)
        raise
