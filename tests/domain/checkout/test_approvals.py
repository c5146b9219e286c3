"""Hands: what each may take off, and a second person's word that is good for one thing only."""

from dataclasses import replace

import pytest

from app.domain.checkout import events as ev
from app.domain.checkout.state import ApprovalRequest, Mode
from app.domain.permissions import DiscountLimits, Permission, Role
from tests.domain.builders import BOOK, CASHIER, MANAGER, OWNER, TECHNICIAN, member, rows
from tests.domain.checkout.desk import Counter, found, word


def rate(ppm: int, line_no: int = 1) -> ev.LineDiscounted:
    return ev.LineDiscounted(line_no, ppm, 0, "damaged")


def off(amount: int, line_no: int = 1) -> ev.LineDiscounted:
    return ev.LineDiscounted(line_no, 0, amount, "damaged")


def whole(ppm: int = 0, amount: int = 0) -> ev.BasketDiscounted:
    return ev.BasketDiscounted(ppm, amount, "damaged")


def request_of(counter: Counter) -> ApprovalRequest:
    assert counter.mode is Mode.APPROVING
    assert counter.state.request is not None
    return counter.state.request


HANDS = {
    "line 10%": rate(100_000),
    "line 10.1%": rate(101_000),
    "line 30%": rate(300_000),
    "line 31%": rate(310_000),
    "line 100%": rate(1_000_000),
    "line 100.00": off(10_000),
    "line 100.01": off(10_001),
    "line 100.02": off(10_002),
    "all 10%": whole(100_000),
    "all 11%": whole(110_000),
    "all 31%": whole(310_000),
    "price 900": ev.PriceSet(1, 90_000, "damaged"),
    "price 700": ev.PriceSet(1, 70_000, "damaged"),
    "price 699": ev.PriceSet(1, 69_900, "damaged"),
    "price 1100": ev.PriceSet(1, 110_000, "damaged"),
    "price 0": ev.PriceSet(1, 0, "damaged"),
    "no sale": ev.NoSale("change"),
}

# one television of 1000.00: who does it alone, and who must be asked
LIMITS = """
| hand        | cashier       | manager | owner |
| line 10%    | yes           | yes     | yes   |
| line 10.1%  | manager owner | yes     | yes   |
| line 30%    | manager owner | yes     | yes   |
| line 31%    | owner         | owner   | yes   |
| line 100%   | owner         | owner   | yes   |
| line 100.00 | yes           | yes     | yes   |
# one minor unit is rounding's own
| line 100.01 | yes           | yes     | yes   |
| line 100.02 | manager owner | yes     | yes   |
| all 10%     | yes           | yes     | yes   |
| all 11%     | manager owner | yes     | yes   |
| all 31%     | owner         | owner   | yes   |
| price 900   | manager owner | yes     | yes   |
| price 700   | manager owner | yes     | yes   |
| price 699   | owner         | owner   | yes   |
| price 1100  | manager owner | yes     | yes   |
| price 0     | owner         | owner   | yes   |
| no sale     | manager owner | yes     | yes   |
"""
CELLS = [
    (row[0], operator, cell)
    for row in rows(LIMITS)[1:]
    for operator, cell in zip((CASHIER, MANAGER, OWNER), row[1:], strict=True)
]


@pytest.mark.parametrize(("hand", "operator", "cell"), CELLS)
def test_limits(hand, operator, cell):
    counter = Counter(operator).scan("tv").do(HANDS[hand])
    if cell == "yes":
        assert counter.mode is Mode.SELLING
    else:
        assert [role.value for role in request_of(counter).roles] == cell.split()


def test_what_a_second_person_is_asked():
    request = request_of(Counter().scan("tv").do(rate(200_000)))
    assert request == ApprovalRequest(
        "line",
        Permission.DISCOUNT,
        (Role.MANAGER, Role.OWNER),
        request.binding,
        200_000,
        100_000,
        100_000,
        80_000,
        "damaged",
        rate(200_000),
    )
    only_right = request_of(Counter().scan("tv").do(ev.PriceSet(1, 110_000, "damaged")))
    assert (only_right.needed_ppm, only_right.permission) == (0, Permission.PRICE_OVERRIDE)


def test_when_nobodys_limit_covers_it():
    book = replace(BOOK, limits=DiscountLimits(100_000, 300_000, 500_000))
    counter = Counter(book=book).scan("tv")
    assert counter.refused(rate(600_000)) == "discount.over_limit"
    assert counter.sits(OWNER).refused(rate(600_000)) == "discount.over_limit"


@pytest.mark.parametrize("hand", ["line 30%", "all 31%", "price 700"])
def test_granted_it_is_done_with_the_word_on_it(hand):
    counter = Counter().scan("tv", "pen").do(HANDS[hand])
    assert counter.due == 100_100
    counter.approve()
    assert counter.mode is Mode.SELLING
    assert counter.state.request is None
    basket = counter.state.basket
    kept = basket.discount or basket.lines[0].discount or basket.lines[0].override
    assert kept is not None
    assert kept.approval is not None
    assert (kept.approval.approver_name, kept.by) == (MANAGER.name, CASHIER.operator_id)
    assert counter.due < 80_000


def test_denied_nothing_changed():
    counter = Counter().scan("tv").do(rate(300_000), ev.ApprovalDenied())
    assert (counter.mode, counter.due, counter.state.request) == (Mode.SELLING, 100_000, None)
    assert counter.do(rate(300_000), ev.BackPressed()).due == 100_000


def test_a_word_for_something_else_is_refused():
    other = request_of(Counter().scan("tv").do(rate(200_000))).binding
    counter = Counter().scan("tv").do(rate(300_000))
    assert counter.refused(ev.ApprovalGranted(word(other))) == "approval.other_action"
    assert counter.refused(ev.ApprovalGranted(word(""))) == "approval.other_action"


BOUND = [
    (rate(200_000), rate(200_001)),
    (rate(200_000), off(20_000)),
    (rate(200_000), whole(200_000)),
    (rate(200_000), rate(200_000, 2)),
    (ev.PriceSet(1, 80_000, "x"), ev.PriceSet(1, 80_001, "x")),
    (ev.PriceSet(1, 80_000, "x"), off(80_000)),
]


@pytest.mark.parametrize(("one", "other"), BOUND)
def test_each_wish_is_bound_by_itself(one, other):
    first = request_of(Counter().scan("tv", "wine").do(one)).binding
    assert request_of(Counter().scan("tv", "wine").do(one)).binding == first
    assert request_of(Counter().scan("tv", "wine").do(other)).binding != first


def test_a_word_to_open_the_drawer_opens_it_once():
    counter = Counter().do(ev.NoSale("change"))
    yes = word(request_of(counter).binding)
    counter.do(ev.ApprovalGranted(yes))
    assert (counter.mode, counter.intents) == (Mode.READY, (ev.OpenDrawer("change", yes),))
    counter.later(1).do(ev.NoSale("change"))
    assert counter.refused(ev.ApprovalGranted(yes)) == "approval.other_action"


def test_the_drawer_wants_a_reason():
    assert Counter(OWNER).refused(ev.NoSale("  ")) == "reason.missing"
    assert Counter(OWNER).do(ev.NoSale("change")).intents == (ev.OpenDrawer("change"),)
    assert Counter(TECHNICIAN).do(ev.NoSale("change")).mode is Mode.APPROVING


# --- void when goods, amounts or member change ---------------------------------------------------


def approved(hand: str) -> Counter:
    counter = Counter().do(found("cola", 2000)).scan("tv").do(ev.LinePicked(2))
    event = replace(HANDS[hand], line_no=2) if hand != "all 31%" else HANDS[hand]
    counter.do(event).approve()
    assert counter.due < 80_000
    return counter


ANOTHER = ev.MemberAttached(member("silver"))
VOID = """
| hand      | quantity of it | another line | another item | a member |
| line 30%  | void           |              |              | void     |
| price 700 | void           |              |              | void     |
| all 31%   | void           | void         | void         | void     |
"""
CHANGES = {
    "quantity of it": ev.QuantitySet(2, 2000),
    "another line": ev.QuantitySet(1, 3000),
    "another item": found("pen"),
    "a member": ANOTHER,
}
VOIDS = [
    (row[0], change, cell)
    for row in rows(VOID)[1:]
    for change, cell in zip(rows(VOID)[0][1:], row[1:], strict=True)
]


@pytest.mark.parametrize(("hand", "change", "cell"), VOIDS)
def test_an_approval_is_void_when_what_it_was_given_for_changes(hand, change, cell):
    counter = approved(hand).do(CHANGES[change])
    assert counter.said() == (["approval_void"] if cell else [])
    basket = counter.state.basket
    assert (basket.discount is None) or hand == "all 31%"
    gone = basket.discount is None and all(
        one.discount is None and one.override is None for one in basket.lines
    )
    assert gone == bool(cell)


def test_the_same_members_card_again_voids_nothing():
    counter = Counter().scan("tv").do(ANOTHER, rate(300_000)).approve().do(ANOTHER)
    assert (counter.said(), counter.due) == ([], 66_500)
    assert counter.do(ev.MemberDetached()).said() == ["approval_void"]
    assert counter.due == 100_000


def test_a_members_other_card_while_paying_voids_too():
    counter = Counter().scan("tv").do(rate(300_000)).approve().do(ev.PayPressed(), ANOTHER)
    assert (counter.mode, counter.said(), counter.due) == (Mode.PAYING, ["approval_void"], 95_000)


def test_taking_the_last_line_out_takes_the_baskets_discount_along():
    counter = Counter().scan("tv").do(whole(100_000), ev.LineRemoved(1)).scan("pen")
    assert (counter.state.basket.discount, counter.due) == (None, 100)


# --- no sequence of small steps slips under a limit ----------------------------------------------


def test_line_and_basket_discounts_are_weighed_together():
    counter = Counter().scan("tv").do(rate(100_000), whole(50_000))
    assert request_of(counter).needed_ppm == 145_000
    counter = Counter().scan("tv").do(whole(50_000), rate(100_000))
    assert request_of(counter).needed_ppm == 145_000
    counter = Counter().scan("tv").do(rate(50_000), whole(50_000))
    assert (counter.mode, counter.due) == (Mode.SELLING, 90_250)


def test_a_basket_of_dear_goods_does_not_hide_a_cheap_line():
    counter = Counter().scan("tv", "wine").do(rate(100_000, 2), whole(50_000))
    request = request_of(counter)
    assert 145_000 <= request.needed_ppm < 145_100
    assert (request.before_minor, request.after_minor) == (109_900, 103_464)


def test_a_set_price_and_a_discount_are_weighed_together():
    counter = Counter(MANAGER).scan("tv").do(HANDS["price 700"], rate(100_000))
    assert request_of(counter).roles == (Role.OWNER,)
    assert request_of(counter).needed_ppm == 370_000
    counter = Counter(MANAGER).scan("tv").do(HANDS["price 700"], whole(100_000))
    assert request_of(counter).roles == (Role.OWNER,)


def test_a_raised_price_does_not_pay_for_a_discount():
    counter = Counter(MANAGER).scan("pen", "tv").do(ev.PriceSet(1, 500_000, "x"))
    request = request_of(counter.do(whole(400_000)))
    assert request.roles == (Role.OWNER,)
    assert (request.before_minor, request.after_minor) == (100_100, 60_100)


def test_an_amount_may_not_grow_by_taking_goods_out():
    counter = Counter().do(found("tv", 10_000)).do(off(100_000))
    assert counter.due == 900_000
    counter.do(ev.QuantitySet(1, 2000))
    assert (counter.said(), counter.due) == (["discount_void"], 200_000)
    counter = Counter().scan("tv", "wine").do(whole(amount=10_000), ev.LineRemoved(1))
    assert (counter.said(), counter.due) == (["discount_void"], 9900)


def test_an_amount_may_not_grow_by_a_members_price():
    counter = Counter().scan("wine").do(off(990), ev.MemberAttached(member("gold")))
    assert (counter.said(), counter.due) == (["discount_void"], 9405)


def test_a_rate_stays_a_rate():
    counter = Counter().do(found("tv", 3000)).do(rate(100_000), ev.QuantitySet(1, 1000))
    assert (counter.said(), counter.due) == ([], 90_000)


def test_what_a_manager_gave_stays_when_a_cashier_goes_on():
    counter = Counter(MANAGER).scan("tv").do(rate(300_000)).sits(CASHIER).scan("pen")
    assert (counter.said(), counter.due) == ([], 70_100)
    counter = Counter(MANAGER).scan("tv").do(whole(300_000)).sits(CASHIER).scan("pen")
    assert (counter.said(), counter.due) == (["discount_void"], 100_100)
    parked = Counter(MANAGER).scan("tv").do(whole(300_000)).state.basket
    counter = Counter().do(ev.Recalled(parked))
    assert (counter.said(), counter.due) == ([], 70_000)


def test_a_discount_on_a_discount_that_was_approved_asks_again():
    counter = Counter().scan("tv").do(rate(200_000)).approve().do(whole(50_000))
    assert request_of(counter).needed_ppm == 240_000
    counter.approve()
    assert counter.due == 76_000
    assert counter.scan("pen").said() == ["approval_void"]
    assert counter.due == 80_100


# --- what cannot be taken off --------------------------------------------------------------------


def test_discounts_that_cannot_be():
    counter = Counter(OWNER).scan("cola")
    for event, code in (
        (rate(-1), "discount.negative"),
        (off(-1), "discount.negative"),
        (whole(amount=-1), "discount.negative"),
        (rate(1_000_001), "discount.over_all"),
        (off(301), "discount.over_price"),
        (whole(amount=301), "discount.over_price"),
    ):
        assert counter.refused(event) == code
    assert counter.do(off(300)).due == 0
    counter.do(off(0), off(100))
    assert counter.refused(whole(amount=201)) == "discount.over_price"
    assert counter.do(whole(amount=200)).due == 0


def test_a_discount_and_a_set_price_are_taken_away_again():
    counter = Counter(OWNER).scan("cola").do(rate(100_000), whole(100_000))
    assert counter.due == 243
    assert counter.do(rate(0), whole()).due == 300
    counter.do(ev.MemberAttached(member("gold")), ev.PriceSet(1, 200, "x"))
    assert counter.due == 200
    counter.do(ev.PriceSet(1, 300, "x"))
    assert (counter.state.basket.lines[0].override, counter.due) == (None, 270)


def test_a_technician_gives_nothing_away():
    counter = Counter(TECHNICIAN).scan("tv").do(rate(10_000))
    assert request_of(counter).roles == (Role.MANAGER, Role.OWNER)
