"""How much an exact match says: 12.37 is found by chance less often than 50.00."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.errors import Fact
from app.domain.insight.difference.facts import At, Candidate

ROWS = 8  # rows that a candidate names: more is no hint
NEAR_MS = 3 * 60_000  # what happens within minutes belongs together
_MANY = (1_000, 1_000, 850, 700)  # per mille by how many rows fit


def telling(amount_minor: int) -> int:
    """Per mille by how round an amount is: the rounder, the more often it fits by chance."""
    size = abs(amount_minor)
    for step, weight in ((5_000, 620), (1_000, 700), (500, 800), (100, 900)):
        if size % step == 0:
            return weight
    return 1_000


def weigh(base_ppm: int, amount_minor: int, rows: int = 1) -> int:
    """A score: the cause's own likelihood, by how telling the amount is and how many rows fit."""
    return base_ppm * telling(amount_minor) // 1_000 * _MANY[min(rows, 3)] // 1_000


def candidate(
    code: str, amount_minor: int, score_ppm: int, rows: Sequence[At] = (), **facts: Fact
) -> Candidate:
    """A candidate with its facts in the order they were given."""
    return Candidate(code, amount_minor, score_ppm, tuple(rows[:ROWS]), tuple(facts.items()))
