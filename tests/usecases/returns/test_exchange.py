"""Goods for goods: both documents or neither, and every cent where it came from."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.permissions import MATRIX, Permission, Role
from app.domain.shop import CashRounding
from app.domain.tendering import Tender
from app.store.engine import Database
from app.usecases.health.rebuild import check_projections
from app.usecases.health.verify import verify_journal
from app.usecases.outcome import KickDrawer, Print
from app.usecases.returns.exchange import begin_exchange
from app.usecases.sale import draft
from app.usecases.sale.complete import complete
from app.usecases.sale.return_goods import preview_return, return_goods
from app.usecases.shift.report import x_report
from app.usecases.shop.settings import change
from tests.usecases.money import Money
from tests.usecases.returns.counter import (
    account,
    back,
    balances,
    difference,
    payable,
    sell,
    sell_by,
    swap,
    with_credit,
    word,
)
from tests.usecases.shop import APPLE, COLA, MILK, WATER, Shop

EXCHANGE, DRAWER = "1130", "1010.01-03"


@pytest.fixture
def money(shop: Shop) -> Money:
    return Money(shop)


@pytest.fixture
def anna(shop: Shop):
    return shop.member("6027")


def test_dearer_goods_cost_the_difference(shop):
    shift = shop.shift()
    sale = sell_by(shop, shift, shop.basket(COLA), "cash")
    basket = with_credit(shop, shop.basket(MILK, MILK), sale, (1, 1000))
    more = shop.due(basket) - sale.due_minor
    assert payable(shop, basket) == more > 0
    done = swap(shop, shift, basket)
    refund, sold = shop.documents(Kind.REFUND, Kind.SALE)[-2:]
    assert (refund.kind, sold.kind) == (Kind.REFUND, Kind.SALE)
    assert refund.body["how"] == "exchange"
    assert refund.body["for"] == sold.body["sale_id"]
    assert refund.body["net"] == [["cash", sale.due_minor]]
    assert refund.body["paid_out"] == 0
    assert sold.body["exchange"]["refund_id"] == refund.body["refund_id"]
    kinds = [(one["kind"], one["amount"], one["ref"]) for one in sold.body["tenders"]]
    assert kinds == [("cash", more, ""), ("exchange", sale.due_minor, "cash")]
    assert done.value.refund_no == refund.body["no"]
    assert done.value.back == ()
    assert account(shop, EXCHANGE) == 0
    totals = x_report(shop.s, shift.shift_id).totals
    assert totals.cash_expected_minor == 10_000 + sale.due_minor + more
    assert dict((kind, n) for kind, _, n in totals.by_tender)["exchange"] == 0
    assert done.effects[0] == KickDrawer()
    assert [type(one) for one in done.effects[1:]] == [Print, Print]
    assert verify_journal(shop.s).ok
    assert not check_projections(shop.s)


def test_cheaper_goods_give_the_difference_back(shop):
    shift = shop.shift()
    sale = sell_by(shop, shift, shop.basket(MILK, MILK), "cash")
    basket = with_credit(shop, shop.basket(COLA), sale, (1, 1000), (2, 1000))
    done = swap(shop, shift, basket)
    left = sale.due_minor - shop.due(shop.basket(COLA))
    assert left > 0
    assert done.value.back == (("cash", left),)
    assert done.value.change_minor == 0
    refund = shop.documents(Kind.REFUND)[-1]
    assert refund.body["paid_out"] == left
    assert x_report(shop.s, shift.shift_id).totals.cash_expected_minor == (
        10_000 + sale.due_minor - left
    )
    assert done.effects[0] == KickDrawer()
    assert account(shop, EXCHANGE) == 0


def test_what_came_by_phone_pays_first_and_cash_goes_back(shop):
    """No more than what came by a tender ever goes back by it."""
    shift = shop.shift()
    basket = shop.basket(MILK, MILK)
    due = shop.due(basket)
    tenders = (Tender(1, "cash", 200, 200), Tender(2, "wechat", due - 200, due - 200))
    sale = complete(shop.s, shop.cashier, shift.shift_id, basket, tenders).value
    fresh = with_credit(shop, shop.basket(COLA), sale, (1, 1000), (2, 1000))
    assert fresh.credit.parts == (("wechat", due - 200), ("cash", 200))
    cola = shop.due(shop.basket(COLA))
    done = swap(shop, shift, fresh).value
    from_wechat = min(cola, due - 200)
    assert sum(n for _, n in done.back) == due - cola
    assert dict(done.back)["cash"] == 200 - (cola - from_wechat)
    sold = shop.documents(Kind.SALE)[-1]
    assert sold.body["tenders"][0]["ref"] == "wechat"
    # and the exchanged goods themselves go back to what had paid for the first ones
    again = back(shop, shift, done, (1, 1000)).value.returning
    assert {one.kind for one in again.back} <= {"wechat", "cash"}
    assert sum(one.amount_minor for one in again.back) == cola
    assert verify_journal(shop.s).ok


def test_an_even_exchange_opens_no_drawer(shop):
    shift = shop.shift()
    sale = sell_by(shop, shift, shop.basket(COLA), "wechat")
    done = swap(shop, shift, with_credit(shop, shop.basket(COLA), sale, (1, 1000)))
    assert KickDrawer() not in done.effects
    assert done.value.tenders[0].reference == "wechat"
    again = back(shop, shift, done.value, (1, 1000)).value.returning
    assert [(one.kind, one.amount_minor) for one in again.back] == [("wechat", sale.due_minor)]
    assert not check_projections(shop.s)


def test_stored_value_is_back_in_its_lots_and_pays_at_once(shop, money, anna):
    """One gesture though the purse was empty: what comes back may pay for what goes."""
    shift = shop.shift()
    price = shop.due(shop.basket(COLA, member=anna))
    money.give(anna, "principal", price, "p")
    sale = sell(shop, shift, shop.basket(COLA, member=anna), ("stored", price, "general"))
    basket = with_credit(shop, shop.basket(COLA, member=anna), sale, (1, 1000))
    assert basket.credit.parts == ()
    assert basket.credit.back_in("stored", "general") == price
    tenders = (Tender(1, "stored", price, price, reference="general"),)
    done = complete(shop.s, shop.cashier, shift.shift_id, basket, tenders).value
    assert done.purse is None
    assert money.lots(f"m:{anna.member_id}")["p"] == (0, 0)
    assert done.back == (("principal", price),)
    assert not check_projections(shop.s)


def test_goods_that_came_back_meanwhile_are_refused_and_nothing_is_written(shop, refused):
    shift = shop.shift()
    sale = sell_by(shop, shift, shop.basket(COLA), "cash")
    basket = with_credit(shop, shop.basket(MILK, MILK), sale, (1, 1000))
    back(shop, shift, sale, (1, 1000))
    docs = len(shop.documents())
    with refused("exchange.returned") as error:
        swap(shop, shift, basket)
    assert error.facts["receipt_no"]
    assert len(shop.documents()) == docs
    plain = replace(basket, credit=None)
    assert swap(shop, shift, plain).value.due_minor == shop.due(plain)


def test_a_credit_that_changed_is_refused(shop, money, anna, refused):
    """Points that were spent meanwhile come off the cash: the figure on the screen is another."""
    from app.domain.loyalty.terms import EarnRule, PointsTerms

    shift = shop.shift()
    money.set(points=PointsTerms(rules=(EarnRule(points=50, per=100),), short="cash"))
    sale = sell(shop, shift, shop.basket(COLA, member=anna))
    basket = with_credit(shop, shop.basket(MILK, MILK), sale, (1, 1000))
    money.set(points=PointsTerms(rules=(), short="cash"))
    sell(shop, shift, shop.basket(COLA, member=anna), ("points", 100))
    with refused("exchange.changed") as error:
        swap(shop, shift, basket)
    assert error.facts["was_minor"] > error.facts["now_minor"]


def test_two_tills_want_the_same_goods(shop):
    """A race: one exchanges, the other takes back; two connections at once, one of them wins."""
    shift, who, start = shop.shift(), shop.cashier, Barrier(2)
    sale = sell_by(shop, shift, shop.basket(COLA), "cash")
    basket = with_credit(shop, shop.basket(MILK, MILK), sale, (1, 1000))
    tenders = difference(shop, basket)

    def run(place: int) -> str:
        database = Database(shop.settings.database, key=None)
        try:
            start.wait(5)
            s = replace(shop.s, db=database)
            if place:
                complete(s, who, shift.shift_id, basket, tenders)
            else:
                return_goods(s, who, shift.shift_id, sale.sale_id, ((1, 1000),), reason="wrong")
        except Refused as error:
            return error.code
        finally:
            database.close()
        return "ok"

    with ThreadPoolExecutor(2) as tills:
        said = sorted(tills.map(run, range(2)))
    assert said in (["exchange.returned", "ok"], ["ok", "return.too_much"])
    assert len(shop.documents(Kind.REFUND)) == 1
    assert verify_journal(shop.s).ok


def test_a_second_call_is_the_same_exchange(shop):
    shift = shop.shift()
    sale = sell_by(shop, shift, shop.basket(MILK, MILK), "cash")
    basket = with_credit(shop, shop.basket(COLA), sale, (1, 1000), (2, 1000))
    first = swap(shop, shift, basket)
    again = complete(shop.s, shop.cashier, shift.shift_id, basket, ())
    assert again.effects == ()
    assert (again.value.back, again.value.refund_no) == (first.value.back, first.value.refund_no)
    assert len(shop.documents(Kind.REFUND)) == 1


def test_a_draft_and_a_parked_basket_keep_the_credit(shop, money, anna):
    shift = shop.shift()
    sale = sell(shop, shift, shop.basket(COLA, member=anna))
    empty = replace(shop.basket(), member=None)
    waiting = with_credit(shop, empty, sale, (1, 1000))
    draft.save(shop.s, replace(waiting, member=None), ())
    shop.again()
    left = draft.left_over(shop.s)
    assert left is not None
    assert left.basket.credit == waiting.credit
    basket = with_credit(shop, shop.basket(MILK, MILK), sale, (1, 1000))
    draft.park(shop.s, basket)
    kept, _ = draft.recall(shop.s, basket.sale_id).value
    assert kept.credit == basket.credit
    done = swap(shop, shift, kept).value
    assert done.refund_no
    assert draft.left_over(shop.s).basket.sale_id == waiting.sale_id


def test_cash_that_is_left_goes_back_in_whole_steps(shop):
    """R36, R37: what pays for goods is exact, what leaves the drawer is not below its steps."""
    change(shop.s, shop.owner, rounding=CashRounding(10))
    shift = shop.shift()
    drawer = account(shop, DRAWER)
    apples = shop.basket(APPLE)
    apples = apples.with_line(replace(apples.lines[0], qty_milli=1357))
    sale = sell_by(shop, shift, apples, "cash")
    paid = sum(one.amount_minor for one in sale.tenders)
    few = shop.basket(APPLE)
    few = few.with_line(replace(few.lines[0], qty_milli=357))
    basket = with_credit(shop, few, sale, (1, 1357))
    assert basket.credit.minor == paid
    done = swap(shop, shift, basket).value
    ((kind, left),) = done.back
    assert (kind, left % 10) == ("cash", 0)
    assert abs(paid - shop.due(few) - left) <= 5
    again = back(shop, shift, done, (1, 357)).value.returning
    assert again.paid_out_minor % 10 == 0
    expected = x_report(shop.s, shift.shift_id).totals.cash_expected_minor
    assert account(shop, DRAWER) - drawer == expected - 10_000
    assert expected - 10_000 == paid - left - again.paid_out_minor
    assert not check_projections(shop.s)


def test_nobody_pays_with_a_credit_by_hand(shop, refused):
    shift = shop.shift()
    basket = shop.basket(COLA)
    due = shop.due(basket)
    with refused("tender.not_by_hand"):
        complete(
            *(shop.s, shop.cashier, shift.shift_id, basket),
            (Tender(1, "exchange", due, due, reference="cash"),),
        )


def test_who_may_not_take_back_needs_a_word_for_exactly_this(shop, refused, monkeypatch):
    alone = MATRIX[Role.CASHIER] - {Permission.RETURN}
    monkeypatch.setitem(MATRIX, Role.CASHIER, alone)
    shift = shop.shift()
    sale = sell_by(shop, shift, shop.basket(COLA, COLA), "cash")
    with refused("approval.needed") as error:
        begin_exchange(shop.s, shop.cashier, sale.sale_id, ((1, 1000),), reason="wrong")
    assert error.facts["action"] == "sale.exchange"
    yes = word(shop, error, shift, Permission.RETURN)
    basket = with_credit(shop, shop.basket(MILK, MILK), sale, (1, 1000), approval=yes)
    shop.clock.pass_ms(10 * 60_000)  # the basket waited longer than a word may
    other = replace(basket, credit=replace(basket.credit, lines=((2, 1000),)))
    with refused("approval.other_action"):
        swap(shop, shift, other)
    with refused("exchange.word"):
        swap(shop, shift, replace(basket, credit=replace(basket.credit, approval_id="")))
    swap(shop, shift, basket)
    assert shop.documents(Kind.REFUND)[-1].body["approval"] == yes.approval_id
    with refused("return.too_much"):  # one yes is one deed
        begin_exchange(
            *(shop.s, shop.cashier, sale.sale_id, ((1, 1000),)), reason="wrong", approval=yes
        )


def test_exchanging_back_and_forth_leaves_the_ledger_as_it_was(shop, money, anna):
    shift = shop.shift()
    before = balances(shop)
    sale = sell(shop, shift, shop.basket(COLA, MILK, member=anna))
    there = swap(shop, shift, with_credit(shop, shop.basket(WATER), sale, (1, 1000))).value
    here = swap(shop, shift, with_credit(shop, shop.basket(COLA, COLA), there, (1, 1000))).value
    back(shop, shift, here, (1, 1000), (2, 1000))
    back(shop, shift, sale, (2, 1000))
    assert all(not one.open_milli for one in preview_return(shop.s, sale.sale_id).lines)
    assert balances(shop) == before
    assert verify_journal(shop.s).ok
    assert not check_projections(shop.s)
