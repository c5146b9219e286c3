"""A4, the law: a sale with any mix of money, returned in any pieces, leaves nothing behind.

The seed and the number of examples stand at the end of the run; `LAW_SEED` and `LAW_EXAMPLES` in
the environment repeat a run or make a longer one.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from app.domain import posting, rights
from app.domain.loyalty.money import spending
from app.domain.loyalty.package import PackageCover
from app.domain.loyalty.program import Program
from app.domain.loyalty.stored_value import SpendOrder, StoredValueTerms, Wallet
from app.domain.loyalty.terms import PointsTerms, RedeemTerms
from app.domain.rights import AssetKind, Lot, Take
from app.domain.tendering import Tender, most_stored, of_packages, still_due, take
from tests.domain.builders import NOW, NYC, PRC, rounding
from tests.domain.money.world import (
    TODAY,
    UNIT,
    Good,
    World,
    lot,
    priced_of,
    sell,
    take_back,
)

SEED = int(os.environ.get("LAW_SEED", "") or int.from_bytes(os.urandom(4), "big"))
EXAMPLES = int(os.environ.get("LAW_EXAMPLES", "") or 250)
SEEN: Counter[str] = Counter()

FOOD = Wallet("food", "餐", departments=("food",))
MIXED = Wallet("mixed", "餐饮", departments=("food", "drinks"))
GENERAL = Wallet("general", "储值")
TERMS = RedeemTerms(points=7, minor=3)


@pytest.fixture(scope="module", autouse=True)
def _told(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    plugins = request.config.pluginmanager
    reporter, capture = plugins.getplugin("terminalreporter"), plugins.getplugin("capturemanager")
    if reporter and capture:
        counts = ", ".join(f"{name} {n}" for name, n in sorted(SEEN.items()))
        with capture.global_and_fixture_disabled():
            reporter.write_line(f"\nlaw A4: seed {SEED}, {counts}")


@dataclass
class Case:
    """What hypothesis chose."""

    goods: list[Good]
    lots: list[Lot]
    program: Program
    profile: object
    step: int
    data: st.DataObject


@st.composite
def money_lots(draw: st.DrawFn) -> list[Lot]:
    """Top-ups in three wallets, some half spent, some with bonus in two parts."""
    lots = []
    for no in range(draw(st.integers(0, 4))):
        wallet = draw(st.sampled_from(["general", "food", "mixed"]))
        for part, kind in enumerate(draw(st.sampled_from(["p", "b", "pb", "pbb"])), start=1):
            name = {"p": "principal", "b": "bonus"}[kind]
            end = draw(st.sampled_from(["never", TODAY, "2026-12-31", "2027-06-30"]))
            end = "never" if kind == "p" else end
            born = draw(st.integers(1, 6000))
            left = draw(st.one_of(st.just(born), st.integers(1, born)))
            asset = f"CNY.{name}.{wallet}.{end}"
            lots.append(lot(f"t{no}.{part}", asset, left, born=born, group=f"t{no}"))
    return lots


@st.composite
def cases(draw: st.DrawFn) -> Case:
    lots = draw(money_lots())
    for no in range(draw(st.integers(0, 3))):
        end = draw(st.sampled_from(["never", TODAY, "2026-10-31"]))
        n = draw(st.integers(1, 900))
        lots.append(lot(f"p{no}", f"PTS.points.-.{end}", n))
    if draw(st.booleans()):
        lots.append(lot("g1", "CNY.gift.-", draw(st.integers(1, 5000)), holder="g:1"))
    uses = draw(st.integers(0, 9))
    if uses:
        worth = draw(st.integers(0, 10_000))
        asset = "PKG.package.wash.2026-12-31"
        lots.append(lot("k1", asset, uses, group="K", value=worth))
    goods = draw(_goods(lots[-1] if uses else None))
    if any(one.voucher for one in goods):
        lots.append(lot("V", "VCH.voucher.camp.2026-12-31", 1))
    program = Program(
        stored=StoredValueTerms(draw(st.sampled_from(SpendOrder)), draw(st.booleans())),
        points=PointsTerms(redeem=TERMS, short=draw(st.sampled_from(["debt", "cash"]))),
        wallets=(GENERAL, FOOD, MIXED),
    )
    profile = draw(st.sampled_from([PRC, PRC, NYC]))
    step = draw(st.sampled_from([1, 5, 10, 100]))
    return Case(goods, lots, program, profile, step, draw(st.data()))


@st.composite
def _goods(draw: st.DrawFn, package: Lot | None) -> list[Good]:
    goods: list[Good] = []
    lot_ = package
    for no in range(draw(st.integers(1, 5))):
        dept = draw(st.sampled_from(["food", "drinks", "sundries"]))
        tax = draw(st.sampled_from(["standard", "reduced"]))
        if lot_ and lot_.left and draw(st.booleans()):
            n = draw(st.integers(1, lot_.left))
            used = spending.uses(lot_, n)
            cover = PackageCover("K", "k1", "洗护", n, used.value_minor)
            lot_ = spending.after(lot_, used)
            goods.append(Good(n * 1000, used.value_minor, tax, dept, cover))
            continue
        qty = draw(st.one_of(st.integers(1, 6).map(lambda n: n * 1000), st.integers(1, 3000)))
        total = draw(st.one_of(st.integers(0, 12), st.integers(0, 8000)))
        voucher = draw(st.sampled_from([0, 0, 100])) if no < 3 else 0
        goods.append(Good(qty, total, tax, dept, voucher=voucher))
    return goods


def _pay(case: Case) -> tuple[tuple[Tender, ...], dict[int, tuple[Take, ...]], dict[int, Take]]:
    """Random parts by random ways, the rest in cash: tenders, takes by number, covers by line."""
    draw = case.data.draw
    _, priced = priced_of(case.goods, case.profile)
    rule = rounding(case.step)
    tenders = of_packages(priced)
    standing = {one.lot_id: one for one in case.lots}
    wishes = [
        (no, one.cover.lot_id, one.cover.uses)
        for no, one in enumerate(case.goods, start=1)
        if one.cover
    ]
    covered = spending.covered(standing, wishes)
    takes: dict[int, tuple[Take, ...]] = {}
    ways = ["general", "food", "mixed", "points", "gift", "wechat", "cash"]
    for way in draw(st.permutations(ways)):
        left = still_due(priced.due_minor, tenders)
        if left <= 0:
            break
        lots = _usable(standing, way)
        if way in ("wechat", "cash"):
            most = left
        elif way in ("points", "gift"):
            have = sum(one.left for one in lots)
            most = have if way == "gift" else have * TERMS.minor // TERMS.points
        else:
            wallet = case.program.wallet(way)
            most = min(
                sum(one.left for one in lots),
                most_stored(priced, tenders, wallet, case.program.wallets),
            )
        part = draw(st.integers(0, max(0, min(most, left))))
        if not part or (way == "cash" and case.step > 1 and part > left - case.step):
            continue
        code = "stored" if case.program.wallet(way) else way
        one = take(
            priced.due_minor, tenders, code, part, rounding=rule, reference=way, most_minor=most
        )
        tenders = (*tenders, one)
        if code == "stored":
            takes[one.no] = spending.stored(lots, part, case.program.stored.order)
        elif code == "points":
            takes[one.no] = spending.points(lots, -(-part * TERMS.points // TERMS.minor))
        elif code == "gift":
            takes[one.no] = spending.gift(lots, part)
        for used in takes.get(one.no, ()):
            standing[used.lot.lot_id] = spending.after(used.lot, used)
    left = still_due(priced.due_minor, tenders)
    if left > 0:
        given_ = -(-left // 100) * 100 + 100
        tenders = (*tenders, take(priced.due_minor, tenders, "cash", given_, rounding=rule))
    return tenders, takes, covered


def _usable(standing: dict[str, Lot], way: str) -> list[Lot]:
    kinds = {"points": AssetKind.POINTS, "gift": AssetKind.GIFT}
    if way in kinds:
        return [one for one in standing.values() if one.asset.kind is kinds[way] and one.left]
    stored = (AssetKind.PRINCIPAL, AssetKind.BONUS)
    return [
        one
        for one in standing.values()
        if one.asset.kind in stored and one.asset.plan == way and one.left
    ]


def _pieces(case: Case) -> list[list[tuple[int, int]]]:
    """Returns, each of some pieces of some lines, that together bring everything back."""
    draw = case.data.draw
    open_ = {no: one.qty_milli for no, one in enumerate(case.goods, start=1)}
    pieces = []
    while open_:
        wish = []
        for no in draw(st.lists(st.sampled_from(sorted(open_)), min_size=1, unique=True)):
            step = 1000 if case.goods[no - 1].cover else 1
            last = len(pieces) >= 6
            qty = open_[no] if last else step * draw(st.integers(1, open_[no] // step))
            wish.append((no, qty))
            open_[no] -= qty
            if not open_[no]:
                del open_[no]
        pieces.append(wish)
    return pieces


@seed(SEED)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_any_sale_in_any_pieces_comes_back_to_the_cent(case):
    """A4, R37, 3.7, 3.8: lots, ledgers, tax, growth, visits, vouchers; no piece gives too much."""
    world = World.of(case.lots)
    start, accounts = world.left(), world.business()
    tenders, takes, covered = _pay(case)
    draw = case.data.draw
    earned = tuple((draw(st.integers(0, 60)), draw(st.integers(0, 60))) for _ in case.goods)
    points = sum(n for n, _ in earned)
    gives = [lot("s1", "PTS.points.-.2027-09-30", points, group="s1")] if points else []
    vouchers = [Take(world.lots["V"], 1)] if "V" in world.lots else []
    sold = sell(
        *(world, case.goods, case.profile, tenders, takes, covered),
        program=case.program,
        earned=earned,
        extra=vouchers,
        gives=gives,
        rounding=rounding(case.step),
    )
    spent = _spend_points_elsewhere(world, draw)
    before: dict[int, int] = {}
    paid, out, debt, deducted = sold.due_minor, 0, 0, 0
    for no, wish in enumerate(_pieces(case)):
        back, claw = take_back(world, sold, before, wish, program=case.program, refund_id=f"r{no}")
        _piece_is_fair(sold, back)
        out += back.total_minor
        debt += claw.debt
        deducted += claw.deduct_minor
        assert out <= paid
        assert sum(one.minor for one in back.funds) == back.total_minor
        SEEN["returns"] += 1
    assert out == paid
    _is_as_before(world, start, debt=debt, spent=spent, deducted=deducted)
    own = {key: n for key, n in world.business().items() if key[1] == UNIT}
    for account, sign in (("1010.001-03", -1), ("5310", 1)):  # what spent points were worth
        own[account, UNIT] = own.get((account, UNIT), 0) + sign * deducted
    was = {key: n for key, n in accounts.items() if key[1] == UNIT}
    assert {key: n for key, n in own.items() if n} == was, "money, revenue, tax, cost, rounding"
    assert all(not any(row) for row in world.counts.values()), "tier windows"
    SEEN["sales"] += 1
    SEEN["debts"] += bool(debt)
    SEEN["deductions"] += bool(deducted)
    SEEN.update(f"paid by {kind}" for kind in {one.kind for one in sold.funds})
    SEEN["vouchers"] += bool(vouchers)


def _spend_points_elsewhere(world: World, draw: st.DataObject) -> int:
    """The member spends points before the return, so that a debt can arise."""
    lots = [one for one in world.lots.values() if one.asset.kind is AssetKind.POINTS and one.left]
    n = draw(st.one_of(st.just(0), st.integers(0, sum(one.left for one in lots))))
    moves = rights.spend(spending.points(lots, n), world.held, now_ms=NOW, today=TODAY)
    world.book(moves, posting.of_moves(moves, unit=UNIT))
    return n


def _piece_is_fair(sold, back) -> None:
    lines = {one.line_no: one for one in sold.lines}
    for one in back.lines:
        line = lines[one.line_no]
        cost = line.total_minor + (0 if sold.tax_included else line.tax_minor)
        assert 0 <= one.back_minor <= cost
        assert 0 <= one.tax_minor <= line.tax_minor
        contained = one.tax_minor if sold.tax_included else 0
        assert one.amount_minor - contained - one.bonus_minor >= 0, "revenue never turns round"
        assert one.back_minor * line.qty_milli < (cost * one.qty_milli + line.qty_milli)
    for one in back.funds:
        assert 0 <= one.minor <= one.fund.minor
        assert one.units >= 0
    assert 0 <= back.cash_minor <= sum(t.amount_minor for t in sold.tenders if t.kind == "cash")


def _is_as_before(world: World, start, *, debt: int, spent: int, deducted: int) -> None:
    """Bucket by bucket; points moved by a spend in between show as less or as an explicit debt."""
    end = world.left()
    kinds = {key: one.asset.kind for key, one in world.lots.items()}
    money = {key: n for key, n in end.items() if kinds[key] not in POINTS_KINDS}
    assert money == {key: n for key, n in start.items() if kinds[key] not in POINTS_KINDS}
    had = sum(n for key, (n, _) in start.items() if kinds[key] is AssetKind.POINTS)
    has = world.total(AssetKind.POINTS)
    assert world.total(AssetKind.DEBT) == debt
    if deducted:
        assert has - debt > had - spent, "money stands in for these points"
    else:
        assert has - debt == had - spent
    if not spent:
        assert end == start


POINTS_KINDS = (AssetKind.POINTS, AssetKind.DEBT)
