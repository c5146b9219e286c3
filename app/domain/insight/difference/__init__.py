"""Why a drawer does not hold what it should: candidate causes, the likeliest first (rules.md 3.6).

Pure: facts of a shift and what was counted in, ranked candidates out. A candidate names the rows of
the journal that speak for it, so that a person can look instead of guess.
"""

from app.domain.insight.difference.facts import (
    At,
    Candidate,
    GaveUp,
    Habit,
    Moved,
    Opened,
    ShiftFacts,
    Sold,
)
from app.domain.insight.difference.ranking import find

__all__ = [
    "At",
    "Candidate",
    "GaveUp",
    "Habit",
    "Moved",
    "Opened",
    "ShiftFacts",
    "Sold",
    "find",
]
