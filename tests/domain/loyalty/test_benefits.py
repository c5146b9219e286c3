"""What a tier brings: given once a period, never twice; exclusive items for it and those above."""

import pytest

from app.domain.loyalty.tier_rules import Benefit, BenefitKind, TierRule
from app.domain.loyalty.tiers.benefits import needs_tier, vouchers_due

PARKING = Benefit(BenefitKind.FREE_SERVICE, campaign_id="parking", n=2)
MONTHLY = Benefit(BenefitKind.VOUCHERS, campaign_id="ten", rolls_over=True)
CAKE = Benefit(BenefitKind.BIRTHDAY, campaign_id="cake")
GOLD = TierRule("gold", benefits=(PARKING, MONTHLY, CAKE))


def due(on, given=(), since="2026-01-15", birthday="", rule=GOLD):
    got = vouchers_due(rule, since, on, dict(given), birthday=birthday)
    return [(one.campaign_id, one.period, one.n, one.until_on) for one in got]


def test_each_period_once_and_what_rolls_over_is_made_up_for():
    """F33: parking of a month ends with it, the vouchers of months gone by are still given."""
    assert due("2026-01-20") == [
        ("parking", "2026-01-01", 2, "2026-01-31"),
        ("ten", "2026-01-01", 1, ""),
    ]
    given = [("free_service:parking:month", "2026-01-01"), ("vouchers:ten:month", "2026-01-01")]
    assert due("2026-01-31", given) == []
    assert due("2026-03-01", given) == [
        ("parking", "2026-03-01", 2, "2026-03-31"),
        ("ten", "2026-02-01", 1, ""),
        ("ten", "2026-03-01", 1, ""),
    ]


def test_nothing_is_due_for_the_time_before_the_tier():
    got = due("2026-06-05", since="2026-05-31")
    assert [one[1] for one in got if one[0] == "ten"] == ["2026-05-01", "2026-06-01"]


@pytest.mark.parametrize(
    ("every", "period", "until"),
    [
        ("month", "2026-11-01", "2026-11-30"),
        ("quarter", "2026-10-01", "2026-12-31"),
        ("year", "2026-01-01", "2026-12-31"),
    ],
)
def test_periods(every, period, until):
    rule = TierRule("gold", benefits=(Benefit(BenefitKind.VOUCHERS, campaign_id="a", every=every),))
    assert due("2026-11-22", since="2026-11-22", rule=rule) == [("a", period, 1, until)]


@pytest.mark.parametrize(
    ("on", "birthday", "period"),
    [
        ("2026-11-22", "11-22", "2026-11-22"),
        ("2026-11-21", "11-22", ""),
        ("2026-12-22", "11-22", "2026-11-22"),
        ("2026-12-23", "11-22", ""),
        ("2027-02-28", "02-29", "2027-02-28"),
        ("2028-02-28", "02-29", ""),
        ("2028-02-29", "02-29", "2028-02-29"),
        ("2027-01-03", "12-31", "2026-12-31"),
    ],
)
def test_the_birthday_gift_comes_on_the_day_or_soon_after(on, birthday, period):
    rule = TierRule("gold", benefits=(CAKE,))
    assert [one[1] for one in due(on, birthday=birthday, rule=rule)] == ([period] if period else [])
    given = [("birthday:cake:month", period or "9999-12-31")]
    assert due(on, given, birthday=birthday, rule=rule) == []


def test_exclusive_items_are_for_the_tier_and_those_above():
    gold = TierRule("gold", benefits=(Benefit(BenefitKind.EXCLUSIVE, items=("wine",)),))
    rules = (TierRule("base"), gold, TierRule("black"))
    assert [needs_tier("wine", one, rules) for one in ("", "base", "gold", "black")] == [
        *("gold", "gold", "", "")
    ]
    assert needs_tier("cola", "", rules) == ""
