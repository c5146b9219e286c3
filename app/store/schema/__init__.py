"""Every table of the till, as SQLAlchemy sees it; the reasons stand in the modules of the nouns.

Only creation, migration, `rebuild` and the wider queries import this: the path from a scan to the
paper speaks plain SQL and does not wait for SQLAlchemy.
"""

from __future__ import annotations

from app.store.schema import attempt, catalog, day, ledger, loyalty, people, stock, till
from app.store.schema.base import FORMAT, metadata

__all__ = [
    "FORMAT",
    "attempt",
    "catalog",
    "day",
    "ledger",
    "loyalty",
    "metadata",
    "people",
    "stock",
    "till",
]
