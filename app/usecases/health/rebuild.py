"""Folds the journal again and compares: whether what screens read is what the documents say."""

from __future__ import annotations

from app.store.rebuild import Difference, check, rewrite
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services

ALL = Changes(sales=True, shift=True, catalog=True, staff=True, settings=True)


def check_projections(s: Services, most: int = 50) -> tuple[Difference, ...]:
    """Empty when every projection is what the journal makes of it. Report thread."""
    return tuple(check(s.db, s.vault.open, most=most))


def rewrite_projections(s: Services) -> Outcome[int]:
    """Throw every projection away and make it anew from the journal: the number of documents.

    For a technician, after `check_projections` found something. Writer thread.
    """
    return Outcome(rewrite(s.db, s.vault.open), ALL)


__all__ = ["Difference", "check_projections", "rewrite_projections"]
