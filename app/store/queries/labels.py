"""What labels are due: prices that changed, goods that came, and what was printed of them."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.domain.document import Kind
from app.store import journal
from app.store.engine import Tx

KIND = "label"
DEVICE = "label_printer"
_LOOK_BACK = 2000  # documents: some days of a busy shop


@dataclass(frozen=True, slots=True)
class Received:
    """A delivery: its document, when, what it was noted with, (item, thousandths) of each line."""

    key: str
    at_ms: int
    note: str
    lines: tuple[tuple[str, int], ...]


def touched(tx: Tx, since_ms: int, now_ms: int) -> dict[str, int]:
    """Items whose shelf price may be another since then, and when: edited, begun, or ended."""
    rows = tx.all(
        "SELECT item_id, max(at_ms) FROM (SELECT item_id, at_ms FROM price_change"
        " WHERE list_id = 'shelf' AND at_ms > ?1 UNION ALL"
        " SELECT item_id, from_ms FROM item_price JOIN item USING (item_no)"
        " WHERE list_id = 'shelf' AND from_ms > ?1 AND from_ms <= ?2 UNION ALL"
        " SELECT item_id, until_ms FROM item_price JOIN item USING (item_no)"
        " WHERE list_id = 'shelf' AND until_ms > ?1 AND until_ms <= ?2) GROUP BY item_id",
        (since_ms, now_ms),
    )
    return {item_id: at_ms for item_id, at_ms in rows}


def printed(tx: Tx, since_ms: int) -> dict[str, int]:
    """Items of which labels were printed since then (not those that failed), and when."""
    found: dict[str, int] = {}
    for slip, at_ms in tx.all(
        "SELECT slip, created_ms FROM print_job WHERE kind = ? AND state <> 'failed'"
        " AND created_ms > ? ORDER BY created_ms",
        (KIND, since_ms),
    ):
        for one in json.loads(slip).get("labels", ()):
            if one.get("item_id"):
                found[one["item_id"]] = at_ms
    return found


def received(tx: Tx, limit: int) -> tuple[Received, ...]:
    """The latest deliveries, the newest first."""
    head = journal.head(tx)
    after = (head.epoch, max(0, head.seq - _LOOK_BACK)) if head else (0, 0)
    documents = list(journal.read(tx, after=after, kinds=(Kind.STOCK_RECEIVE,)))
    return tuple(
        Received(
            f"{doc.epoch}.{doc.seq}",
            int(doc.body["at_ms"]),
            str(doc.body.get("reason", "")),
            tuple((str(one["item_id"]), int(one["qty"])) for one in doc.body["items"]),
        )
        for doc in reversed(documents[-limit:])
    )
