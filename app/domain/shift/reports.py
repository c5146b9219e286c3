"""A shift and what it sums up to, at any moment (X) and at its end."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.shift.counting import TenderGap


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
    was, and `recounts` how often again; `kept_minor` stays in the drawer as the next float. `blind`
    leaves out what leads to the drawer's sum: somebody is still to count it.
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
    kept_minor: int = 0
    recounts: int = 0
    tax: tuple[tuple[int, int, int], ...] = field(default=())
