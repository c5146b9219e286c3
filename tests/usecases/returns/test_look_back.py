"""Returns without a receipt are found again by number, amount, goods; their slip prints again."""

import pytest

from app.domain.document import Kind
from app.domain.permissions import Permission
from app.usecases.health.rebuild import check_projections
from app.usecases.health.verify import verify_journal
from app.usecases.outcome import Print
from app.usecases.printing.settle import load, settle
from app.usecases.returns.blind import BlindLine, return_blind
from app.usecases.returns.look_back import (
    blind_detail,
    into_value_of,
    reprint_blind,
    without_receipt,
)
from app.usecases.sale.history import recent
from tests.usecases.returns.counter import back, sell_by, word
from tests.usecases.shop import COLA, MILK, Shop


def goods(shop: Shop, name: str = COLA, qty: int = 1000) -> BlindLine:
    line = shop.basket(name).lines[0]
    return BlindLine(line.item.item_id, qty, line.unit_price_minor)


@pytest.fixture
def taken(shop, refused):
    """taken(shift, line ...): the refund id of goods that the cashier took back, approved."""

    def take(shift, *lines: BlindLine, **more) -> str:
        given = (shop.s, shop.cashier, shift.shift_id, lines)
        with refused("approval.needed") as error:
            return_blind(*given, reason="faulty", **more)
        yes = word(shop, error, shift, Permission.RETURN_BLIND)
        shop.clock.pass_ms(60_000)
        return return_blind(*given, reason="faulty", approval=yes, **more).value.refund_id

    return take


def ids(rows) -> list[str]:
    return [one.refund_id for one in rows]


def test_found_by_number_amount_and_goods(shop, taken):
    shift = shop.shift()
    cola, milk = taken(shift, goods(shop, COLA, 2000)), taken(shift, goods(shop, MILK))
    first, second = reversed(without_receipt(shop.s))
    assert (first.refund_id, second.refund_id) == (cola, milk)
    number = first.refund_no
    for text in (number, number.lower(), first.short_no, f"1-{first.short_no}", "7.60", "可乐"):
        assert ids(without_receipt(shop.s, text=text)) == [cola], text
    for text in ("R999999", f"99-{first.short_no}", "没有这个"):
        assert without_receipt(shop.s, text=text) == (), text
    assert (first.pieces_milli, first.total_minor) == (2000, 760)


def test_only_those_between_two_sales(shop, taken):
    shift = shop.shift()
    older = sell_by(shop, shift, shop.basket(COLA), "cash").sale_id
    between = taken(shift, goods(shop))
    newer = sell_by(shop, shift, shop.basket(COLA), "cash").sale_id
    last = taken(shift, goods(shop))
    assert ids(without_receipt(shop.s)) == [last, between]
    assert ids(without_receipt(shop.s, until=newer)) == [last]
    assert ids(without_receipt(shop.s, after=newer, until=older)) == [between]
    assert without_receipt(shop.s, after=older) == ()


def test_a_return_with_its_receipt_is_not_among_them(shop, refused):
    shift = shop.shift()
    sale = sell_by(shop, shift, shop.basket(COLA), "cash")
    made = back(shop, shift, sale, (1, 1000)).value
    assert without_receipt(shop.s) == ()
    assert without_receipt(shop.s, text=made.refund_no) == ()
    with refused("blind.gone"):
        blind_detail(shop.s, made.refund_id)
    with refused("blind.gone"):
        reprint_blind(shop.s, shop.cashier, made.refund_id)


def test_its_page_says_goods_reason_who_agreed_and_where_the_money_went(shop, taken):
    shift = shop.shift()
    found = blind_detail(shop.s, taken(shift, goods(shop, COLA, 2000)))
    (line,) = found.goods
    assert (line.qty_milli, line.price_minor, line.back_minor) == (2000, 380, 760)
    assert (found.reason.code, found.reason.name_en) == ("faulty", "Faulty")
    assert (found.row.operator_name, found.approver_name) == ("林晓燕", "王建国")
    assert found.went == (("cash", 760),)
    assert [one.copy_no for one in found.jobs] == [0]
    # laid out again it is the paper that came out, word for word
    assert found.slip == load(shop.s, found.jobs[0].job_id)


def test_into_stored_value_it_names_the_member_and_the_wallet(shop, taken):
    anna, shift = shop.member("6027"), shop.shift()
    refund = taken(shift, goods(shop), to=f"m:{anna.member_id}")
    found = blind_detail(shop.s, refund)
    assert found.row.member_name == anna.name
    assert found.went == (("principal", 380),)
    first = str(load(shop.s, found.jobs[0].job_id)["items"])
    for item in found.slip["items"]:
        assert str(item) in first  # all of it but the balances, which were true then
    assert ids(into_value_of(shop.s, anna.member_id)) == [refund]


def test_its_slip_prints_again_marked_counted_and_journalled(shop, taken, refused):
    shift = shop.shift()
    refund = taken(shift, goods(shop))
    (first,) = blind_detail(shop.s, refund).jobs
    settle(shop.s, first.job_id, "failed", "paper_out")  # it never came out: no copy
    assert reprint_blind(shop.s, shop.cashier, refund).value == first.job_id
    settle(shop.s, first.job_id, "confirmed")
    copy = reprint_blind(shop.s, shop.cashier, refund)
    assert copy.effects == (Print(copy.value),)
    reprint_blind(shop.s, shop.manager, refund)
    bodies = [one.body for one in shop.documents(Kind.REPRINT)]
    number = without_receipt(shop.s)[0].refund_no
    assert [(one["sale_id"], one["no"], one["copy_no"]) for one in bodies] == [
        (refund, number, 1),
        (refund, number, 2),
    ]
    assert "林晓燕" in str(load(shop.s, copy.value)["items"][0])
    assert [one.copy_no for one in blind_detail(shop.s, refund).jobs] == [0, 1, 2]
    assert all(one.sale_id != refund for one in recent(shop.s))
    assert verify_journal(shop.s).ok
    assert not check_projections(shop.s)
    with refused("permission.missing"):
        reprint_blind(shop.s, shop.person("陈工"), refund)
    with refused("blind.gone"):
        reprint_blind(shop.s, shop.cashier, "nothing")
