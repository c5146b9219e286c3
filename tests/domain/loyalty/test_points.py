"""Points as lots and as money: R15 debt, R16 redemption, R17 freeze, R18-R19, R22 their ends."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.domain.loyalty.points.lots import (
    DAY_MS,
    Source,
    bucket,
    may_reinstate,
    points_lots,
)
from app.domain.loyalty.points.redeem import most, points_for, redeem, worth
from app.domain.loyalty.purse import Purse, in_order
from app.domain.loyalty.terms import Expiry, ExpiryRule, PointsTerms, RedeemTerms
from app.domain.rights import Asset, AssetKind, Lot, Take, give, spend, take_back

NOW = 1_789_000_000_000
SALE = Source("s1", "m:1", NOW, "2026-01-31", "s1", "sale")
PLAIN = RedeemTerms(points=100, minor=100)

ENDS = [
    (ExpiryRule.NEVER, 9, True, "2026-01-31", "never"),
    (ExpiryRule.DAYS, 0, False, "2026-01-31", "2026-01-31"),
    (ExpiryRule.DAYS, 30, False, "2026-01-31", "2026-03-02"),
    (ExpiryRule.DAYS, 30, True, "2026-01-31", "2026-03-31"),
    (ExpiryRule.MONTHS, 1, False, "2026-01-31", "2026-02-28"),
    (ExpiryRule.MONTHS, 1, False, "2028-01-31", "2028-02-29"),
    (ExpiryRule.MONTHS, 12, False, "2028-02-29", "2029-02-28"),
    (ExpiryRule.MONTHS, 48, False, "2028-02-29", "2032-02-29"),
    (ExpiryRule.MONTHS, 10, True, "2026-11-05", "2027-09-30"),
    (ExpiryRule.MONTHS, 12, True, "2026-12-31", "2027-12-31"),
    (ExpiryRule.MONTHS, 3, True, "2026-11-30", "2027-02-28"),
    (ExpiryRule.YEAR_END, 0, True, "2026-01-01", "2026-12-31"),
    (ExpiryRule.YEAR_END, 1, False, "2026-12-31", "2027-12-31"),
    (ExpiryRule.MONTHS, 999_999, True, "2026-01-01", "never"),
    (ExpiryRule.DAYS, 99_999_999, True, "2026-01-01", "never"),
    (ExpiryRule.YEAR_END, 9000, True, "2026-01-01", "never"),
]


@pytest.mark.parametrize(("rule", "n", "month_end", "on", "want"), ENDS)
def test_r22_when_points_end(rule, n, month_end, on, want):
    assert bucket(Expiry(rule, n, month_end), on) == want


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_r22_a_months_end_is_never_earlier_than_the_day_itself(day, months):
    plain = bucket(Expiry(ExpiryRule.MONTHS, months, False), day.isoformat())
    rounded = bucket(Expiry(ExpiryRule.MONTHS, months, True), day.isoformat())
    assert day.isoformat() <= plain <= rounded
    assert plain[:7] == rounded[:7]
    nxt = date.fromordinal(date.fromisoformat(rounded).toordinal() + 1)
    assert nxt.day == 1


def test_points_do_not_end_before_they_begin():
    with pytest.raises(ValueError, match="begin"):
        bucket(Expiry(ExpiryRule.DAYS, -1), "2026-01-01")


def test_new_points_are_one_lot_of_the_sale():
    got = points_lots(12, (), SALE, PointsTerms())
    assert got.paid == ()
    assert got.lot == Lot(
        *("s1", "m:1", Asset("PTS", AssetKind.POINTS, "-", "2027-01-31")),
        *(12, 12, NOW, 0, "s1", "sale"),
    )
    assert give(got.lot).n == 12
    assert points_lots(0, (), SALE, PointsTerms()).lot is None
    with pytest.raises(ValueError, match="less than nothing"):
        points_lots(-1, (), SALE, PointsTerms())


def test_r17_points_are_frozen_until_the_return_window_ends():
    lot = points_lots(5, (), SALE, PointsTerms(freeze_days=7)).lot
    assert lot.from_ms == NOW + 7 * DAY_MS
    assert not lot.usable(NOW + 7 * DAY_MS - 1, "2026-02-07")
    assert lot.usable(NOW + 7 * DAY_MS, "2026-02-07")
    purse = Purse("m:1", NOW, "2026-01-31", (lot,))
    assert (purse.points, purse.frozen_points) == (0, 5)


def test_r17_points_do_not_end_before_they_may_be_used():
    terms = PointsTerms(freeze_days=10, expiry=Expiry(ExpiryRule.DAYS, 3, False))
    assert points_lots(5, (), SALE, terms).lot.asset.bucket == "2026-02-10"


def debt(lot_id: str, n: int, born: int) -> Lot:
    return Lot(lot_id, "m:1", Asset("PTS", AssetKind.DEBT), n, n, born)


@pytest.mark.parametrize(
    ("n", "paid", "rest"),
    [(3, [("a", 3)], 0), (5, [("a", 5)], 0), (7, [("a", 5), ("b", 2)], 0)]
    + [(20, [("a", 5), ("b", 4)], 11)],
)
def test_r15_the_debt_is_paid_first_the_oldest_first(n, paid, rest):
    """Not a silent zero: what a return could not take back is taken from the next points."""
    debts = (debt("b", 4, 2), debt("a", 5, 1))
    got = points_lots(n, debts, SALE, PointsTerms())
    assert [(take.lot.lot_id, take.n) for take in got.paid] == paid
    assert got.debt_paid + (got.lot.left if got.lot else 0) == n
    assert (got.lot.left if got.lot else 0) == rest
    held = {("m:1", Asset("PTS", AssetKind.DEBT)): 9}
    assert sum(move.n for move in take_back(got.paid, held)) == -got.debt_paid


def test_r18_the_nearest_end_goes_first_then_the_older_and_never_last():
    terms = [PointsTerms(expiry=Expiry(ExpiryRule.NEVER)), PointsTerms()]
    older = points_lots(1, (), replace(SALE, lot_id="old", now_ms=NOW - 5), terms[1]).lot
    newer = points_lots(1, (), replace(SALE, lot_id="new"), terms[1]).lot
    lasting = points_lots(1, (), replace(SALE, lot_id="ever", now_ms=1), terms[0]).lot
    found = sorted((lasting, newer, older), key=in_order)
    assert [one.lot_id for one in found] == ["old", "new", "ever"]


def test_r19_new_terms_hold_for_new_lots_only():
    """Square rewrites old points when the policy changes; here a lot keeps its end."""
    old = points_lots(10, (), SALE, PointsTerms(expiry=Expiry(ExpiryRule.NEVER))).lot
    short = PointsTerms(expiry=Expiry(ExpiryRule.DAYS, 1, False))
    new = points_lots(10, (), replace(SALE, lot_id="s2"), short).lot
    purse = Purse("m:1", NOW, "2026-06-01", (old, new))
    assert purse.points == 10
    assert purse.of(AssetKind.POINTS) == (old,)
    rights = {("m:1", old.asset): 10, ("m:1", new.asset): 10}
    with pytest.raises(Refused, match=r"rights\.expired"):
        spend([Take(new, 1)], rights, now_ms=NOW, today="2026-02-02")


@pytest.mark.parametrize(
    ("last_on", "want"),
    [("never", True), ("2026-03-31", True), ("2026-03-30", True), ("2026-03-01", True)]
    + [("2026-02-28", False)],
)
def test_r22_expired_points_come_back_within_the_window(last_on, want):
    assert may_reinstate(last_on, "2026-03-31", PointsTerms(reinstate_days=30)) is want


@pytest.mark.parametrize(
    ("minor", "want"), [(0, 0), (1, 1), (100, 34), (299, 100), (300, 100), (301, 101)]
)
def test_r16_points_are_rounded_up(minor, want):
    """100 points are 3.00: no point pays twice."""
    assert points_for(minor, RedeemTerms(points=100, minor=300)) == want


@given(
    st.integers(1, 1000),
    st.integers(1, 1000),
    st.lists(st.integers(0, 10_000), min_size=1, max_size=5),
)
def test_r16_paying_in_pieces_never_needs_fewer_points(ratio, minor, pieces):
    terms = RedeemTerms(points=ratio, minor=minor)
    apart = [points_for(one, terms) for one in pieces]
    assert points_for(sum(pieces), terms) <= sum(apart)
    assert sum(apart) <= points_for(sum(pieces), terms) + len(pieces)
    assert all(worth(n, terms) >= one for n, one in zip(apart, pieces, strict=True))


@given(
    st.integers(1, 500),
    st.integers(1, 500),
    st.integers(0, 100_000),
    st.integers(0, 100_000),
    st.integers(0, 2000),
    st.integers(0, 1_000_000),
)
def test_r16_the_most_is_within_all_caps_and_redeem_agrees(ratio, minor, due, have, cap, rate):
    terms = RedeemTerms(ratio, minor, cap_points=cap, cap_ppm=rate)
    points, pays = most(due, have, terms)
    assert 0 <= points <= have
    assert pays <= due * rate // 1_000_000
    assert not cap or points <= cap
    assume(pays)
    assert redeem(pays, due, have, terms) == points
    with pytest.raises(Refused):
        redeem(pays + 1, due, have, terms)


REFUSALS = [
    (100, 1000, 0, PLAIN, "points.none", {}),
    (100, 1000, 99, PLAIN, "points.short", {"have": 99, "need": 100}),
    (100, 1000, 500, replace(PLAIN, minimum=200), "points.minimum", {"minimum": 200}),
    (501, 1000, 900, replace(PLAIN, cap_ppm=500_000), "points.cap", {"most_minor": 500}),
    (201, 1000, 900, replace(PLAIN, cap_points=200), "points.cap", {"most_minor": 200}),
    (1001, 1000, 9999, PLAIN, "points.cap", {"most_minor": 1000}),
    (1, 1000, 9999, replace(PLAIN, points=0), "points.off", {}),
    (1, 1000, 9999, replace(PLAIN, minor=0), "points.off", {}),
]


@pytest.mark.parametrize(("minor", "due", "have", "terms", "code", "facts"), REFUSALS)
def test_r16_why_points_do_not_pay(minor, due, have, terms, code, facts):
    with pytest.raises(Refused) as refused:
        redeem(minor, due, have, terms)
    assert (refused.value.code, refused.value.facts) == (code, facts)


def test_r16_the_cap_is_that_of_the_whole_sale():
    terms = replace(PLAIN, cap_points=300, cap_ppm=500_000)
    assert most(1000, 900, terms) == (300, 300)
    assert most(1000, 600, terms, used=300) == (0, 0)
    assert most(1000, 900, terms, used=100) == (200, 200)
    assert most(400, 900, terms, used=150) == (50, 50)
    with pytest.raises(Refused, match=r"points\.cap"):
        redeem(201, 1000, 900, terms, used=100)


def test_the_minimum_is_reached_by_both_uses_of_one_sale():
    terms = replace(PLAIN, minimum=200)
    assert most(150, 900, terms) == (0, 0)
    assert redeem(50, 1000, 900, terms, used=150) == 50


@pytest.mark.parametrize("minor", [0, -1])
def test_points_pay_more_than_nothing(minor):
    with pytest.raises(ValueError, match="more than nothing"):
        redeem(minor, 1000, 500, PLAIN)
    assert most(0, 500, PLAIN) == (0, 0)
    assert most(1000, 0, PLAIN) == (0, 0)
