"""All causes together, the likeliest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.domain.insight.difference import counting, moving, selling
from app.domain.insight.difference.facts import Candidate, ShiftFacts

MOST = 6  # a longer list is no help to somebody who wants to go home

_CAUSES: tuple[Callable[[ShiftFacts], Iterable[Candidate]], ...] = (
    selling.tenders,
    selling.twice,
    selling.change,
    selling.slips,
    moving.refunds,
    moving.movements,
    moving.unrecorded,
    moving.cancelled,
    moving.rounding,
    counting.typos,
    counting.floats,
)


def find(facts: ShiftFacts) -> tuple[Candidate, ...]:
    """Candidate causes of the gaps, at most MOST; none when everything agrees."""
    found = [one for cause in _CAUSES for one in cause(facts) if one.amount_minor]
    found.sort(key=lambda one: (-one.score_ppm, one.code))
    return tuple(found[:MOST])
