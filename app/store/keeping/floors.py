"""Numbers that a restored till must not use again: they may stand on paper that was lost."""

from __future__ import annotations

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
