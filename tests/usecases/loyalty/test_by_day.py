"""A tier right behind a sale or a return: a step up at once, a step down only where it is held as
long as it is true (R26); what is said beside it is never about a tier that is there already."""

from dataclasses import replace

import pytest

from app.cli.slip_text import text_of
from app.domain.loyalty.tier_rules import (
    Condition,
    Downgrade,
    Metric,
    Missing,
    TierRule,
    Window,
    nearest,
)
from app.store import shop as shops
from app.usecases.loyalty.night.by_day import settle, unsettled
from app.usecases.printing import settle as printing
from app.usecases.sale.complete import complete
from app.usecases.sale.return_goods import return_goods
from tests.usecases.money import Money
from tests.usecases.shop import COLA, MILK, Shop


class Counter:
    """A member who stands lowest, one sale away from the second tier."""

    def __init__(self, shop: Shop, **rule) -> None:
        self.shop, self.s = shop, shop.s
        with shop.s.db.read() as tx:
            self.tiers = sorted(shops.tiers(tx), key=lambda one: one.level)
        low, high, top = (one.tier_id for one in self.tiers[:3])
        self.money = Money(shop)
        with shop.s.db.write() as tx:
            for table in ("member_day", "member_tier", "tier_given"):
                tx.sql(f"DELETE FROM {table}")
            tx.sql("UPDATE member SET tier_id = ?", (low,))
        reach = (Condition(Metric.SPEND, 300, Window.LIFE),)
        above = (Condition(Metric.SPEND, 900_000, Window.LIFE),)
        rules = (TierRule(low), TierRule(high, reach, **rule), TierRule(top, above))
        self.money.set(tier_rule=rules)
        self.shift_id = shop.shift().shift_id
        self.who = shop.member("周")

    @property
    def low(self) -> str:
        return self.tiers[0].tier_id

    @property
    def high(self) -> str:
        return self.tiers[1].tier_id

    def sell(self, *, whole: bool = False):
        """A sale; `whole` with what it changed, as a screen runs it."""
        basket = self.shop.basket(COLA, MILK, member=self.who)
        paid = self.shop.paid(basket)
        made = complete(self.s, self.shop.cashier, self.shift_id, basket, paid)
        return made if whole else made.value

    def give_back(self, sale_id: str) -> None:
        lines = ((1, 1000), (2, 1000))
        return_goods(*(self.s, self.shop.cashier, self.shift_id, sale_id, lines), reason="unwanted")

    def judged(self) -> tuple[str, ...]:
        moved = unsettled(self.s, (self.who.member_id,))
        return settle(self.s, self.shop.cashier.operator_id, moved).value

    @property
    def purse(self):
        return self.money.purse(self.who)


@pytest.fixture
def counter(shop: Shop):
    return lambda **rule: Counter(shop, **rule)


def test_a_sale_that_reaches_a_tier_brings_it_at_once_and_says_so_on_its_paper(counter):
    at = counter()
    sold = at.sell()
    assert at.purse.tier.tier_id == at.low  # the sale itself judged nobody
    text = text_of(printing.load(at.s, sold.print_job), 48)
    name = at.tiers[1].name
    assert any("现在的等级" in line and name in line for line in text.splitlines())
    assert f"升{name}" not in text  # what is missing for it is nothing
    assert at.judged() == (at.who.member_id,)
    assert at.purse.tier.tier_id == at.high
    again = at.shop.member("周")
    assert again.tier_id == at.high  # the next sale is priced by it
    assert {one.tier_id for one in at.purse.tier.missing} == {at.tiers[2].tier_id}
    assert at.judged() == ()


def test_whoever_stays_where_they_are_is_no_document(counter):
    at = counter()
    at.sell()
    at.judged()
    at.who = at.shop.member("周")
    sold = at.sell()
    assert at.judged() == ()
    assert "现在的等级" not in text_of(printing.load(at.s, sold.print_job), 48)


def test_a_return_takes_a_tier_that_is_held_as_long_as_it_is_true(counter):
    at = counter(valid_days=0)
    sold = at.sell()
    at.judged()
    at.give_back(sold.sale_id)
    assert at.judged() == (at.who.member_id,)
    assert at.purse.tier.tier_id == at.low
    assert at.purse.tier.missing[0].tier_id == at.high


@pytest.mark.parametrize("rule", [{"valid_days": 365}, {"valid_days": 0, "downgrade": "never"}])
def test_any_other_loss_waits_for_the_night_and_nothing_is_missing_for_what_is_there(counter, rule):
    if "downgrade" in rule:
        rule = {**rule, "downgrade": Downgrade.NEVER}
    at = counter(**rule)
    sold = at.sell()
    at.judged()
    at.give_back(sold.sale_id)
    assert at.judged() == ()
    assert at.purse.tier.tier_id == at.high
    assert all(one.tier_id not in (at.low, at.high) for one in at.purse.tier.missing)


def test_screen_and_paper_name_the_same_next():
    far = Missing("gold", Metric.SPEND, 10, 1000)
    near = Missing("gold", Metric.VISITS, 9, 10)
    done = Missing("gold", Metric.GROWTH, 10, 10)
    keep = replace(far, tier_id="silver", keep=True)
    assert nearest((far, near, done)) == (near,)
    assert nearest((near, keep)) == (keep, near)
    assert nearest(()) == ()
