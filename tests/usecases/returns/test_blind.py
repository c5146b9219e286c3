"""Goods back without a receipt: two people, a limit, today's price at most."""

from dataclasses import replace

import pytest

from app.domain.document import Kind
from app.domain.permissions import Permission
from app.domain.shop import CashRounding
from app.usecases.health.rebuild import check_projections
from app.usecases.health.verify import verify_journal
from app.usecases.outcome import KickDrawer, Print
from app.usecases.returns.blind import BlindLine, preview_blind, return_blind
from app.usecases.returns.reasons import change_reasons, reasons, reasons_of
from app.usecases.shift.report import x_report
from app.usecases.shop.settings import change
from tests.usecases.money import Money
from tests.usecases.returns.counter import balances, word
from tests.usecases.shop import APPLE, COLA, MILK, Shop


@pytest.fixture
def anna(shop: Shop):
    return shop.member("6027")


def goods(shop: Shop, name: str = COLA, qty: int = 1000, price: int = 0) -> BlindLine:
    line = shop.basket(name).lines[0]
    return BlindLine(line.item.item_id, qty, price or line.unit_price_minor)


def take_back(shop: Shop, shift, *lines: BlindLine, who=None, reason: str = "unwanted", **more):
    return return_blind(
        *(shop.s, who or shop.cashier, shift.shift_id, lines), reason=reason, **more
    )


def approved(shop: Shop, shift, refused, *lines: BlindLine, **more):
    with refused("approval.needed") as error:
        take_back(shop, shift, *lines, **more)
    yes = word(shop, error, shift, Permission.RETURN_BLIND)
    return take_back(shop, shift, *lines, approval=yes, **more)


def test_cash_for_goods_that_nobody_can_prove(shop, refused):
    change(shop.s, shop.owner, rounding=CashRounding(10))
    shift = shop.shift()
    line = goods(shop, APPLE, 357)
    shown = preview_blind(shop.s, (line,))
    made = approved(shop, shift, refused, line)
    assert made.value.returning == replace(shown, at_ms=made.value.returning.at_ms)
    assert made.effects == (KickDrawer(), Print(made.value.print_job))
    body = shop.documents(Kind.REFUND)[-1].body
    assert (body["how"], body["sale_id"], body["to"]) == ("blind", "", "cash")
    assert body["paid_out"] % 10 == 0
    assert body["total"] + body["cash_rounding"] == body["paid_out"]
    assert body["approval"]
    totals = x_report(shop.s, shift.shift_id).totals
    assert (totals.refunds, totals.cash_expected_minor) == (1, 10_000 - body["paid_out"])
    assert verify_journal(shop.s).ok
    assert not check_projections(shop.s)


def test_into_the_members_stored_value(shop, refused, anna):
    money, shift = Money(shop), shop.shift()
    had = money.purse(anna).stored_minor()
    line = goods(shop)
    made = approved(shop, shift, refused, line, to=f"m:{anna.member_id}")
    assert made.effects == (Print(made.value.print_job),)
    assert made.changes.members == {anna.member_id}
    assert money.purse(anna).stored_minor() == had + line.price_minor
    found = balances(shop)
    assert found["2110.m:" + anna.member_id, "CNY"] == -(had + line.price_minor)
    assert made.value.purse.stored_minor() == had + line.price_minor
    assert not check_projections(shop.s)


def test_the_owner_needs_nobody_and_has_no_limit(shop):
    shift = shop.shift(shop.owner)
    dear = goods(shop, COLA, 999_000)
    made = take_back(shop, shift, dear, who=shop.owner)
    assert made.value.returning.total_minor == dear.price_minor * 999


def test_a_manager_asks_another_one(shop, refused):
    """Two people always: who has the right may say yes, not for themselves."""
    shift = shop.shift(shop.manager)
    with refused("approval.needed") as error:
        take_back(shop, shift, goods(shop), who=shop.manager)
    with refused("approval.same_person"):
        word(shop, error, shift, Permission.RETURN_BLIND, "王建国", by=shop.manager)
    yes = word(shop, error, shift, Permission.RETURN_BLIND, "赵敏", by=shop.manager)
    take_back(shop, shift, goods(shop), who=shop.manager, approval=yes)


def test_what_it_refuses(shop, refused, anna):
    shift, line = shop.shift(), goods(shop)
    table = (
        ((), {}, "blind.nothing"),
        ((BlindLine("never", 1000, 1),), {}, "blind.unknown"),
        ((replace(line, qty_milli=500),), {}, "blind.quantity"),
        ((replace(line, qty_milli=0),), {}, "blind.quantity"),
        ((replace(line, qty_milli=-1000),), {}, "blind.quantity"),
        ((replace(line, price_minor=line.price_minor + 1),), {}, "blind.price"),
        ((replace(line, price_minor=0),), {}, "blind.price"),
        ((replace(line, price_minor=-5),), {}, "blind.price"),
        ((line,), {"reason": " "}, "reason.missing"),
        ((line,), {"reason": "void_entry"}, "reason.unknown"),
        ((line,), {"to": "m:nobody"}, "member.gone"),
        ((line,), {"to": "card"}, "member.gone"),
        ((replace(line, qty_milli=999_000),), {}, "blind.limit"),
        ((line,), {"who": replace(shop.cashier, active=False)}, "permission.missing"),
        ((line,), {"who": shop.manager}, "shift.of_another"),
    )
    docs = len(shop.documents())
    for lines, more, code in table:
        with refused(code):
            take_back(shop, shift, *lines, **more)
    assert len(shop.documents()) == docs


def test_a_word_is_for_exactly_this(shop, refused):
    shift = shop.shift()
    with refused("approval.needed") as error:
        take_back(shop, shift, goods(shop))
    yes = word(shop, error, shift, Permission.RETURN_BLIND)
    with refused("approval.other_action"):
        take_back(shop, shift, goods(shop, MILK), approval=yes)
    take_back(shop, shift, goods(shop), approval=yes, refund_id="b1")
    with refused("approval.used"):
        take_back(shop, shift, goods(shop), approval=yes)
    again = take_back(shop, shift, goods(shop), refund_id="b1")
    assert again.effects == ()
    assert again.value.returning.paid_out_minor == goods(shop).price_minor


def test_the_owner_sets_the_limit(shop, refused):
    known = reasons_of(shop.till.services and _shop(shop))
    change_reasons(shop.s, shop.owner, known, limit_minor=100)
    shift = shop.shift()
    with refused("blind.limit") as error:
        take_back(shop, shift, goods(shop))
    assert error.facts["limit_minor"] == 100
    assert reasons(shop.s) == tuple(one for one in known if not one.voids)


def _shop(shop: Shop):
    from app.usecases.shop.settings import load

    return load(shop.s)
