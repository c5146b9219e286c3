"""Questions of the technician: any SELECT, on the till's file as it is, or on a plain copy.

The live file is opened read-only, what opens anything (keys, PINs, the documents' bytes) and who a
member is read as NULL there, and nothing can be attached. What changes rows works on a plain copy
only, which is no till any more.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from app.domain.errors import Refused, Unavailable
from app.store.file.connect import APPLICATION, connect
from app.store.file.faults import raise_sorted

DENY, IGNORE, OK = 1, 2, 0
_ATTACH, _DETACH, _PRAGMA, _READ, _FUNCTION = 24, 25, 19, 20, 31
_READABLE_PRAGMAS = frozenset({"table_info", "table_xinfo", "index_list", "index_info"})
HIDDEN = frozenset(
    {
        *(("operator", "pin_hash"), ("operator", "card_token"), ("member_key", "key")),
        *(("journal", "bytes"), ("print_job", "slip"), ("voucher", "code")),
        # who somebody is: `shuke data copy --people` gives that, on purpose
        *(("member", "name"), ("member", "phone"), ("member", "note"), ("member", "health")),
        *(("member", "birthday"), ("member", "words"), ("member", "file")),
        *(("draft", "data"), ("draft", "member_name"), ("draft", "label")),
        *(("member_token", "token"), ("member_card", "token"), ("photo", "data")),
        ("gift_card", "code_hash"),
    }
)


@contextmanager
def live(path: Path, key: bytes | None) -> Iterator[Any]:
    """The till's file as sqlite-utils sees it, to be read only. Unavailable `database.*`."""
    import sqlite_utils

    raw = connect(path, key, mode="ro")
    try:
        raw.execute("PRAGMA query_only = ON")
        ours: Any = raw  # sqlite-utils asks nothing of it that ours has not
        db = sqlite_utils.Database(ours)
        raw.set_authorizer(_may)
        yield db
    except sqlite.Error as error:
        # what the one who asks got wrong is no damage, and a write was not let through on purpose
        if not str(error).startswith(("no such", "attempt to write")):
            raise_sorted(error)
        raise Refused("data.sql", said=str(error)[:200]) from error
    finally:
        raw.close()


@contextmanager
def copy(path: Path, *, change: bool = False) -> Iterator[Any]:
    """A plain copy as sqlite-utils sees it. Refused `data.no_copy` (path), and `data.live` (path)
    for a file that a till or a restore could still use."""
    import sqlite3

    import sqlite_utils

    if not path.is_file():
        raise Refused("data.no_copy", path=str(path))
    try:
        raw = sqlite3.connect(f"file:{path}?mode={'rw' if change else 'ro'}", uri=True)
    except sqlite3.Error as error:
        raise Unavailable("file", "unreadable", path=str(path)) from error
    db = sqlite_utils.Database(raw)
    try:
        (application,) = raw.execute("PRAGMA application_id").fetchone()
        if application == APPLICATION:
            raise Refused("data.live", path=str(path))
        yield db
        raw.commit()
    except sqlite3.Error as error:
        raise Refused("data.sql", said=str(error)[:200]) from error
    finally:
        db.close()


def tables(db: Any) -> list[tuple[str, int]]:
    """Every table with its number of rows."""
    return [(name, db.table(name).count) for name in sorted(db.table_names())]


def query(db: Any, sql: str, most: int = -1) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Column names and rows, up to `most` (-1: all). Refused `data.sql` (said) as SQLite says."""
    cursor = db.conn.execute(sql)
    if cursor.description is None:
        raise Refused("data.no_rows")
    names = [str(one[0]) for one in cursor.description]
    rows = cursor.fetchall() if most < 0 else cursor.fetchmany(most)
    return names, [tuple(row) for row in rows]


def all_of(db: Any, table: str) -> str:
    """The question for all of a table. Refused `data.no_table` (name)."""
    if table not in db.table_names():
        raise Refused("data.no_table", name=table)
    return f"SELECT * FROM {_quoted(table)}"  # noqa: S608 - a table that is there


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def as_csv(names: list[str], rows: list[tuple[Any, ...]]) -> str:
    """For a spreadsheet; a value that a spreadsheet would run as a formula is led by a quote."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([_harmless(one) for one in row] for row in rows)
    return text.getvalue()


def take_csv(db: Any, table: str, text: str) -> int:
    """Rows of a CSV (its first line names the columns) into a table of a copy, made if it is not
    there; how many. Refused `data.csv` (line)."""
    reader = csv.DictReader(io.StringIO(text))
    if not reader.fieldnames:
        raise Refused("data.csv", line=1)
    rows = []
    for row in reader:
        if None in row or None in row.values():
            raise Refused("data.csv", line=reader.line_num)
        rows.append(row)
    db.table(table).insert_all(rows, alter=False)
    return len(rows)


def _harmless(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t"):
        return "'" + value
    return value


def _may(action: int, one: str | None, two: str | None, _db: str | None, _by: str | None) -> int:
    """SQLite asks before it reads or does anything."""
    if action in (_ATTACH, _DETACH):
        return DENY
    if action == _READ and (one, two) in HIDDEN:
        return IGNORE
    if action == _PRAGMA and (one not in _READABLE_PRAGMAS):
        return DENY
    if action == _FUNCTION and two == "load_extension":
        return DENY
    return OK
