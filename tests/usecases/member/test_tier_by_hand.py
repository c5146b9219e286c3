"""A tier by hand, and its end alone: a reason, a right, a document, and reviews that respect it."""

import pytest

from app.domain.document import Kind
from app.usecases.loyalty import nightly, purse
from app.usecases.member.tier import give_tier, given_by_hand
from tests.usecases.loyalty.programme_shop import Money


@pytest.fixture
def money(shop):
    return Money(shop)


def test_the_end_alone_is_moved_both_ways(money):
    s, owner = money.s, money.shop.owner
    give_tier(s, owner, money.one, "gold", until="2027-3-1", reason="贵宾")
    edits = len(money.shop.documents(Kind.MEMBER_EDIT))
    for day in ("2027-06-01", "2026-12-31"):
        found = give_tier(s, owner, money.one, "gold", until=day, reason="延期").value
        assert (found.tier_id, found.until) == ("gold", day)
        nightly.judge_now(s, owner)
        assert purse.read(s, money.one).tier.until == day
    assert len(money.shop.documents(Kind.MEMBER_EDIT)) == edits, "the file did not change"
    given = [one.body for one in money.shop.documents(Kind.TIER_CHANGE) if one.body.get("given")]
    assert (given[-1]["reason"], given[-1]["given"][0]["until"]) == ("延期", "2026-12-31")


def test_a_reason_a_right_and_a_day_are_wanted(money, refused):
    s, owner = money.s, money.shop.owner
    before = len(money.shop.documents())
    with refused("reason.missing"):
        give_tier(s, owner, money.one, "gold", until="2027-3-1", reason=" ")
    with refused("permission.missing"):
        give_tier(s, money.shop.cashier, money.one, "gold", until="2027-3-1", reason="x")
    with refused("until.past"):
        give_tier(s, owner, money.one, "gold", until="2020-3-1", reason="x")
    with refused("tier.unknown"):
        give_tier(s, owner, money.one, "diamond", until="", reason="x")
    assert len(money.shop.documents()) == before


def test_what_own_spending_holds_does_not_end_earlier(money, refused):
    """A reached tier cannot be cut short by an end: that is said, and nothing is written."""
    from app.domain.loyalty.tier_rules import Condition, Metric, TierRule
    from app.usecases.loyalty import program

    reach = TierRule("gold", (Condition(Metric.TENURE, 0),), valid_days=365)
    program.save(money.s, money.shop.owner, "tier_rule", (reach,))
    nightly.judge_now(money.s, money.shop.owner)
    until = purse.read(money.s, money.one).tier.until
    assert until
    before = len(money.shop.documents())
    with refused("until.reached") as error:
        give_tier(money.s, money.shop.owner, money.one, "gold", until="2026-12-1", reason="x")
    assert error.facts["until_on"] == until
    assert len(money.shop.documents()) == before


def test_a_lower_tier_is_locked_and_that_is_known(money):
    s, owner = money.s, money.shop.owner
    give_tier(s, owner, money.one, "gold", until="", reason="贵宾")
    assert not given_by_hand(s, money.one).locked
    found = give_tier(s, owner, money.one, "silver", until="2027-3-1", reason="投诉").value
    assert found.tier_id == "silver"
    assert given_by_hand(s, money.one).locked
