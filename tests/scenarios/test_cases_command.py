"""`shuke cases`: looks, opens what is new, and lists what is open, for people and for programs."""

import json

from tests.scenarios.conftest import MORNING
from tests.scenarios.test_command_line import shuke
from tests.usecases.sentinel.trade import Trade
from tests.usecases.shop import Shop

__all__ = ["shuke"]


def test_an_honest_till_says_so(shuke):
    code, said, _ = shuke("cases")
    assert (code, "Nothing open" in said) == (0, True)


def test_cases_are_listed_and_counted(shuke, demo_shop):
    shop = Shop(demo_shop, MORNING)
    trade = Trade(shop)
    for _ in range(4):
        trade.void(trade.sell())
    shop.close()
    day = trade.shift.business_date
    code, said, _ = shuke("cases", "--since", day)
    assert code == 1
    assert "4 cash sales voided whole" in said
    assert "整单作废 4 笔" in shuke("cases", "--since", day, language="zh_CN")[1]
    found = json.loads(shuke("cases", "--since", day, "--json")[1])
    assert found["opened"] == 0
    assert "void_after_cash" in {one["rule"] for one in found["open"]}
    assert "who_name" not in found["open"][0]


def test_a_day_that_is_none_is_refused(shuke):
    code, _, said = shuke("cases", "--since", "yesterday")
    assert (code, "yesterday" in said) == (2, True)
