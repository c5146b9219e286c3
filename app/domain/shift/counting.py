"""The count of a drawer: what lay there, what documents say, and why the two may differ."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.insight.difference import Candidate

CASH = "cash"


@dataclass(frozen=True, slots=True)
class Counted:
    """What lay there when it was counted: (value of a note or coin, how many), most first, and
    (tender, sum of its slips) for the tenders that were added up too; amounts in minor units."""

    denominations: tuple[tuple[int, int], ...] = ()
    tenders: tuple[tuple[str, int], ...] = ()

    @property
    def cash_minor(self) -> int:
        """All notes and coins."""
        return sum(value * n for value, n in self.denominations)


@dataclass(frozen=True, slots=True)
class TenderGap:
    """One tender: what documents say there should be, and what was counted."""

    kind: str
    expected_minor: int
    counted_minor: int

    @property
    def difference_minor(self) -> int:
        """Short is negative."""
        return self.counted_minor - self.expected_minor


@dataclass(frozen=True, slots=True)
class CountResult:
    """What a count came to. `at` is its document; `counts` how often the shift was counted so far.

    Who may not see an X gets no figures (`seen` False, no gaps, no candidates): only whether it
    `agrees`, and whether the difference needs somebody's word (`over_limit`).
    """

    shift_id: str
    at: tuple[int, int]
    at_ms: int
    counted: Counted
    agrees: bool
    over_limit: bool
    counts: int = 1
    seen: bool = True
    gaps: tuple[TenderGap, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    @property
    def cash(self) -> TenderGap:
        """The drawer's."""
        return next(one for one in self.gaps if one.kind == CASH)

    @property
    def difference_minor(self) -> int:
        """Of all tenders together; short is negative."""
        return sum(one.difference_minor for one in self.gaps)
