"""What members' money does in a sale: which lots each tender takes, which vouchers and uses go,
what is earned, and all of it as moves of one document.

Lots and rights are read in the transaction that writes the sale, and every take passes
`rights.spend`: of two sales that want the same money one is told why not (R66).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain import rights
from app.domain.errors import Refused
from app.domain.loyalty.counts import Count
from app.domain.loyalty.money import spending
from app.domain.loyalty.money.funding import Funded
from app.domain.loyalty.points.earn import EarnBasis, Earned, EarnLine, When, earn
from app.domain.loyalty.points.lots import NewPoints, Source, points_lots
from app.domain.loyalty.points.redeem import points_for, redeem
from app.domain.loyalty.program import Program
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.terms import EarnBy
from app.domain.pricing import vouchers
from app.domain.pricing.basket import Basket
from app.domain.pricing.priced import Book, PricedBasket
from app.domain.rights import AssetKind, Lot, Move, Take
from app.domain.sale import Loyalty, fund, without_bonus
from app.domain.tendering import Tender, kind_of
from app.store import member_file
from app.store.engine import Tx
from app.store.loyalty import gift_cards, history, packages
from app.store.loyalty import rights as held_rights
from app.usecases.member.birthday import in_this_year
from app.usecases.sale.fresh import Now

NO_SPEND = ("points",)  # sources that are no spending of the member's: their own points


@dataclass(frozen=True, slots=True)
class Spent:
    """A sale's side of members' money: the priced basket that is written (taxed without bonus where
    the shop wants that), what its document says, and what was earned."""

    priced: PricedBasket
    loyalty: Loyalty
    earned: Earned = Earned(0, 0, ())


@dataclass(slots=True)
class _Takes:
    """Takes by tender and by covered line, and of vouchers; by lot, what tenders took so far."""

    by_tender: dict[int, tuple[Take, ...]] = field(default_factory=dict)
    by_line: dict[int, Take] = field(default_factory=dict)
    of_vouchers: list[Take] = field(default_factory=list)
    of_lots: dict[str, list[Take]] = field(default_factory=dict)

    def all(self) -> list[Take]:
        tendered = [take for takes in self.by_tender.values() for take in takes]
        return [*tendered, *self.by_line.values(), *self.of_vouchers]

    def of_tender(self, no: int, takes: tuple[Take, ...]) -> None:
        self.by_tender[no] = takes
        for take in takes:
            self.of_lots.setdefault(take.lot.lot_id, []).append(take)

    def now(self, lots: Sequence[Lot]) -> list[Lot]:
        """The lots as they stand meanwhile."""
        return [self._left(lot) for lot in lots]

    def _left(self, lot: Lot) -> Lot:
        for take in self.of_lots.get(lot.lot_id, ()):
            lot = spending.after(lot, take)
        return lot


def spend(
    tx: Tx,
    basket: Basket,
    priced: PricedBasket,
    tenders: tuple[Tender, ...],
    now: Now,
    *,
    book: Book,
    business_date: str,
) -> Spent:
    """Resolve the tenders, use up vouchers and packages, earn. `tenders` with the packages'.

    Refused: `member.needed`, `stored.*`, `points.*`, `gift_card.*`, `package.*`, `rights.*`.
    """
    takes = _takes(tx, basket, priced, tenders, now, program=book.program)
    moves = _spent(tx, takes.all(), now)
    assets = any(kind_of(one.kind).asset for one in tenders)
    if now.purse is None and not assets and not moves:
        return Spent(priced, Loyalty(rounding=book.rounding))
    funded = fund(priced, tenders, takes.by_tender, takes.by_line, book.program)
    is_discount = book.program.stored.bonus_is_discount and book.tax.included
    if is_discount:
        priced = without_bonus(priced, funded, book.tax)
    if now.purse is None or basket.member is None:
        return Spent(
            priced,
            Loyalty(funded, moves=moves, bonus_is_discount=is_discount, rounding=book.rounding),
        )
    made = _earned(tx, basket, priced, funded, now, program=book.program)
    points = _points(basket, made.points, now.purse, now, program=book.program)
    paid = _taken_back(tx, points.paid)
    new = (rights.give(points.lot),) if points.lot else ()
    loyalty = Loyalty(
        funded,
        earned=made.by_line,
        points_debt_paid=points.debt_paid,
        moves=(*moves, *paid, *new),
        counts=_counts(basket.member.member_id, funded, made, business_date),
        bonus_is_discount=is_discount,
        rounding=book.rounding,
    )
    return Spent(priced, loyalty, made)


# --- what goes ------------------------------------------------------------------------------------


def _takes(
    tx: Tx,
    basket: Basket,
    priced: PricedBasket,
    tenders: tuple[Tender, ...],
    now: Now,
    *,
    program: Program,
) -> _Takes:
    takes = _Takes()
    for tender in tenders:
        asset = kind_of(tender.kind).asset
        if asset and tender.amount_minor <= 0:
            raise Refused("tender.amount")
        if asset == "gift":
            takes.of_tender(tender.no, _gift(tx, tender, takes, now))
        elif asset in ("stored", "points"):
            if now.purse is None:
                raise Refused("member.needed", tender=tender.kind)
            made = _stored if asset == "stored" else _redeemed
            took = made(tender, takes, now.purse, priced, tenders, program=program)
            takes.of_tender(tender.no, took)
    takes.by_line = _covered(tx, basket, now)
    takes.of_vouchers = _vouchers(tx, priced)
    return takes


def _stored(  # noqa: PLR0913 - one shape with _redeemed
    tender: Tender,
    takes: _Takes,
    purse: Purse,
    _: PricedBasket,
    __: tuple[Tender, ...],
    *,
    program: Program,
) -> tuple[Take, ...]:
    wallet = tender.reference
    lots = (*purse.of(AssetKind.PRINCIPAL, wallet), *purse.of(AssetKind.BONUS, wallet))
    return spending.stored(takes.now(lots), tender.amount_minor, program.stored.order)


def _redeemed(  # noqa: PLR0913 - one shape with _stored
    tender: Tender,
    takes: _Takes,
    purse: Purse,
    priced: PricedBasket,
    tenders: tuple[Tender, ...],
    *,
    program: Program,
) -> tuple[Take, ...]:
    """Points for an amount, by the shop's terms as they are now (R16)."""
    terms = program.points.redeem
    before = [one for one in tenders if one.kind == "points" and one.no < tender.no]
    used = sum(points_for(one.amount_minor, terms) for one in before)
    lots = purse.of(AssetKind.POINTS)
    left = sum(one.left for one in lots) - used
    n = redeem(tender.amount_minor, priced.payable_minor, left, terms, used=used)
    return spending.points(takes.now(lots), n)


def _gift(tx: Tx, tender: Tender, takes: _Takes, now: Now) -> tuple[Take, ...]:
    card = gift_cards.get(tx, tender.reference)
    if card is None:
        raise Refused("gift_card.unknown")
    if card.state in ("blocked", "replaced"):
        raise Refused(f"gift_card.{card.state}", card=card.masked)
    lots = [one for one in takes.now(held_rights.lots(tx, f"g:{card.card_id}"))]
    usable = [one for one in lots if one.usable(now.now_ms, now.today)]
    have = sum(one.left for one in usable)
    if tender.amount_minor > have:
        raise Refused("gift_card.short", available_minor=have, card=card.masked)
    return spending.gift(usable, tender.amount_minor)


def _covered(tx: Tx, basket: Basket, now: Now) -> dict[int, Take]:
    """The uses that leave packages; a timed service leaves its lot alone."""
    lots: dict[str, Lot] = {}
    wishes = []
    for line in basket.lines:
        cover = line.cover
        if cover is None or cover.timed:
            continue
        package = packages.get(tx, cover.package_id, today=now.today)
        lots |= {one.lot_id: one for one in package.lots} if package else {}
        wishes.append((line.line_no, cover.lot_id, cover.uses))
    return spending.covered(lots, wishes) if wishes else {}


def _vouchers(tx: Tx, priced: PricedBasket) -> list[Take]:
    """Those that took something off; the others stay in their hands."""
    used = vouchers.used([step for one in priced.lines for step in one.adjustments])
    takes = []
    for voucher_id in used:
        lot = held_rights.of_voucher(tx, voucher_id)
        if lot is None:
            raise Refused("voucher.unknown")
        takes.append(Take(lot, 1))
    return takes


def _spent(tx: Tx, takes: list[Take], now: Now) -> tuple[Move, ...]:
    holders = dict.fromkeys(one.lot.holder for one in takes)
    held = held_rights.held(tx, *holders) if holders else {}
    return rights.spend(takes, held, now_ms=now.now_ms, today=now.today)


# --- what comes -----------------------------------------------------------------------------------


def _earned(
    tx: Tx, basket: Basket, priced: PricedBasket, funded: Funded, now: Now, *, program: Program
) -> Earned:
    lines = tuple(
        EarnLine(
            one.line.line_no,
            one.line.item.item_id,
            one.line.item.department_id,
            one.line.qty_milli,
            funded.by_kind(place),
        )
        for place, one in enumerate(priced.lines)
    )
    member, purse = basket.member, now.purse
    if member is None or purse is None:
        return Earned(0, 0, ())
    when = When(
        at_ms=now.now_ms,
        zone=now.zone,
        today=now.today,
        tier_id=member.tier_id,
        birthday=birthday_of(purse, now.today),
        visits_today=_visits(tx, member.member_id, now.today, program),
    )
    return earn(EarnBasis(lines), program, when)


def birthday_of(purse: Purse, today: str) -> str:
    """The member's birthday in this year, `MM-DD`; empty when nobody knows it."""
    born = member_file.birthday_of(purse.birthday)
    return in_this_year(born, today) if born else ""


def _visits(tx: Tx, member_id: str, today: str, program: Program) -> int:
    """The member's sales of this day; asked for only where a visit earns."""
    if all(one.by is not EarnBy.VISIT for one in program.points.rules):
        return 0
    days = history.member_history(tx, member_id).days
    return sum(one.visits for one in days if one.on == today)


def _points(basket: Basket, n: int, purse: Purse, now: Now, *, program: Program) -> NewPoints:
    """The sale's own lot of points, named after it; a debt is paid from it first (R15)."""
    debts = [lot for lot in purse.lots if lot.asset.kind is AssetKind.DEBT]
    source = Source(
        basket.sale_id, now.holder, now.now_ms, now.today, group_id=basket.sale_id, source="sale"
    )
    return points_lots(n, debts, source, program.points)


def _taken_back(tx: Tx, takes: tuple[Take, ...]) -> tuple[Move, ...]:
    holders = dict.fromkeys(one.lot.holder for one in takes)
    return rights.take_back(takes, held_rights.held(tx, *holders)) if takes else ()


def _counts(member_id: str, funded: Funded, made: Earned, business_date: str) -> tuple[Count, ...]:
    """The visit, what was spent (all but points) and the growth: what tiers look at."""
    spend_minor = sum(one.minor for one in funded.funds if one.kind not in NO_SPEND)
    return (Count(member_id, business_date, 1, spend_minor, made.growth),)
