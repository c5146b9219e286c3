"""One operator's time at the till: what it sums up to, at any moment and at its end; the count of
its drawer; and the Z, which closes the till's day over all its shifts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.domain.insight.difference import Candidate

CASH = "cash"
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


@dataclass(frozen=True, slots=True)
class Shift:
    """An open or closed shift."""

    shift_id: str
    operator_id: str
    business_date: str
    opened_ms: int
    float_minor: int
    closed_ms: int = 0


@dataclass(frozen=True, slots=True)
class ShiftTotals:
    """What a shift's documents add up to; amounts in minor units, counters in pieces.

    `cash_expected_minor` = float + cash sales + rounding as taken + pay-ins - pay-outs (R38).
    `by_tender` holds (tender, count, amount), of sales, plan sales and what was paid out together;
    `refunds_minor` is what returns and refunded plans paid out, `topups_minor` what plans brought.
    """

    sales: int = 0
    sales_minor: int = 0
    saved_minor: int = 0
    tax_minor: int = 0
    rounding_minor: int = 0
    by_tender: tuple[tuple[str, int, int], ...] = ()
    cash_in_minor: int = 0
    cash_out_minor: int = 0
    cash_expected_minor: int = 0
    cancelled: int = 0
    voided_lines: int = 0
    no_sales: int = 0
    reprints: int = 0
    overrides: int = 0
    approvals: int = 0
    member_sales: int = 0
    refunds: int = 0
    refunds_minor: int = 0
    topups: int = 0
    topups_minor: int = 0


@dataclass(frozen=True, slots=True)
class ShiftReport:
    """An X (`closed` False) or the close of a shift, for screen and paper.

    `tax` holds (rate in ppm, net, tax) sums over the shift's sales; `gaps` what was counted, if it
    was. `blind` leaves out what leads to the drawer's sum: somebody is still to count it.
    """

    shop_name: str
    till_no: str
    operator_name: str
    shift: Shift
    totals: ShiftTotals
    at_ms: int
    zone: str
    currency: str
    first_seq: int
    last_seq: int
    head_hash: str
    closed: bool = False
    parked: int = 0
    gaps: tuple[TenderGap, ...] = ()
    blind: bool = False
    tax: tuple[tuple[int, int, int], ...] = field(default=())


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


@dataclass(frozen=True, slots=True)
class ZTotals:
    """What a till's day adds up to; amounts in minor units, counters in pieces.

    `shift` holds the sums as an X has them, over every document of the Z. `difference_minor` is
    what counts differed by (short is negative), `uncounted` how many shifts nobody counted,
    `counters` every event worth asking about by its code (COUNTERS), zero or not.
    """

    shift: ShiftTotals
    shifts: int = 0
    uncounted: int = 0
    counted_minor: int = 0
    expected_minor: int = 0
    difference_minor: int = 0
    to_bank_minor: int = 0
    tax: tuple[tuple[int, int, int], ...] = ()
    counters: tuple[tuple[str, int], ...] = ()

    def counter(self, code: str) -> int:
        """One counter; 0 for one that an older Z does not know."""
        return dict(self.counters).get(code, 0)


@dataclass(frozen=True, slots=True)
class ZReport:
    """The close of a till's day, as its document says it, for screen and paper.

    It covers the documents `first_seq`..`last_seq` of its epoch; `seq`, `head_hash` and `proof` are
    its own document's (0 and empty while it is only looked at). `grand_minor` is everything ever
    sold less everything that came back; `before_minor` was it before this Z. `liabilities` is the
    snapshot of what members had then (by noun, as its document has it).
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

    @property
    def number(self) -> str:
        """`03-1-000012`: till, epoch and number, never given twice."""
        return f"{self.till_no}-{self.epoch}-{self.z_no:06d}"
