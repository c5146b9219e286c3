"""What a fact does to the ledger: postings that sum to zero per unit (invariant I6).

Members' money is posted from the moves of lots themselves, by holder (`2110.m:<member>`), so that a
balance in the ledger is always the sum of its lots.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.document import Posting
from app.domain.ledger import (
    BONUS,
    BREAKAGE,
    CASH_ROUNDING,
    DRAWER,
    GIFT_CARD,
    LOYALTY_COST,
    PACKAGE_CONTROL,
    PACKAGES,
    POINTS,
    POINTS_CONTROL,
    POINTS_DEBT,
    PRINCIPAL,
    REVENUE,
    SAFE,
    TAX,
    VOUCHER_CONTROL,
    VOUCHERS,
)
from app.domain.pricing.priced import PricedBasket
from app.domain.pricing.tax import tax_of
from app.domain.returns import GoodsBack
from app.domain.rights import AssetKind, Move
from app.domain.sale import WITHOUT, Loyalty, Sale
from app.domain.tendering import Tender, kind_of

# by kind of asset: whose liability it is (by holder), and what stands against it if it is not money
ACCOUNTS: dict[AssetKind, tuple[str, str]] = {
    AssetKind.PRINCIPAL: (PRINCIPAL, ""),
    AssetKind.BONUS: (BONUS, ""),
    AssetKind.GIFT: (GIFT_CARD, ""),
    AssetKind.POINTS: (POINTS, POINTS_CONTROL),
    AssetKind.DEBT: (POINTS_DEBT, POINTS_CONTROL),
    AssetKind.PACKAGE: (PACKAGES, PACKAGE_CONTROL),
    AssetKind.VOUCHER: (VOUCHERS, VOUCHER_CONTROL),
}


@dataclass(frozen=True, slots=True)
class Earning:
    """Money earned apart from a sale (a paid tier, a month card's end), tax contained in it."""

    department_id: str
    tax_ppm: int
    minor: int


class _Sheet:
    """Sums by account and unit; `postings` are those that are not zero."""

    def __init__(self, unit: str, tid: str = "") -> None:
        self.unit = unit
        self._drawer = f"{DRAWER}.{tid}"
        self._sums: dict[tuple[str, str], int] = {}

    def post(self, account: str, amount: int, unit: str = "") -> None:
        key = (self._drawer if account == DRAWER else account, unit or self.unit)
        self._sums[key] = self._sums.get(key, 0) + amount

    def moves(self, moves: Iterable[Move]) -> None:
        """Each holder's part, and the control account of what is not money."""
        for one in moves:
            asset = one.asset
            account, control = ACCOUNTS[asset.kind]
            sign = -1 if asset.kind is not AssetKind.DEBT else 1
            self.post(f"{account}.{one.holder}", sign * one.n, asset.unit)
            if control:
                self.post(control, -sign * one.n, asset.unit)
            if one.value_minor:
                self.post(f"{account}.{one.holder}", -one.value_minor)

    def tender(self, kind: str, minor: int) -> None:
        """Money by its way; what has a lot is posted by its moves."""
        way = kind_of(kind)
        if way.asset in ("", "points"):
            self.post(way.account, minor)

    def earn(self, earning: Earning) -> None:
        """Revenue, and the tax that it contains."""
        tax = tax_of(earning.minor, earning.tax_ppm, included=True)
        self.post(f"{REVENUE}.{earning.department_id}", tax - earning.minor)
        self.post(f"{TAX}.{earning.tax_ppm}", -tax)

    def missing(self) -> int:
        """What the currency's postings need to come to zero."""
        return -sum(n for (_, unit), n in self._sums.items() if unit == self.unit)

    @property
    def postings(self) -> tuple[Posting, ...]:
        """By account, then unit."""
        return tuple((account, unit, n) for (account, unit), n in sorted(self._sums.items()) if n)


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
    sheet = _Sheet(unit, tid)
    sheet.moves(loyalty.moves)
    for tender in tenders:
        sheet.tender(tender.kind, tender.amount_minor)
        sheet.post(CASH_ROUNDING, -tender.rounding_minor)
    for i, line in enumerate(priced.lines):
        net = line.total_minor - line.tax_minor if priced.tax_included else line.total_minor
        if loyalty.bonus_is_discount and priced.tax_included:
            bonus = loyalty.funded.part(i, "bonus")
            net -= bonus
            sheet.post(LOYALTY_COST, -bonus)
        sheet.post(f"{REVENUE}.{line.line.item.department_id}", -net)
    for share in priced.tax:
        sheet.post(f"{TAX}.{share.rate_ppm}", -share.tax_minor)
    return sheet.postings


def of_refund(  # noqa: PLR0913 - a refund has all these sides
    sale: Sale,
    back: GoodsBack,
    moves: Sequence[Move],
    *,
    unit: str,
    tid: str,
    deduct_minor: int = 0,
    netted: Sequence[tuple[str, int]] = (),
) -> tuple[Posting, ...]:
    """The exact mirror of a sale's postings for the goods that come back.

    `moves` are all of the document's (given back, clawed back, debt); `deduct_minor` is what the
    payout is less for points that were spent already (R15). `netted` stays here, by tender, and
    pays for the sale beside it (an exchange).
    """
    sheet = _Sheet(unit, tid)
    sheet.moves(moves)
    for kind, minor in netted:
        sheet.tender(kind, minor)
        sheet.tender("exchange", -minor)
    for one in back.funds:
        if one.fund.asset is None:
            sheet.tender(one.fund.kind, -one.minor)
        elif one.fund.kind == "points":
            sheet.post(LOYALTY_COST, -one.minor)
    sheet.post(DRAWER, deduct_minor - back.cash_rounding_minor)
    sheet.post(CASH_ROUNDING, back.cash_rounding_minor)
    sheet.post(LOYALTY_COST, -deduct_minor)
    rates = {one.tax_class: one.rate_ppm for one in sale.tax}
    sold = {one.line_no: one for one in sale.lines}
    for line in back.lines:
        of = sold[line.line_no]
        net = line.amount_minor - (line.tax_minor if sale.tax_included else 0)
        sheet.post(f"{REVENUE}.{of.department_id}", net - line.bonus_minor)
        sheet.post(f"{TAX}.{rates[of.tax_class]}", line.tax_minor)
        sheet.post(LOYALTY_COST, line.bonus_minor)
    return sheet.postings


def of_blind_refund(  # noqa: PLR0913 - a refund has all these sides
    lines: Sequence[tuple[str, int, int, int]],
    moves: Sequence[Move],
    *,
    unit: str,
    tid: str,
    cash_minor: int,
    rounding_minor: int,
) -> tuple[Posting, ...]:
    """Goods back without a receipt: revenue and tax of each (department, ppm, net, tax) against
    the cash that leaves, its rounding, or the stored value that is given."""
    sheet = _Sheet(unit, tid)
    sheet.moves(moves)
    sheet.post(DRAWER, -cash_minor)
    sheet.post(CASH_ROUNDING, rounding_minor)
    for department_id, rate_ppm, net, tax in lines:
        sheet.post(f"{REVENUE}.{department_id}", net)
        sheet.post(f"{TAX}.{rate_ppm}", tax)
    return sheet.postings


def of_moves(
    moves: Sequence[Move], *, unit: str, counter: str = LOYALTY_COST
) -> tuple[Posting, ...]:
    """Each holder's liability, and its control account in PTS, VCH and PKG; money that is left over
    stands against `counter` (adjust: LOYALTY_COST, opening: OPENING; transfer, merge: nothing)."""
    sheet = _Sheet(unit)
    sheet.moves(moves)
    sheet.post(counter, sheet.missing())
    return sheet.postings


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
    sheet = _Sheet(unit, tid)
    sheet.moves(moves)
    for tender in tenders:
        sheet.tender(tender.kind, tender.amount_minor)
        sheet.post(CASH_ROUNDING, -tender.rounding_minor)
    if fee:
        sheet.earn(fee)
    sheet.post(LOYALTY_COST, sheet.missing())
    return sheet.postings


def of_topup_refund(
    moves: Sequence[Move], went: Sequence[tuple[str, int]], *, unit: str, tid: str
) -> tuple[Posting, ...]:
    """Money paid out, by tender, of principal, package or gift card: bonus goes back to cost, what
    is kept of principal and package is breakage, what is paid beyond it cost. Stored value that had
    paid for the plan comes back by its moves."""
    sheet = _Sheet(unit, tid)
    sheet.moves(moves)
    for kind, minor in went:
        sheet.tender(kind, -minor)
    sheet.post(LOYALTY_COST, _bonus(one for one in moves if one.n < 0))
    kept = sheet.missing()
    sheet.post(BREAKAGE if kept < 0 else LOYALTY_COST, kept)
    return sheet.postings


def of_expiry(
    moves: Sequence[Move], *, unit: str, earned: Sequence[Earning] = ()
) -> tuple[Posting, ...]:
    """What ended: bonus back to cost, principal, gift and package money to breakage, except what is
    `earned` by time (a month card)."""
    sheet = _Sheet(unit)
    sheet.moves(moves)
    sheet.post(LOYALTY_COST, _bonus(moves))
    for one in earned:
        sheet.earn(one)
    sheet.post(BREAKAGE, sheet.missing())
    return sheet.postings


def _bonus(moves: Iterable[Move]) -> int:
    """Bonus that came (positive) or went (negative)."""
    return sum(one.n for one in moves if one.asset.kind is AssetKind.BONUS)


def of_cash(amount_minor: int, *, unit: str, tid: str) -> tuple[Posting, ...]:
    """Cash from the safe into the drawer (negative: back): float, pay-in, drop, pay-out."""
    if not amount_minor:
        return ()
    return ((f"{DRAWER}.{tid}", unit, amount_minor), (SAFE, unit, -amount_minor))
