"""What facts of members' money do to the ledger, account by account (ledger-and-sync.md 10)."""

from dataclasses import replace

from app.domain import posting, rights, sale
from app.domain.ledger import OPENING
from app.domain.loyalty.package import PackageCover
from app.domain.loyalty.program import Program
from app.domain.loyalty.stored_value import StoredValueTerms
from app.domain.posting import (
    Earning,
    of_expiry,
    of_moves,
    of_sale,
    of_topup,
    of_topup_refund,
)
from app.domain.rights import Take
from app.domain.tendering import Tender
from tests.domain.builders import PRC
from tests.domain.money.world import Good, M, World, lot, priced_of, sell, take_back

PRINCIPAL = lot("t.1", "CNY.principal.general", 1000, group="t")
BONUS = lot("t.2", "CNY.bonus.general", 200, group="t")
TENDERS = (
    Tender(1, "stored", 1200, 1200, reference="general"),
    Tender(2, "cash", 800, 1000, 200),
)
TAKES = {1: (Take(PRINCIPAL, 1000), Take(BONUS, 200))}
GOODS = [Good(1000, 2000, dept="food")]


def sums(postings) -> dict[str, int]:
    return {f"{account} {unit}": n for account, unit, n in postings}


def sold(program: Program):
    """The design's own example: 20.00 with 13 %, 10 principal, 2 bonus, 8 cash."""
    bought, priced = priced_of(GOODS, PRC)
    funded = sale.fund(priced, TENDERS, TAKES, {}, program)
    discount = program.stored.bonus_is_discount
    if discount:
        priced = sale.without_bonus(priced, funded, PRC)
    moves = rights.take_back(TAKES[1], {(M, x.asset): x.left for x in (PRINCIPAL, BONUS)})
    loyalty = sale.Loyalty(funded, moves=moves, bonus_is_discount=discount)
    return priced, of_sale(priced, TENDERS, unit="CNY", tid="001-03", loyalty=loyalty)


def test_a_sale_with_stored_value():
    _, postings = sold(Program())
    assert sums(postings) == {
        "2110.m:mem1 CNY": 1000,
        "2120.m:mem1 CNY": 200,
        "1010.001-03 CNY": 800,
        "4010.food CNY": -1770,
        "2210.130000 CNY": -230,
    }


def test_bonus_as_a_discount_lowers_revenue_and_tax_and_undoes_its_cost():
    priced, postings = sold(Program(stored=StoredValueTerms(bonus_is_discount=True)))
    assert sums(postings) == {
        "2110.m:mem1 CNY": 1000,
        "2120.m:mem1 CNY": 200,
        "1010.001-03 CNY": 800,
        "4010.food CNY": -1593,
        "2210.130000 CNY": -207,
        "5310 CNY": -200,
    }
    assert (priced.tax_minor, priced.tax[0].net_minor, priced.due_minor) == (207, 1593, 2000)


def test_both_ways_of_bonus_come_back_to_nothing():
    for discount in (False, True):
        program = Program(stored=StoredValueTerms(bonus_is_discount=discount))
        world = World.of([PRINCIPAL, BONUS])
        before = dict(world.business())
        one = sell(world, GOODS, PRC, TENDERS, TAKES, {}, program=program)
        take_back(world, one, {}, [(1, 300)], program=program, refund_id="a")
        assert world.business() != before
        take_back(world, one, {1: 300}, [(1, 700)], program=program, refund_id="b")
        assert world.business() == before


def test_a_topup():
    """R5: a top-up is owed, not earned."""
    moves = [
        rights.give(lot("a", "CNY.principal.general", 100_000)),
        rights.give(lot("b", "CNY.bonus.general", 20_000)),
    ]
    cash = [Tender(1, "cash", 100_000, 100_000)]
    assert sums(of_topup(cash, moves, unit="CNY", tid="t")) == {
        "1010.t CNY": 100_000,
        "5310 CNY": 20_000,
        "2110.m:mem1 CNY": -100_000,
        "2120.m:mem1 CNY": -20_000,
    }


def test_a_paid_tier_is_earned_at_once():
    fee = Earning("membership", 60_000, 10_600)
    wechat = [Tender(1, "wechat", 10_600, 10_600)]
    assert sums(of_topup(wechat, [], unit="CNY", tid="t", fee=fee)) == {
        "1120.wechat CNY": 10_600,
        "2210.60000 CNY": -600,
        "4010.membership CNY": -10_000,
    }


def test_a_package_bought_with_stored_value_and_cash():
    paid = rights.take_back(TAKES[1], {(M, x.asset): x.left for x in (PRINCIPAL, BONUS)})
    package = rights.give(lot("k", "PKG.package.wash", 10, value=2000))
    assert sums(of_topup(TENDERS, [*paid, package], unit="CNY", tid="t")) == {
        "1010.t CNY": 800,
        "2110.m:mem1 CNY": 1000,
        "2120.m:mem1 CNY": 200,
        "2160.m:mem1 CNY": -2000,
        "2160.m:mem1 PKG": -10,
        "9160 PKG": 10,
    }


def test_a_package_is_revenue_per_use():
    """Ten uses for 100.01: each use is its money, tax and all, the last one takes the rest."""
    use = lot("k", "PKG.package.wash", 3, group="K", value=1001)
    world = World.of([use])
    for left, value in ((3, 333), (2, 334), (1, 334)):
        now = world.lots["k"]
        assert now.left == left
        cover = PackageCover("K", "k", "洗", 1, value)
        tender = (Tender(1, "package", value, value, reference="K"),)
        sell(
            *(world, [Good(1000, value, dept="wash", cover=cover)], PRC, tender, {}),
            {1: Take(now, 1, value)},
            program=Program(),
        )
    assert (world.lots["k"].left, world.lots["k"].value_minor) == (0, 0)
    earned = -world.accounts["4010.wash", "CNY"] - world.accounts["2210.130000", "CNY"]
    assert earned == 1001


def test_points_pay_as_cost_and_leave_their_ledger():
    """R5, erpnext PR #12631: points are owed until they pay or end. Redeem 500 points = 5.00: PTS
    D2130 C9130, and D5310 500 as the tender."""
    have = lot("p", "PTS.points.-", 800)
    world = World.of([have])
    tender = (Tender(1, "points", 500, 500),)
    sell(world, [Good(1000, 500)], PRC, tender, {1: (Take(have, 500),)}, {}, program=Program())
    assert world.accounts["5310", "CNY"] == 500
    assert world.accounts["2130.m:mem1", "PTS"] == -300
    assert world.accounts["9130", "PTS"] == 300


def test_a_gift_card_pays_from_its_own_holder():
    have = lot("g", "CNY.gift.-", 800, holder="g:c1")
    world = World.of([have])
    tender = (Tender(1, "gift", 500, 500, reference="c1"),)
    sell(world, [Good(1000, 500)], PRC, tender, {1: (Take(have, 500),)}, {}, program=Program())
    assert world.accounts["2140.g:c1", "CNY"] == -300


def test_what_ends():
    lots = [
        PRINCIPAL,
        BONUS,
        lot("p", "PTS.points.-", 7),
        lot("v", "VCH.voucher.c", 1),
        lot("k", "PKG.package.wash", 2, value=500),
        lot("y", "PKG.package.gym", 1, value=1060),
    ]
    held = {(M, one.asset): one.left for one in lots}
    moves = rights.take_back([Take(one, one.left, one.value_minor) for one in lots], held)
    assert sums(of_expiry(moves, unit="CNY", earned=[Earning("gym", 60_000, 1060)])) == {
        "2110.m:mem1 CNY": 1000,
        "2120.m:mem1 CNY": 200,
        "5310 CNY": -200,
        "4040 CNY": -1500,
        "2130.m:mem1 PTS": 7,
        "9130 PTS": -7,
        "2150.m:mem1 VCH": 1,
        "9150 VCH": -1,
        "2160.m:mem1 PKG": 3,
        "9160 PKG": -3,
        "2160.m:mem1 CNY": 1560,
        "4010.gym CNY": -1000,
        "2210.60000 CNY": -60,
    }


def test_a_topup_paid_back():
    """Principal 10.00 and bonus 2.00 leave, 8.00 is paid out: 2.00 is kept, the bonus' cost undone.
    More than there is, is cost."""
    moves = rights.take_back(TAKES[1], {(M, x.asset): x.left for x in (PRINCIPAL, BONUS)})
    assert sums(of_topup_refund(moves, [("cash", 800)], unit="CNY", tid="t")) == {
        "2110.m:mem1 CNY": 1000,
        "2120.m:mem1 CNY": 200,
        "5310 CNY": -200,
        "1010.t CNY": -800,
        "4040 CNY": -200,
    }
    more = sums(of_topup_refund(moves, [("wechat", 1100)], unit="CNY", tid="t"))
    assert (more["1120.wechat CNY"], more["5310 CNY"], "4040 CNY" in more) == (-1100, -100, False)


def test_moves_alone():
    moves = [rights.give(PRINCIPAL)]
    assert sums(of_moves(moves, unit="CNY")) == {"2110.m:mem1 CNY": -1000, "5310 CNY": 1000}
    assert sums(of_moves(moves, unit="CNY", counter=OPENING))["9910 CNY"] == 1000
    debt = [rights.give(lot("d", "PTS.debt.-", 9))]
    assert sums(of_moves(debt, unit="CNY")) == {"1140.m:mem1 PTS": 9, "9130 PTS": -9}


def test_a_transfer_needs_no_counter():
    away = rights.take_back([Take(PRINCIPAL, 400)], {(M, PRINCIPAL.asset): 1000})
    there = rights.give(replace(PRINCIPAL, lot_id="n", holder="m:2", left=400, born=400))
    assert sums(of_moves([*away, there], unit="CNY")) == {
        "2110.m:mem1 CNY": 400,
        "2110.m:2 CNY": -400,
    }


def test_every_kind_of_asset_has_an_account():
    assert set(posting.ACCOUNTS) == set(rights.AssetKind)
