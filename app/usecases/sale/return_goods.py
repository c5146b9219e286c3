"""Goods come back: the exact mirror of what was paid, in one write transaction or not at all.

Money goes where it came from, lot by lot; points that the sale earned are taken back, what is no
longer there becomes a debt (R15); cash is rounded as R37 says. What the screen shows beforehand is
worked out by the same lines (`preview_return`).
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.loyalty.purse import Purse
from app.domain.permissions import Operator
from app.domain.pricing.basket import Approval
from app.usecases.outcome import Outcome
from app.usecases.services import Services

Wish = tuple[tuple[int, int], ...]  # (line_no, qty_milli) that come back


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A sold line, how much of it came back before, and what this return makes of it.

    `open_milli` is what may still come back; `back_milli` and `amount_minor` are of this return.
    """

    line_no: int
    name: str
    name_en: str
    unit: str
    qty_milli: int
    total_minor: int
    open_milli: int
    back_milli: int = 0
    amount_minor: int = 0


@dataclass(frozen=True, slots=True)
class BackTo:
    """Where money goes: `kind` is a tender's code, `principal`, `bonus`, `points`, `gift` or
    `package`; `units` are points or uses; `name` is the wallet's or package's."""

    kind: str
    amount_minor: int
    units: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Returning:
    """A return as it would be: nothing is written. All lines of the sale, open or not.

    `rounding_minor` is what cash rounding adds to `total_minor`; `paid_out_minor` the cash that
    leaves the drawer. `points_clawed` of the earned points are taken back, `points_debt` could not
    be; `points_cash_minor` is kept from the money instead where the shop says so.
    """

    sale_id: str
    receipt_no: str
    at_ms: int
    member_id: str
    member_name: str
    lines: tuple[OpenLine, ...]
    back: tuple[BackTo, ...] = ()
    total_minor: int = 0
    tax_minor: int = 0
    rounding_minor: int = 0
    paid_out_minor: int = 0
    points_back: int = 0
    points_clawed: int = 0
    points_debt: int = 0
    points_cash_minor: int = 0
    growth: int = 0
    vouchers_back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Returned:
    """A return that was made. `purse` is what the member has now, None without a member."""

    refund_id: str
    refund_no: str
    at_ms: int
    returning: Returning
    purse: Purse | None = None
    print_job: str = ""


def preview_return(s: Services, sale_id: str, lines: Wish = ()) -> Returning:
    """What a return would be; without lines, what of the sale may still come back. Reader thread.

    Refused as `return_goods`.
    """
    raise NotImplementedError


def return_goods(  # noqa: PLR0913 - who, which sale, what, why
    s: Services,
    operator: Operator,
    shift_id: str,
    sale_id: str,
    lines: Wish,
    reason: str,
    *,
    approval: Approval | None = None,
    refund_id: str = "",
) -> Outcome[Returned]:
    """Take goods back; a second call with the same `refund_id` gives the same return.

    Refused: `approval.needed` (a second person must allow it), `shift.*`, `sale.unknown`,
    `return.nothing`, `return.line_gone`, `return.whole`, `return.too_much` (name, open_milli),
    `reason.missing`, `code.payment_card`.
    """
    raise NotImplementedError
