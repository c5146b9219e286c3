"""Folds the write-ahead log into the file while nobody waits, so that no sale has to."""

from __future__ import annotations

from app.usecases.services import Services


def fold_log(s: Services) -> None:
    """What readers still hold stays in the log for the next time. Writer thread."""
    s.db.checkpoint_if_idle()
