"""The Z: what closes a till's day, and how its document says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.domain.shift.counting import CASH
from app.domain.shift.reports import ShiftTotals

# what a Z counts beside money, in the order of its slip
COUNTERS = (
    "cancelled",
    "voided_lines",
    "voids",
    "no_sales",
    "reprints",
    "overrides",
    "discounts",
    "approvals",
    "price_changes",
    "returns",
    "exchanges",
    "blind_returns",
    "recounts",
    "clock_jumps",
    "faults",
    "training",
)

SIGNED = frozenset(("difference", "grown"))  # of the cash's lines: a plus says something too


@dataclass(frozen=True, slots=True)
class ZDrawer:
    """The way of the day's cash, in minor units: what the first shift began with, what was taken
    out between shifts (negative: put in), what went to the safe while one was open (pay-outs of
    that reason), and what the last close left as the next float."""

    float_minor: int
    between_minor: int
    dropped_minor: int
    kept_minor: int


@dataclass(frozen=True, slots=True)
class ZTotals:
    """What a till's day adds up to; amounts in minor units, counters in pieces.

    `shift` holds the sums as an X has them, over every document of the Z; `returns_minor` is what
    returned goods were sold for, however they were paid back. `counted_minor` is what lay in the
    drawer at the last close, `difference_minor` what all counts differed by (short is negative),
    `expected_minor` the one without the other; `to_bank_minor` the cash that the day brought beyond
    its floats. `uncounted` is how many shifts nobody counted, `counters` every event worth asking
    about by its code (COUNTERS), zero or not. `tax` is (rate in ppm, net, tax) of what was sold,
    `tax_back` of what came back; a Z of an older till does not know the latter. `drawer` is how
    cash comes to its sums; None of an older Z, without a shift, and while one is open.
    """

    shift: ShiftTotals
    returns: int = 0
    returns_minor: int = 0
    shifts: int = 0
    uncounted: int = 0
    counted_minor: int = 0
    expected_minor: int = 0
    difference_minor: int = 0
    to_bank_minor: int = 0
    tax: tuple[tuple[int, int, int], ...] = ()
    tax_back: tuple[tuple[int, int, int], ...] = ()
    counters: tuple[tuple[str, int], ...] = ()
    drawer: ZDrawer | None = None

    @property
    def cash_minor(self) -> int:
        """What was paid in cash less what was paid back in it."""
        return sum(minor for kind, _, minor in self.shift.by_tender if kind == CASH)

    def cash_way(self) -> tuple[tuple[str, int], ...]:
        """(code, minor units) of the cash, line by line: what began, came and went is what was
        expected; with the differences it is what was counted; of that, what stayed and where the
        rest went, which is what the bank gets. Lines that may come to nothing are left out then,
        and those that this Z does not know."""
        way, sums = self.drawer, self.shift
        counted = self.counted_minor
        moved = (("in", sums.cash_in_minor), ("out", -sums.cash_out_minor))
        seen = (
            ("expected", self.expected_minor),
            ("difference", self.difference_minor),
            ("counted", counted),
        )
        bank = ("bank", self.to_bank_minor)
        if way is None:
            return (*moved, *seen, bank)
        between = way.between_minor
        away = (
            ("dropped", way.dropped_minor),
            ("between_in", between),
            ("grown", way.kept_minor - way.float_minor),
        )
        return (
            *(("float", way.float_minor), ("taken", self.cash_minor), *moved),
            *((("between", -between),) if between else ()),
            *(*seen, ("kept", way.kept_minor), ("handed", counted - way.kept_minor)),
            *(one for one in away if one[1]),
            bank,
        )

    @property
    def tax_known(self) -> bool:
        """Whether what came back is in it: without returns nothing is missing."""
        return bool(self.tax_back) or not self.returns

    def taxed(self) -> tuple[tuple[int, int, int], ...]:
        """(rate in ppm, tax of what was sold, tax of what came back), the highest rate first."""
        sold = {ppm: tax for ppm, _, tax in self.tax}
        back = {ppm: tax for ppm, _, tax in self.tax_back}
        rates = sorted({*sold, *back}, reverse=True)
        return tuple((ppm, sold.get(ppm, 0), back.get(ppm, 0)) for ppm in rates)

    def counter(self, code: str) -> int:
        """One counter; 0 for one that an older Z does not know."""
        return dict(self.counters).get(code, 0)


@dataclass(frozen=True, slots=True)
class ZReport:
    """The close of a till's day, as its document says it, for screen and paper.

    It covers the documents `first_seq`..`last_seq` of its epoch; `seq`, `head_hash` and `proof` are
    its own document's (0 and empty while it is only looked at). `grand_minor` is everything ever
    sold less everything that came back; `before_minor` was it before this Z. `liabilities` is the
    snapshot of what members had then (by noun, as its document has it). `day_text` is the owner's
    day in few lines, for a second QR on the slip.
    """

    shop_name: str
    till_no: str
    tid: str
    epoch: int
    z_no: int
    business_date: str
    at_ms: int
    operator_name: str
    zone: str
    currency: str
    first_seq: int
    last_seq: int
    totals: ZTotals
    before_minor: int
    grand_minor: int
    seq: int = 0
    head_hash: str = ""
    proof: str = ""
    parked: int = 0
    liabilities: dict[str, Any] = field(default_factory=dict)
    copy_no: int = 0
    copied_by: str = ""
    day_text: str = ""

    @property
    def number(self) -> str:
        """`03-1-000012`: till, epoch and number, never given twice."""
        return f"{self.till_no}-{self.epoch}-{self.z_no:06d}"
