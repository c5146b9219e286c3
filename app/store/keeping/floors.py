"""Numbers that a restored till must not use again: they may stand on paper that was lost."""

from __future__ import annotations

import sqlcipher3.dbapi2 as sqlite

from app.domain.document import Body
from app.store import journal
from app.store.engine import Tx

NAMES = ("receipts", "z_no")


def floor(tx: Tx, name: str) -> int:
    """The highest number of that name (`receipts`, `z_no`) that was given before this epoch began
    and that the journal may not know of; 0 in an epoch that no restore opened."""
    head = journal.head(tx)
    opening = journal.document(tx, head.epoch, 1) if head else None
    stated: Body = opening.body.get("restore", {}) if opening else {}
    return int(stated.get(name, 0))


def last_z(raw: sqlite.Connection) -> int:
    """The number of the last Z; 0 without one, and in files from before there were any."""
    known = raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'z_report'").fetchone()
    if known is None:
        return 0
    row = raw.execute("SELECT z_no FROM z_report ORDER BY epoch DESC, z_no DESC LIMIT 1").fetchone()
    return int(row[0]) if row else 0
