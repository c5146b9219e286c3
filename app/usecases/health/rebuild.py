"""Folds the journal again and compares: whether what screens read is what the documents say."""

from __future__ import annotations

from app.store.rebuild import Difference, check
from app.usecases.services import Services


def check_projections(s: Services, most: int = 50) -> tuple[Difference, ...]:
    """Empty when every projection is what the journal makes of it. Report thread."""
    return tuple(check(s.db, s.vault.open, most=most))
