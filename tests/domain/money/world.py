"""A till's memory in a few lines: lots and an account sheet that documents fold into."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain import posting, returns, rights, sale
from app.domain.catalog import TaxProfile
from app.domain.document import Posting, unbalanced
from app.domain.ids import ReceiptNo
from app.domain.loyalty.counts import Count
from app.domain.loyalty.package import PackageCover
from app.domain.loyalty.program import Program
from app.domain.loyalty.voucher import Campaign, Voucher, VoucherKind
from app.domain.pricing.basket import Basket, BasketLine
from app.domain.pricing.priced import PriceAdjustment, PricedBasket, PricedLine
from app.domain.pricing.tax import settle
from app.domain.rights import Asset, AssetKind, Lot, Move, Take
from app.domain.shop import CashRounding
from app.domain.tendering import Tender
from tests.domain.builders import CASHIER, NOW, basket, item

TODAY = "2026-09-12"
M = "m:mem1"
UNIT, TILL = "CNY", "001-03"
NO = ReceiptNo("001", "03", 1, 318)


def lot(  # noqa: PLR0913 - what a lot is
    lot_id: str,
    asset: str,
    left: int,
    *,
    born: int = 0,
    group: str = "",
    from_ms: int = 0,
    value: int = 0,
    holder: str = M,
    born_ms: int = 0,
    source: str = "",
) -> Lot:
    """`lot("t1.1", "CNY.principal.general", 500)`; without a bucket it never ends."""
    parts = asset.split(".")
    text = asset if len(parts) == 4 else f"{asset}.never"
    return Lot(
        *(lot_id, holder, Asset.parse(text), left, born or left, born_ms, from_ms),
        group_id=group,
        source=source,
        value_minor=value,
    )


@dataclass
class World:
    """Lots and accounts as the store keeps them, and the checks that hold after every document."""

    lots: dict[str, Lot] = field(default_factory=dict)
    accounts: dict[tuple[str, str], int] = field(default_factory=dict)
    counts: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, lots: Iterable[Lot]) -> "World":
        """A world in which these lots were given."""
        world = cls()
        moves = []
        for one in lots:
            whole = replace(one, left=one.born, value_minor=one.value_minor)
            moves.append(rights.give(whole))
            if one.born > one.left:
                take = Take(whole, one.born - one.left)
                moves += rights.take_back([take], {(one.holder, one.asset): one.born})
        world.book(moves, posting.of_moves(moves, unit=UNIT))
        return world

    @property
    def held(self) -> dict[tuple[str, Asset], int]:
        """What may be spent by holder and asset."""
        sums: dict[tuple[str, Asset], int] = {}
        for one in self.lots.values():
            sums[one.holder, one.asset] = sums.get((one.holder, one.asset), 0) + one.left
        return sums

    def left(self) -> dict[str, tuple[int, int]]:
        """What is left in each lot, and the money in it; empty ones are left out."""
        return {
            key: (one.left, one.value_minor)
            for key, one in sorted(self.lots.items())
            if one.left or one.value_minor
        }

    def total(self, kind: AssetKind) -> int:
        """All of a kind."""
        return sum(one.left for one in self.lots.values() if one.asset.kind is kind)

    def book(
        self, moves: Iterable[Move], postings: Sequence[Posting], counts: Iterable[Count] = ()
    ) -> None:
        """A document comes in; every invariant is asked."""
        assert unbalanced(tuple(postings)) == {}, postings
        for one in moves:
            if one.birth:
                assert one.lot_id not in self.lots
                self.lots[one.lot_id] = Lot(
                    *(one.lot_id, one.holder, one.asset, one.n, one.n, one.birth.born_ms),
                    from_ms=one.birth.from_ms,
                    group_id=one.birth.group_id,
                    source=one.birth.source,
                    value_minor=one.value_minor,
                )
                continue
            was = self.lots[one.lot_id]
            assert (was.holder, was.asset) == (one.holder, one.asset)
            self.lots[one.lot_id] = replace(
                was, left=was.left + one.n, value_minor=was.value_minor + one.value_minor
            )
        for account, unit, n in postings:
            self.accounts[account, unit] = self.accounts.get((account, unit), 0) + n
        for count in counts:
            row = self.counts.setdefault((count.member_id, count.on), [0, 0, 0])
            for i, n in enumerate((count.visits, count.spend_minor, count.growth)):
                row[i] += n
        self.check()

    def check(self) -> None:
        """No lot is below zero or above its birth, and balances are the sums of lots."""
        by_account: dict[tuple[str, str], int] = {}
        for one in self.lots.values():
            assert 0 <= one.left <= one.born, one
            assert one.value_minor >= 0, one
            account = f"{posting.ACCOUNTS[one.asset.kind][0]}.{one.holder}"
            sign = 1 if one.asset.kind is AssetKind.DEBT else -1
            for unit, n in ((one.asset.unit, one.left), (UNIT, one.value_minor)):
                by_account[account, unit] = by_account.get((account, unit), 0) + sign * n
        told = {key: n for key, n in self.accounts.items() if ":" in key[0] and n}
        assert told == {key: n for key, n in by_account.items() if n}

    def business(self) -> dict[tuple[str, str], int]:
        """Accounts that are the shop's own: money, revenue, tax, cost."""
        return {key: n for key, n in self.accounts.items() if ":" not in key[0] and n}


@dataclass(frozen=True)
class Good:
    """A line as pricing would leave it. `voucher`: what the voucher V took off it."""

    qty_milli: int
    total: int
    tax: str = "standard"
    dept: str = "sundries"
    cover: PackageCover | None = None
    voucher: int = 0


CAMPAIGN = Campaign("camp", "立减", VoucherKind.AMOUNT, amount_minor=500)
VOUCHER = Voucher("V", "0123456789ABCDEF", M, CAMPAIGN, "2026-12-31")


def priced_of(goods: Sequence[Good], profile: TaxProfile) -> tuple[Basket, PricedBasket]:
    """The basket and its prices; tax is worked out as pricing does."""
    taxes, shares = settle([(one.tax, one.total) for one in goods], profile)
    lines = []
    for no, (one, tax) in enumerate(zip(goods, taxes, strict=True), start=1):
        kind = item(f"{one.dept}{no}", one.total, tax=one.tax, dept=one.dept)
        line = BasketLine(no, kind, one.qty_milli, one.total, cover=one.cover)
        facts = (("voucher_id", "V"),)
        steps = (PriceAdjustment("voucher.amount", "camp", -one.voucher, facts),)
        base = one.total + one.voucher
        lines.append(
            PricedLine(line, base, steps if one.voucher else (), one.total, one.total, tax)
        )
    total, tax_sum = sum(one.total for one in goods), sum(taxes)
    due = total if profile.included else total + tax_sum
    bought = replace(
        basket("", tier="gold"),
        lines=tuple(one.line for one in lines),
        vouchers=(VOUCHER,) if any(one.voucher for one in goods) else (),
    )
    base = sum(one.base_minor for one in lines)
    priced = PricedBasket(tuple(lines), base, base - total, total, due, shares, profile.included)
    return bought, priced


@dataclass(frozen=True)
class Sold:
    """A sale that was booked, and what it was."""

    sale: sale.Sale
    body: dict[str, object]


def sell(  # noqa: PLR0913 - everything a sale may be paid with
    world: World,
    goods: Sequence[Good],
    profile: TaxProfile,
    tenders: tuple[Tender, ...],
    takes: Mapping[int, Sequence[Take]],
    covered: Mapping[int, Take],
    *,
    program: Program,
    earned: tuple[tuple[int, int], ...] = (),
    extra: Sequence[Take] = (),
    gives: Sequence[Lot] = (),
    rounding: CashRounding = CashRounding(),  # noqa: B008 - frozen
) -> sale.Sale:
    """Fund, spend, post and read a sale as the use case does. `extra`: the voucher's take."""
    bought, priced = priced_of(goods, profile)
    funded = sale.fund(priced, tenders, takes, covered, program)
    if program.stored.bonus_is_discount:
        priced = sale.without_bonus(priced, funded, profile)
    spent = [*(t for some in takes.values() for t in some), *covered.values(), *extra]
    spent = [one for one in spent if one.n]
    moves = (
        *rights.spend(spent, world.held, now_ms=NOW, today=TODAY),
        *(rights.give(one) for one in gives),
    )
    spend = priced.due_minor
    counts = (Count("mem1", TODAY, 1, spend, sum(growth for _, growth in earned)),)
    loyalty = sale.Loyalty(
        *(funded, earned, 0, moves, counts, program.stored.bonus_is_discount, rounding)
    )
    body = sale.body(
        *(bought, priced, tenders),
        receipt_no=NO,
        shift_id="sh1",
        at_ms=NOW,
        currency=UNIT,
        loyalty=loyalty,
    )
    world.book(
        moves, posting.of_sale(priced, tenders, unit=UNIT, tid=TILL, loyalty=loyalty), counts
    )
    return sale.read(body, operator_id=CASHIER.operator_id, business_date=TODAY)


def take_back(  # noqa: PLR0913 - a return is made of these
    world: World,
    sold: sale.Sale,
    before: dict[int, int],
    wish: Sequence[tuple[int, int]],
    *,
    program: Program,
    refund_id: str,
    today: str = TODAY,
) -> tuple[returns.GoodsBack, returns.Claw]:
    """One return, booked; `before` then knows it."""
    back = returns.mirror(sold, before, wish)
    points = [one for one in world.lots.values() if one.holder == M]
    claw = returns.claw(
        back.points,
        points,
        sale_id=sold.sale_id,
        terms=program.points,
        today=today,
        cash_minor=back.cash_minor,
    )
    moves = [
        *returns.given_back(
            sold, back, refund_id=refund_id, now_ms=NOW, today=today, terms=program.points
        ),
        *rights.take_back(claw.takes, world.held),
    ]
    if claw.debt:
        moves.append(rights.give(returns.debt_lot(claw.debt, M, refund_id=refund_id, now_ms=NOW)))
    postings = posting.of_refund(
        sold, back, moves, unit=UNIT, tid=TILL, deduct_minor=claw.deduct_minor
    )
    world.book(moves, postings, back.counts)
    for line_no, qty in wish:
        before[line_no] = before.get(line_no, 0) + qty
    return back, claw
