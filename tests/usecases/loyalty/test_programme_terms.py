"""Terms are checked when they are saved: what the law forbids is not offered to anybody (A8)."""

from dataclasses import replace

import pytest

from app.domain.errors import Refused
from app.domain.loyalty.plan import Grant, GrantKind, Plan
from app.domain.loyalty.program import LawChoice
from app.domain.rights import AssetKind
from app.usecases.loyalty import program
from tests.usecases.loyalty.programme_shop import Money


@pytest.fixture
def money(shop) -> Money:
    made = Money(shop)
    program.save(shop.s, shop.owner, "law", [LawChoice("prc")])
    return made


def saved(money: Money, plan: Plan) -> Plan:
    after = program.save(money.s, money.shop.owner, "plan", [plan]).value
    return next(one for one in after.plans if one.plan_id == plan.plan_id)


def test_a_plan_above_what_a_named_card_may_hold(money):
    """R42: 5,000 yuan, the limit itself included."""
    saved(money, Plan("p1", "充 5000", 500_000))
    with pytest.raises(Refused) as refused:
        saved(money, Plan("p2", "充 6000", 600_000))
    assert refused.value.code == "law.named_limit"


def test_principal_that_ends(money):
    """R43: a named card has no expiry."""
    ends = Grant(GrantKind.PRINCIPAL, 100_000, "general", valid_days=30)
    with pytest.raises(Refused) as refused:
        saved(money, Plan("p1", "充 1000", 100_000, grants=(ends,)))
    assert refused.value.code == "law.expiry_banned.principal"


def test_a_plan_that_is_not_offered_may_be_kept(money):
    off = Plan("p1", "从前的", 600_000, active=False)
    assert saved(money, off) == off
    with pytest.raises(Refused):
        saved(money, replace(off, active=True))


def test_without_rules_nothing_is_forbidden(money):
    program.save(money.s, money.shop.owner, "law", [LawChoice("none")])
    assert saved(money, Plan("p1", "充 6000", 600_000)).price_minor == 600_000


def test_a_plan_that_gives_more_than_it_takes_is_said_with_its_cost(money):
    bonus = Grant(GrantKind.BONUS, 200_000, "general")
    told = program.warnings(
        money.s, "plan", Plan("p1", "充 1000 送 2000", 100_000, grants=(bonus,))
    )
    facts = dict(next(one for one in told if one.code == "plan.gives_more").facts)
    assert (facts["paid_minor"], facts["given_minor"]) == (100_000, 200_000)


def test_what_is_owed_to_members_is_said_at_any_time(money):
    money.sell("topup1000")
    steps = {
        one.code: dict(one.facts)
        for one in program.example(money.s, "stored", money.program.stored).steps
    }
    owed = steps["stored.owed"]
    assert owed["principal_minor"] == money.has(AssetKind.PRINCIPAL)
    assert owed["bonus_minor"] >= money.has(AssetKind.BONUS)
