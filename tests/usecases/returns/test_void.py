"""A sale is voided as if it had not been: same till, same shift, before the Z, by its own right."""

from dataclasses import replace

import pytest

from app.domain.document import Kind
from app.domain.permissions import Permission
from app.usecases.health.rebuild import check_projections
from app.usecases.health.verify import verify_journal
from app.usecases.outcome import KickDrawer
from app.usecases.returns.void import preview_void, void
from app.usecases.sale.return_goods import preview_return
from app.usecases.shift.close import close
from tests.usecases.money import Money
from tests.usecases.returns.counter import (
    back,
    balances,
    sell,
    sell_by,
    swap,
    with_credit,
    word,
)
from tests.usecases.shop import COLA, MILK, Shop


@pytest.fixture
def money(shop: Shop) -> Money:
    return Money(shop)


@pytest.fixture
def anna(shop: Shop):
    return shop.member("6027")


def undo(shop: Shop, shift, sale, who=None, reason: str = "void_entry", **more):
    return void(*(shop.s, who or shop.cashier, shift.shift_id, sale.sale_id), reason=reason, **more)


def approved(shop: Shop, shift, sale, refused, **more):
    """Voided by the cashier with the manager's word."""
    with refused("approval.needed") as error:
        undo(shop, shift, sale)
    assert error.facts["action"] == "sale.void"
    yes = word(shop, error, shift, Permission.VOID)
    return undo(shop, shift, sale, approval=yes, **more)


def test_all_of_it_is_as_if_it_had_not_been(shop, money, anna, refused):
    shift = shop.shift()
    money.give(anna, "principal", 300, "p")
    voucher = money.voucher(anna)
    before, lots = balances(shop), money.lots(f"m:{anna.member_id}")
    basket = replace(shop.basket(COLA, MILK, member=anna), vouchers=(voucher,))
    sale = sell(shop, shift, basket, ("stored", 300, "general"))
    assert preview_void(shop.s, shop.cashier, shift.shift_id, sale.sale_id).how == "void"
    done = approved(shop, shift, sale, refused)
    after = money.lots(f"m:{anna.member_id}")
    assert {name: after[name] for name in lots} == lots
    assert balances(shop) == before
    assert done.value.returning.vouchers_back
    assert done.effects[0] == KickDrawer()
    body = shop.documents(Kind.REFUND)[-1].body
    assert (body["how"], body["reason"], body["why"]) == ("void", "void_entry", "收银录错")
    assert body["whole"]
    assert {one["stock"] for one in body["lines"]} == {"restock"}
    assert body["approval"]
    assert verify_journal(shop.s).ok
    assert not check_projections(shop.s)


def test_whoever_has_the_right_voids_alone(shop):
    shift = shop.shift(shop.manager)
    basket = replace(shop.basket(COLA), operator_id=shop.manager.operator_id)
    from app.usecases.sale.complete import complete

    sale = complete(shop.s, shop.manager, shift.shift_id, basket, shop.paid(basket)).value
    undo(shop, shift, sale, who=shop.manager)
    assert shop.documents(Kind.REFUND)[-1].body["approval"] == ""


def test_it_is_voided_once(shop, refused):
    shift = shop.shift()
    sale = sell_by(shop, shift, shop.basket(COLA), "cash")
    first = approved(shop, shift, sale, refused, refund_id="v1")
    again = undo(shop, shift, sale, refund_id="v1")
    assert (again.value.refund_no, again.effects) == (first.value.refund_no, ())
    with refused("void.returned"):
        undo(shop, shift, sale)
    with refused("return.too_much"):
        back(shop, shift, sale, (1, 1000))
    assert len(shop.documents(Kind.REFUND)) == 1


def test_a_sale_of_which_something_came_back_is_not_voided(shop, refused):
    shift = shop.shift()
    sale = sell_by(shop, shift, shop.basket(COLA, MILK), "cash")
    back(shop, shift, sale, (1, 1000))
    with refused("void.returned"):
        undo(shop, shift, sale)
    there = sell_by(shop, shift, shop.basket(COLA), "cash")
    swap(shop, shift, with_credit(shop, shop.basket(COLA), there, (1, 1000)))
    with refused("void.returned"):
        undo(shop, shift, there)


def test_the_new_half_of_an_exchange_is_voided_to_what_had_paid(shop, refused):
    shift = shop.shift()
    before = balances(shop)
    first = sell_by(shop, shift, shop.basket(COLA), "wechat")
    done = swap(shop, shift, with_credit(shop, shop.basket(COLA), first, (1, 1000))).value
    made = approved(shop, shift, done, refused).value.returning
    assert [(one.kind, one.amount_minor) for one in made.back] == [("wechat", first.due_minor)]
    assert balances(shop) == before


def test_another_shift_or_another_person_takes_back_instead(shop, refused):
    shift = shop.shift()
    sale = sell_by(shop, shift, shop.basket(COLA), "cash")
    with refused("shift.of_another"):
        undo(shop, shift, sale, who=shop.manager)
    close(shop.s, shop.cashier, shift.shift_id)
    with refused("shift.not_open"):
        undo(shop, shift, sale)
    later = shop.shift()
    with refused("void.other_shift") as error:
        undo(shop, later, sale)
    assert error.facts["receipt_no"]
    back(shop, later, sale, (1, 1000))


def test_a_day_that_is_closed_stays_closed(shop, refused):
    """A Z that covers the sale, however its shift stands."""
    from app.store import sales

    shift = shop.shift()
    sale = sell_by(shop, shift, shop.basket(COLA), "cash")
    with shop.s.db.write() as tx:
        epoch, seq = tx.one("SELECT epoch, seq FROM sale WHERE sale_id = ?", (sale.sale_id,))
        tx.sql(
            "INSERT INTO z_report (epoch, z_no, seq, bd, at_ms, operator_id, first_seq, last_seq,"
            " last_sale, last_refund, shifts, sales, sales_minor, refunds_minor, grand_minor,"
            " difference_minor)"
            " VALUES (?, 1, ?, '2026-09-12', 0, '', 1, ?, 0, 0, 1, 1, 0, 0, 0, 0)",
            (epoch, seq + 1, seq),
        )
        assert sales.in_z(tx, sale.sale_id)
    with refused("void.closed"):
        undo(shop, shift, sale)


def test_what_it_refuses(shop, refused):
    shift = shop.shift()
    sale = sell_by(shop, shift, shop.basket(COLA), "cash")
    for reason, code in (
        ("", "reason.missing"),
        ("faulty", "reason.unknown"),  # a reason for goods is none for a void
        ("4111 1111 1111 1111", "code.payment_card"),
    ):
        with refused(code):
            undo(shop, shift, sale, reason=reason)
    with refused("sale.unknown"):
        void(shop.s, shop.cashier, shift.shift_id, "never", reason="void_entry")
    assert preview_return(shop.s, sale.sale_id).lines[0].open_milli == 1000
