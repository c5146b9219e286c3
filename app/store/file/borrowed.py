"""SQLAlchemy over a connection that is ours: it begins, commits and rolls back nothing.

Its own AUTOCOMMIT would not do: setting the driver's `isolation_level` commits what is open.
"""

from __future__ import annotations

from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.pool import StaticPool


class _Borrowed(SQLiteDialect_pysqlite):
    """SQLite as SQLAlchemy speaks it, with the ends of a transaction left to us."""

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: Any) -> None:
        """Ours."""

    def do_commit(self, dbapi_connection: Any) -> None:
        """Ours."""

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Ours."""


def borrowed(raw: sqlite.Connection) -> Connection:
    """A Core connection for statements inside the transaction that is open on `raw`."""
    dialect: Any = _Borrowed(dbapi=sqlite)
    ours: Any = raw
    pool = StaticPool(lambda: ours, dialect=dialect, reset_on_return=None)
    connection = Engine(pool, dialect, make_url("sqlite://")).connect()
    dialect.initialize(connection)
    return connection
