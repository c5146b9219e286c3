"""A transaction that keeps its inserts back and writes them statement by statement: for imports.

Thousands of documents of one moment would otherwise run the same few statements thousands of times
in turn. Whoever reads, or changes what stands, gets everything written first, so nothing can be
missed; what only adds rows, as most projections do, is quick.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from app.store.engine import Params, Row, Tx

_ADDS = "INSERT "
_WORDS = "INSERT INTO member_token"


class Bulk(Tx):
    """Over another transaction; `flush` before that one goes on."""

    __slots__ = ("_kept", "_tx")

    def __init__(self, tx: Tx) -> None:
        super().__init__(tx.raw, tx._core, tx.pulse, tx.memo)
        self._tx = tx
        self._kept: dict[str, list[Sequence[Any]]] = {}

    def sql(self, text: str, params: Params = ()) -> sqlite.Cursor:
        """Anything that is no mere addition, at once."""
        self.flush()
        return self._tx.sql(text, params)

    def many(self, text: str, rows: Iterable[Sequence[Any]]) -> int:
        """Rows, when their turn comes; changes of what stands at once."""
        if not text.startswith(_ADDS):
            self.flush()
            return self._tx.many(text, rows)
        kept = self._kept.setdefault(text, [])
        before = len(kept)
        kept.extend(rows)
        return len(kept) - before

    def one(self, text: str, params: Params = ()) -> Row | None:
        """The first row, of everything."""
        self.flush()
        return self._tx.one(text, params)

    def all(self, text: str, params: Params = ()) -> list[Row]:
        """Every row, of everything."""
        self.flush()
        return self._tx.all(text, params)

    def flush(self) -> None:
        """Write what was kept, each statement in the order of its first use; words in their own
        order, so that each page of their tree is written once."""
        kept, self._kept = self._kept, {}
        for text, rows in kept.items():
            self._tx.many(text, sorted(rows, key=tuple) if text.startswith(_WORDS) else rows)
