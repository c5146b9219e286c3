"""What a fact does to the ledger: postings that sum to zero per unit (invariant I6)."""

from __future__ import annotations

from app.domain.document import Posting
from app.domain.ledger import CASH_ROUNDING, DRAWER, OVER_SHORT, REVENUE, SAFE, TAX
from app.domain.pricing.priced import PricedBasket
from app.domain.tendering import Tender, kind_of


def of_sale(
    priced: PricedBasket, tenders: tuple[Tender, ...], *, unit: str, tid: str
) -> tuple[Posting, ...]:
    """Debit what came in by tender, credit revenue by department and tax by rate; rounding apart.

    `unit` is the currency's code, `tid` names the till whose drawer the cash is in.
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
