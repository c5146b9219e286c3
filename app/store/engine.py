"""The till's database as the rest of the house sees it: one writer, two readers, one door to each.

`write()` is the only way to change anything (house.md 7): BEGIN IMMEDIATE on the one write
connection, from the one thread that wrote first. SQLAlchemy is loaded with the first `Tx.run`, so
that the counter can sell before it is there.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlite

from app.domain.errors import Unavailable
from app.store.file.connect import APPLICATION, connect
from app.store.file.faults import raise_sorted

if TYPE_CHECKING:
    from sqlalchemy import Connection, CursorResult, Executable

FORMAT = 4  # the same number as app.store.schema.FORMAT, which is too heavy to import here
USUAL_PAGES = 2  # MiB, SQLite's own measure
Row = tuple[Any, ...]
Params = Sequence[Any] | dict[str, Any]


class Tx:
    """One open transaction: plain SQL by `sql`, `one`, `all`, `many`, SQLAlchemy Core by `run`."""

    __slots__ = ("_core", "kept", "memo", "pulse", "raw")

    def __init__(
        self, raw: sqlite.Connection, core: Core, pulse: Pulse, memo: dict[str, Any] | None = None
    ):
        """`memo` keeps settings from one write to the next; projections empty it.

        `kept` is for what readers keep with the document it is as of: only they fill it, because
        what they see was committed. A write has none.
        """
        self.raw = raw
        self.pulse = pulse
        self.memo: dict[str, Any] = {} if memo is None else memo
        self.kept: dict[str, Any] | None = None
        self._core = core

    def sql(self, text: str, params: Params = ()) -> sqlite.Cursor:
        """Execute one statement; Unavailable for the world's faults."""
        try:
            return self.raw.execute(text, params)
        except sqlite.Error as error:
            raise_sorted(error)
            raise

    def one(self, text: str, params: Params = ()) -> Row | None:
        """The first row, or None."""
        try:
            row: Row | None = self.raw.execute(text, params).fetchone()
        except sqlite.Error as error:
            raise_sorted(error)
            raise
        return row

    def all(self, text: str, params: Params = ()) -> list[Row]:
        """Every row."""
        try:
            rows: list[Row] = self.raw.execute(text, params).fetchall()
        except sqlite.Error as error:
            raise_sorted(error)
            raise
        return rows

    def many(self, text: str, rows: Iterable[Sequence[Any]]) -> int:
        """Execute one statement for each row; how many rows were written."""
        try:
            return self.raw.executemany(text, rows).rowcount
        except sqlite.Error as error:
            raise_sorted(error)
            raise

    def run(self, statement: Executable, params: Any = None) -> CursorResult[Any]:
        """Execute a SQLAlchemy Core statement in this transaction."""
        return self._core.run(statement, params)


@dataclass(slots=True)
class Pulse:
    """The clocks at the last document of this process: what the next one's time is told from."""

    mono_ms: int = -1
    wall_ms: int = 0
    eff_ms: int = 0

    def as_it_is(self) -> Pulse:
        """A copy, for `go_back`."""
        return Pulse(self.mono_ms, self.wall_ms, self.eff_ms)

    def go_back(self, felt: Pulse) -> None:
        """The document was not written: a jump of the clock that it saw is still to be noted."""
        self.mono_ms, self.wall_ms, self.eff_ms = felt.mono_ms, felt.wall_ms, felt.eff_ms


class Core:
    """SQLAlchemy over a connection that is ours: it begins, commits and closes nothing."""

    __slots__ = ("_connection", "_raw")

    def __init__(self, raw: sqlite.Connection) -> None:
        self._raw = raw
        self._connection: Connection | None = None

    def run(self, statement: Executable, params: Any) -> CursorResult[Any]:
        from sqlalchemy.exc import DBAPIError

        from app.store.file.borrowed import borrowed

        if self._connection is None:
            self._connection = borrowed(self._raw)
        try:
            return self._connection.execute(statement, params)
        except DBAPIError as error:
            if isinstance(error.orig, sqlite.Error):
                raise_sorted(error.orig)
            raise


class _Link:
    """A raw connection, its SQLAlchemy face, and whether a transaction is open on it."""

    def __init__(self, raw: sqlite.Connection) -> None:
        self.raw = raw
        self.core = Core(raw)
        self.lock = threading.Lock()
        self.holder = 0
        self.durable = True

    def wait_for_disk(self, durable: bool) -> None:
        """FULL or NORMAL for the next commit."""
        if durable != self.durable:
            _say(self.raw, f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self.durable = durable


class Database:
    """An open till file. `read()` is the counter's reader, `report()` the other (agreements 15)."""

    def __init__(self, path: Path | str, *, key: bytes | None, read_only: bool = False) -> None:
        """Open; Unavailable `database.missing`, `.not_ours`, `.key`, `.newer`, `.corrupt` ...

        An older file is migrated first (which loads alembic).
        """
        self.path = Path(path)
        self.key = key
        self.read_only = read_only
        self.pulse = Pulse()
        self._memo: dict[str, Any] = {}
        self._version = -1
        self._kept: dict[str, Any] = {}
        self._writer_thread = 0
        self._writing = False
        self._links: dict[str, _Link] = {}
        self._opening = threading.Lock()
        if not self.path.exists():
            raise Unavailable("database", "missing", path=str(self.path))
        if not self._is_newest() and not read_only:
            from app.store.file.migrate import migrate

            migrate(self.path, key)

    def _is_newest(self) -> bool:
        raw = self._connect()
        try:
            (application,) = raw.execute("PRAGMA application_id").fetchone()
            (found,) = raw.execute("PRAGMA user_version").fetchone()
        finally:
            raw.close()
        if application != APPLICATION:
            raise Unavailable("database", "not_ours", path=str(self.path))
        if found > FORMAT:
            raise Unavailable("database", "newer", found=found, known=FORMAT)
        return bool(found == FORMAT)

    def _connect(self) -> sqlite.Connection:
        return connect(self.path, self.key, mode="ro" if self.read_only else "rw")

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[Tx]:
        """The one write transaction: rolled back on any exception, committed at the end.

        `durable=False` is for drafts (agreements 16): the commit does not wait for the disk.
        RuntimeError from a second thread and for nesting: both are bugs.
        """
        if self.read_only:
            raise Unavailable("database", "read_only")
        here = threading.get_ident()
        if self._writer_thread not in (0, here):
            raise RuntimeError("a second thread writes: there is one writer")
        if self._writing:
            raise RuntimeError("a write inside a write")
        self._writer_thread = here
        link = self._link("write")
        raw = link.raw
        self._writing = True
        try:
            link.wait_for_disk(durable)
            felt = self.pulse.as_it_is()
            _say(raw, "BEGIN IMMEDIATE")
            self._forget_if_changed(raw)
            try:
                yield Tx(raw, link.core, self.pulse, self._memo)
                _say(raw, "COMMIT")
            except BaseException:
                self._memo.clear()
                self.pulse.go_back(felt)
                if raw.in_transaction:
                    raw.rollback()
                raise
        except sqlite.Error as error:  # met while rows were stepped through
            raise_sorted(error)
            raise
        finally:
            self._writing = False

    def _forget_if_changed(self, raw: sqlite.Connection) -> None:
        """What is kept between writes is of this file as this connection left it: nothing of it
        holds when another program slipped past the folder's lock and wrote."""
        (version,) = raw.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self._version = version
            self._memo.clear()

    def read(self) -> AbstractContextManager[Tx]:
        """A consistent view for the counter; any thread, one at a time."""
        return self._reading("read")

    def report(self) -> AbstractContextManager[Tx]:
        """A consistent view for reports, which may take long."""
        return self._reading("report")

    @contextmanager
    def _reading(self, name: str) -> Iterator[Tx]:
        link = self._link(name)
        here = threading.get_ident()
        if link.holder == here:
            raise RuntimeError(f"a {name} inside a {name}")
        with link.lock:
            link.holder = here
            try:
                _say(link.raw, "BEGIN")
                tx = Tx(link.raw, link.core, self.pulse)
                tx.kept = self._kept
                yield tx
            except sqlite.Error as error:  # met while rows were stepped through
                raise_sorted(error)
                raise
            finally:
                link.holder = 0
                if link.raw.in_transaction:
                    link.raw.rollback()

    def _link(self, name: str) -> _Link:
        link = self._links.get(name)
        if link is None:
            with self._opening:
                link = self._links.get(name)
                if link is None:
                    link = _Link(self._connect())
                    if name != "write":
                        _say(link.raw, "PRAGMA query_only = ON")
                    self._links[name] = link
        return link

    def keep_pages(self, mebibytes: int = USUAL_PAGES) -> None:
        """How much of the file the writer keeps in memory: more for work that goes over all of it
        (a night of a million members), the usual again after it. On the writer thread."""
        if not self.read_only:
            _say(self._link("write").raw, f"PRAGMA cache_size = -{1024 * mebibytes}")

    def checkpoint_if_idle(self) -> None:
        """Move the WAL into the file without waiting for readers; on the writer thread."""
        if self._writing or self.read_only:
            return
        _say(self._link("write").raw, "PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Close all connections; the last one folds the WAL into the file."""
        for name in ("report", "read", "write"):
            link = self._links.pop(name, None)
            if link is not None:
                link.raw.close()
        self._writer_thread = 0


def _say(raw: sqlite.Connection, text: str) -> None:
    try:
        raw.execute(text)
    except sqlite.Error as error:
        raise_sorted(error)
        raise


def create(path: Path | str, key: bytes | None) -> None:
    """Make a new till file (synchronous=EXTRA, then WAL, schema, seals, stamp)."""
    from app.store.file.create import create as make

    make(Path(path), key)
