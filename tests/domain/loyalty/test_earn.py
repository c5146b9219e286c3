"""Points and growth of a sale: R14 (whole increments), R20 (what earns), R21 (growth apart)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.loyalty.points.earn import EarnBasis, EarnLine, When, as_cash, earn, preview
from app.domain.loyalty.program import Program
from app.domain.loyalty.terms import EarnBy, EarnRule, GrowthTerms, Multiplier, PointsTerms
from app.domain.loyalty.tier_rules import Benefit, BenefitKind, TierRule

SUNDAY_NOON = int(datetime(2026, 11, 22, 4, 0, tzinfo=UTC).timestamp() * 1000)  # 12:00 in Shanghai
WHEN = When(SUNDAY_NOON, "Asia/Shanghai", "2026-11-22")


def program(*rules: EarnRule, **terms: object) -> Program:
    return Program(points=replace(PointsTerms(rules=rules or (EarnRule(),)), **terms))


def line(no: int, minor: int, item: str = "cola", dept: str = "drinks", **paid: int) -> EarnLine:
    by_source = tuple(paid.items()) or (("cash", minor),)
    return EarnLine(no, item, dept, 1000, by_source)


def points(basis: list[EarnLine], terms: Program, when: When = WHEN) -> int:
    got = earn(EarnBasis(tuple(basis)), terms, when)
    assert sum(pts for pts, _ in got.by_line) == got.points
    assert sum(gro for _, gro in got.by_line) == got.growth
    return got.points


@pytest.mark.parametrize(
    ("minor", "want"), [(2190, 2), (999, 0), (1000, 1), (0, 0), (1, 0), (99_999_999, 99_999)]
)
def test_r14_a_rule_counts_whole_increments(minor, want):
    """Square's vector: one point for 10 of money, 21.90 earns 2."""
    assert points([line(1, minor)], program(EarnRule(points=1, per=1000))) == want


def test_r14_lines_are_counted_together():
    """Two lines of 9.90 are 19.80: one point, not none."""
    assert points([line(1, 990), line(2, 990)], program(EarnRule(per=1000))) == 1


def test_r14_five_points_for_a_whole_increment_only():
    assert points([line(1, 2190)], program(EarnRule(points=5, per=1000))) == 10


@pytest.mark.parametrize(
    ("source", "want"),
    [
        *(("cash", 10), ("wechat", 10), ("alipay", 10), ("card", 10), ("principal", 10)),
        *(("bonus", 0), ("points", 0), ("gift", 0), ("voucher", 0), ("package", 0)),
    ],
)
def test_r20_cash_and_the_like_and_principal_earn_the_rest_does_not(source, want):
    assert points([line(1, 1000, **{source: 1000})], program()) == want


def test_r20_a_mixed_line_earns_for_its_money_only():
    assert points([line(1, 1000, cash=300, principal=200, bonus=100, points=400)], program()) == 5


def test_r20_the_owner_may_say_otherwise():
    terms = program(earns=("bonus", "points"))
    assert points([line(1, 1000, cash=300, bonus=100, points=600)], terms) == 7


def test_r21_growth_has_its_own_sources_and_no_multiplier():
    double = (Multiplier("m", 2_000_000),)
    terms = replace(program(multipliers=double), growth=GrowthTerms(points=1, per=100))
    got = earn(EarnBasis((line(1, 1000, cash=500, bonus=300, points=200),)), terms, WHEN)
    assert (got.points, got.growth) == (10, 8)


def test_an_items_rule_replaces_its_departments_and_that_the_amounts():
    terms = program(
        EarnRule(EarnBy.AMOUNT, 1, 100),
        EarnRule(EarnBy.DEPARTMENT, 2, 100, "food"),
        EarnRule(EarnBy.ITEM, 0, 100, "milk"),
    )
    basis = [
        line(1, 1000),
        line(2, 1000, "bread", "food"),
        line(3, 1000, "milk", "food"),
    ]
    got = earn(EarnBasis(tuple(basis)), terms, WHEN)
    assert [pts for pts, _ in got.by_line] == [10, 20, 0]


def test_pieces_visit_and_tender_come_on_top():
    terms = program(
        EarnRule(EarnBy.AMOUNT, 1, 100),
        EarnRule(EarnBy.PIECES, 3, 2000, "cola"),
        EarnRule(EarnBy.VISIT, 7),
        EarnRule(EarnBy.TENDER, 5, 1000, "wechat"),
    )
    basis = [
        EarnLine(1, "cola", "drinks", 5000, (("cash", 500), ("wechat", 1000))),
        line(2, 100, "pen", "sundries"),
    ]
    got = earn(EarnBasis(tuple(basis)), terms, WHEN)
    assert got.points == 16 + 6 + 7 + 5
    assert [one.code for one in got.reasons] == ["amount", "pieces", "visit", "tender"]
    assert sum(one.points for one in got.reasons) == got.points


def test_a_second_visit_of_the_day_and_one_paid_by_points_earn_nothing_for_coming():
    terms = program(EarnRule(EarnBy.VISIT, 7))
    assert points([line(1, 100)], terms) == 7
    assert points([line(1, 100)], terms, replace(WHEN, visits_today=1)) == 0
    assert points([line(1, 100, points=100)], terms) == 0


def test_pieces_that_points_paid_for_earn_nothing_r20():
    terms = program(EarnRule(EarnBy.PIECES, 1, 1000))
    basis = [EarnLine(1, "cola", "drinks", 4000, (("cash", 600), ("points", 600)))]
    assert points(basis, terms) == 2


FITS = [
    (Multiplier("m", 2_000_000), 20),
    (Multiplier("m", 2_000_000, tiers=("gold",)), 10),
    (Multiplier("m", 2_000_000, tiers=("silver",)), 20),
    (Multiplier("m", 2_000_000, departments=("food",)), 10),
    (Multiplier("m", 2_000_000, departments=("drinks",)), 20),
    (Multiplier("m", 2_000_000, weekdays=(6,)), 20),
    (Multiplier("m", 2_000_000, weekdays=(0,)), 10),
    (Multiplier("m", 2_000_000, month_days=(22,)), 20),
    (Multiplier("m", 2_000_000, month_days=(21,)), 10),
    (Multiplier("m", 2_000_000, from_hour=12, until_hour=13), 20),
    (Multiplier("m", 2_000_000, from_hour=13), 10),
    (Multiplier("m", 2_000_000, until_hour=12), 10),
    (Multiplier("m", 2_000_000, birthday="month"), 20),
    (Multiplier("m", 2_000_000, birthday="day"), 10),
    (Multiplier("m", 2_000_000, from_on="2026-11-22", until_on="2026-11-22"), 20),
    (Multiplier("m", 2_000_000, from_on="2026-11-23"), 10),
    (Multiplier("m", 2_000_000, until_on="2026-11-21"), 10),
    (Multiplier("m", 1_500_000), 15),
    (Multiplier("m", 500_000), 5),
]


@pytest.mark.parametrize(("one", "want"), FITS)
def test_a_multiplier_counts_when_all_it_names_fits(one, want):
    when = replace(WHEN, tier_id="silver", birthday="11-30")
    assert points([line(1, 1000)], program(multipliers=(one,)), when) == want


@pytest.mark.parametrize(
    ("utc_hour", "month", "want"),
    [(13, 7, 20), (12, 7, 10), (14, 1, 20), (13, 1, 10), (13, 11, 10), (14, 11, 20)],
)
def test_hours_are_those_of_the_wall_clock_summer_and_winter(utc_hour, month, want):
    """Happy hour from 9 in New York: 13 UTC in summer, 14 in winter (1 November is the change)."""
    at = datetime(2026, month, 1, utc_hour, tzinfo=UTC)
    when = When(int(at.timestamp() * 1000), "America/New_York", f"2026-{month:02d}-01")
    terms = program(multipliers=(Multiplier("m", 2_000_000, from_hour=9, until_hour=10),))
    assert points([line(1, 1000)], terms, when) == want


def test_on_the_birthday_itself():
    terms = program(multipliers=(Multiplier("m", 3_000_000, birthday="day"),))
    assert points([line(1, 1000)], terms, replace(WHEN, birthday="11-22")) == 30
    assert points([line(1, 1000)], terms) == 10  # no birthday is known


def test_of_several_that_fit_the_largest_counts_and_never_two():
    terms = program(multipliers=(Multiplier("a", 2_000_000), Multiplier("b", 3_000_000)))
    rule = TierRule("gold", benefits=(Benefit(BenefitKind.POINTS, ppm=2_500_000),))
    terms = replace(terms, tier_rules=(rule,))
    assert points([line(1, 1000)], terms, replace(WHEN, tier_id="gold")) == 30
    terms = replace(terms, points=replace(terms.points, multipliers=()))
    assert points([line(1, 1000)], terms, replace(WHEN, tier_id="gold")) == 25
    assert points([line(1, 1000)], terms) == 10


def test_the_counter_shows_what_cash_would_earn():
    basis = [as_cash(1, "cola", "drinks", 1000, 1250), as_cash(2, "pen", "sundries", 1000, 250)]
    assert preview(basis, program(), WHEN) == 15


def test_an_empty_basket_and_a_free_one_earn_nothing():
    assert earn(EarnBasis(()), program(EarnRule(EarnBy.VISIT, 7)), WHEN).points == 0
    assert points([line(1, 0)], program(EarnRule(EarnBy.VISIT, 7), EarnRule())) == 0


AMOUNTS = st.lists(
    st.tuples(
        st.integers(0, 500_00),
        st.sampled_from(["cola", "milk"]),
        st.sampled_from(["drinks", "food"]),
        st.sampled_from(["cash", "principal", "bonus", "points"]),
    ),
    min_size=1,
    max_size=8,
)
RULES = st.lists(
    st.builds(
        EarnRule,
        st.sampled_from([EarnBy.AMOUNT, EarnBy.DEPARTMENT, EarnBy.ITEM, EarnBy.TENDER]),
        st.integers(0, 5),
        st.integers(1, 3000),
        st.sampled_from(["cola", "milk", "drinks", "food", "cash", "bonus"]),
    ),
    min_size=1,
    max_size=4,
)
TIMES = st.sampled_from([(), (Multiplier("m", 1_500_000, departments=("food",)),)])


@given(AMOUNTS, RULES, TIMES, st.data())
def test_splitting_a_sale_costs_at_most_one_increment_a_rule_and_wins_nothing(
    lines, rules, times, data
):
    """Points never come from rounding: any cut in two, every rule loses at most one increment."""
    terms = program(*rules, multipliers=times)
    whole = [line(n, a, i, d, **{s: a}) for n, (a, i, d, s) in enumerate(lines)]
    first, second = [], []
    for one in whole:
        ((source, minor),) = one.by_source
        part = data.draw(st.integers(0, minor))
        first.append(replace(one, by_source=((source, part),)))
        second.append(replace(one, by_source=((source, minor - part),)))
    together = points(whole, terms)
    apart = points(first, terms) + points(second, terms)
    assert together - sum(rule.points for rule in rules) <= apart <= together


@given(AMOUNTS, RULES)
def test_the_order_of_the_lines_does_not_matter(lines, rules):
    terms = program(*rules)
    whole = [line(n, a, i, d, **{s: a}) for n, (a, i, d, s) in enumerate(lines)]
    assert points(whole, terms) == points(whole[::-1], terms)
