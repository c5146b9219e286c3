"""Shifts: opened once, added up, closed; and the drawer apart from sales."""

from app.domain.document import Kind
from app.usecases.drawer.cash_movement import pay_in, pay_out
from app.usecases.drawer.events import of_shift
from app.usecases.drawer.open_drawer import no_sale
from app.usecases.health.rebuild import check_projections
from app.usecases.outcome import KickDrawer, Print
from app.usecases.sale.complete import complete
from app.usecases.sale.history import detail, print_state, recent
from app.usecases.sale.reprint import reprint
from app.usecases.shift.close import close
from app.usecases.shift.open import current, in_the_way, open_shift
from app.usecases.shift.report import print_x, shifts, x_report
from tests.usecases.shop import COLA, MILK


def sell(shop, shift, *names, kind="cash", given=0):
    basket = shop.basket(*names)
    tenders = shop.paid(basket, kind, given)
    return complete(shop.s, shop.cashier, shift.shift_id, basket, tenders).value


def test_one_shift_at_a_time(shop, refused):
    shift = shop.shift(float_minor=20_000)
    assert current(shop.s) == shift
    assert current(shop.s, shop.person("李伟")) is None
    with refused("shift.already_open") as error:
        shop.shift(shop.person("李伟"))
    assert error.facts == {"operator": "林晓燕"}
    said = in_the_way(shop.s, shop.person("李伟"))
    assert said is not None
    assert said.facts == {"operator": "林晓燕"}
    assert in_the_way(shop.s, shop.cashier) is None
    doc = shop.last_document()
    assert doc.kind is Kind.SHIFT_OPEN
    assert sorted(doc.postings) == [("1010.01-03", "CNY", 20_000), ("1015", "CNY", -20_000)]


def test_floats_that_are_none(shop, refused):
    with refused("amount.negative"):
        open_shift(shop.s, shop.cashier, -1)
    with refused("amount.too_large"):
        open_shift(shop.s, shop.cashier, 600_000_000_000_000)
    with refused("permission.missing"):
        open_shift(shop.s, shop.person("陈工"), 0)


def test_what_a_shift_adds_up_to(shop, refused):
    shift = shop.shift(float_minor=20_000)
    sell(shop, shift, COLA, given=1000)
    sell(shop, shift, COLA, MILK, kind="wechat")
    shift_id, manager = shift.shift_id, shop.manager
    with refused("shift.of_another"):
        pay_in(shop.s, manager, shift_id, 5_000, "换零钱")
    totals = x_report(shop.s, shift_id).totals
    assert (totals.sales, totals.sales_minor) == (2, 380 + 660)
    assert totals.by_tender == (("cash", 1, 380), ("wechat", 1, 660))
    assert totals.cash_expected_minor == 20_000 + 380
    printed = print_x(shop.s, shop.cashier, shift_id)
    assert printed.effects == (Print(printed.value),)
    assert print_state(shop.s, printed.value).state == "queued"
    with refused("permission.missing"):
        print_x(shop.s, shop.person("李伟"), shift_id)
    print_x(shop.s, manager, shift_id)


def test_money_in_and_out(shop, refused):
    shift = shop.shift(shop.manager, 10_000)
    shift_id, who = shift.shift_id, shop.manager
    effects = pay_in(shop.s, who, shift_id, 5_000, "换零钱").effects
    assert effects[0] == KickDrawer()
    assert isinstance(effects[1], Print)  # a slip each
    pay_out(shop.s, who, shift_id, 12_000, "交保险柜")
    no_sale(shop.s, who, shift_id, "看看")
    assert x_report(shop.s, shift_id).totals.cash_expected_minor == 3_000
    events = of_shift(shop.s, shift_id)
    assert [(one.kind, one.amount_minor) for one in events] == [
        ("cash.in", 5_000),
        ("cash.out", -12_000),
        ("drawer.open", 0),
    ]
    assert events[0].operator_name == "王建国"
    for amount, reason, code in (
        (0, "x", "amount.not_positive"),
        (-5, "x", "amount.not_positive"),
        (3_001, "x", "drawer.not_enough"),
        (600_000_000_000_000, "x", "amount.too_large"),
        (100, " ", "reason.missing"),
    ):
        with refused(code):
            pay_out(shop.s, who, shift_id, amount, reason)
    with refused("amount.not_positive"):
        pay_in(shop.s, who, shift_id, -100, "x")
    assert not check_projections(shop.s)


def test_closing(shop, refused):
    shift = shop.shift()
    sell(shop, shift, COLA)
    with refused("shift.of_another"):
        close(shop.s, shop.person("李伟"), shift.shift_id)
    made = close(shop.s, shop.cashier, shift.shift_id)
    report = made.value
    assert report.closed
    assert report.totals.sales == 1
    doc = shop.last_document()
    assert doc.kind is Kind.SHIFT_CLOSE
    assert doc.body["totals"]["by_tender"] == [["cash", 1, 380]]
    assert doc.seq == report.last_seq
    assert current(shop.s) is None
    with refused("shift.not_open"):
        close(shop.s, shop.cashier, shift.shift_id)
    assert x_report(shop.s, shift.shift_id).totals == report.totals
    with refused("shift.unknown"):
        x_report(shop.s, "nobody's")
    newest = shifts(shop.s)[0]
    assert (newest.shift_id, bool(newest.closed_ms)) == (shift.shift_id, True)


def test_a_manager_closes_the_shift_of_one_who_went_home(shop):
    shift = shop.shift()
    close(shop.s, shop.manager, shift.shift_id)
    shop.shift(shop.person("李伟"))


def test_history_and_copies(shop, refused):
    shift = shop.shift()
    made = sell(shop, shift, COLA, MILK, given=1000)
    first = recent(shop.s, limit=5)
    assert first[0].sale_id == made.sale_id
    assert (first[0].operator_name, first[0].tenders) == ("林晓燕", ("cash",))
    assert (first[0].due_minor, first[0].print_state) == (660, "queued")
    older = recent(shop.s, limit=100, after=first[-1].sale_id)
    assert len(older) == 37 - 5
    for text in (made.receipt_no, "03-000037", "6.60", "晨牧"):
        assert made.sale_id in [one.sale_id for one in recent(shop.s, text=text)], text
    assert [one.sale_id for one in recent(shop.s, shift_id=shift.shift_id)] == [made.sale_id]
    copy = reprint(shop.s, shop.cashier)
    assert copy.effects == (Print(copy.value),)
    assert shop.last_document().body["copy_no"] == 1
    reprint(shop.s, shop.cashier, made.sale_id)
    found = detail(shop.s, made.sale_id)
    assert [one.copy_no for one in found.jobs] == [0, 1, 2]
    assert found.sale.change_minor == 340
    assert any("北岸可乐" in str(part) for part in found.receipt["items"])
    with refused("sale.unknown"):
        detail(shop.s, "nothing")
    with refused("sale.unknown"):
        reprint(shop.s, shop.cashier, "nothing")
    with refused("permission.missing"):
        reprint(shop.s, shop.person("陈工"))
