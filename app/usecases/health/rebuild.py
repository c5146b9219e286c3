"""Folds the journal again and compares: whether what screens read is what the documents say."""

from __future__ import annotations

from dataclasses import dataclass

from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A row that differs: `table`, `key`, and what the journal says against what stands there."""

    table: str
    key: str
    journal_says: str
    stands: str


def check_projections(s: Services) -> tuple[RowDifference, ...]:
    """Empty when every projection is what the journal makes of it. Report thread."""
    raise NotImplementedError
