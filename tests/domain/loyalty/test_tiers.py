"""Tiers by example: R25 downgrades, R26 periods, R27 waiting, R28 the limit, R29 grace."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.loyalty.tier import TierTerms
from app.domain.loyalty.tier_rules import (
    Condition,
    Downgrade,
    Given,
    History,
    MemberDay,
    Metric,
    Missing,
    TierRule,
    TierStanding,
    Window,
)
from app.domain.loyalty.tiers.judge import judge, ladder
from app.domain.loyalty.tiers.windows import birthday_on, calendar_end, calendar_start, number, text

BASE = TierRule("base")
SILVER = TierRule("silver", (Condition(Metric.SPEND, 1000),))
GOLD = TierRule("gold", (Condition(Metric.SPEND, 5000),))
RULES = (BASE, SILVER, GOLD)


def spent(*days: tuple[str, int], enrolled: str = "2026-01-01") -> History:
    return History(enrolled, tuple(MemberDay(on, 1, minor, minor) for on, minor in days))


def tier(history: History, on: str, rules: tuple[TierRule, ...] = RULES) -> str:
    return judge(history, rules, on).tier_id


def after(on: str, days: int) -> str:
    return (date.fromisoformat(on) + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(("minor", "want"), [(999, "base"), (1000, "silver"), (1001, "silver")])
def test_r28_the_limit_itself_is_enough(minor, want):
    """ERPNext tests with >: who spent exactly the threshold stays below."""
    assert tier(spent(("2026-03-01", minor)), "2026-03-01") == want


@pytest.mark.parametrize(
    ("metric", "day"),
    [
        (Metric.SPEND, MemberDay("2026-03-01", spend_minor=10)),
        (Metric.VISITS, MemberDay("2026-03-01", visits=10)),
        (Metric.GROWTH, MemberDay("2026-03-01", growth=10)),
        (Metric.BALANCE, MemberDay("2026-03-01", stored_minor=10)),
        (Metric.TOPUP, MemberDay("2026-03-01", topup_minor=10)),
    ],
)
def test_r28_for_every_metric(metric, day):
    for need, want in ((10, "silver"), (11, "base")):
        rules = (BASE, replace(SILVER, reach=(Condition(metric, need),)))
        assert tier(History("2026-01-01", (day,)), "2026-03-01", rules) == want


def test_tenure_and_groups():
    rules = (BASE, replace(SILVER, reach=(Condition(Metric.TENURE, 100),)))
    assert tier(spent(), after("2026-01-01", 99), rules) == "base"
    standing = judge(spent(), rules, "2026-01-10")
    assert standing.next_on == after("2026-01-01", 100)
    assert tier(spent(), after("2026-01-01", 100), rules) == "silver"
    rules = (BASE, replace(SILVER, reach=(Condition(Metric.GROUP, ref="vip"),)))
    assert tier(History("2026-01-01", groups=("vip",)), "2026-01-01", rules) == "silver"
    assert tier(History("2026-01-01", groups=("vip2",)), "2026-01-01", rules) == "base"


WINDOWS = [
    (Window.LIFE, 0, "2025-01-01", True),
    (Window.YEAR, 0, "2026-01-01", True),
    (Window.YEAR, 0, "2025-12-31", False),
    (Window.QUARTER, 0, "2026-04-01", True),
    (Window.QUARTER, 0, "2026-03-31", False),
    (Window.MONTH, 0, "2026-05-01", True),
    (Window.MONTH, 0, "2026-04-30", False),
    (Window.ROLLING, 10, "2026-05-06", True),
    (Window.ROLLING, 10, "2026-05-05", False),
]


@pytest.mark.parametrize(("window", "days", "on", "inside"), WINDOWS)
def test_windows_as_of_the_15th_of_may(window, days, on, inside):
    """What was spent `on` counts together with what is spent today, or no more."""
    one = Condition(Metric.SPEND, 1000, window, days)
    rules = (BASE, replace(SILVER, reach=(one,)))
    history = spent((on, 400), ("2026-05-15", 600), enrolled="2024-01-01")
    assert tier(history, "2026-05-15", rules) == ("silver" if inside else "base")


def test_all_conditions_or_any():
    both = (Condition(Metric.SPEND, 1000), Condition(Metric.VISITS, 2))
    history = spent(("2026-03-01", 1000))
    assert tier(history, "2026-03-01", (BASE, replace(SILVER, reach=both))) == "silver"
    strict = replace(SILVER, reach=both, every_condition=True)
    assert tier(history, "2026-03-01", (BASE, strict)) == "base"


def test_a_term_is_kept_or_one_step_is_lost_r25():
    history = spent(("2026-03-01", 5000))
    last = after("2026-03-01", 364)
    got = judge(history, RULES, last)
    assert got.tier_id == "gold"
    assert (got.since, got.until, got.why) == ("2026-03-01", last, "reached")
    # the term's last day still sees its first day: 365 days of window, 365 of term
    got = judge(history, RULES, after(last, 1))
    assert (got.tier_id, got.why, got.until) == ("gold", "kept", after(last, 365))
    assert got.since == "2026-03-01"
    got = judge(history, RULES, after(last, 366))
    assert (got.tier_id, got.since, got.why) == ("silver", after(last, 366), "fell")
    assert tier(history, after(last, 366 + 365)) == "base"


def test_r26_judged_anew_falls_as_deep_as_it_is_true():
    history = spent(("2026-03-01", 5000), ("2027-06-01", 300))
    gold = replace(GOLD, downgrade=Downgrade.REJUDGE)
    rules = (BASE, SILVER, gold)
    fallen = after("2026-03-01", 365 * 2)
    assert tier(history, after(fallen, -1), rules) == "gold"
    assert tier(history, fallen, rules) == "base"
    enough = spent(("2026-03-01", 5000), ("2027-06-01", 1000))
    assert tier(enough, fallen, rules) == "silver"


def test_r25_never():
    rules = (BASE, SILVER, replace(GOLD, downgrade=Downgrade.NEVER))
    assert tier(spent(("2026-03-01", 5000)), "2199-01-01", rules) == "gold"


def test_r26_held_as_long_as_it_is_true():
    """vsigo: a refund takes growth and the tier with it at once."""
    one = Condition(Metric.GROWTH, 1000, Window.ROLLING, 30)
    rules = (BASE, TierRule("silver", (one,), valid_days=0))
    history = spent(("2026-03-01", 1000))
    got = judge(history, rules, "2026-03-30")
    assert (got.tier_id, got.until, got.next_on) == ("silver", "", "2026-03-31")
    assert tier(history, "2026-03-31", rules) == "base"
    assert tier(spent(("2026-03-01", 999)), "2026-03-02", rules) == "base"


def test_r26_a_period_of_400_days():
    """2000/5000/10000 within 400 days; at the end straight to what the period's spend is worth."""

    def step(name: str, minor: int) -> TierRule:
        one = Condition(Metric.SPEND, minor, days=400)
        return TierRule(name, (one,), valid_days=400, downgrade=Downgrade.REJUDGE)

    rules = (BASE, step("9", 2000), step("8", 5000), step("7", 10000))
    history = spent(("2026-01-01", 10000), ("2027-03-01", 2100))
    assert tier(history, after("2026-01-01", 799), rules) == "7"
    assert tier(history, after("2026-01-01", 800), rules) == "9"


def test_r27_spend_counts_when_the_return_window_is_over():
    one = Condition(Metric.SPEND, 1000, wait_days=7)
    rules = (BASE, replace(SILVER, reach=(one,)))
    history = spent(("2026-03-01", 1000))
    got = judge(history, rules, "2026-03-07")
    assert (got.tier_id, got.next_on) == ("base", "2026-03-08")
    assert tier(history, "2026-03-08", rules) == "silver"


def test_r29_grace_keeps_the_tier_and_says_what_is_missing():
    """At the till: 320 are missing, 12 days are left."""
    keep = (Condition(Metric.SPEND, 500, Window.ROLLING, 90),)
    rules = (BASE, replace(SILVER, keep=keep, reach=(Condition(Metric.SPEND, 1000, days=30),)))
    rules = (BASE, replace(rules[1], valid_days=100, grace_days=30))
    history = spent(("2026-03-01", 1000), ("2026-05-01", 180))
    last = after("2026-03-01", 99)
    before = judge(history, rules, last)
    assert before.missing == (Missing("silver", Metric.SPEND, 180, 500, last, keep=True),)
    ends = after(last, 30)
    got = judge(history, rules, after(last, 18))
    assert (got.tier_id, got.why, got.grace_until) == ("silver", "grace", ends)
    assert got.missing == (Missing("silver", Metric.SPEND, 180, 500, ends, keep=True),)
    assert got.next_on == after(ends, 1)
    assert tier(history, ends, rules) == "silver"
    assert tier(history, after(ends, 1), rules) == "base"
    saved = spent(("2026-03-01", 1000), ("2026-05-01", 180), (after(last, 18), 320))
    got = judge(saved, rules, after(last, 18))
    assert (got.tier_id, got.why, got.since) == ("silver", "kept", "2026-03-01")
    assert got.until == after(last, 18 + 99)


def test_progress_says_what_is_missing_and_until_when_it_counts():
    got = judge(spent(("2026-03-01", 600), ("2026-04-01", 100)), RULES, "2026-05-01")
    until = after("2026-03-01", 364)
    assert got.missing == (Missing("silver", Metric.SPEND, 700, 1000, until),)
    year = (BASE, replace(SILVER, reach=(Condition(Metric.SPEND, 1000, Window.YEAR),)))
    got = judge(spent(("2026-03-01", 600)), year, "2026-05-01")
    assert got.missing == (Missing("silver", Metric.SPEND, 600, 1000, "2026-12-31"),)
    assert judge(spent(("2026-03-01", 5000)), RULES, "2026-05-01").missing == ()


def test_a_refund_moves_the_window_back():
    history = spent(("2026-03-01", 600), ("2026-04-01", 400))
    assert tier(history, "2026-04-01") == "silver"
    refunded = spent(("2026-03-01", 599), ("2026-04-01", 400))
    assert tier(refunded, "2026-04-02") == "base"
    assert judge(refunded, RULES, "2026-04-02").missing[0].have == 999


def test_a_leap_day_is_a_day_like_any_other():
    history = spent(("2028-02-29", 1000), enrolled="2028-01-01")
    got = judge(history, RULES, "2028-02-29")
    assert (got.tier_id, got.until) == ("silver", "2029-02-27")
    assert tier(history, "2029-02-27") == "silver"
    ten = (BASE, replace(SILVER, reach=(Condition(Metric.SPEND, 1000, days=2),), valid_days=0))
    assert tier(history, "2028-03-01", ten) == "silver"
    assert tier(history, "2028-03-02", ten) == "base"


def bought(tier_id: str, on: str, until: str = "", **more: object) -> History:
    return History("2026-01-01", given=(Given(tier_id, on, until, **more),))


def test_a_bought_tier_holds_for_its_term():
    paid = replace(GOLD, tier_id="paid", reach=(), by_reach=False)
    rules = (*RULES, paid)
    history = bought("paid", "2026-03-01", "2026-05-31", why="bought")
    assert judge(history, rules, "2026-02-28").next_on == "2026-03-01"
    got = judge(history, rules, "2026-03-01", progress=False)
    assert got == TierStanding("paid", "2026-03-01", "2026-05-31", "bought", "", "2026-06-01")
    assert tier(history, "2026-05-31", rules) == "paid"
    assert tier(history, "2026-06-01", rules) == "base"
    graced = (*RULES, replace(paid, grace_days=10))
    got = judge(history, graced, "2026-06-10")
    assert (got.tier_id, got.why, got.grace_until) == ("paid", "grace", "2026-06-10")
    assert tier(history, "2026-06-11", graced) == "base"


def test_what_is_earned_goes_on_below_what_was_given():
    history = replace(
        spent(("2026-03-10", 5000)), given=(Given("silver", "2026-03-01", "2026-12-31"),)
    )
    assert tier(history, "2026-03-09") == "silver"
    got = judge(history, RULES, "2026-03-10")
    assert (got.tier_id, got.why) == ("gold", "reached")
    gold_given = replace(
        spent(("2026-03-10", 1000)), given=(Given("gold", "2026-03-01", "2026-04-30"),)
    )
    assert judge(gold_given, RULES, "2026-04-30").why == "granted"
    assert judge(gold_given, RULES, "2026-05-01").tier_id == "silver"
    assert judge(gold_given, RULES, "2026-05-01").since == "2026-03-10"


def test_r21_a_locked_level_moves_neither_up_nor_down():
    history = replace(
        spent(("2026-03-10", 5000)),
        given=(Given("silver", "2026-03-01", "2026-12-31", locked=True),),
    )
    got = judge(history, RULES, "2026-06-01")
    assert (got.tier_id, got.why, got.missing) == ("silver", "granted", ())
    assert tier(history, "2027-01-01") == "gold"
    two = replace(history, given=(*history.given, Given("base", "2026-04-01", "", locked=True)))
    assert tier(two, "2026-06-01") == "base"  # the one given last


def test_the_highest_gift_holds_and_a_removed_tier_none():
    two = History(
        "2026-01-01",
        given=(Given("gold", "2026-03-01", "2026-03-31"), Given("silver", "2026-03-01")),
    )
    assert tier(two, "2026-03-31") == "gold"
    assert tier(two, "2026-04-01") == "silver"
    assert tier(bought("gone", "2026-03-01"), "2026-04-01") == "base"


def test_a_shop_whose_lowest_tier_must_be_reached():
    assert judge(spent(), (SILVER, GOLD), "2026-05-01").tier_id == ""
    assert tier(spent(("2026-03-01", 1000)), "2026-05-01", (SILVER, GOLD)) == "silver"
    assert judge(spent(), (), "2026-05-01") == TierStanding("", "2026-01-01")


def test_tiers_are_put_in_order_by_level_and_those_without_rule_come_by_gift():
    terms = (TierTerms("gold", "金", level=2), TierTerms("base", "普", level=0))
    terms += (TierTerms("silver", "银", level=1), TierTerms("staff", "员工", level=9))
    ready = ladder((GOLD, SILVER, BASE, TierRule("gone", (Condition(Metric.SPEND, 1),))), terms)
    assert [one.tier_id for one in ready.rungs] == ["base", "silver", "gold", "staff"]
    history = spent(("2026-03-01", 99_999))
    assert judge(history, ready, "2026-03-01").tier_id == "gold"
    staff = replace(history, given=(Given("staff", "2026-03-01"),))
    assert judge(staff, ready, "2026-03-02").tier_id == "staff"


def test_a_member_of_tomorrow_and_one_whose_sales_came_before_the_file():
    assert tier(spent(enrolled="2026-06-01"), "2026-05-01") == "base"
    early = spent(("2026-03-01", 1000), enrolled="2026-06-01")
    assert judge(early, RULES, "2026-06-01").since == "2026-03-01"


def test_the_calendar():
    day = number("2028-02-29")
    assert text(calendar_start(Window.MONTH, day)) == "2028-02-01"
    assert text(calendar_start(Window.QUARTER, day)) == "2028-01-01"
    assert text(calendar_start(Window.YEAR, day)) == "2028-01-01"
    assert text(calendar_end(Window.MONTH, day)) == "2028-02-29"
    assert text(calendar_end(Window.QUARTER, day)) == "2028-03-31"
    assert text(calendar_end(Window.YEAR, day)) == "2028-12-31"
    assert text(calendar_end(Window.QUARTER, number("2026-11-22"))) == "2026-12-31"
    assert birthday_on("02-29", 2027) == "2027-02-28"
    assert birthday_on("02-29", 2028) == "2028-02-29"


def test_a_negative_day_that_leaves_the_window_lifts():
    """A correction that a former system brought along: no sale of ours stands behind it."""
    one = Condition(Metric.SPEND, 1000, Window.ROLLING, 10)
    rules = (BASE, replace(SILVER, reach=(one,)))
    history = spent(("2026-03-01", -500), ("2026-03-05", 1000))
    got = judge(history, rules, "2026-03-10")
    assert (got.tier_id, got.next_on) == ("base", "2026-03-11")
    assert judge(history, rules, "2026-03-14").since == "2026-03-11"


def test_earned_and_given_alike_the_longer_one_is_said():
    own = spent(("2026-03-01", 1000))
    short = replace(own, given=(Given("silver", "2026-03-05", "2026-04-30"),))
    assert judge(short, RULES, "2026-04-01").why == "reached"
    long = replace(own, given=(Given("silver", "2026-03-05", "2028-04-30"),))
    got = judge(long, RULES, "2026-04-01")
    assert (got.why, got.until) == ("granted", "2028-04-30")


def test_a_gift_that_ends_before_it_begins_is_none_not_even_its_grace():
    graced = (BASE, replace(SILVER, grace_days=90))
    assert tier(bought("silver", "2026-03-10", "2026-03-05"), "2026-03-20", graced) == "base"


def test_ten_thousand_days_of_history():
    days = tuple((after("2000-01-01", n), 10) for n in range(10_000))
    history = spent(*days, enrolled="2000-01-01")
    assert tier(history, "2027-05-01") == "silver"
    daily = (BASE, replace(SILVER, reach=(Condition(Metric.SPEND, 3650),), valid_days=0))
    assert tier(history, after("2000-01-01", 9_999), daily) == "silver"
    assert tier(history, after("2000-01-01", 10_000), daily) == "base"
