"""The money at the counter: tenders, the commit, the change, and scans that come too late."""

import pytest

from app.domain.checkout import events as ev
from app.domain.checkout.state import Mode
from app.domain.ids import SaleId
from tests.domain.builders import BOOK, OWNER, basket, member, rounding
from tests.domain.checkout.desk import Counter, found, last

DIME = BOOK.__class__(BOOK.currency, BOOK.tax, BOOK.tiers, rounding=rounding(10))


def paying(*names: str, book=BOOK) -> Counter:
    return Counter(book=book).scan(*names).do(ev.PayPressed())


def test_cash_with_change_goes_straight_to_the_commit():
    counter = paying("cola").do(ev.TenderOffered("cash", 1000))
    assert (counter.mode, counter.intents, counter.due) == (Mode.COMMITTING, (ev.Commit(),), 0)
    assert counter.state.tenders[0].change_minor == 700


def test_a_split_tender_and_its_undo():
    counter = paying("tv").do(ev.TenderOffered("cash", 30_000))
    assert (counter.mode, counter.due, counter.intents) == (Mode.PAYING, 70_000, (ev.SaveDraft(),))
    assert counter.refused(ev.BackPressed()) == "pay.undo_first"
    assert counter.refused(ev.TenderUndone(7)) == "tender.gone"
    counter.do(ev.TenderUndone(1))
    assert (counter.due, counter.intents) == (100_000, (ev.SaveDraft(),))
    assert counter.do(ev.BackPressed()).mode is Mode.SELLING


def test_a_tender_that_is_refused_changes_nothing():
    counter = paying("tv")
    assert counter.refused(ev.TenderOffered("wechat", 100_001)) == "tender.no_change"
    assert counter.refused(ev.TenderOffered("gold", 5)) == "tender.unknown"
    assert counter.refused(ev.TenderOffered("cash", 0)) == "tender.amount"


def test_a_reference_is_kept():
    counter = paying("tv").do(ev.TenderOffered("card", 100_000, "slip 42"))
    assert counter.state.tenders[0].reference == "slip 42"


def test_cash_rounding_comes_with_cash_and_goes_with_it():
    counter = paying("clip", book=DIME).do(ev.TenderOffered("cash", 10))
    assert counter.mode is Mode.COMMITTING
    assert counter.state.tenders[0].rounding_minor == 5
    counter.do(ev.CommitFailed(), ev.TenderUndone(1))
    assert counter.due == 5
    assert counter.do(ev.TenderOffered("wechat", 5)).state.tenders[0].rounding_minor == 0


@pytest.mark.parametrize("kind", ["cash", "wechat"])
def test_a_second_tap_while_it_is_written(kind):
    counter = paying("cola").do(ev.TenderOffered("cash", 300))
    for event in (ev.TenderOffered(kind, 300), ev.CompletePressed(), found("cola")):
        assert counter.refused(event) == "not_now.committing"


def test_a_commit_that_failed_is_tried_again():
    counter = paying("cola").do(ev.TenderOffered("cash", 300))
    tenders = counter.state.tenders
    counter.do(ev.CommitFailed())
    assert (counter.mode, counter.state.tenders, counter.due) == (Mode.PAYING, tenders, 0)
    assert counter.intents == (ev.Sound("error"),)
    assert counter.refused(ev.TenderOffered("cash", 1)) == "tender.nothing_due"
    counter.do(ev.CompletePressed())
    assert (counter.mode, counter.intents) == (Mode.COMMITTING, (ev.Commit(),))


def test_a_free_basket_whose_commit_failed():
    counter = paying("gift").do(ev.CommitFailed())
    assert counter.refused(ev.TenderOffered("cash", 1)) == "tender.nothing_due"
    assert counter.do(ev.CompletePressed()).mode is Mode.COMMITTING


def test_complete_before_it_is_paid():
    assert paying("cola").refused(ev.CompletePressed()) == "pay.not_yet"


def test_the_change_stands_until_the_next_scan():
    counter = paying("cola").do(ev.TenderOffered("cash", 1000)).sale()
    assert (counter.mode, counter.intents) == (Mode.DONE, (ev.Sound("done"),))
    assert counter.state.last is not None
    assert counter.state.last.change_minor == 700
    assert counter.state.basket.sale_id == "s2"
    assert (counter.state.tenders, counter.state.basket.lines) == ((), ())
    counter.do(ev.QuantityKeyed(2000))
    assert counter.state.last.change_minor == 700
    counter.scan("pen")
    assert (counter.state.last, counter.due) == (None, 200)


@pytest.mark.parametrize(
    "event",
    [
        *(ev.MemberAttached(member("gold")), ev.Recalled(basket("1 pen")), found("apple")),
        *(ev.CodeUnknown("9", "short"), ev.BackPressed()),
    ],
)
def test_what_else_ends_the_change(event):
    counter = paying("cola").do(ev.TenderOffered("cash", 300)).sale().do(event)
    assert counter.state.last is None
    assert counter.mode is not Mode.DONE


def test_the_drawer_leaves_the_change_where_it_is():
    counter = Counter(OWNER).scan("cola").do(ev.PayPressed(), ev.TenderOffered("cash", 1000))
    counter.sale().do(ev.NoSale("change"))
    assert (counter.mode, counter.intents) == (Mode.DONE, (ev.OpenDrawer("change"),))
    asked = paying("cola").do(ev.TenderOffered("cash", 1000)).sale().do(ev.NoSale("change"))
    assert asked.mode is Mode.APPROVING
    assert asked.do(ev.ApprovalDenied()).mode is Mode.DONE
    assert asked.state.last is not None


# --- scans while paying --------------------------------------------------------------------------


def test_a_scan_before_any_money_adds_the_item():
    counter = paying("cola").scan("pen")
    assert (counter.mode, counter.due) == (Mode.SELLING, 400)
    assert paying("cola").scan("apple").mode is Mode.WEIGHING


def test_a_member_put_on_after_the_total_is_late():
    attached = ev.MemberAttached(member("gold"))
    late = paying("cola").do(attached).state.basket.member
    assert late is not None
    assert late.late
    early = Counter(OWNER).scan("cola").do(attached).state.basket.member
    assert early is not None
    assert not early.late


def test_a_scan_after_money_is_refused_aloud():
    counter = paying("tv").do(ev.TenderOffered("cash", 100))
    assert counter.refused(found("pen")) == "pay.scan_after_money"
    assert counter.refused(ev.MemberAttached(member("gold"))) == "pay.member_after_money"
    assert counter.refused(ev.CodeUnknown("9", "short")) == "pay.unknown_code"
    assert counter.refused(ev.CodeUnknown("", "gift_card_unknown")) == "pay.unknown_card"


def test_a_card_before_any_money_counts():
    counter = paying("cola").do(ev.MemberAttached(member("gold")))
    assert (counter.mode, counter.due) == (Mode.PAYING, 270)


def test_what_is_paid_is_what_was_shown():
    """The instant of the prices stays with the basket while the money is counted."""
    counter = paying("cola").later(3_600_000).do(ev.TenderOffered("cash", 100))
    assert counter.state.basket.priced_ms == counter.desk.now_ms - 3_600_000


def test_the_next_sale_has_nothing_of_the_last():
    counter = Counter().scan("cola").do(ev.MemberAttached(member("gold")))
    counter.do(ev.BasketDiscounted(50_000, 0, "damaged"), ev.PayPressed())
    counter.do(ev.TenderOffered("cash", counter.due))
    counter.do(ev.CommitSucceeded(last(counter.state), SaleId("s2")))
    basket_ = counter.state.basket
    assert (basket_.member, basket_.discount, basket_.voided, basket_.lines) == (None, None, (), ())
    assert basket_.next_line_no == 1
