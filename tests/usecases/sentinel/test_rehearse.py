"""The worked example beside a rule's switch is what the engine itself would say."""

import json

import pytest

from app.usecases.sentinel.look import find
from app.usecases.sentinel.rehearse import DAYS, rehearse
from app.usecases.shop import settings
from tests.usecases.sentinel.test_cases import voided

__all__ = ["voided"]


def own(shop, **numbers) -> None:
    extra = {**settings.load(shop.s).extra, "sentinel": json.dumps(numbers)}
    settings.change(shop.s, shop.owner, extra=extra)


def test_it_says_what_a_look_says_and_writes_nothing(voided):
    before = len(voided.shop.documents())
    tried = rehearse(voided.shop.s)
    found = find(voided.shop.s, "2000-01-01").found
    for code, one in tried.rules.items():
        assert one.cases == sum(x.rule == code for x in found), code
    assert tried.rules["void_after_cash"].cases
    assert (tried.sales > 0, DAYS) == (True, 30)
    assert len(voided.shop.documents()) == before


def test_a_rule_that_is_off_is_told_all_the_same(voided):
    """So that one sees what it would say before it is switched on again."""
    own(voided.shop, void_after_cash={"on": False})
    assert not any(x.rule == "void_after_cash" for x in find(voided.shop.s).found)
    assert rehearse(voided.shop.s).rules["void_after_cash"].cases


def test_a_limit_is_the_one_of_a_usual_day_and_a_floor_is_the_shops_own(voided):
    rule = rehearse(voided.shop.s).rules["void_after_cash"]
    assert rule.limit >= rule.floor == 3
    own(voided.shop, void_after_cash={"floor": 2})
    assert rehearse(voided.shop.s).rules["void_after_cash"].floor == 2


def test_it_can_be_stopped(voided, refused):
    with refused("work.cancelled"):
        rehearse(voided.shop.s, lambda days: False)


@pytest.mark.parametrize("code", ["large", "topup_refund"])
def test_amounts_are_amounts(voided, code):
    assert rehearse(voided.shop.s).rules[code].minor
