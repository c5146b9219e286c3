"""A sale is whole or not at all, and there is only one of it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from app.bootstrap import ChosenDevices
from app.domain.catalog import SHELF, Price
from app.domain.checkout.hands import asked_of, bound_basket, offers
from app.domain.checkout.state import ApprovalRequest
from app.domain.document import Kind
from app.domain.errors import Unavailable
from app.domain.ids import SaleId
from app.domain.permissions import Permission, Role
from app.domain.pricing.basket import Approval, ManualDiscount
from app.store import spool
from app.usecases.catalog.save import save_item
from app.usecases.drawer.cash_movement import pay_in
from app.usecases.drawer.open_drawer import no_sale
from app.usecases.health.rebuild import check_projections
from app.usecases.health.verify import verify_journal
from app.usecases.member import find
from app.usecases.member.edit import edit
from app.usecases.outcome import KickDrawer, Print
from app.usecases.ports import DeviceChoice
from app.usecases.sale.cancel import cancel
from app.usecases.sale.complete import complete
from app.usecases.sale.draft import left_over, park, save
from app.usecases.shift.close import close
from app.usecases.shift.report import x_report
from app.usecases.shop.desk import desk_book
from app.usecases.staff.approve import approve
from tests.usecases.shop import COLA, MILK, PINS, WATER


def sell(shop, shift, basket, kind="cash", given=0, who=None):
    tenders = shop.paid(basket, kind, given)
    return complete(shop.s, who or shop.cashier, shift.shift_id, basket, tenders)


def test_rows_changes_and_effects(shop):
    shift = shop.shift()
    basket = shop.basket(COLA, MILK, member=shop.member("6027"))
    save(shop.s, basket, ())
    made = sell(shop, shift, basket, given=1000)
    last = made.value
    assert (last.due_minor, last.change_minor) == (619, 380)  # gold: 3.61 and 2.58; 6.20 in coins
    assert made.changes.sales
    assert made.changes.shift
    assert made.changes.members == {basket.member.member_id}
    assert made.effects == (KickDrawer(), Print(last.print_job))
    assert left_over(shop.s) is None
    assert shop.rows("SELECT count(*) FROM sale_line WHERE sale_id = ?", basket.sale_id) == [(2,)]
    assert shop.rows("SELECT sum(amount) FROM posting WHERE seq = (SELECT seq FROM head)") == [(0,)]
    doc = shop.last_document()
    assert doc.kind is Kind.SALE
    assert doc.business_date == shift.business_date
    assert "陈雨桐" not in doc.data.decode()
    with shop.s.db.read() as tx:
        job = spool.get(tx, last.print_job)
    assert (job.state, job.kind, job.sale_id) == ("queued", "receipt", basket.sale_id)


def test_receipt_numbers_have_no_gap(shop, refused):
    shift = shop.shift()
    numbers = []
    for _ in range(3):
        numbers.append(sell(shop, shift, shop.basket(COLA)).value.receipt_no)
        with refused("sale.total_changed"):
            complete(shop.s, shop.cashier, shift.shift_id, shop.basket(COLA), ())
    assert [int(one.split("-")[3]) for one in numbers] == [37, 38, 39]
    assert numbers[0].startswith("01-03-1-")
    assert verify_journal(shop.s).ok
    assert not check_projections(shop.s)


def test_a_double_tap_is_one_sale(shop):
    """erpnext #12971, OCA/pos #185: one sale in fifteen was written twice."""
    shift, basket = shop.shift(), shop.basket(COLA, WATER)
    first = sell(shop, shift, basket, given=1000)
    docs = len(shop.documents())
    again = sell(shop, shift, basket, given=1000)
    assert again.value == first.value
    assert again.effects == ()
    assert len(shop.documents()) == docs


def test_two_threads_tap_at_once(shop):
    """The one writer thread takes both in turn; the second finds the sale."""
    shop.close()
    with ThreadPoolExecutor(1) as writer, ThreadPoolExecutor(2) as fingers:
        writer.submit(shop.again).result()
        shift, basket = writer.submit(shop.shift).result(), shop.basket(COLA)
        tenders = shop.paid(basket)
        who = shop.cashier

        def tap(_):
            job = writer.submit(complete, shop.s, who, shift.shift_id, basket, tenders)
            return job.result()

        made = list(fingers.map(tap, range(2)))
        assert made[0].value == made[1].value
        assert sum(bool(one.effects) for one in made) == 1
        assert len(shop.documents(Kind.SALE)) == 37
        writer.submit(shop.again).result()


def test_a_second_writer_is_a_bug(shop):
    shift, basket = shop.shift(), shop.basket(COLA)
    tenders, who = shop.paid(basket), shop.cashier
    with ThreadPoolExecutor(1) as other, pytest.raises(RuntimeError, match="one writer"):
        other.submit(complete, shop.s, who, shift.shift_id, basket, tenders).result()


def test_the_shift_is_checked_again(shop, refused):
    shift, basket = shop.shift(), shop.basket(COLA)
    tenders = shop.paid(basket)
    with refused("shift.of_another") as error:
        complete(shop.s, shop.person("李伟"), shift.shift_id, basket, tenders)
    assert error.facts == {"operator": "林晓燕"}
    with refused("permission.missing"):
        complete(shop.s, shop.person("陈工"), shift.shift_id, basket, tenders)
    close(shop.s, shop.cashier, shift.shift_id)
    with refused("shift.not_open"):
        complete(shop.s, shop.cashier, shift.shift_id, basket, tenders)
    with refused("shift.not_open"):
        complete(shop.s, shop.cashier, "nobody's", basket, tenders)


def test_prices_shown_are_prices_paid(shop):
    """A price that begins while money is counted changes nothing for this customer."""
    shift, basket = shop.shift(), shop.basket(COLA, member=shop.member("6027"))
    tenders = shop.paid(basket)
    item = shop.item(COLA)
    cheaper = Price("gold", 100, shop.clock.now_ms() + 1_000)
    save_item(shop.s, shop.owner, replace(item, prices=(*item.prices, cheaper)))
    shop.clock.pass_ms(5_000)
    made = complete(shop.s, shop.cashier, shift.shift_id, basket, tenders)
    assert made.value.due_minor == 361


def test_money_for_another_total_is_refused(shop, refused):
    shift = shop.shift()
    basket, other = shop.basket(COLA), shop.basket(COLA, MILK)
    with refused("sale.total_changed") as error:
        complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(other))
    assert error.facts == {"paid_minor": 660, "due_minor": 380}
    with refused("basket.empty"):
        complete(shop.s, shop.cashier, shift.shift_id, replace(basket, lines=()), ())


def test_an_approval_must_stand_in_the_journal(shop, refused):
    shift, basket = shop.shift(), shop.basket(COLA)
    forged = Approval("made-up", shop.manager.operator_id, "王建国", "x" * 32)
    off = ManualDiscount("x", shop.cashier.operator_id, 900_000, approval=forged)
    cheap = replace(basket, discount=off)
    with refused("approval.not_found"):
        sell(shop, shift, cheap)
    assert x_report(shop.s, shift.shift_id).totals.sales == 0


def test_an_approval_is_for_one_sale_and_one_amount(shop, refused):
    """The journal's own word on another discount, another action, another sale: refused."""
    shift, basket = shop.shift(), shop.basket(COLA, MILK)
    book, now = desk_book(shop.s), basket.priced_ms
    half = ManualDiscount("x", shop.cashier.operator_id, 500_000)
    bound = bound_basket(basket, offers(basket, book, now), asked_of(half))
    request = ApprovalRequest(
        *("basket", Permission.DISCOUNT, (Role.OWNER,), bound, 500_000, 100_000, 660, 330, "x"),
        event=None,
    )
    word = approve(
        *(shop.s, request, shop.owner.operator_id, PINS["赵敏"]),
        sale_id=basket.sale_id,
        shift_id=shift.shift_id,
        asked_by=shop.cashier.operator_id,
    ).value
    given = replace(half, approval=word)
    line = basket.lines[0]
    for other in (
        replace(basket, discount=replace(given, rate_ppm=900_000)),
        replace(basket, discount=replace(given, rate_ppm=0, amount_minor=500)),
        replace(basket, lines=basket.lines[:1], discount=given),
        replace(basket, lines=(replace(line, discount=given), basket.lines[1])),
        replace(basket, sale_id=SaleId("another"), discount=given),
    ):
        with refused("approval.other_action"):
            sell(shop, shift, other)
    made = sell(shop, shift, replace(basket, discount=given))
    assert made.value.due_minor == 330
    with refused("approval.other_action"):
        sell(shop, shift, replace(basket, sale_id=SaleId("the next"), discount=given))


def test_the_drawer_springs_for_cash_only(shop):
    shift = shop.shift()
    assert KickDrawer() not in sell(shop, shift, shop.basket(COLA), "wechat").effects
    assert KickDrawer() in sell(shop, shift, shop.basket(COLA), "cash", 380).effects


def test_without_a_printer_nothing_is_spooled(shop):
    ChosenDevices(shop.settings.data_dir).configure("printer", DeviceChoice("none"))
    made = sell(shop, shop.shift(), shop.basket(COLA))
    assert made.value.print_job == ""
    assert made.effects == (KickDrawer(),)


def test_what_fails_leaves_nothing(shop):
    """erpnext #11745: receipts were printed and the sale stood in no book. The world breaks in the
    middle of the sale: no document, no number, the draft still there."""
    shift, basket = shop.shift(), shop.basket(COLA)
    save(shop.s, basket, ())
    tenders, docs = shop.paid(basket), len(shop.documents())

    class FullDisk:
        public_key = bytes(32)

        def sign(self, _):
            raise Unavailable("disk", "full", retry=True)

    broken = replace(shop.s, signer=FullDisk())
    with pytest.raises(Unavailable):
        complete(broken, shop.cashier, shift.shift_id, basket, tenders)
    assert len(shop.documents()) == docs
    assert left_over(shop.s).basket == basket
    made = complete(shop.s, shop.cashier, shift.shift_id, basket, tenders)
    assert made.value.receipt_no.endswith("000037")


def test_a_basket_of_500_lines(shop):
    shift = shop.shift()
    item = shop.item(COLA)
    one = shop.basket(COLA).lines[0]
    lines = tuple(replace(one, line_no=number, item=item) for number in range(1, 501))
    basket = replace(shop.basket(COLA), lines=lines, next_line_no=501)
    made = sell(shop, shift, basket, "wechat")
    assert made.value.due_minor == 500 * 380
    assert shop.rows("SELECT count(*) FROM sale_line WHERE sale_id = ?", basket.sale_id) == [(500,)]


def test_a_free_basket_needs_no_tender(shop):
    shift = shop.shift()
    line = shop.basket(COLA).lines[0]
    free = replace(line, unit_price_minor=0, item=replace(line.item, prices=(Price(SHELF, 0),)))
    basket = replace(shop.basket(COLA), lines=(free,))
    made = complete(shop.s, shop.cashier, shift.shift_id, basket, ())
    assert made.value.due_minor == 0
    assert made.effects == (Print(made.value.print_job),)


CARD = "4111 1111 1111 1111"


def test_a_cards_number_goes_into_no_document(shop, refused):
    """Wherever a person may write: the scanner types into whatever field has the focus."""
    shift, who, s = shop.shift(shop.manager), shop.manager, shop.s
    basket = replace(shop.basket(COLA), operator_id=who.operator_id)
    member = find.page(s)[0].member_id
    (tender,) = shop.paid(basket, "card")
    paid = (replace(tender, reference=CARD),)
    for write in (
        lambda: complete(s, who, shift.shift_id, basket, paid),
        lambda: park(s, basket, CARD),
        lambda: cancel(s, who, shift.shift_id, basket, CARD),
        lambda: pay_in(s, who, shift.shift_id, 100, CARD),
        lambda: no_sale(s, who, shift.shift_id, CARD),
        lambda: edit(s, who, member, note=CARD),
        lambda: edit(s, who, member, name=CARD),
        lambda: edit(s, who, member, phone="371449635398431"),
        lambda: save_item(s, who, replace(shop.item(COLA), name=CARD)),
        lambda: save_item(s, who, replace(shop.item(COLA), barcodes=(CARD.replace(" ", ""),))),
    ):
        with refused("code.payment_card") as error:
            write()
        assert error.facts == {}
    shop.close()
    for file in shop.settings.data_dir.rglob("*.*"):
        assert CARD.encode() not in file.read_bytes()
    shop.again()


def test_a_draft_that_comes_after_its_sale_does_not_come_back(shop, refused):
    """R59, odoo PR #161250: what was printed was open again."""
    shift, basket = shop.shift(), shop.basket(COLA)
    made = sell(shop, shift, basket)
    save(shop.s, basket, ())
    assert left_over(shop.s) is None
    with refused("basket.already_sold"):
        park(shop.s, basket)
    again = complete(shop.s, shop.cashier, shift.shift_id, basket, ())
    assert again.value.receipt_no == made.value.receipt_no


def test_other_goods_under_the_id_of_a_sale_are_not_sold(shop, refused):
    shift, basket = shop.shift(), shop.basket(COLA)
    sell(shop, shift, basket)
    more = replace(shop.basket(COLA, MILK), sale_id=basket.sale_id)
    with refused("basket.already_sold"):
        sell(shop, shift, more)
