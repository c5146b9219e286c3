"""What a fact does to the ledger: postings that sum to zero per unit (invariant I6).

Members' money is posted from the moves of lots themselves, by holder (`2110.m:<member>`), so that a
balance in the ledger is always the sum of its lots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.document import Posting
from app.domain.ledger import (
    CASH_ROUNDING,
    DRAWER,
    LOYALTY_COST,
    OVER_SHORT,
    REVENUE,
    SAFE,
    TAX,
)
from app.domain.pricing.priced import PricedBasket
from app.domain.returns import GoodsBack
from app.domain.rights import Move
from app.domain.sale import WITHOUT, Loyalty, Sale
from app.domain.tendering import Tender, kind_of


@dataclass(frozen=True, slots=True)
class Earning:
    """Money earned apart from a sale (a paid tier, a month card's end), tax contained in it."""

    department_id: str
    tax_ppm: int
    minor: int


def of_sale(
    priced: PricedBasket,
    tenders: tuple[Tender, ...],
    *,
    unit: str,
    tid: str,
    loyalty: Loyalty = WITHOUT,
) -> tuple[Posting, ...]:
    """Debit what came in by tender, credit revenue by department and tax by rate; rounding apart.

    `unit` is the currency's code, `tid` names the till whose drawer the cash is in. With
    `loyalty.bonus_is_discount` the basket is the one of `sale.without_bonus`.
    """
    sums: dict[str, int] = {}

    def post(account: str, amount: int) -> None:
        sums[account] = sums.get(account, 0) + amount

    for tender in tenders:
        account = kind_of(tender.kind).account
        post(f"{DRAWER}.{tid}" if account == DRAWER else account, tender.amount_minor)
        post(CASH_ROUNDING, -tender.rounding_minor)
    for line in priced.lines:
        net = line.total_minor - line.tax_minor if priced.tax_included else line.total_minor
        post(f"{REVENUE}.{line.line.item.department_id}", -net)
    for share in priced.tax:
        post(f"{TAX}.{share.rate_ppm}", -share.tax_minor)
    return tuple((account, unit, amount) for account, amount in sorted(sums.items()) if amount)


def of_refund(
    sale: Sale,
    back: GoodsBack,
    moves: Sequence[Move],
    *,
    unit: str,
    tid: str,
    deduct_minor: int = 0,
) -> tuple[Posting, ...]:
    """The exact mirror of a sale's postings for the goods that come back.

    `moves` are all of the document's (given back, clawed back, debt); `deduct_minor` is what the
    payout is less for points that were spent already (R15).
    """
    raise NotImplementedError


def of_moves(
    moves: Sequence[Move], *, unit: str, counter: str = LOYALTY_COST
) -> tuple[Posting, ...]:
    """Each holder's liability, and its control account in PTS, VCH and PKG; money that is left over
    stands against `counter` (adjust: LOYALTY_COST, opening: OPENING; transfer, merge: nothing)."""
    raise NotImplementedError


def of_topup(
    tenders: Sequence[Tender],
    moves: Sequence[Move],
    *,
    unit: str,
    tid: str,
    fee: Earning | None = None,
) -> tuple[Posting, ...]:
    """A plan sold: money in, principal, gift card and package as liabilities, bonus as cost.

    `fee` is the part that is earned at once (a paid tier). Anything given beyond what was taken is
    cost (LOYALTY_COST). Stored value that pays is among the moves.
    """
    raise NotImplementedError


def of_topup_refund(
    moves: Sequence[Move], refund_minor: int, tender_kind: str, *, unit: str, tid: str
) -> tuple[Posting, ...]:
    """Money paid out of principal, package or gift card: bonus goes back to cost, what is kept of
    principal and package is breakage, what is paid beyond it cost."""
    raise NotImplementedError


def of_expiry(
    moves: Sequence[Move], *, unit: str, earned: Sequence[Earning] = ()
) -> tuple[Posting, ...]:
    """What ended: bonus back to cost, principal, gift and package money to breakage, except what is
    `earned` by time (a month card)."""
    raise NotImplementedError


def of_cash(amount_minor: int, *, unit: str, tid: str) -> tuple[Posting, ...]:
    """Cash from the safe into the drawer (negative: back): float, pay-in, drop, pay-out."""
    if not amount_minor:
        return ()
    return ((f"{DRAWER}.{tid}", unit, amount_minor), (SAFE, unit, -amount_minor))


def of_difference(difference_minor: int, *, unit: str, tid: str) -> tuple[Posting, ...]:
    """A count that differs: short is negative and an expense."""
    if not difference_minor:
        return ()
    return ((f"{DRAWER}.{tid}", unit, difference_minor), (OVER_SHORT, unit, -difference_minor))
