"""The Z: what it covers, its number and grand total, what it refuses, and what its slip proves."""

import json
from dataclasses import replace

import pytest

from app.domain.document import Kind
from app.domain.shift import COUNTERS, ZDrawer, read_proof
from app.domain.shift.z_document import read
from app.store import shop as shops
from app.usecases import commit
from app.usecases.drawer.cash_movement import drop
from app.usecases.drawer.open_drawer import no_sale
from app.usecases.health.rebuild import check_projections
from app.usecases.health.verify import verify_journal
from app.usecases.sale.draft import park
from app.usecases.sale.reprint import reprint
from app.usecases.sale.return_goods import return_goods
from app.usecases.shift.close import Closing, close
from app.usecases.shift.z import print_z, z_close, z_of, z_preview, z_reports
from tests.usecases.shift.ways import count_all, day_end, sell
from tests.usecases.shop import COLA, MILK

DAY_MS = 86_400_000


def first_z(shop):
    """The demo's days behind us: a Z over all of them."""
    return z_close(shop.s, shop.manager).value


def test_a_z_adds_up_everything_since_the_last_one(shop):
    before = first_z(shop)
    shift = shop.shift(shop.manager, 20_000)
    sell(shop, shift, COLA, who=shop.manager)
    sell(shop, shift, COLA, MILK, kind="wechat", who=shop.manager)
    drop(shop.s, shop.manager, shift.shift_id, 10_000)
    no_sale(shop.s, shop.manager, shift.shift_id, "看看")
    reprint(shop.s, shop.manager)
    count_all(shop, shift, off=-100, who=shop.manager)
    made = day_end(shop)
    totals = made.totals
    assert made.z_no == before.z_no + 1
    assert (totals.shift.sales, totals.shift.sales_minor) == (2, 1_040)
    assert totals.shift.by_tender == (("cash", 1, 380), ("wechat", 1, 660))
    assert (totals.shifts, totals.uncounted, totals.difference_minor) == (1, 0, -100)
    assert (totals.expected_minor, totals.counted_minor) == (10_380, 10_280)
    # what is in the drawer beyond its float, and what went to the safe
    assert totals.to_bank_minor == 10_280 - 20_000 + 10_000
    assert (totals.counter("no_sales"), totals.counter("reprints")) == (1, 1)
    assert [code for code, _ in totals.counters] == list(COUNTERS)
    assert made.before_minor == before.grand_minor
    assert made.grand_minor == before.grand_minor + 1_040
    assert (made.first_seq, made.last_seq) == (before.seq + 1, made.seq - 1)
    assert sum(net + tax for _, net, tax in totals.tax) == 1_040
    assert not check_projections(shop.s)
    assert verify_journal(shop.s).ok


def test_where_the_days_cash_went_adds_up_and_an_older_z_is_read_without_it(shop):
    """R38: floats, what was kept and handed in, over shifts with money taken out between them."""
    assert adds_up(first_z(shop).totals)  # weeks of shifts
    shift = shop.shift(shop.manager, 50_000)
    sell(shop, shift, COLA, who=shop.manager)
    drop(shop.s, shop.manager, shift.shift_id, 10_000)
    count_all(shop, shift, off=-30, who=shop.manager)
    close(shop.s, shop.manager, shift.shift_id)
    shift = shop.shift(shop.manager, 20_000)
    assert z_preview(shop.s).totals.drawer is None  # its cash is in no close yet
    sell(shop, shift, MILK, who=shop.manager)
    count_all(shop, shift, who=shop.manager)
    totals = day_end(shop).totals
    assert adds_up(totals)
    assert totals.drawer == ZDrawer(50_000, 40_350 - 20_000, 10_000, 20_000)
    made = shop.documents(Kind.Z_CLOSE)[-1]
    older = replace(made, body={name: one for name, one in made.body.items() if name != "drawer"})
    assert read(older).totals == replace(totals, drawer=None)


def adds_up(totals):
    """As a person adds the slip up."""
    way, cash = totals.drawer, totals.shift.cash_in_minor - totals.shift.cash_out_minor
    held = way.float_minor + totals.cash_minor + cash - way.between_minor
    away = totals.counted_minor - way.float_minor + way.dropped_minor + way.between_minor
    assert (held, away) == (totals.expected_minor, totals.to_bank_minor)
    assert held + totals.difference_minor == totals.counted_minor
    return True


def test_tax_is_told_of_what_was_sold_and_of_what_came_back(shop):
    first_z(shop)
    shift = shop.shift()
    kept, gone = (sell(shop, shift, COLA) for _ in range(2))
    return_goods(
        shop.s, shop.cashier, shift.shift_id, gone.sale_id, ((1, 1000),), reason="unwanted"
    )
    totals = z_close(shop.s, shop.manager, closing=Closing()).value.totals
    ((ppm, sold, back),) = totals.taxed()
    assert (ppm, sold, back) == (130_000, 2 * back, back)
    assert totals.tax_known
    assert {rate: tax for rate, _, tax in totals.tax_back} == {130_000: back}
    older = replace(totals, tax_back=())
    assert not older.tax_known  # a Z made before this was told says so in words


def test_returns_lower_the_grand_total_and_are_counted_by_how(shop):
    first_z(shop)
    shift = shop.shift()
    sold = sell(shop, shift, COLA, MILK)
    wish = ((1, 1000),)
    return_goods(shop.s, shop.cashier, shift.shift_id, sold.sale_id, wish, reason="unwanted")
    made = day_end(shop)
    assert (made.totals.returns, made.totals.returns_minor) == (1, 380)
    assert made.totals.counter("returns") == 1
    assert made.grand_minor - made.before_minor == 660 - 380
    body = shop.documents(Kind.Z_CLOSE)[-1].body
    assert body["grand_minor"] == body["prev_grand_minor"] + body["sales_minor"] - 380


def test_an_open_shift_is_closed_first_or_in_the_same_gesture(shop, refused):
    first_z(shop)
    shift = shop.shift()
    sell(shop, shift, COLA)
    with refused("z.shift_open") as error:
        z_close(shop.s, shop.manager)
    assert error.facts == {"operator": "林晓燕"}
    with refused("permission.missing"):
        z_close(shop.s, shop.cashier, closing=Closing())
    count_all(shop, shift, off=-9_000)
    before = len(shop.documents())
    made = z_close(shop.s, shop.manager, closing=Closing(reason="没找到")).value
    kinds = [doc.kind.value for doc in shop.documents()[before:]]
    assert kinds == ["shift.close", "z.close"]
    assert made.totals.difference_minor == -9_000


def test_what_the_close_refuses_refuses_the_z_too(shop, refused):
    first_z(shop)
    shift = shop.shift()
    count_all(shop, shift)
    sell(shop, shift, COLA)
    before = len(shop.documents())
    with refused("shift.count_old"):
        z_close(shop.s, shop.manager, closing=Closing())
    assert len(shop.documents()) == before


def test_parked_baskets_are_asked_about_and_stay(shop, refused):
    """odoo PR #233734: a day closed over baskets that nobody had paid."""
    first_z(shop)
    shop.shift()
    park(shop.s, shop.basket(COLA), "红衣服")
    with refused("shift.parked"):
        z_close(shop.s, shop.manager, closing=Closing())
    close(
        shop.s, shop.manager, shop.documents(Kind.SHIFT_OPEN)[-1].body["shift_id"], keep_parked=True
    )
    with refused("z.parked") as error:
        z_close(shop.s, shop.manager)
    assert error.facts == {"n": 1}
    made = z_close(shop.s, shop.manager, keep_parked=True).value
    assert made.parked == 1


def test_twice_in_a_row_says_that_nothing_is_new(shop, refused):
    made = first_z(shop)
    for _ in range(2):
        with refused("z.nothing_new") as error:
            z_close(shop.s, shop.manager)
        assert error.facts == {"number": made.z_no}
    assert len(shop.documents(Kind.Z_CLOSE)) == 1


def test_a_day_without_a_sale_may_be_closed_once(shop, refused):
    first_z(shop)
    shop.clock.pass_ms(DAY_MS)
    made = z_close(shop.s, shop.manager).value
    assert (made.totals.shift.sales, made.totals.shifts) == (0, 0)
    assert made.grand_minor == made.before_minor
    with refused("z.nothing_new"):
        z_close(shop.s, shop.manager)
    shop.clock.pass_ms(DAY_MS)
    assert z_close(shop.s, shop.manager).value.z_no == made.z_no + 1


def test_a_day_without_a_sale_is_closed_once_however_late_it_is_asked_again(shop, refused):
    first_z(shop)
    shop.clock.pass_ms(5 * 3_600_000)
    empty = z_close(shop.s, shop.manager).value
    assert empty.totals.shift.sales == 0
    shop.clock.pass_ms(5 * 3_600_000)
    with refused("z.nothing_new"):
        z_close(shop.s, shop.manager)


def test_what_arrives_late_belongs_to_the_next_z(shop):
    """odoo PR #182058, #282879: what came late made closed cash statements wrong."""
    first_z(shop)
    shift = shop.shift()
    sell(shop, shift, COLA)
    early = day_end(shop)
    late = shop.shift()
    sell(shop, late, MILK)
    second = day_end(shop)
    assert early.business_date == second.business_date
    assert z_of(shop.s, early.epoch, early.z_no) == early
    assert second.totals.shift.sales_minor == 280
    assert second.before_minor == early.grand_minor


def test_the_document_gives_the_same_z_again_and_its_copies_are_marked(shop, refused):
    made = first_z(shop)
    assert z_reports(shop.s)[0] == made
    job = print_z(shop.s, shop.manager, made.epoch, made.z_no).value
    again = print_z(shop.s, shop.manager, made.epoch, made.z_no).value
    slips = [
        json.loads(shop.rows("SELECT slip FROM print_job WHERE job_id = ?", one)[0][0])
        for one in (job, again)
    ]
    texts = [" ".join(item.get("text", "") for item in slip["items"]) for slip in slips]
    assert "副本 1" in texts[0]
    assert "副本 2" in texts[1]
    assert shop.last_document().kind is Kind.REPRINT
    with refused("z.unknown"):
        z_of(shop.s, 1, 99)
    with refused("permission.missing"):
        print_z(shop.s, shop.cashier, made.epoch, made.z_no)


def test_the_slip_carries_a_code_that_says_what_the_document_says(shop):
    made = first_z(shop)
    proof = read_proof(made.proof)
    doc = shop.documents(Kind.Z_CLOSE)[-1]
    assert (proof.tid, proof.epoch, proof.seq) == (doc.tid, doc.epoch, doc.seq)
    assert proof.hash8 == doc.hash[:8].hex()
    assert proof.grand_minor == made.grand_minor
    assert proof.sum("sales") == made.totals.shift.sales_minor


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text[:-1].rpartition(".")[0],
        lambda text: text + ":1",
        lambda text: text.replace("SZ1", "SZ2"),
        lambda text: text.replace("2026-", "26-"),
        lambda text: text[:60],
    ],
)
def test_half_a_code_is_no_code(shop, refused, damage):
    made = first_z(shop)
    with refused("z.unreadable"):
        read_proof(damage(made.proof))


def test_a_look_at_the_z_writes_nothing(shop):
    shift = shop.shift()
    sell(shop, shift, COLA)
    before = len(shop.documents())
    seen = z_preview(shop.s)
    assert len(shop.documents()) == before
    assert (seen.seq, seen.proof) == (0, "")
    assert seen.totals.shift.sales >= 1


def test_no_number_is_given_twice(shop):
    numbers = []
    for _ in range(3):
        shop.clock.pass_ms(DAY_MS)
        numbers.append(z_close(shop.s, shop.manager).value.number)
        shop.again()
    assert len(set(numbers)) == 3
    assert [one.rpartition("-")[2] for one in numbers] == ["000001", "000002", "000003"]


def test_a_z_while_slips_are_being_printed_is_fine(shop):
    first_z(shop)
    shift = shop.shift()
    sell(shop, shift, COLA)
    waiting = shop.rows("SELECT count(*) FROM print_job WHERE state = 'queued'")[0][0]
    made = day_end(shop)
    assert waiting
    assert made.totals.shift.sales == 1


def test_what_an_older_epoch_left_open_is_in_the_next_z(shop):
    before = first_z(shop)
    shift = shop.shift()
    sell(shop, shift, COLA)
    close(shop.s, shop.manager, shift.shift_id)
    with shop.s.db.write() as tx:
        commit.open_epoch(tx, shop.s, shops.load(tx), reason="restore")
    made = z_close(shop.s, shop.manager).value
    assert (made.epoch, made.z_no) == (before.epoch + 1, before.z_no + 1)
    assert made.totals.shift.sales_minor == 380
    assert made.grand_minor == before.grand_minor + 380
    spans = shop.documents(Kind.Z_CLOSE)[-1].body["spans"]
    assert [span[0] for span in spans] == [1, 2]
    assert spans[0][1] == before.seq + 1
    assert (made.first_seq, made.last_seq) == (1, made.seq - 1)
    assert not check_projections(shop.s)
