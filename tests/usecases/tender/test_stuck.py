"""No gateway has a word: after ten minutes it is a case, and a person's word settles it."""

from dataclasses import replace

import pytest

from app.domain.attempt.machine import STUCK_MS
from app.domain.attempt.states import Phase
from app.domain.checkout.state import ApprovalRequest
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.permissions import Permission, Role
from app.usecases.health.rebuild import check_projections
from app.usecases.sale.draft import save
from app.usecases.sentinel.cases import CONFIRMED, cases, close, counts, evidence
from app.usecases.sentinel.telling import tell as told
from app.usecases.staff.approve import approve
from app.usecases.tender.record import record
from app.usecases.tender.standing import one, standing, to_settle
from app.usecases.tender.stuck import RULES, settle, tell, waits
from app.words import Words
from tests.usecases.shop import COLA, PINS
from tests.usecases.tender.test_attempts import begun, sold, state

WAYS = {  # how it stood, the word, whether its basket is still there: how it ends
    ("written", False, True): "reversed",
    ("reversing", False, False): "reversed",
    ("written", True, True): "approved",
    ("reversing", True, True): "approved",
    ("reversing", True, False): "giving_back",
    ("giving_back", False, True): "returned",
    ("giving_back", True, True): "owed",
    ("refunding", False, False): "returned",
    ("refunding", True, False): "owed",
}


def stuck(shop, phase="reversing", *, open_basket=True, who=None):
    """An attempt that nobody has a word on, and its case."""
    shift, basket = shop.shift(), shop.basket(COLA)
    if open_basket:
        save(shop.s, basket, ())
    attempt = begun(shop, shift, basket)
    if phase != "written":
        record(shop.s, replace(attempt, phase=Phase(phase)))
    shop.clock.pass_ms(STUCK_MS)
    assert tell(shop.s).value == 1
    (case,) = cases(shop.s)
    return attempt, case


def test_it_is_a_case_after_ten_minutes_and_once(shop):
    shift, basket = shop.shift(), shop.basket(COLA)
    attempt = begun(shop, shift, basket)
    shop.clock.pass_ms(STUCK_MS - 1)
    assert (tell(shop.s).value, cases(shop.s)) == (0, ())
    shop.clock.pass_ms(1)
    assert [tell(shop.s).value, tell(shop.s).value] == [1, 0]
    (case,) = cases(shop.s)
    assert (case.rule, case.amount_minor, case.level) == ("pay.stuck", attempt.amount_minor, "high")
    assert [one.kind for one in evidence(shop.s, case.case_id)] == ["pay.attempt"]
    for language in ("zh_CN", "en"):
        assert attempt.attempt_id in told(case, Words(language)).next


@pytest.mark.parametrize(("phase", "here", "basket"), WAYS)
def test_a_word_ends_it_as_the_rules_say(shop, phase, here, basket):
    attempt, case = stuck(shop, phase, open_basket=basket)
    found = settle(shop.s, shop.owner, case.case_id, "seen in the app", here=here).value
    assert found.phase.value == WAYS[phase, here, basket]
    assert state(shop, attempt) == found.phase.value
    word = shop.documents(Kind.PAY_RESULT)[-1].body
    assert (word["by_hand"], word["here"], word["why"]) == ("seen in the app", here, "by_hand")
    (closing,) = shop.documents(Kind.CASE_CLOSE)
    assert (closing.body["case_id"], closing.operator_id) == (case.case_id, shop.owner.operator_id)
    owed = [one.rule for one in cases(shop.s)]
    assert owed == (["pay.owed"] if found.phase is Phase.OWED else [])
    still = [one.attempt_id for one in to_settle(shop.s)]
    assert bool(still) == (found.phase.value in ("approved", "giving_back"))
    assert check_projections(shop.s) == ()


def test_what_was_found_paid_and_stays_silent_on_its_way_back_is_a_case_again(shop):
    _, case = stuck(shop, open_basket=False)
    settle(shop.s, shop.owner, case.case_id, "there", here=True)
    shop.clock.pass_ms(STUCK_MS)
    assert tell(shop.s).value == 1
    (again,) = cases(shop.s)
    assert (again.rule, again.case_id != case.case_id) == (RULES[1], True)
    settle(shop.s, shop.owner, again.case_id, "gone now", here=False)
    assert counts(shop.s)["confirmed"] == 2


def test_a_gateway_that_was_faster_keeps_its_word(shop, refused):
    attempt, case = stuck(shop)
    assert waits(shop.s, case.case_id) == "stuck"
    record(shop.s, replace(attempt, phase=Phase.REVERSED))
    assert waits(shop.s, case.case_id) == ""
    with refused("pay.settled"):
        settle(shop.s, shop.owner, case.case_id, "paid!", here=True)
    assert state(shop, attempt) == "reversed"


@pytest.mark.parametrize("said", ["approved", "giving_back"])
def test_a_gateway_that_says_paid_after_a_person_said_no_is_heard(shop, said):
    attempt, case = stuck(shop)
    settle(shop.s, shop.owner, case.case_id, "not there", here=False)
    assert not record(shop.s, replace(attempt, phase=Phase.REVERSING)).value  # no gateway's word
    assert record(shop.s, replace(attempt, phase=Phase(said)), case="late").value
    assert state(shop, attempt) == said
    assert [one.rule for one in cases(shop.s)] == ["pay.late"]
    assert [one.attempt_id for one in to_settle(shop.s)] == [attempt.attempt_id]


def test_a_sale_paid_by_a_word_that_its_gateway_denies_is_a_case(shop):
    shift, basket = shop.shift(), shop.basket(COLA)
    save(shop.s, basket, ())
    attempt = begun(shop, shift, basket)
    shop.clock.pass_ms(STUCK_MS)
    tell(shop.s)
    settle(shop.s, shop.owner, cases(shop.s)[0].case_id, "there", here=True)
    sold(shop, shift, basket, attempt)
    for said in (Phase.REVERSING, Phase.GIVING_BACK):
        assert not record(shop.s, replace(attempt, phase=said)).value
    assert record(shop.s, replace(attempt, phase=Phase.REVERSED)).value
    assert (state(shop, attempt), [one.rule for one in cases(shop.s)]) == ("wrong", ["pay.gone"])
    (owed,) = standing(shop.s).unsolved
    assert owed.attempt_id == attempt.attempt_id
    close(shop.s, shop.owner, cases(shop.s)[0].case_id, CONFIRMED, "asked the customer")
    assert standing(shop.s).unsolved == ()
    assert check_projections(shop.s) == ()


def test_a_word_is_given_once_with_a_reason_and_the_right(shop, refused):
    attempt, case = stuck(shop)
    with refused("permission.missing"):
        settle(shop.s, shop.cashier, case.case_id, "paid", here=True)
    with refused("reason.missing"):
        settle(shop.s, shop.owner, case.case_id, "  ", here=True)
    settle(shop.s, shop.owner, case.case_id, "not there", here=False)
    with refused("pay.settled"):
        settle(shop.s, shop.owner, case.case_id, "there after all", here=True)
    assert one(shop.s, attempt.attempt_id).phase is Phase.REVERSED


def test_who_took_it_says_paid_with_a_second_person_only(shop):
    shift, basket = shop.shift(who=shop.owner), shop.basket(COLA)
    save(shop.s, basket, ())
    attempt = begun(shop, shift, basket, who=shop.owner)
    shop.clock.pass_ms(STUCK_MS)
    tell(shop.s)
    (case,) = cases(shop.s)
    with pytest.raises(Refused) as asked:
        settle(shop.s, shop.owner, case.case_id, "paid", here=True)
    facts = asked.value.facts
    assert asked.value.code == "approval.needed"
    request = ApprovalRequest(
        action=str(facts["action"]),
        permission=Permission(str(facts["permission"])),
        roles=tuple(Role),
        binding=str(facts["binding"]),
        after_minor=attempt.amount_minor,
        reason="paid",
    )
    word = approve(
        *(shop.s, request, shop.manager.operator_id, PINS[shop.manager.name]),
        sale_id="",
        shift_id=shift.shift_id,
        asked_by=shop.owner.operator_id,
    ).value
    settle(shop.s, shop.owner, case.case_id, "paid", here=True, approval=word)
    assert state(shop, attempt) == "approved"
    assert shop.documents(Kind.PAY_RESULT)[-1].body["approval"] == word.approval_id


def test_who_took_it_says_not_paid_alone(shop):
    shift, basket = shop.shift(who=shop.owner), shop.basket(COLA)
    attempt = begun(shop, shift, basket, who=shop.owner)
    shop.clock.pass_ms(STUCK_MS)
    tell(shop.s)
    settle(shop.s, shop.owner, cases(shop.s)[0].case_id, "nothing there", here=False)
    assert state(shop, attempt) == "reversed"


def test_a_case_whose_payment_still_waits_is_settled_and_not_put_away(shop, refused):
    """Closed otherwise, nobody could ever say whether the money is there."""
    _, case = stuck(shop)
    for state_ in (CONFIRMED, "dismissed"):
        with refused("pay.settle_first"):
            close(shop.s, shop.owner, case.case_id, state_, "not now")
    settle(shop.s, shop.owner, case.case_id, "seen in the app", here=False)
    assert counts(shop.s)["open"] == 0
