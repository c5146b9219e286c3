"""Attempts in the journal: written before anything is sent, found after a crash, booked once."""

import subprocess
import sys
from dataclasses import replace

import pytest

from app.domain.attempt.states import Attempt, Deed, Phase
from app.domain.document import Kind
from app.domain.tendering import take
from app.usecases.health.rebuild import check_projections
from app.usecases.health.report import health
from app.usecases.report.day import day
from app.usecases.returns.void import void
from app.usecases.sale.complete import complete
from app.usecases.sale.history import detail
from app.usecases.sale.return_goods import return_goods
from app.usecases.sentinel.cases import CONFIRMED, cases, close, evidence
from app.usecases.sentinel.telling import tell
from app.usecases.shop.desk import desk_book
from app.usecases.tender.begin import begin
from app.usecases.tender.record import record, to_keep
from app.usecases.tender.standing import one, standing, to_settle
from app.words import Words
from tests.usecases.shop import COLA, MILK, Shop


def begun(shop: Shop, shift, basket, minor: int = 0, who=None) -> Attempt:
    return begin(
        *(shop.s, who or shop.cashier, shift.shift_id),
        sale_id=basket.sale_id,
        kind="wechat",
        amount_minor=minor or shop.due(basket),
    ).value


def approved(shop: Shop, attempt: Attempt) -> Attempt:
    done = replace(
        attempt,
        phase=Phase.APPROVED,
        next=None,
        got_minor=attempt.amount_minor,
        got_currency="CNY",
        approval_no="4200001",
    )
    assert record(shop.s, done).value
    return done


def tender(shop: Shop, basket, attempt: Attempt, minor: int = 0):
    rounding = desk_book(shop.s).rounding
    return (
        take(
            *(shop.due(basket), (), attempt.kind, minor or attempt.amount_minor),
            rounding=rounding,
            reference=attempt.attempt_id,
        ),
    )


def sold(shop: Shop, shift, basket, attempt: Attempt, who=None):
    paid = tender(shop, basket, attempt)
    return complete(shop.s, who or shop.cashier, shift.shift_id, basket, paid).value


def state(shop: Shop, attempt: Attempt) -> str:
    found = one(shop.s, attempt.attempt_id)
    return found.phase.value if found else ""


def test_it_is_a_document_before_anything_is_sent(shop):
    shift, basket = shop.shift(), shop.basket(COLA)
    attempt = begun(shop, shift, basket)
    doc = shop.last_document()
    assert (doc.kind, doc.body["attempt_id"]) == (Kind.PAY_ATTEMPT, attempt.attempt_id)
    assert (doc.body["amount"], doc.body["cur"]) == (shop.due(basket), "CNY")
    assert (attempt.phase, attempt.next) == (Phase.WRITTEN, Deed.PAY)
    assert 6 <= len(attempt.attempt_id) <= 32
    assert attempt.attempt_id.isalnum()


def test_two_tills_never_make_the_same_id(shop):
    """The id is a UUIDv7 whole: 74 random bits beside the time."""
    shift = shop.shift()
    made = {begun(shop, shift, shop.basket(COLA)).attempt_id for _ in range(20)}
    assert len(made) == 20
    assert all(len(name) == 32 for name in made)


def test_one_at_a_time_for_a_sale(shop, refused):
    shift, basket = shop.shift(), shop.basket(COLA)
    first = begun(shop, shift, basket)
    with refused("pay.still_open"):
        begun(shop, shift, basket)
    record(shop.s, replace(first, phase=Phase.DECLINED))
    begun(shop, shift, basket)


def test_what_was_given_up_stands_in_nobodys_way(shop):
    shift, basket = shop.shift(), shop.basket(COLA)
    first = begun(shop, shift, basket)
    record(shop.s, replace(first, phase=Phase.REVERSING))
    begun(shop, shift, basket)


def test_no_shift_no_payment(shop, refused):
    with refused("shift.not_open"):
        begin(*(shop.s, shop.cashier, "none"), sale_id="s", kind="wechat", amount_minor=100)
    shift = shop.shift()
    with refused("tender.amount"):
        begin(*(shop.s, shop.cashier, shift.shift_id), sale_id="s", kind="wechat", amount_minor=0)


def test_an_approved_attempt_pays_its_sale_once(shop, refused):
    shift, basket = shop.shift(), shop.basket(COLA)
    attempt = approved(shop, begun(shop, shift, basket))
    last = sold(shop, shift, basket, attempt)
    assert shop.rows("SELECT booked_id FROM pay_attempt") == [(last.sale_id,)]
    other = shop.basket(COLA)
    with refused("pay.not_approved"):
        sold(shop, shift, other, attempt)
    assert check_projections(shop.s) == ()


@pytest.mark.parametrize(
    "phase", [Phase.WRITTEN, Phase.DECLINED, Phase.REVERSING, Phase.GIVING_BACK, Phase.WRONG]
)
def test_nothing_else_pays_a_sale(shop, refused, phase):
    """Whatever the screen believes: a timeout, a mismatch, money on its way back."""
    shift, basket = shop.shift(), shop.basket(COLA)
    attempt = begun(shop, shift, basket)
    if phase is not Phase.WRITTEN:
        record(shop.s, replace(attempt, phase=phase))
    before = len(shop.documents())
    with refused("pay.not_approved"):
        sold(shop, shift, basket, attempt)
    assert len(shop.documents()) == before


def test_nor_one_of_another_sale_kind_or_amount(shop, refused):
    shift, basket = shop.shift(), shop.basket(COLA)
    attempt = approved(shop, begun(shop, shift, basket))
    other = shop.basket(COLA)
    for wrong in (
        (other, attempt),
        (basket, replace(attempt, kind="alipay")),
        (basket, replace(attempt, attempt_id="f" * 32)),
    ):
        with refused("pay.not_approved"):
            sold(shop, shift, *wrong)
    twice = shop.basket(COLA, MILK)
    part = approved(shop, begun(shop, shift, twice, 100))
    half = tender(shop, twice, part)
    again = replace(half[0], no=2, amount_minor=shop.due(twice) - 100)
    with refused("pay.not_approved"):
        complete(shop.s, shop.cashier, shift.shift_id, twice, (*half, again))


def test_confirmed_by_hand_needs_no_attempt(shop):
    shift, basket = shop.shift(), shop.basket(COLA)
    complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket, "wechat"))
    assert shop.rows("SELECT count(*) FROM pay_attempt") == [(0,)]


def test_the_same_success_twice_is_one_document(shop):
    shift, basket = shop.shift(), shop.basket(COLA)
    attempt = approved(shop, begun(shop, shift, basket))
    before = len(shop.documents())
    assert not record(shop.s, attempt).value
    assert len(shop.documents()) == before


@pytest.mark.parametrize(
    "phase", [Phase.DECLINED, Phase.REVERSED, Phase.RETURNED, Phase.OWED, Phase.WRONG]
)
def test_what_is_over_is_not_written_anew(shop, phase):
    shift, basket = shop.shift(), shop.basket(COLA)
    attempt = begun(shop, shift, basket)
    assert record(shop.s, replace(attempt, phase=phase)).value
    assert not record(shop.s, replace(attempt, phase=Phase.APPROVED)).value
    assert state(shop, attempt) == phase


def test_what_a_sale_has_is_not_given_back_behind_its_back(shop):
    shift, basket = shop.shift(), shop.basket(COLA)
    attempt = approved(shop, begun(shop, shift, basket))
    sold(shop, shift, basket, attempt)
    assert not record(shop.s, replace(attempt, phase=Phase.GIVING_BACK), case="late").value
    assert (state(shop, attempt), cases(shop.s)) == ("approved", ())


def test_a_case_for_the_owner_has_both_documents_and_leaves_health_when_it_is_closed(shop):
    shift, basket = shop.shift(), shop.basket(COLA)
    attempt = begun(shop, shift, basket)
    record(
        shop.s, replace(attempt, phase=Phase.WRONG, got_minor=1, got_currency="USD"), case="amount"
    )
    (case,) = cases(shop.s)
    assert (case.rule, case.level, case.amount_minor) == ("pay.amount", "high", shop.due(basket))
    assert len(case.rows) == 2
    assert len(evidence(shop.s, case.case_id)) == 2
    assert (health(shop.s).pays_open, health(shop.s).pays_unsolved) == (0, 1)
    close(shop.s, shop.owner, case.case_id, state=CONFIRMED, reason="已在商户平台退款")
    assert health(shop.s).pays_unsolved == 0


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("rule", ["late", "owed", "amount", "used_id", "gone"])
def test_every_case_is_told_in_sentences(shop, language, rule):
    shift, basket = shop.shift(), shop.basket(COLA)
    attempt = begun(shop, shift, basket)
    record(shop.s, replace(attempt, phase=Phase.WRONG), case=rule)
    (case,) = cases(shop.s)
    told = tell(case, Words(language))
    assert case.rule == f"pay.{rule}"
    assert all((told.what, told.why, told.next))
    assert attempt.attempt_id in told.what + told.next


def test_what_must_be_written_before_anything_follows():
    base = Attempt("a" * 32, "wechat", 1, "CNY")
    kept = {phase for phase in Phase if to_keep(base, replace(base, phase=phase))}
    assert kept == set(Phase) - {Phase.WRITTEN, Phase.WAITING, Phase.ASKING, Phase.REFUNDING}


def test_a_return_goes_back_by_the_gateway_and_the_rest_by_hand(shop):
    who = shop.manager
    shift, basket = shop.shift(who), shop.basket(COLA, MILK)
    attempt = approved(shop, begun(shop, shift, basket, who=who))
    last = sold(shop, shift, basket, attempt, who)
    return_goods(*(shop.s, who, shift.shift_id, last.sale_id, ((1, 1000),)), reason="unwanted")
    (back,) = to_settle(shop.s)
    assert (back.phase, back.next, back.of) == (Phase.REFUNDING, Deed.REFUND, attempt.attempt_id)
    assert (back.amount_minor, back.whole_minor) == (380, attempt.amount_minor)
    assert back.attempt_id != attempt.attempt_id
    record(shop.s, replace(back, phase=Phase.RETURNED))
    assert to_settle(shop.s) == ()
    states = [row.state for row in detail(shop.s, last.sale_id).attempts]
    assert states == ["approved", "returned"]
    assert check_projections(shop.s) == ()


def test_a_void_gives_all_of_it_back_and_by_hand_nothing_is_asked(shop):
    who = shop.manager
    shift, basket = shop.shift(who), shop.basket(COLA)
    attempt = approved(shop, begun(shop, shift, basket, who=who))
    last = sold(shop, shift, basket, attempt, who)
    void(shop.s, who, shift.shift_id, last.sale_id, reason="void_entry")
    (back,) = to_settle(shop.s)
    assert back.amount_minor == attempt.amount_minor
    hand = shop.basket(COLA)
    done = complete(*(shop.s, who, shift.shift_id, hand, shop.paid(hand, "wechat"))).value
    void(shop.s, who, shift.shift_id, done.sale_id, reason="void_entry")
    assert len(to_settle(shop.s)) == 1


STORY = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from app import bootstrap
from app.clock import ManualClock
from app.domain.attempt.states import Phase
from app.settings import Settings
from tests.usecases.shop import COLA, Shop
from tests.usecases.tender.test_attempts import begun
from app.usecases.tender.record import record

shop = Shop(Settings(data_dir=Path(sys.argv[1]), settings_dir=Path(sys.argv[2])), int(sys.argv[3]))
shift = shop.shift()
attempt = begun(shop, shift, shop.basket(COLA))
if sys.argv[4] != "written":
    record(shop.s, replace(attempt, phase=Phase(sys.argv[4])))
print(attempt.attempt_id, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        ("written", Phase.ASKING),
        ("reversing", Phase.REVERSING),
        ("giving_back", Phase.GIVING_BACK),
        ("approved", Phase.APPROVED),
    ],
)
def test_after_kill_9_the_attempt_is_found_and_the_gateway_asked_first(shop, kept, found):
    now, settings = shop.clock.now_ms(), shop.settings
    shop.till.close()
    told = subprocess.run(
        [sys.executable, "-c", STORY, settings.data_dir, settings.settings_dir, str(now), kept],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert told.returncode == -9, told.stderr
    shop.again()
    (left,) = to_settle(shop.s)
    assert (left.attempt_id, left.phase) == (told.stdout.strip(), found)
    if found is not Phase.APPROVED:
        assert left.next is Deed.ASK
        assert len(standing(shop.s).open) == 1
    assert one(shop.s, left.attempt_id).next is None, "nothing is ever sent a second time"
    assert left.given_up == (kept in ("reversing", "giving_back"))


def test_the_days_report_lists_what_did_not_simply_pay(shop):
    shift, basket = shop.shift(), shop.basket(COLA)
    sold(shop, shift, basket, approved(shop, begun(shop, shift, basket)))
    today = shop.last_document().business_date
    assert day(shop.s, shop.owner, today).section("codes") is None
    late = begun(shop, shift, shop.basket(COLA))
    record(shop.s, replace(late, phase=Phase.OWED, approval_no="4299"), case="owed")
    (row,) = day(shop.s, shop.owner, today).table("codes").rows
    assert [getattr(cell, "key", cell) for cell in row.cells[:3]] == [
        *("tender.wechat", "codepay.state.owed", "4299")
    ]
