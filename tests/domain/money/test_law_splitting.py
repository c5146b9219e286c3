"""Money and points never come from rounding: a sale that is cut in pieces wins nothing, and loses
at most the rounding that is stated beside each rule."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.domain.loyalty.money import spending
from app.domain.loyalty.points.earn import EarnBasis, When, as_cash, earn
from app.domain.loyalty.points.redeem import points_for
from app.domain.loyalty.program import Program
from app.domain.loyalty.terms import EarnRule, PointsTerms, RedeemTerms
from app.domain.money import divide
from app.domain.pricing.tax import settle
from app.domain.tendering import Tender
from tests.domain.builders import NOW, PRC
from tests.domain.money.world import TODAY, Good, World, lot, sell, take_back

amounts = st.lists(st.integers(1, 20_000), min_size=1, max_size=8)
terms = st.builds(RedeemTerms, st.integers(1, 500), st.integers(1, 500))


@given(amounts, terms)
def test_points_that_pay_cost_at_most_one_more_a_piece(parts, rule):
    """R16: points are rounded up, so pieces cost the customer's points up to one a cut, and the
    shop never takes fewer."""
    whole = points_for(sum(parts), rule)
    cut = sum(points_for(one, rule) for one in parts)
    assert whole <= cut < whole + len(parts)


@given(amounts, st.integers(1, 30), st.integers(1, 3000))
def test_points_that_are_earned_lose_less_than_one_step_a_cut(parts, points, per):
    """R14: whole steps only; cutting loses less than one step each and never wins."""
    program = Program(points=PointsTerms(rules=(EarnRule(points=points, per=per),)))
    when = When(NOW, "Asia/Shanghai", TODAY)

    def earned(minor: int) -> int:
        line = as_cash(1, "i", "d", 1000, minor)
        return earn(EarnBasis((line,)), program, when).points

    whole, cut = earned(sum(parts)), sum(earned(one) for one in parts)
    assert cut <= whole <= cut + points * (len(parts) - 1)


@given(amounts)
def test_tax_moves_by_less_than_half_a_cent_a_piece(parts):
    """Tax contained in prices never changes what is paid, and pieces are within their rounding."""
    (whole,), _ = settle([("standard", sum(parts))], PRC)
    cut = sum(settle([("standard", one)], PRC)[0][0] for one in parts)
    assert abs(whole - cut) * 2 <= len(parts) + 1


@given(st.integers(1, 10_000), st.lists(st.integers(1, 9), min_size=1, max_size=8))
def test_a_packages_uses_are_worth_the_same_in_any_cuts(value, parts):
    one = lot("k", "PKG.package.wash", sum(parts), value=value)
    freed = 0
    for n in parts:
        take = spending.uses(one, n)
        assert abs(take.value_minor - divide(value * n, sum(parts))) <= len(parts)
        freed += take.value_minor
        one = spending.after(one, take)
    assert freed == value


@given(st.integers(1, 5000), st.integers(1, 9), st.data())
def test_a_return_in_pieces_gives_the_same_as_one(total, count, data):
    """Never less in the end, and on the way less than one cent below what the pieces cost."""
    world = World()
    tender = (Tender(1, "wechat", total, total),)
    goods = [Good(count * 1000, total)]
    one = sell(world, goods, PRC, tender, {}, {}, program=Program())
    before: dict[int, int] = {}
    back = 0
    while (open_ := count * 1000 - before.get(1, 0)) > 0:
        qty = data.draw(st.integers(1, open_))
        made, _ = take_back(
            world, one, before, [(1, qty)], program=Program(), refund_id=str(before.get(1, 0))
        )
        back += made.total_minor
        exact = total * before[1]
        assert exact - count * 1000 < back * count * 1000 <= exact
    assert back == total
    assert not world.business()


@given(st.lists(st.integers(1, 4000), min_size=2, max_size=6), st.data())
def test_two_sales_take_the_same_lots_as_one(parts, data):
    """Principal and bonus: one sale of all or one a piece leave the same in every lot."""
    principal = lot("t.1", "CNY.principal.general", data.draw(st.integers(1, 30_000)), group="t")
    bonus = lot("t.2", "CNY.bonus.general", data.draw(st.integers(1, 30_000)), group="t")
    principal = replace(principal, left=principal.born)
    total = sum(parts)
    if total > principal.left + bonus.left:
        return
    ends = []
    for cuts in (parts, [total]):
        world = World.of([principal, bonus])
        for n in cuts:
            lots = [one for one in world.lots.values() if one.left]
            takes = spending.stored(lots, n, Program().stored.order)
            tender = (Tender(1, "stored", n, n, reference="general"),)
            sell(world, [Good(1000, n)], PRC, tender, {1: takes}, {}, program=Program())
        ends.append(world.left())
    assert ends[0] == ends[1]
