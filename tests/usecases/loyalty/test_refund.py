"""Prepaid money back (R1, R6 to R12): by ground, step by step, never more than is there."""

from dataclasses import replace

import pytest

from app.domain.catalog import SHELF, ItemKind, Price
from app.domain.document import Kind
from app.domain.loyalty.plan import Grant, GrantKind, Plan
from app.domain.rights import AssetKind
from app.domain.tendering import Tender
from app.store import shifts
from app.usecases.catalog.save import save_item
from app.usecases.health.rebuild import check_projections
from app.usecases.loyalty import program
from app.usecases.loyalty.refund_topup import (
    Basis,
    bases,
    bought,
    pay_out,
    statement,
    withdraw,
    withdraw_statement,
)
from app.usecases.member.find import attach
from app.usecases.outcome import KickDrawer
from app.usecases.sale.complete import complete
from app.usecases.stock import levels, move
from app.usecases.stock.move import StockLine
from tests.usecases.loyalty.programme_shop import DAY, Money
from tests.usecases.shop import APPLE, COLA


@pytest.fixture
def money(shop) -> Money:
    return Money(shop)


def spend(money: Money, *names: str) -> int:
    """A sale that stored value pays for; what it cost."""
    who = attach(money.s, money.one, scanned=True)
    basket = money.shop.basket(*names, member=who)
    due = money.shop.due(basket)
    paid = (Tender(1, "stored", due, due, reference="general"),)
    complete(money.s, money.operator, money.shift_id, basket, paid)
    return due


def test_the_grounds_are_the_profiles(money):
    money.sell("topup1000")
    assert bases(money.s, "topup1000") == (
        *("cooling_off", "fault", "own_reason", "closing", "used_value"),
    )


def test_not_the_members_reason_counts_at_the_discount(money):
    """R6's vector: paid 3000, bonus 1000, consumed 3594 at face: 304.50 comes back."""
    plan = Plan("v", "v", 300_000, grants=(Grant(GrantKind.BONUS, 100_000),))
    program.save(money.s, money.shop.owner, "plan", (plan,))
    big = replace(money.shop.item(APPLE), name="大件", item_id="")
    big = replace(
        big,
        kind=ItemKind.PIECE,
        department_id="services",
        prices=(Price(SHELF, 359_400),),
        barcodes=(),
        plu="",
    )
    save_item(money.s, money.shop.owner, big)
    money.sell("v")
    assert spend(money, "大件") == 359_400
    found = statement(money.s, "v", Basis.SHOP)
    assert found.refund_minor == 30_450
    assert [one.code for one in found.steps] == [
        *("paid", "consumed_discount", "ratio", "rest", "refund"),
    ]


def test_cooling_off_gives_everything_back_but_the_gift(money, refused):
    money.sell("topup1000")
    kept = statement(money.s, "topup1000", Basis.COOLING_OFF)
    whole = statement(money.s, "topup1000", Basis.COOLING_OFF, gifts_back=True)
    assert whole.refund_minor == 100_000
    assert 0 < whole.refund_minor - kept.refund_minor < 10_000
    money.shop.clock.pass_ms(8 * DAY)
    with refused("law.cooling_over"):
        statement(money.s, "topup1000", Basis.COOLING_OFF)


def test_what_is_given_leaves_the_stock_and_comes_back_when_it_is_brought(money):
    plan = next(one for one in money.program.plans if one.plan_id == "topup1000")
    thing = next(one.ref for one in plan.grants if one.kind is GrantKind.ITEM)
    move.receive(money.s, money.shop.manager, (StockLine(thing, 20_000),), move_id="r")

    def stands() -> int | None:
        return levels.level(money.s, thing).qty_milli

    money.sell("topup1000")
    money.sell("topup1000", topup_id="kept")
    assert stands() == 18_000
    where = (money.s, money.operator, money.shift_id)
    pay_out(*where, "topup1000", Basis.COOLING_OFF, gifts_back=True)
    assert stands() == 19_000
    pay_out(*where, "kept", Basis.COOLING_OFF)
    assert stands() == 19_000
    assert check_projections(money.s) == ()


def test_what_was_used_ends_the_cooling_off(money, refused):
    money.sell("topup1000")
    spend(money, COLA)
    with refused("law.cooling_used"):
        statement(money.s, "topup1000", Basis.COOLING_OFF)


def test_the_members_own_reason_forfeits_the_bonus(money):
    money.sell("topup500")
    used = spend(money, COLA)
    found = statement(money.s, "topup500", Basis.MEMBER)
    assert found.refund_minor == 50_000 - used
    assert found.forfeit_bonus_minor == money.has(AssetKind.BONUS)
    said = [dict(one.facts)["bonus_minor"] for one in found.steps if one.code == "forfeit"]
    assert said == [found.forfeit_bonus_minor]
    assert found.forfeit_points == 200


def test_it_is_paid_out_once_and_everything_goes(money, refused):
    money.sell("topup1000", kind="wechat")
    money.sell("topup-any", minor=50_000)
    shown = statement(money.s, "topup1000", Basis.SHOP)
    with refused("drawer.not_enough"):
        pay_out(money.s, money.operator, money.shift_id, "topup1000", Basis.SHOP)
    done = pay_out(
        *(money.s, money.operator, money.shift_id, "topup1000", Basis.SHOP),
        tender_kind="wechat",
        expected_minor=shown.refund_minor,
    )
    assert (done.value.refund_minor, done.effects[:1] == (KickDrawer(),)) == (100_000, False)
    assert money.has(AssetKind.PRINCIPAL) == 50_000
    assert money.has(AssetKind.BONUS) == 0
    assert money.purse().vouchers == ()
    assert money.purse().tier.tier_id == "regular"
    with refused("topup.refunded"):
        pay_out(money.s, money.operator, money.shift_id, "topup1000", Basis.SHOP)
    assert [one.refunded_minor for one in bought(money.s, money.one)] == [-1, 100_000]
    assert check_projections(money.s) == ()


def test_what_was_spent_meanwhile_is_said(money, refused):
    money.sell("topup500")
    shown = statement(money.s, "topup500", Basis.SHOP)
    spend(money, COLA)
    with refused("refund.changed"):
        pay_out(
            *(money.s, money.operator, money.shift_id, "topup500", Basis.SHOP),
            expected_minor=shown.refund_minor,
        )


def test_the_drawer_gives_what_is_paid_out(money):
    money.sell("topup500")
    done = pay_out(money.s, money.operator, money.shift_id, "topup500", Basis.SHOP)
    assert done.effects[0] == KickDrawer()
    with money.s.db.read() as tx:
        assert shifts.totals(tx, money.shift_id).cash_expected_minor == 10_000
    sums = money.postings()
    assert sums["1010"] == -50_000
    assert sums["2110"] == 50_000


def test_a_cashier_asks_a_second_person(shop, refused):
    money = Money(shop, "林晓燕")
    money.sell("topup500")
    with refused("approval.needed") as asked:
        pay_out(money.s, money.operator, money.shift_id, "topup500", Basis.SHOP)
    word = money.word(asked.facts)
    with refused("approval.other_action"):
        pay_out(*(money.s, money.operator, money.shift_id, "topup500", Basis.MEMBER), approval=word)
    pay_out(*(money.s, money.operator, money.shift_id, "topup500", Basis.SHOP), approval=word)
    assert shop.documents(Kind.TOPUP_REFUND)[-1].body["approval"] == word.approval_id


def test_a_package_comes_back_by_what_is_left(money):
    money.sell("delivery10")
    assert statement(money.s, "delivery10", Basis.SHOP).refund_minor == 6000


def test_a_month_card_comes_back_by_its_days(money):
    """R8: the days that are over are over, whether anybody came or not."""
    money.sell("print-month")
    money.shop.clock.pass_ms(10 * DAY)
    found = statement(money.s, "print-month", Basis.SHOP)
    assert [one.code for one in found.steps] == ["paid", "timed", "refund"]
    assert found.refund_minor == 1933  # 29.00 x 20 / 30
    pay_out(money.s, money.operator, money.shift_id, "print-month", Basis.SHOP)
    assert money.purse().packages == ()


def test_a_paid_tier_is_not_refunded_for_a_whim(money, refused):
    """R27."""
    money.sell("platinum-year")
    with refused("topup.not_refundable"):
        statement(money.s, "platinum-year", Basis.MEMBER)
    pay_out(money.s, money.operator, money.shift_id, "platinum-year", Basis.SHOP)
    assert money.purse().tier.tier_id == "regular"


def test_principal_is_taken_out_and_its_bonus_goes_along(money, refused):
    money.sell("topup1000")
    with refused("withdraw.short"):
        withdraw(money.s, money.operator, money.shift_id, money.one, 100_001)
    with refused("amount.not_positive"):
        withdraw(money.s, money.operator, money.shift_id, money.one, -1)
    part = withdraw(money.s, money.operator, money.shift_id, money.one, 25_000)
    assert part.value.statement.forfeit_bonus_minor == 12_500
    assert money.has(AssetKind.PRINCIPAL) == 75_000
    assert money.has(AssetKind.BONUS) == 37_500
    assert withdraw_statement(money.s, money.one).refund_minor == 75_000
    withdraw(money.s, money.operator, money.shift_id, money.one)
    assert money.purse().stored_minor() == 0
    assert check_projections(money.s) == ()


def test_nothing_to_take_out(money, refused):
    with refused("withdraw.short"):
        withdraw_statement(money.s, money.one)
    with refused("topup.unknown"):
        statement(money.s, "nobody", Basis.SHOP)
