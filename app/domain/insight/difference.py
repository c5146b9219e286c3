"""Why a drawer does not hold what it should: candidate causes, the likeliest first (rules.md 3.6).

Pure: facts of a shift and what was counted in, ranked candidates out. A candidate names the rows of
the journal that speak for it, so that a person can look instead of guess.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import Fact

At = tuple[int, int]  # epoch, seq: a row of the journal


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that may have happened. `code` has the words `difference.<code>`, which `facts`
    fill; `rows` are its documents, the likeliest first; `score_ppm` how well it fits."""

    code: str
    amount_minor: int
    score_ppm: int
    rows: tuple[At, ...] = ()
    facts: tuple[tuple[str, Fact], ...] = ()
