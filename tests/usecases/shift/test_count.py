"""Counting blind, closing with a difference, handing over: what is seen and what is kept."""

import pytest

from app.domain.checkout.state import ApprovalRequest
from app.domain.document import Kind
from app.domain.permissions import Permission, Role
from app.domain.shift import Counted
from app.domain.shift.terms import ShiftTerms, extra_of
from app.usecases.drawer.cash_movement import drop, pay_in, pay_out, reasons
from app.usecases.drawer.events import of_shift
from app.usecases.health.rebuild import check_projections
from app.usecases.health.verify import verify_journal
from app.usecases.shift.close import close
from app.usecases.shift.count import count, last_count
from app.usecases.shift.hand_over import hand_over, takers
from app.usecases.shift.open import current
from app.usecases.shift.report import print_x, x_report
from app.usecases.shop import settings
from app.usecases.staff.approve import approve
from tests.usecases.shift.ways import count_all, expected, pieces, sell
from tests.usecases.shop import COLA, MILK, PINS


def word_for(shop, error, shift, who=None):
    """The manager's word for what was refused."""
    facts = error.facts
    request = ApprovalRequest(
        action=facts["action"],
        permission=Permission(facts["permission"]),
        roles=(Role.MANAGER, Role.OWNER),
        binding=facts["binding"],
    )
    by = who or shop.cashier
    return approve(
        *(shop.s, request, shop.manager.operator_id, PINS["王建国"]),
        sale_id="",
        shift_id=shift.shift_id,
        asked_by=by.operator_id,
    ).value


def drawer_account(shop) -> int:
    found = shop.rows(
        "SELECT coalesce(sum(amount), 0) FROM account_day WHERE account = '1010.01-03'"
    )
    return found[0][0]


def test_a_count_is_a_document_before_anybody_is_told(shop):
    shift = shop.shift(float_minor=20_000)
    sell(shop, shift, COLA)
    told = count_all(shop, shift, off=-500)
    doc = shop.documents(Kind.SHIFT_COUNT)[-1]
    assert (doc.body["counted"], doc.body["expected"]) == (19_880, 20_380)
    assert told.at == (doc.epoch, doc.seq)
    assert not told.agrees


def test_a_cashier_is_told_whether_it_agrees_and_nothing_else(shop):
    shift = shop.shift()
    sell(shop, shift, COLA)
    told = count_all(shop, shift, off=-100)
    assert (told.agrees, told.over_limit, told.seen) == (False, False, False)
    assert (told.gaps, told.candidates) == ((), ())
    again = count_all(shop, shift)
    assert again.agrees
    manager = last_count(shop.s, shop.manager, shift.shift_id)
    assert manager.seen
    assert manager.cash.expected_minor == expected(shop, shift)


def test_a_recount_leaves_the_old_one_with_its_difference(shop):
    """R41, wcpos PR #1965: both counts stand, each with its difference."""
    shift = shop.shift()
    count_all(shop, shift, off=-5_000)
    second = count_all(shop, shift)
    assert second.counts == 2
    kept = shop.rows("SELECT difference_minor FROM shift_count ORDER BY seq")
    assert kept == [(-5_000,), (0,)]


def test_the_blind_x_keeps_the_sum_from_who_is_to_count(shop):
    shift = shop.shift(float_minor=12_345)
    sell(shop, shift, COLA, given=1_000)
    for who, told in ((shop.cashier, False), (shop.manager, True)):
        job = print_x(shop.s, who, shift.shift_id).value
        (slip,) = shop.rows("SELECT slip FROM print_job WHERE job_id = ?", job)[0]
        assert ("127.25" in slip) is told


def test_the_close_takes_the_last_count_and_posts_what_it_differs_by(shop):
    shift = shop.shift(float_minor=20_000)
    sell(shop, shift, COLA)
    count_all(shop, shift, off=-300)
    report = close(shop.s, shop.cashier, shift.shift_id, reason="找零时掉了一张").value
    doc = shop.last_document()
    assert doc.body["reason"] == "找零时掉了一张"
    assert sorted(doc.postings) == [
        ("1010.01-03", "CNY", -20_380),
        ("1015", "CNY", 20_080),
        ("5110", "CNY", 300),
    ]
    assert report.gaps[0].difference_minor == -300
    assert (report.kept_minor, doc.body["handed_in"]) == (20_000, 80)
    assert drawer_account(shop) == 0 or drawer_account(shop) == _before(shop)
    assert not check_projections(shop.s)
    assert verify_journal(shop.s).ok


def _before(shop) -> int:
    """What the demo's own shifts, which a former version closed, left on the account."""
    own = [d for d in shop.documents() if d.business_date != shop.last_document().business_date]
    return sum(n for d in own for account, _, n in d.postings if account == "1010.01-03")


def test_a_tender_keyed_as_cash_comes_to_nothing_in_over_and_short(shop):
    shift = shop.shift()
    sell(shop, shift, COLA, MILK)
    told = count_all(shop, shift, off=-660, tenders=(("wechat", 660),), who=shop.manager)
    assert told.candidates[0].code == "keyed_cash"
    close(shop.s, shop.manager, shift.shift_id)
    accounts = {account: n for account, _, n in shop.last_document().postings}
    assert "5110" not in accounts
    assert accounts["1120.wechat"] == 660


def test_a_difference_above_the_limit_needs_a_word_bound_to_it(shop, refused):
    shift = shop.shift(float_minor=50_000)
    told = count_all(shop, shift, off=-5_001)
    assert told.over_limit
    with refused("approval.needed") as error:
        close(shop.s, shop.cashier, shift.shift_id)
    word = word_for(shop, error, shift)
    count_all(shop, shift, off=-6_000)
    with refused("approval.other_action"):
        close(shop.s, shop.cashier, shift.shift_id, approval=word)
    with refused("approval.needed") as error:
        close(shop.s, shop.cashier, shift.shift_id)
    close(shop.s, shop.cashier, shift.shift_id, approval=word_for(shop, error, shift))
    assert shop.last_document().body["difference"] == -6_000
    assert shop.last_document().body["approval"]


def test_a_difference_up_to_the_limit_needs_nobody(shop):
    shift = shop.shift(float_minor=50_000)
    assert not count_all(shop, shift, off=-5_000).over_limit
    close(shop.s, shop.cashier, shift.shift_id)


def test_what_moved_since_the_count_makes_it_old(shop, refused):
    shift = shop.shift()
    count_all(shop, shift)
    sell(shop, shift, COLA)
    with refused("shift.count_old"):
        close(shop.s, shop.cashier, shift.shift_id)
    assert last_count(shop.s, shop.cashier, shift.shift_id) is None
    count_all(shop, shift)
    close(shop.s, shop.cashier, shift.shift_id)


def test_a_shop_may_want_every_drawer_counted(shop, refused):
    terms = extra_of(ShiftTerms(limit_minor=0, must_count=True))
    extra = settings.load(shop.s).extra | terms
    settings.change(shop.s, shop.owner, extra=extra)
    shift = shop.shift()
    with refused("shift.not_counted"):
        close(shop.s, shop.cashier, shift.shift_id)
    assert count_all(shop, shift, off=10).over_limit  # a limit of nothing


@pytest.mark.parametrize(
    ("counted", "code"),
    [
        (Counted(((10_000, -1),)), "count.number"),
        (Counted(((10_000, 100_000),)), "count.number"),
        (Counted(((0, 1),)), "count.number"),
        (Counted(((100, 1), (100, 2))), "count.number"),
        (Counted((), (("wechat", -1),)), "count.number"),
        (Counted((), (("points", 1),)), "count.tender"),
        (Counted(((10**15, 1),)), "count.number"),  # more than the file can hold
        (Counted(((10_000_000, 99_999), (9_000_000, 99_999))), "count.number"),
        (Counted((), (("wechat", 10**18),)), "count.number"),
        (Counted((), (("card", 5), ("card", 5))), "count.number"),  # posted twice else
    ],
)
def test_counts_that_cannot_be(shop, refused, counted, code):
    shift = shop.shift()
    with refused(code):
        count(shop.s, shop.cashier, shift.shift_id, counted)
    assert not shop.documents(Kind.SHIFT_COUNT)


def test_anothers_drawer_is_counted_by_who_may_see_an_x(shop, refused):
    shift = shop.shift()
    with refused("shift.of_another"):
        count(shop.s, shop.person("李伟"), shift.shift_id, pieces(0))
    assert count(shop.s, shop.manager, shift.shift_id, pieces(10_000)).value.agrees
    close(shop.s, shop.manager, shift.shift_id)
    with refused("shift.not_open"):
        count(shop.s, shop.manager, shift.shift_id, pieces(0))
    with refused("shift.unknown"):
        count(shop.s, shop.manager, "nobody's", pieces(0))


def test_a_hand_over_is_one_gesture(shop):
    shift = shop.shift(float_minor=10_000)
    sell(shop, shift, COLA)
    next_one = shop.person("李伟")
    assert next_one in takers(shop.s, shift)
    assert shop.person("陈工") not in takers(shop.s, shift)
    opened = hand_over(
        shop.s, shop.cashier, shift.shift_id, next_one.operator_id, pieces(10_380)
    ).value
    assert (opened.operator_id, opened.float_minor) == (next_one.operator_id, 10_380)
    assert current(shop.s) == opened
    kinds = [doc.kind.value for doc in shop.documents()[-4:]]
    assert kinds == ["shift.count", "shift.close", "shift.hand_over", "shift.open"]
    assert shop.rows("SELECT handed_to FROM shift WHERE shift_id = ?", shift.shift_id) == [
        (next_one.operator_id,)
    ]
    assert not check_projections(shop.s)


def test_a_hand_over_that_is_refused_leaves_the_shift_open(shop, refused):
    shift = shop.shift()
    before = len(shop.documents())
    for to, code in (
        (shop.cashier.operator_id, "hand_over.self"),
        (shop.person("陈工").operator_id, "hand_over.cannot"),
        ("nobody", "operator.unknown"),
    ):
        with refused(code):
            hand_over(shop.s, shop.cashier, shift.shift_id, to, pieces(10_000))
    with refused("shift.not_counted"):
        hand_over(shop.s, shop.cashier, shift.shift_id, shop.person("李伟").operator_id)
    with refused("approval.needed"):
        hand_over(
            shop.s, shop.cashier, shift.shift_id, shop.person("李伟").operator_id, pieces(100)
        )
    assert len(shop.documents()) == before  # not even the count
    assert current(shop.s) == shift


def test_money_moves_for_the_shops_own_reasons_with_a_slip_each(shop, refused):
    shift = shop.shift(shop.manager, 100_000)
    who, shift_id = shop.manager, shift.shift_id
    assert [one.code for one in reasons(shop.s) if one.way == "in"][0] == "change"
    drop(shop.s, who, shift_id, 50_000)
    pay_out(shop.s, who, shift_id, 2_000, "买杂物")
    pay_in(shop.s, who, shift_id, 500, "change")
    events = of_shift(shop.s, shift_id)
    assert [(one.reason, one.amount_minor) for one in events] == [
        ("drop", -50_000),
        ("errand", -2_000),
        ("change", 500),
    ]
    slips = shop.rows("SELECT slip FROM print_job WHERE kind = 'cash' ORDER BY job_id")
    assert "交保险柜" in slips[0][0]
    assert "买杂物" in slips[1][0]
    with refused("drawer.not_enough") as error:
        drop(shop.s, who, shift_id, 48_501)
    assert error.facts == {"holds_minor": 48_500}


def test_a_cashier_moves_cash_with_a_managers_word(shop, refused):
    shift = shop.shift()
    with refused("approval.needed") as error:
        pay_out(shop.s, shop.cashier, shift.shift_id, 2_000, "errand")
    word = word_for(shop, error, shift)
    with refused("approval.other_action"):
        pay_out(shop.s, shop.cashier, shift.shift_id, 3_000, "errand", approval=word)
    pay_out(shop.s, shop.cashier, shift.shift_id, 2_000, "errand", approval=word)
    assert x_report(shop.s, shift.shift_id).totals.cash_out_minor == 2_000
    with refused("approval.used"):
        pay_out(shop.s, shop.cashier, shift.shift_id, 2_000, "errand", approval=word)
    with refused("approval.needed") as error:
        drop(shop.s, shop.cashier, shift.shift_id, 8_001)
    word = word_for(shop, error, shift)
    with refused("drawer.not_so_much") as error:  # how much there is, is not told
        drop(shop.s, shop.cashier, shift.shift_id, 8_001, approval=word)
    assert error.facts == {}
