"""A return is its sale's mirror: what goes back where, in the cases that have names."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import returns, rights
from app.domain.errors import Refused
from app.domain.loyalty.counts import Count
from app.domain.loyalty.counts import body as write_counts
from app.domain.loyalty.counts import read as read_counts
from app.domain.loyalty.package import PackageCover
from app.domain.loyalty.program import Program
from app.domain.loyalty.stored_value import StoredValueTerms
from app.domain.loyalty.terms import PointsTerms, RedeemTerms
from app.domain.posting import of_moves
from app.domain.rights import AssetKind, Take
from app.domain.shop import CashRounding
from app.domain.tendering import Tender, take
from tests.domain.builders import NOW, NYC, PRC, rounding
from tests.domain.money.world import (
    TODAY,
    Good,
    M,
    World,
    lot,
    sell,
    take_back,
)

PROGRAM = Program()


def cash_sale(total: int, *, step: int = 1, mode: str = "half_up", qty: int = 3000, **more):
    rule = rounding(step, mode)
    tender = take(total, (), "cash", 100_000, rounding=rule)
    world = World()
    one = sell(
        *(world, [Good(qty, total)], PRC, (tender,), {}, {}),
        program=PROGRAM,
        rounding=rule,
        **more,
    )
    return world, one


def pieces(world, one, *quantities, program=PROGRAM):
    before: dict[int, int] = {}
    return [
        take_back(world, one, before, [(1, qty)], program=program, refund_id=f"r{i}")[0]
        for i, qty in enumerate(quantities)
    ]


def test_thirds_of_ten_add_up():
    _, one = cash_sale(1000)
    world, one = cash_sale(1000)
    backs = pieces(world, one, 1000, 1000, 1000)
    assert [back.total_minor for back in backs] == [333, 333, 334]
    assert [back.lines[0].tax_minor for back in backs] == [38, 38, 39]
    assert [back.whole for back in backs] == [False, False, True]


def test_odoo_96721_seven_fifty_rounded_down_is_seven_back():
    """R37: sign-symmetric, else 7.50 DOWN sells 7 and refunds 8."""
    world, one = cash_sale(750, step=100, mode="down")
    assert one.tenders[0].amount_minor == 700
    (back,) = pieces(world, one, 3000)
    assert (back.total_minor, back.cash_minor, back.cash_rounding_minor) == (750, 700, -50)


@pytest.mark.parametrize("mode", ["half_up", "half_down", "half_even", "half_odd", "up", "down"])
def test_cash_in_pieces_is_rounded_and_the_last_piece_makes_exactly_what_was_paid(mode):
    world, one = cash_sale(1004, step=10, mode=mode)
    paid = one.tenders[0].amount_minor
    backs = pieces(world, one, 1000, 1000, 1000)
    assert all(back.cash_minor % 10 == 0 for back in backs)
    assert sum(back.cash_minor for back in backs) == paid
    assert not world.business()


def test_a_sale_of_an_older_till_knew_no_step():
    """Its pieces come to the cent, all of it to what was paid."""
    world, one = cash_sale(1004, step=10)
    one = replace(one, rounding=CashRounding())
    backs = [returns.mirror(one, {}, [(1, 1000)]), returns.mirror(one, {1: 1000}, [(1, 2000)])]
    assert [back.cash_minor for back in backs] == [334, 666]


def test_rounding_of_a_zero_cash_tender():
    world, one = cash_sale(4, step=10)
    (back,) = pieces(world, one, 3000)
    assert (back.total_minor, back.cash_minor, back.cash_rounding_minor) == (4, 0, -4)


REFUSED = [
    ([], "return.nothing"),
    ([(1, 0)], "return.nothing"),
    ([(1, -1000)], "return.nothing"),
    ([(2, 1000)], "return.line_gone"),
    ([(1, 3001)], "return.too_much"),
    ([(1, 2000), (1, 1001)], "return.too_much"),
]


@pytest.mark.parametrize(("wish", "code"), REFUSED)
def test_what_did_not_go_does_not_come_back(wish, code):
    _, one = cash_sale(1000)
    with pytest.raises(Refused) as told:
        returns.mirror(one, {}, wish)
    assert told.value.code == code


def test_a_line_comes_back_once():
    """3.24: refunding the same line again is impossible."""
    _, one = cash_sale(1000)
    with pytest.raises(Refused) as told:
        returns.mirror(one, {1: 2500}, [(1, 501)])
    assert told.value.facts == {"name": one.lines[0].name, "open_milli": 500}


def test_tax_on_top_comes_back_with_its_line():
    world = World()
    tender = take(1089, (), "wechat", 1089, rounding=CashRounding())
    one = sell(world, [Good(2000, 1000)], NYC, (tender,), {}, {}, program=PROGRAM)
    backs = pieces(world, one, 1000, 1000)
    assert [(b.lines[0].amount_minor, b.lines[0].tax_minor) for b in backs] == [
        (500, 44),
        (500, 45),
    ]
    assert sum(back.total_minor for back in backs) == 1089
    assert not world.business()


# --- points ---------------------------------------------------------------------------------------


def earned_sale(points: int, *, spent: int = 0, program=PROGRAM, others=()):
    """A sale of 10.00 in cash that earned points; the member then spent some of them."""
    world = World.of(others)
    tender = take(1000, (), "cash", 1000, rounding=CashRounding())
    gives = [lot("s1", "PTS.points.-.2027-09-30", points, group="s1")]
    one = sell(
        *(world, [Good(3000, 1000)], PRC, (tender,), {}, {}),
        program=program,
        earned=((points, 2 * points),),
        gives=gives,
    )
    if spent:
        now = world.lots["s1"]
        moves = rights.take_back([Take(now, spent)], world.held)
        world.book(moves, of_moves(moves, unit="CNY"))
    return world, one


def test_square_increments_points_come_back_floored_and_whole_at_the_end():
    """R14: a piece takes back whole points, never more than the sale gave."""
    world, one = earned_sale(2)
    backs = pieces(world, one, 1000, 1000, 1000)
    assert [back.points for back in backs] == [0, 1, 1]
    assert [back.growth for back in backs] == [1, 1, 2]
    assert world.total(AssetKind.POINTS) == 0


def test_points_that_are_gone_become_a_debt_not_a_silent_zero():
    """R15, CRMEB: balance set to 0 is a loss; ours says what is owed."""
    world, one = earned_sale(100, spent=70)
    back, claw = take_back(world, one, {}, [(1, 3000)], program=PROGRAM, refund_id="r")
    assert (claw.points, claw.debt, claw.deduct_minor) == (30, 70, 0)
    assert back.cash_minor == 1000
    assert world.total(AssetKind.DEBT) == 70


def test_points_that_are_gone_may_cost_cash_instead():
    terms = PointsTerms(short="cash", redeem=RedeemTerms(points=100, minor=500))
    program = Program(points=terms)
    world, one = earned_sale(100, spent=70, program=program)
    _, claw = take_back(world, one, {}, [(1, 3000)], program=program, refund_id="r")
    assert (claw.points, claw.debt, claw.deduct_minor) == (30, 0, 350)
    assert world.accounts["1010.001-03", "CNY"] == 350
    assert world.accounts["5310", "CNY"] == -350


def test_no_more_cash_is_kept_than_is_paid_out_the_rest_is_debt():
    terms = PointsTerms(short="cash", redeem=RedeemTerms(points=100, minor=500))
    made = returns.claw(100, [], sale_id="s", terms=terms, today=TODAY, cash_minor=301)
    assert (made.debt, made.deduct_minor) == (39, 301)
    made = returns.claw(100, [], sale_id="s", terms=terms, today=TODAY, cash_minor=0)
    assert (made.debt, made.deduct_minor) == (100, 0)


def test_points_worth_less_than_a_cent_stay_a_debt():
    terms = PointsTerms(short="cash", redeem=RedeemTerms(points=100, minor=1))
    made = returns.claw(99, [], sale_id="s", terms=terms, today=TODAY, cash_minor=500)
    assert (made.debt, made.deduct_minor) == (99, 0)


def test_the_sales_own_points_go_first_then_the_nearest_end():
    others = [
        lot("far", "PTS.points.-.2027-12-31", 50),
        lot("near", "PTS.points.-.2026-10-31", 50),
        lot("gone", "PTS.points.-.2026-09-11", 50),
        lot("d", "PTS.debt.-", 5),
    ]
    own = lot("s1", "PTS.points.-.2028-12-31", 10, group="s1", from_ms=NOW * 2)
    made = returns.claw(
        70, [*others, own], sale_id="s1", terms=PointsTerms(), today=TODAY, cash_minor=0
    )
    assert [(t.lot.lot_id, t.n) for t in made.takes] == [("s1", 10), ("near", 50), ("far", 10)]


def points_sale(bucket: str):
    have = lot("p", f"PTS.points.-.{bucket}", 700)
    world = World.of([have])
    tenders = (Tender(1, "points", 300, 300),)
    takes = {1: (Take(have, 700),)}
    return world, sell(world, [Good(3000, 300)], PRC, tenders, takes, {}, program=PROGRAM)


def test_points_that_paid_go_back_by_the_money_they_were():
    world, one = points_sale("2026-12-31")
    backs = pieces(world, one, 1000, 1000, 1000)
    assert [back.points_back for back in backs] == [233, 233, 234]
    assert world.left()["p"] == (700, 0)


def test_points_of_two_lots_come_back_as_one_number():
    """Half of six points is three, though half of each three is one and a half."""
    lots = [lot("a", "PTS.points.-.2026-12-31", 3), lot("b", "PTS.points.-", 3)]
    world = World.of(lots)
    takes = {1: tuple(Take(one, 3) for one in lots)}
    goods = [Good(2000, 200)]
    one = sell(*(world, goods, PRC, (Tender(1, "points", 200, 200),), takes, {}), program=PROGRAM)
    backs = pieces(world, one, 1000, 1000)
    assert [back.points_back for back in backs] == [3, 3]
    assert world.left() == {"a": (3, 0), "b": (3, 0)}


def test_a_line_paid_by_bonus_as_discount_never_turns_revenue_round():
    """Of each piece, what is neither tax nor bonus is revenue, and never less than nothing."""
    bonus = lot("t.2", "CNY.bonus.general", 997, group="t")
    world = World.of([bonus])
    program = Program(stored=StoredValueTerms(bonus_is_discount=True))
    tenders = (Tender(1, "stored", 997, 997, reference="general"), Tender(2, "wechat", 3, 3))
    goods = [Good(10_000, 1000)]
    one = sell(world, goods, PRC, tenders, {1: (Take(bonus, 997),)}, {}, program=program)
    one = replace(one, lines=(replace(one.lines[0], tax_minor=3),))
    for before in range(0, 10_000, 100):
        (line,) = returns.mirror(one, {1: before}, [(1, 100)]).lines
        assert line.amount_minor - line.tax_minor - line.bonus_minor >= 0


@pytest.mark.parametrize(
    ("today", "days", "where"),
    [
        ("2026-12-31", 30, {"p": (700, 0)}),
        ("2027-01-30", 30, {"r.1": (700, 0)}),
        ("2027-01-31", 30, {"p": (700, 0)}),
        ("2027-01-10", 0, {"p": (700, 0)}),
    ],
)
def test_points_whose_lot_has_ended_come_back_for_a_while(today, days, where):
    """R22: within the window they get a new lot; later they go where they came from, ended."""
    world, one = points_sale("2026-12-31")
    program = Program(points=PointsTerms(reinstate_days=days))
    take_back(world, one, {}, [(1, 3000)], program=program, refund_id="r", today=today)
    assert world.left() == where
    if "r.1" in where:
        assert world.lots["r.1"].asset.bucket == "2027-03-01"


# --- vouchers, packages, tiers --------------------------------------------------------------------


def test_a_voucher_comes_back_with_the_last_line_that_it_touched():
    voucher = lot("V", "VCH.voucher.camp.2026-12-31", 1)
    world = World.of([voucher])
    goods = [Good(1000, 400, voucher=100), Good(2000, 800, voucher=200), Good(1000, 300)]
    tender = take(1500, (), "wechat", 1500, rounding=CashRounding())
    one = sell(*(world, goods, PRC, (tender,), {}, {}), program=PROGRAM, extra=[Take(voucher, 1)])
    (used,) = one.vouchers
    assert (used.voucher_id, used.campaign_id, used.amount_minor) == ("V", "camp", 300)
    assert used.lines == (1, 2)
    before: dict[int, int] = {}
    got = []
    for i, wish in enumerate([[(3, 1000)], [(2, 2000)], [(1, 1000)]]):
        back, _ = take_back(world, one, before, wish, program=PROGRAM, refund_id=f"r{i}")
        got.append(back.vouchers)
    assert got == [(), (), ("V",)]
    assert world.left() == {"V": (1, 0)}
    assert world.business() == {("9150", "VCH"): 1}


def covered_sale(uses: int = 3, value: int = 1000, *, timed: bool = False):
    use = lot("k", "PKG.package.wash.2026-12-31", 1 if timed else uses, group="K", value=value)
    world = World.of([use])
    worth = 0 if timed else value
    cover = PackageCover("K", "k", "洗", uses, worth, timed)
    tenders = (Tender(1, "package", worth, worth, reference="K"),) if worth else ()
    covered = {} if timed else {1: Take(use, uses, value)}
    goods = [Good(uses * 1000, worth, cover=cover)]
    return world, sell(world, goods, PRC, tenders, {}, covered, program=PROGRAM)


def test_uses_come_back_with_their_money():
    world, one = covered_sale()
    assert world.left() == {}
    (back,) = pieces(world, one, 1000)
    assert (back.lines[0].uses, back.lines[0].uses_minor, back.cash_minor) == (1, 333, 0)
    assert world.left() == {"k": (1, 333)}


def test_half_a_use_does_not_come_back():
    _, one = covered_sale()
    with pytest.raises(Refused, match=r"return\.part_of_a_use"):
        returns.mirror(one, {}, [(1, 1500)])


def test_uses_that_were_given_as_a_present_come_back_too():
    world, one = covered_sale(value=0)
    pieces(world, one, 3000)
    assert world.left() == {"k": (3, 0)}


def test_a_month_card_lost_nothing_and_gets_nothing():
    world, one = covered_sale(timed=True)
    (back,) = pieces(world, one, 1500)
    assert (back.lines[0].uses, back.total_minor) == (0, 0)
    assert world.left() == {"k": (1, 1000)}


def test_uses_follow_a_package_that_moved():
    """Transferred or paused meanwhile: they go back to where its lots are now."""
    _, one = covered_sale()
    back = returns.mirror(one, {}, [(1, 3000)])
    now = lot("k", "PKG.package.wash.2027-02-28", 1, born=9, holder="m:friend")
    (move,) = returns.given_back(
        one, back, refund_id="r", now_ms=NOW, today=TODAY, terms=PointsTerms(), standing={"k": now}
    )
    assert (move.holder, move.asset, move.n, move.value_minor) == ("m:friend", now.asset, 3, 1000)


def test_the_tiers_window_moves_back_on_the_sales_own_day():
    """R26: spend by price, growth by line, the visit with the last piece."""
    world, one = earned_sale(10)
    backs = pieces(world, one, 1000, 2000)
    assert backs[0].counts == (Count("mem1", TODAY, 0, -333, -6),)
    assert backs[1].counts == (Count("mem1", TODAY, -1, -667, -14),)


@given(
    st.lists(
        st.builds(
            Count,
            st.just("m"),
            st.just(TODAY),
            *[st.integers(-9, 9)] * 4,
        )
    )
)
def test_a_document_gives_its_counts_back(some):
    kept = [one for one in some if one != Count("m", TODAY)]
    assert read_counts(write_counts(some)) == tuple(kept)


# --- the document ---------------------------------------------------------------------------------


def test_the_document_says_everything():
    world, one = earned_sale(100, spent=70)
    back = returns.mirror(one, {}, [(1, 2000)])
    made = returns.claw(
        back.points, list(world.lots.values()), sale_id="s1", terms=PointsTerms(), today=TODAY
    )
    moves = rights.take_back(made.takes, world.held)
    why = returns.ReturnReason("damaged", "坏了", "Damaged", returns.Stock.WRITE_OFF)
    heading = returns.Heading("r1", "R-7", "sh2", NOW, why, "a1")
    told = returns.body(one, back, made, moves, heading)
    assert told["lines"] == [
        {
            "n": 1,
            "item": "sundries1",
            "name": "sundries1",
            "en": "",
            "unit": one.lines[0].unit,
            "kind": "piece",
            "dept": "sundries",
            "tax_class": "standard",
            "ppm": 130_000,
            "qty": 2000,
            "amount": 666,
            "tax": 76,
            "back": 666,
            "pts": 66,
            "gro": 133,
            "cost": None,
            "stock": "write_off",
        }
    ]
    assert told["funds"] == [{"t": 1, "k": "cash", "n": 666}]
    expected = {"total": 666, "paid_out": 666, "cash_rounding": 0, "points_clawed": 30}
    expected |= {"points_debt": 36, "points_back": 0, "reason": "damaged", "approval": "a1"}
    expected |= {"how": "return", "why": "坏了"}
    assert {key: told[key] for key in expected} == expected
    assert told["moves"] == [{"lot": "s1", "h": M, "a": "PTS.points.-.2027-09-30", "n": -30}]
    assert told["counts"] == [{"m": "mem1", "on": TODAY, "spend": -666, "growth": -133}]
