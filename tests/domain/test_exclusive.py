"""Goods of a tier: only its members and those above may pay for them (F14, F33)."""

from dataclasses import replace

import pytest

from app.domain.errors import Refused
from app.domain.ids import MemberId, OperatorId, SaleId
from app.domain.loyalty.program import Program
from app.domain.loyalty.tier import TierTerms
from app.domain.loyalty.tier_rules import Benefit, BenefitKind, TierRule
from app.domain.member import MemberTerms
from app.domain.pricing.basket import Basket, BasketLine
from app.domain.pricing.exclusive import require_allowed
from tests.domain.builders import BOOK, item

TIERS = tuple(TierTerms(name, name, level=n) for n, name in enumerate(("low", "mid", "high")))
ONLY = Benefit(BenefitKind.EXCLUSIVE, items=("cake",))
RULES = (TierRule("high"), TierRule("mid", benefits=(ONLY,)), TierRule("low"))


def asked(tier_id: str | None, item_id: str = "cake") -> None:
    line = BasketLine(1, item(item_id, 500), 1000, 500)
    member = None if tier_id is None else MemberTerms(MemberId("m"), "陈", "138****0000", tier_id)
    basket = Basket(SaleId("s"), OperatorId("o"), 0, (line,), member)
    require_allowed(basket, replace(BOOK, tiers=TIERS, program=Program(tier_rules=RULES)))


@pytest.mark.parametrize("tier_id", [None, "", "low"])
def test_it_is_not_for_everybody(tier_id):
    with pytest.raises(Refused) as refused:
        asked(tier_id)
    assert refused.value.code == "item.exclusive"
    assert refused.value.facts["tier"] == "mid"


@pytest.mark.parametrize("tier_id", ["mid", "high"])
def test_the_tier_and_those_above_may(tier_id):
    asked(tier_id)


def test_other_goods_are_for_all():
    asked(None, "bread")
