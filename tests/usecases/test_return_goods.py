"""Goods come back: the exact mirror in any pieces (A4), never more than was paid (3.7, R37)."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from app.domain.checkout.state import ApprovalRequest
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.loyalty.terms import EarnRule, Expiry, ExpiryRule, PointsTerms
from app.domain.permissions import Permission, Role
from app.domain.pricing.basket import Approval
from app.domain.shop import CashRounding
from app.store import spool
from app.store.engine import Database
from app.usecases.health.rebuild import check_projections
from app.usecases.health.verify import verify_journal
from app.usecases.outcome import KickDrawer, Print
from app.usecases.sale.complete import complete
from app.usecases.sale.history import detail, recent
from app.usecases.sale.return_goods import preview_return, return_goods
from app.usecases.shift.report import x_report
from app.usecases.shop.settings import change
from app.usecases.staff.approve import approve
from tests.usecases.money import Money, covered, tendered
from tests.usecases.shop import APPLE, COLA, MILK, PINS, WATER, Shop

GIFT = "Z" * 20


class Dice:
    """Throws that are the same in every run, another row of them for each seed."""

    def __init__(self, seed: int) -> None:
        self.seed, self.thrown = seed, 0

    def of(self, least: int, most: int) -> int:
        self.thrown += 1
        found = hashlib.sha256(f"{self.seed}.{self.thrown}".encode()).digest()
        return least + int.from_bytes(found) % (most - least + 1)

    def mixed(self, things: list) -> list:
        order = sorted((self.of(0, 10**9), i) for i in range(len(things)))
        return [things[i] for _, i in order]


@pytest.fixture
def money(shop: Shop) -> Money:
    return Money(shop)


@pytest.fixture
def anna(shop: Shop):
    return shop.member("6027")


def sell(shop, shift, basket, *parts):
    tenders = tendered(shop, basket, *parts)
    return complete(shop.s, shop.cashier, shift.shift_id, basket, tenders).value


def back(shop, shift, sale, *lines, who=None, **more):
    return return_goods(
        *(shop.s, who or shop.cashier, shift.shift_id, sale.sale_id, lines), reason="临期", **more
    )


def days(shop: Shop, anna) -> list[tuple]:
    return shop.rows(
        "SELECT bd, visits, spend_minor, growth, stored_minor FROM member_day"
        " WHERE member_id = ? AND (visits OR spend_minor OR growth OR stored_minor) ORDER BY bd",
        anna.member_id,
    )


def balances(shop: Shop) -> dict[tuple[str, str], int]:
    rows = shop.rows("SELECT account, unit, sum(amount) FROM posting GROUP BY 1, 2")
    return {(account, unit): n for account, unit, n in rows if n}


@pytest.mark.parametrize("seed", range(6))
def test_everything_is_back_where_it_was(shop, money, anna, seed):
    """A4: any mix, returned in random pieces: lots, days, vouchers and the ledger to the cent."""
    dice = Dice(seed)
    change(shop.s, shop.owner, rounding=CashRounding(10))
    shift = shop.shift()
    money.give(anna, "principal", 700, "p", group_id="t")
    money.give(anna, "bonus", 333, "b", group_id="t")
    money.give(anna, "points", 500, "x")
    money.give(anna, "points", 70, "y", bucket="2026-12-31")
    package = money.package(anna, shop.item(WATER).item_id, 7, 1000)
    card = money.gift_card(GIFT, 900)
    basket = replace(
        shop.basket(COLA, MILK, APPLE, WATER, member=anna), vouchers=(money.voucher(anna),)
    )
    amounts = (3000, 2000, 1354, 3000)
    for line, qty in zip(basket.lines, amounts, strict=True):
        basket = basket.with_line(replace(line, qty_milli=qty))
    basket = covered(shop, basket, 4, package)
    holders = (f"m:{anna.member_id}", f"g:{card}")
    lots, was, ledger = money.lots(*holders), days(shop, anna), balances(shop)
    parts = [("stored", dice.of(1, 900), "general"), ("points", dice.of(1, 500))]
    parts.append(("gift", dice.of(1, 800), card))
    sale = sell(shop, shift, basket, *dice.mixed(parts)[: dice.of(1, 3)])
    pieces = [(1, 1000)] * 3 + [(2, 1000)] * 2 + [(3, 600), (3, 54), (3, 700)] + [(4, 1000)] * 3
    pieces = dice.mixed(pieces)
    total = 0
    while pieces:
        some = [pieces.pop() for _ in range(min(len(pieces), dice.of(1, 4)))]
        wish = {no: sum(qty for n, qty in some if n == no) for no, _ in some}
        shown = preview_return(shop.s, sale.sale_id, tuple(wish.items()))
        made = back(shop, shift, sale, *wish.items()).value.returning
        assert made == shown
        total += made.total_minor
    assert total == sale.due_minor
    after = money.lots(*holders)
    assert {name: after[name] for name in lots} == lots
    assert all(after[name] == (0, 0) for name in after.keys() - lots.keys())
    assert days(shop, anna) == was
    assert balances(shop) == ledger
    purse = money.purse(anna)
    assert (len(purse.vouchers), purse.points_debt, purse.packages[0].used_today) == (1, 0, 0)
    assert all(not one.open_milli for one in preview_return(shop.s, sale.sale_id).lines)
    assert verify_journal(shop.s).ok
    assert not check_projections(shop.s)


def test_no_piece_returns_more_than_was_sold(shop, money, anna, refused):
    shift = shop.shift()
    sale = sell(shop, shift, shop.basket(COLA, APPLE, member=anna))
    back(shop, shift, sale, (2, 400))
    with refused("return.too_much") as error:
        back(shop, shift, sale, (2, 601))
    assert error.facts == {"name": APPLE, "open_milli": 600}
    with refused("return.too_much"):
        back(shop, shift, sale, (2, 400), (2, 400))
    for wish, code in (
        ((), "return.nothing"),
        (((9, 1000),), "return.line_gone"),
        (((1, 500),), "return.whole"),
        (((2, -5),), "return.nothing"),
        (((2, 0),), "return.nothing"),
    ):
        with refused(code):
            back(shop, shift, sale, *wish)
    with refused("sale.unknown"):
        preview_return(shop.s, "never")
    with refused("reason.missing"):
        return_goods(shop.s, shop.cashier, shift.shift_id, sale.sale_id, ((1, 1000),), reason="  ")
    with refused("code.payment_card"):
        return_goods(
            *(shop.s, shop.cashier, shift.shift_id, sale.sale_id, ((1, 1000),)),
            reason="4111 1111 1111 1111",
        )
    assert len(shop.documents(Kind.REFUND)) == 1


def test_two_tills_take_the_same_goods_back(shop, money, anna):
    """itpp #864: offline the same sale was refunded many times. A return must not be repeated
    elsewhere (3.24): the loser is told that it has come back."""
    shift, who, start = shop.shift(), shop.cashier, Barrier(2)
    sale = sell(shop, shift, shop.basket(COLA, member=anna))

    def run(_: int) -> str:
        database = Database(shop.settings.database, key=None)
        try:
            start.wait(5)
            s = replace(shop.s, db=database)
            return_goods(s, who, shift.shift_id, sale.sale_id, ((1, 1000),), reason="临期")
        except Refused as error:
            return error.code
        finally:
            database.close()
        return "ok"

    with ThreadPoolExecutor(2) as tills:
        assert sorted(tills.map(run, range(2))) == ["ok", "return.too_much"]
    assert len(shop.documents(Kind.REFUND)) == 1
    assert verify_journal(shop.s).ok


def test_a_double_tap_is_one_return(shop, money, anna, refused):
    shift = shop.shift()
    sale = sell(shop, shift, shop.basket(COLA, COLA, member=anna))
    other = sell(shop, shift, shop.basket(COLA))
    first = back(shop, shift, sale, (1, 1000), refund_id="r1")
    again = back(shop, shift, sale, (1, 1000), refund_id="r1")
    assert (again.value.refund_no, again.effects) == (first.value.refund_no, ())
    assert again.value.returning.paid_out_minor == first.value.returning.paid_out_minor == 360
    assert len(shop.documents(Kind.REFUND)) == 1
    with refused("return.other"):
        back(shop, shift, other, (1, 1000), refund_id="r1")


def test_points_that_are_gone_are_a_debt_that_is_said(shop, money, anna):
    """R15: never a silent zero; the next points earned pay it first."""
    shift = shop.shift()
    sale = sell(shop, shift, shop.basket(COLA, member=anna))
    assert sale.points == 3
    spent = sell(shop, shift, shop.basket(COLA, member=anna), ("points", 2))
    made = back(shop, shift, sale, (1, 1000)).value
    assert (made.returning.points_clawed, made.returning.points_debt) == (3, 0)  # 1 left, 3 new
    assert (made.purse.points, made.purse.points_debt) == (1, 0)
    made = back(shop, shift, spent, (1, 1000)).value
    assert made.returning.points_back == 2
    assert (made.returning.points_clawed, made.returning.points_debt) == (3, 0)
    assert made.purse.points == 0  # what this return gave back was there to be taken
    last = sell(shop, shift, shop.basket(COLA, member=anna))
    sell(shop, shift, shop.basket(COLA, member=anna), ("points", 3))
    money.set(points=PointsTerms(rules=()))
    later = sell(shop, shift, shop.basket(COLA, member=anna))
    assert later.points == 0
    made = back(shop, shift, last, (1, 1000)).value
    assert made.returning.points_debt + made.returning.points_clawed == 3
    assert made.purse.points_debt == made.returning.points_debt


def test_a_debt_and_what_is_kept_of_the_cash(shop, money, anna):
    shift = shop.shift()
    rule = PointsTerms(rules=(EarnRule(points=50, per=100),))
    money.set(points=rule)
    owed = sell(shop, shift, shop.basket(COLA, member=anna))
    assert owed.points == 150
    money.set(points=replace(rule, rules=()))
    sell(shop, shift, shop.basket(COLA, member=anna), ("points", 120))
    made = back(shop, shift, owed, (1, 1000)).value
    assert (made.returning.points_clawed, made.returning.points_debt) == (30, 120)
    assert made.returning.paid_out_minor == 361
    assert made.purse.points_debt == 120

    money.set(points=replace(rule, short="cash"))
    owed = sell(shop, shift, shop.basket(COLA, member=anna))
    purse = money.purse(anna)
    assert (owed.points, purse.points, purse.points_debt) == (150, 30, 0)
    money.set(points=replace(rule, rules=(), short="cash"))
    sell(shop, shift, shop.basket(COLA, member=anna), ("points", 30))
    made = back(shop, shift, owed, (1, 1000)).value
    shown = made.returning
    assert (shown.points_clawed, shown.points_debt, shown.points_cash_minor) == (0, 0, 150)
    assert shown.paid_out_minor == 361 - 150
    assert [one.amount_minor for one in shown.back] == [211]
    assert verify_journal(shop.s).ok


def test_a_voucher_is_back_with_its_last_line_and_counts_again(shop, money, anna):
    shift, voucher = shop.shift(), money.voucher(anna)
    basket = replace(shop.basket(COLA, MILK, member=anna), vouchers=(voucher,))
    sale = sell(shop, shift, basket)
    made = back(shop, shift, sale, (1, 1000)).value
    assert (made.returning.vouchers_back, made.purse.vouchers) == ((), ())
    made = back(shop, shift, sale, (2, 1000)).value
    assert made.returning.vouchers_back == ("满五减一元",)
    assert [one.voucher_id for one in made.purse.vouchers] == [voucher.voucher_id]
    again = replace(shop.basket(COLA, MILK, member=anna), vouchers=made.purse.vouchers)
    assert sell(shop, shift, again).due_minor == 519


def test_points_that_ended_meanwhile_come_back_for_a_while(shop, money, anna):
    """R22."""
    shift = shop.shift()
    money.give(anna, "points", 100, "old", bucket="2026-09-13")
    sale = sell(shop, shift, shop.basket(COLA, member=anna), ("points", 100))
    shop.clock.pass_ms(5 * 24 * 3_600_000)
    made = back(shop, shift, sale, (1, 1000)).value
    assert made.returning.points_back == 100
    ends = [lot.asset.bucket for lot in made.purse.lots if lot.source == "return"]
    assert ends == ["2026-10-17"]


def test_a_full_return_gives_what_was_paid_and_a_part_the_goods_price(shop, refused):
    """R37: symmetric, and never more than was paid."""
    change(shop.s, shop.owner, rounding=CashRounding(10))
    shift, basket = shop.shift(), shop.basket(APPLE)
    basket = basket.with_line(replace(basket.lines[0], qty_milli=357))
    assert shop.due(basket) == 353
    sale = complete(
        *(shop.s, shop.cashier, shift.shift_id, basket), shop.paid(basket, "cash", 350)
    ).value
    assert sale.rounding_minor == -3
    one = back(shop, shift, sale, (1, 178)).value.returning
    two = back(shop, shift, sale, (1, 179)).value.returning
    assert one.paid_out_minor + two.paid_out_minor == 350
    assert one.paid_out_minor % 10 == 0
    totals = x_report(shop.s, shift.shift_id).totals
    assert (totals.refunds, totals.cash_expected_minor) == (2, 10_000)


def test_who_may_take_goods_back(shop, money, anna, refused):
    shift = shop.shift()
    sale = sell(shop, shift, shop.basket(COLA, member=anna))
    weak = replace(shop.cashier, role=Role.TECHNICIAN)
    with refused("approval.needed") as error:
        back(shop, shift, sale, (1, 1000), who=weak)
    assert (error.facts["action"], error.facts["n"]) == ("sale.return", 361)
    request = ApprovalRequest(
        action="sale.return",
        permission=Permission.RETURN,
        roles=(Role.MANAGER, Role.OWNER),
        binding=str(error.facts["binding"]),
        reason="临期",
    )
    word = approve(
        *(shop.s, request, shop.manager.operator_id, PINS["王建国"]),
        sale_id="",
        shift_id=shift.shift_id,
        asked_by=weak.operator_id,
    ).value
    with refused("approval.not_found"):
        made_up = Approval("x", word.approver_id, word.approver_name, word.binding)
        back(shop, shift, sale, (1, 1000), who=weak, approval=made_up)
    other = sell(shop, shift, shop.basket(COLA, member=anna))
    with refused("approval.other_action"):
        back(shop, shift, other, (1, 1000), who=weak, approval=word)
    made = back(shop, shift, sale, (1, 1000), who=weak, approval=word)
    assert shop.last_document().body["approval"] == word.approval_id
    with refused("shift.of_another"):
        back(shop, shift, other, (1, 1000), who=shop.person("李伟"))
    assert made.effects == (KickDrawer(), Print(made.value.print_job))


def test_the_slip_the_history_and_the_drawer(shop, money, anna):
    shift = shop.shift()
    money.give(anna, "principal", 1000)
    paid = sell(shop, shift, shop.basket(COLA, member=anna), ("stored", 361, "general"))
    made = back(shop, shift, paid, (1, 1000))
    assert made.effects == (Print(made.value.print_job),)  # no cash, the drawer stays shut
    assert made.changes.members == {anna.member_id}
    assert made.value.refund_no == "01-03-1-R000001"
    with shop.s.db.read() as tx:
        job = spool.get(tx, made.value.print_job)
    assert (job.state, job.kind) == ("queued", "refund")
    assert "陈雨桐" not in str(job.slip)
    assert "北岸可乐" in str(job.slip)
    row = next(one for one in recent(shop.s) if one.sale_id == paid.sale_id)
    assert row.returned_minor == 361
    (refund,) = detail(shop.s, paid.sale_id).refunds
    assert (refund.refund_no, refund.total_minor) == (made.value.refund_no, 361)
    assert refund.print_job == made.value.print_job


def test_a_preview_writes_nothing(shop, money, anna):
    shift = shop.shift()
    sale = sell(shop, shift, shop.basket(COLA, MILK, member=anna))
    docs = len(shop.documents())
    shown = preview_return(shop.s, sale.sale_id, ((1, 1000),))
    assert (shown.total_minor, shown.lines[1].open_milli) == (361, 1000)
    assert [(one.line_no, one.back_milli) for one in shown.lines] == [(1, 1000), (2, 0)]
    assert preview_return(shop.s, sale.sale_id).total_minor == 0
    assert len(shop.documents()) == docs


def test_a_sale_of_before_members_money_comes_back(shop, refused):
    """The demo shop's own first sales, whose documents knew no funds."""
    shift = shop.shift()
    sale_id = shop.rows("SELECT sale_id FROM sale ORDER BY seq LIMIT 1")[0][0]
    shown = preview_return(shop.s, sale_id)
    wish = tuple((one.line_no, one.open_milli) for one in shown.lines)
    made = return_goods(shop.s, shop.cashier, shift.shift_id, sale_id, wish, reason="临期").value
    due = shop.rows("SELECT due_minor, paid_minor FROM sale WHERE sale_id = ?", sale_id)[0]
    assert made.returning.total_minor == due[0]
    assert verify_journal(shop.s).ok


def test_terms_of_expiry_are_read(shop, money, anna):
    money.set(points=PointsTerms(expiry=Expiry(ExpiryRule.DAYS, 10, month_end=False)))
    shift = shop.shift()
    sell(shop, shift, shop.basket(COLA, member=anna))
    assert {lot.asset.bucket for lot in money.purse(anna).lots} == {"2026-09-22"}
