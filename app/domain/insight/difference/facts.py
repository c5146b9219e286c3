"""What the difference finder is told of a shift, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import Fact

At = tuple[int, int]  # epoch, seq: a row of the journal
CASH = "cash"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that may have happened. `code` has the words `difference.<code>`, which `facts`
    fill; `rows` are its documents, the likeliest first; `score_ppm` how well it fits."""

    code: str
    amount_minor: int
    score_ppm: int
    rows: tuple[At, ...] = ()
    facts: tuple[tuple[str, Fact], ...] = ()


@dataclass(frozen=True, slots=True)
class Sold:
    """A sale or a plan that was paid: its cash (kept, handed over, given back) and other tenders.

    `goods` is the same text for the same goods; `sale_id` is empty for a plan.
    """

    at: At
    at_ms: int
    no: str
    cash_minor: int = 0
    given_minor: int = 0
    change_minor: int = 0
    others: tuple[tuple[str, int], ...] = ()
    goods: str = ""
    sale_id: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """Money that went out or came in without a sale: `what` is refund, cash.in or cash.out.

    `cash_minor` is signed as the drawer sees it.
    """

    at: At
    at_ms: int
    what: str
    cash_minor: int
    others: tuple[tuple[str, int], ...] = ()
    reason: str = ""
    no: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """The drawer was opened without a sale."""

    at: At
    at_ms: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GaveUp:
    """A basket was cancelled that had come to so much."""

    at: At
    at_ms: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Habit:
    """A movement that earlier days had: signed, on how many of them, and its last row."""

    amount_minor: int
    reason: str
    days: int
    at: At


@dataclass(frozen=True, slots=True)
class ShiftFacts:
    """Everything the finder looks at. `gaps` are (tender, expected, counted); `notes` the notes in
    use, ascending; `floats` what the drawer held when the shift began by other evidence (the last
    count, earlier floats); `piles` notes and coins as the last shift counted them; `before` the
    last sales of the shift before, for slips that come late.
    """

    gaps: tuple[tuple[str, int, int], ...]
    sold: tuple[Sold, ...] = ()
    moved: tuple[Moved, ...] = ()
    opened: tuple[Opened, ...] = ()
    gave_up: tuple[GaveUp, ...] = ()
    denominations: tuple[tuple[int, int], ...] = ()
    notes: tuple[int, ...] = ()
    float_minor: int = 0
    float_at: At = (0, 0)
    floats: tuple[int, ...] = ()
    rounding_minor: int = 0
    habits: tuple[Habit, ...] = ()
    piles: tuple[tuple[int, int], ...] = ()
    before: tuple[Sold, ...] = ()

    def usual(self, value_minor: int) -> int:
        """How many of a note or coin there were at the last count; 0 when nobody knows."""
        return dict(self.piles).get(value_minor, 0)

    def gap(self, kind: str = CASH) -> int:
        """Counted less expected of a tender; 0 when it was not counted."""
        return sum(counted - due for one, due, counted in self.gaps if one == kind)

    @property
    def counted_others(self) -> frozenset[str]:
        """The tenders beside cash whose slips were added up."""
        return frozenset(one for one, _, _ in self.gaps if one != CASH)
