"""Rows of the shop's settings and of the till's lives (epochs).

Bodies: epoch.open {public_key (hex), reason, prev_head (hex), shop: {field: value}}
settings.change {changed: {field: value}}. Values are kept as canonical JSON under their name.
"""

from __future__ import annotations

from typing import Any

from app.domain.document import Document, canonical
from app.store.engine import Tx


def epoch_open(tx: Tx, doc: Document) -> None:
    """A new life of the till, with its key and, in the first one, the shop."""
    tx.sql(
        "INSERT INTO epoch (epoch, tid, public_key, at_ms) VALUES (?, ?, ?, ?)",
        (doc.epoch, doc.tid, bytes.fromhex(doc.body["public_key"]), doc.eff_ms),
    )
    _set(tx, doc.body.get("shop", {}))


def settings_change(tx: Tx, doc: Document) -> None:
    """Some settings have a new value."""
    _set(tx, doc.body["changed"])


def _set(tx: Tx, settings: dict[str, Any]) -> None:
    tx.many(
        "INSERT INTO shop_setting (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [(name, canonical(value).decode()) for name, value in settings.items()],
    )
