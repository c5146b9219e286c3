"""What a person did: everything with their name in the journal, and nobody else's."""

import pytest

from app.domain.checkout.state import ApprovalRequest
from app.domain.permissions import Permission, Role
from app.reports.report import Table, say
from app.usecases.drawer.open_drawer import no_sale
from app.usecases.report.export import make
from app.usecases.sale.complete import complete
from app.usecases.sale.return_goods import return_goods
from app.usecases.staff import attendance, commissions, person, sheets
from app.usecases.staff.approve import approve
from app.usecases.staff.commission_rules import Rule
from app.usecases.staff.login import login
from app.words import Words
from tests.usecases.shop import COLA, PINS

DAY = "2026-09-12"


def log(shop, who, by=None):
    return person.log(shop.s, by or shop.owner, who.operator_id, DAY, DAY)


def kinds(shop, who):
    return [one.deed.kind for one in log(shop, who).done][::-1]


def a_morning(shop):
    """The cashier logs in, clocks in, sells, takes back, and asks for the drawer."""
    login(shop.s, shop.cashier.operator_id, PINS["林晓燕"])
    shop.clock.pass_ms(1000)
    attendance.clock_own(shop.s, shop.cashier)
    shop.clock.pass_ms(1000)
    shift = shop.shift()
    shop.clock.pass_ms(1000)
    basket = shop.basket(COLA, COLA)
    sale = complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket)).value
    shop.clock.pass_ms(1000)
    back = ((1, 1000),)
    return_goods(shop.s, shop.cashier, shift.shift_id, sale.sale_id, back, reason="unwanted")
    shop.clock.pass_ms(1000)
    request = ApprovalRequest(
        "no_sale", Permission.NO_SALE, (Role.MANAGER,), "b" * 32, reason="换零钱"
    )
    by = {"sale_id": "", "shift_id": shift.shift_id, "asked_by": shop.cashier.operator_id}
    word = approve(shop.s, request, shop.manager.operator_id, PINS["王建国"], **by).value
    shop.clock.pass_ms(1000)
    return shift, word


def test_everything_with_ones_name_in_its_order(shop):
    a_morning(shop)
    assert kinds(shop, shop.cashier) == [
        *("login", "attendance.in", "shift.open", "refund.return", "approval.asked")
    ]
    assert kinds(shop, shop.manager) == ["approval.given"]
    (given,) = log(shop, shop.manager).done
    assert given.other == "林晓燕"
    found = log(shop, shop.cashier)
    assert (found.sales, found.sales_minor > 0) == (1, True)
    assert dict(found.counts)["refund.return"] == 1
    assert found.done[1].receipt_no


def test_a_drawer_opened_by_a_manager_is_theirs(shop):
    shift = shop.shift(shop.manager)
    no_sale(shop.s, shop.manager, shift.shift_id, reason="换零钱")
    deed = log(shop, shop.manager).done[0].deed
    assert (deed.kind, deed.reason) == ("drawer.open", "换零钱")


def test_the_day_goes_from_cut_off_to_cut_off(shop):
    login(shop.s, shop.cashier.operator_id, PINS["林晓燕"])
    shop.clock.pass_ms(19 * 3_600_000)  # 03:00 of the next day: the same business date
    login(shop.s, shop.cashier.operator_id, PINS["林晓燕"])
    shop.clock.pass_ms(2 * 3_600_000)
    login(shop.s, shop.cashier.operator_id, PINS["林晓燕"])
    assert kinds(shop, shop.cashier) == ["login", "login"]


def test_ones_own_is_everybodys_others_are_for_who_manages_staff(shop, refused):
    assert log(shop, shop.cashier, by=shop.cashier).name == "林晓燕"
    with refused("permission.missing"):
        log(shop, shop.owner, by=shop.manager)
    with refused("operator.unknown"):
        person.log(shop.s, shop.owner, "nobody", DAY, DAY)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_sheets_are_reports_with_every_word_in_both_languages(shop, lang):
    a_morning(shop)
    rule = Rule("", "all", "", "percent", 30_000, 0, "role:cashier", "2026-09-01")
    commissions.add_rule(shop.s, shop.owner, rule)
    found = (
        sheets.hours(shop.s, shop.owner, "2026-09", shop.cashier.operator_id),
        sheets.pay(shop.s, shop.owner, DAY, DAY),
        sheets.log(shop.s, shop.owner, shop.cashier.operator_id, DAY, DAY),
    )
    for report in found:
        for form in ("csv", "xlsx", "txt"):
            assert make(report, form, lang)
        text = make(report, "csv", lang).decode("utf-8-sig")
        assert "⟦" not in text
    pay = next(one for one in found[1].sections if isinstance(one, Table))
    assert say(pay.rows[1].cells[0], Words(lang)) in (
        "所有商品，收银员 3%",
        "All goods, Cashier 3%",
    )
    assert pay.total.cells[3] == pay.rows[0].cells[3]
