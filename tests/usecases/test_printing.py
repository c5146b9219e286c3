"""What became of the paper when a program ended: said at the next start, and then forgotten."""

import pytest

from app.domain.document import Kind
from app.store import spool
from app.usecases.device.spool import waiting
from app.usecases.outcome import Print
from app.usecases.ports import DeviceChoice
from app.usecases.printing import settle
from app.usecases.sale.complete import complete
from app.usecases.sale.reprint import reprint
from tests.usecases.money import Money
from tests.usecases.shop import COLA


def test_at_the_start_what_was_on_its_way_is_unsure_and_old_paper_is_forgotten(shop):
    now = shop.clock.now_ms()
    with shop.s.db.write() as tx:
        for job_id, state, age_ms in (
            ("waited", "queued", 0),
            ("went", "sending", 0),
            ("came", "confirmed", settle.KEPT_MS - 1),
            ("long-ago", "confirmed", settle.KEPT_MS + 1),
            ("missing", "failed", settle.KEPT_MS + 1),
        ):
            spool.enqueue(tx, job_id, "copy", {}, now - age_ms)
            spool.mark(tx, job_id, state, now - age_ms)
    assert settle.left_over(shop.s).value == 2
    with shop.s.db.read() as tx:
        jobs = {name: spool.get(tx, name) for name in ("waited", "went", "came", "missing")}
        assert spool.get(tx, "long-ago") is None
    assert [(one.state, one.reason) for one in jobs.values()] == [
        *(("unsure", "restart"), ("unsure", "restart"), ("confirmed", ""), ("failed", "")),
    ]


def test_which_printer_had_a_job_is_kept(shop):
    with shop.s.db.write() as tx:
        spool.enqueue(tx, "job", "copy", {}, shop.clock.now_ms())
    settle.settle(shop.s, "job", "unsure", "no_answer", device="printer-2")
    settle.settle(shop.s, "job", "confirmed", "late")
    with shop.s.db.read() as tx:
        job = spool.get(tx, "job")
    assert (job.state, job.reason, job.device) == ("confirmed", "late", "printer-2")


def test_what_nobody_will_ever_know_more_of_hides_nothing_and_is_forgotten_in_time(shop):
    now = shop.clock.now_ms()
    with shop.s.db.write() as tx:
        for job_id, reason, age_ms in (
            ("asked", "no_answer", 0),
            ("queue", "handed_over", 0),
            ("file", "one_way", settle.KEPT_MS + 1),
        ):
            spool.enqueue(tx, job_id, "copy", {}, now - age_ms)
            spool.mark(tx, job_id, "unsure", now, reason=reason)
    listed = {one.job_id for one in waiting(shop.s, limit=1000)}
    assert {"asked", "queue", "file"} & listed == {"asked"}
    settle.left_over(shop.s)
    with shop.s.db.read() as tx:
        kept = {one.job_id for one in spool.listed(tx, limit=1000)}
    assert {"asked", "queue", "file"} & kept == {"asked", "queue"}


@pytest.mark.parametrize(
    ("came", "copies"),
    [
        (("failed", "paper_out"), 0),
        (("failed", settle.NOT_SEEN), 1),
        (("unsure", "no_answer"), 1),
        (("confirmed", ""), 1),
    ],
)
def test_only_what_never_left_for_the_printer_is_printed_again_as_the_original(shop, came, copies):
    shift, basket = shop.shift(), shop.basket(COLA)
    made = complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket))
    (job_id,) = [one.job_id for one in made.effects if isinstance(one, Print)]
    settle.settle(shop.s, job_id, *came)
    again = reprint(shop.s, shop.cashier, made.value.sale_id)
    assert again.effects == (Print(again.value),)
    assert (again.value == job_id) == (not copies)
    assert len(shop.documents(Kind.REPRINT)) == copies
    assert ("副本" in str(settle.load(shop.s, again.value))) == bool(copies)


def test_an_original_that_is_printed_late_says_only_balances_that_were_true_then(shop):
    money = Money(shop)
    anna = shop.member("陈雨桐")
    money.give(anna, "principal", 10_000)
    shift, basket = shop.shift(), shop.basket(COLA, member=anna)
    made = complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket))
    (job_id,) = [one.job_id for one in made.effects if isinstance(one, Print)]
    assert "100.00" in str(settle.load(shop.s, job_id))
    settle.settle(shop.s, job_id, "failed", "paper_out")
    money.give(anna, "principal", 2_345)
    assert reprint(shop.s, shop.cashier).value == job_id
    late = str(settle.load(shop.s, job_id))
    assert "陈*桐" in late
    assert ("100.00" in late, "123.45" in late) == (False, False)


def test_an_original_on_its_way_or_behind_a_copy_is_no_original_again(shop):
    shift, basket = shop.shift(), shop.basket(COLA)
    made = complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket))
    (job_id,) = [one.job_id for one in made.effects if isinstance(one, Print)]
    settle.settle(shop.s, job_id, "failed", "paper_out")
    assert reprint(shop.s, shop.cashier).value == job_id
    # it is on its way now: asked for twice, the second is a copy
    copy = reprint(shop.s, shop.cashier).value
    assert copy != job_id
    # and the original that failed again stays behind its copy
    settle.settle(shop.s, job_id, "failed", "paper_out")
    assert reprint(shop.s, shop.cashier).value not in (job_id, copy)


def rows(slip) -> list[int]:
    """How many cells each row has: narrow paper has fewer in more rows."""
    return [len(one.get("cells", ())) for one in slip["items"]]


def test_a_receipt_is_laid_out_for_the_printer_that_prints_it(shop):
    shift, basket = shop.shift(), shop.basket(COLA)
    made = complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket))
    (job_id,) = [one.job_id for one in made.effects if isinstance(one, Print)]
    by_width = {columns: settle.load(shop.s, job_id, columns) for columns in (32, 48)}
    assert by_width[32] != by_width[48]
    assert settle.load(shop.s, job_id) == by_width[48]  # the shop's printer is a usual one
    # what the wizard learnt of the printer counts, and not the shop's own setting any more
    name = shop.s.devices.workshop().keep_profile("printer", "generic-80", (("columns", 32),))
    shop.s.devices.configure("printer", DeviceChoice("fake", (("profile", name),)))
    assert shop.s.devices.columns() == 32
    assert settle.load(shop.s, job_id) == by_width[32]
    copies = [settle.load(shop.s, reprint(shop.s, shop.cashier).value)]
    shop.s.devices.configure("printer", DeviceChoice("fake"))
    copies.append(settle.load(shop.s, reprint(shop.s, shop.cashier).value))
    assert rows(copies[0]) != rows(copies[1])
