"""What a gateway took for a plan goes back through it, and no paper says so before its word."""

from dataclasses import replace

import pytest

from app.domain.attempt.states import Deed, Phase
from app.domain.document import Kind
from app.domain.tendering import Tender
from app.usecases.health.rebuild import check_projections
from app.usecases.loyalty.refund_topup import Basis, pay_out, statement
from app.usecases.outcome import KickDrawer
from app.usecases.sentinel.cases import cases
from app.usecases.tender.begin import begin
from app.usecases.tender.record import record
from app.usecases.tender.standing import one, to_settle
from tests.usecases.loyalty.programme_shop import DAY, Money

GIFT_CARD = "gift100"


@pytest.fixture
def money(shop) -> Money:
    return Money(shop)


def taken(money: Money, plan_id: str, minor: int, kind: str = "wechat") -> Tender:
    """A gateway's approved payment for a plan, as its tender."""
    attempt = begin(
        *(money.s, money.operator, money.shift_id),
        sale_id=plan_id,
        kind=kind,
        amount_minor=minor,
    ).value
    said = replace(attempt, phase=Phase.APPROVED, next=None, approval_no="4200001")
    record(money.s, replace(said, got_minor=minor, got_currency="CNY"))
    return Tender(1, kind, minor, minor, reference=attempt.attempt_id)


def price(money: Money, plan_id: str) -> int:
    return next(one.price_minor for one in money.program.plans if one.plan_id == plan_id)


def refund(money: Money, plan_id: str, basis: str = Basis.SHOP, **more):
    return pay_out(money.s, money.operator, money.shift_id, plan_id, basis, **more)


@pytest.mark.parametrize("plan_id", ["topup1000", "delivery10", "platinum-year", GIFT_CARD])
def test_it_goes_back_through_the_gateway_that_took_it(money, plan_id):
    minor = price(money, plan_id)
    paid = taken(money, plan_id, minor)
    money.sell(plan_id, tenders=(paid,))
    assert statement(money.s, plan_id, Basis.SHOP).by_code == (("wechat", minor),)
    done = refund(money, plan_id)  # the drawer holds nothing, and needs nothing
    assert KickDrawer() not in done.effects
    assert done.changes.sales  # the counter looks for what is to be asked
    (back,) = to_settle(money.s)
    assert (back.phase, back.next, back.of) == (Phase.REFUNDING, Deed.REFUND, paid.reference)
    assert (back.amount_minor, back.whole_minor) == (minor, minor)
    sums = money.sums(money.shop.documents(Kind.TOPUP_REFUND)[-1])
    assert sums["1120"] == -minor
    assert check_projections(money.s) == ()


def test_only_its_own_share_goes_back_by_code_and_the_rest_by_hand(money):
    money.sell("topup500")  # cash in the drawer
    paid = replace(taken(money, "topup1000", 60_000), no=2)
    cash = Tender(1, "cash", 40_000, 40_000)
    money.sell("topup1000", tenders=(cash, paid))
    said = statement(money.s, "topup1000", Basis.SHOP)
    assert (said.by_code, said.by_hand_minor) == ((("wechat", 60_000),), 40_000)
    done = refund(money, "topup1000")
    assert done.effects[0] == KickDrawer()
    sums = money.sums(money.shop.documents(Kind.TOPUP_REFUND)[-1])
    assert (sums["1010"], sums["1120"]) == (-40_000, -60_000)
    assert check_projections(money.s) == ()


def test_what_a_person_confirmed_goes_back_by_hand(money):
    money.sell("topup1000", kind="wechat")
    assert statement(money.s, "topup1000", Basis.SHOP).by_code == ()
    refund(money, "topup1000", tender_kind="wechat")
    assert to_settle(money.s) == ()


def test_a_part_of_what_was_paid_asks_for_no_more(money):
    """R8: what days went by stays with the shop."""
    minor = price(money, "print-month")
    money.sell("print-month", tenders=(taken(money, "print-month", minor),))
    money.shop.clock.pass_ms(10 * DAY)
    done = refund(money, "print-month")
    (back,) = [one for one in to_settle(money.s) if one.of]
    assert back.amount_minor == done.value.refund_minor < back.whole_minor == minor


def test_a_gateway_that_refuses_leaves_it_owed_and_a_case(money):
    minor = price(money, "topup1000")
    money.sell("topup1000", tenders=(taken(money, "topup1000", minor),))
    refund(money, "topup1000")
    (back,) = to_settle(money.s)
    record(money.s, replace(back, phase=Phase.OWED), case="owed")
    assert one(money.s, back.attempt_id).phase is Phase.OWED
    assert [case.rule for case in cases(money.s)] == ["pay.owed"]
