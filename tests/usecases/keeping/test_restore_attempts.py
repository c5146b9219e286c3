"""Money under way in a copy: what a restore may not know is left to the owner, never sent back."""

from dataclasses import replace

from app.domain.attempt.states import Phase
from app.usecases.health.rebuild import check_projections
from app.usecases.keeping.backup import back_up
from app.usecases.sentinel.cases import CONFIRMED, cases, close
from app.usecases.sentinel.telling import tell
from app.usecases.shift.open import current
from app.usecases.tender.begin import begin
from app.usecases.tender.record import record
from app.usecases.tender.standing import standing, to_settle
from app.words import Words
from tests.usecases.keeping.test_restore import run
from tests.usecases.shop import COLA


def attempt(kept, *phases: Phase):
    kept.shift_id = (current(kept.s) or kept.shift()).shift_id
    basket = kept.basket(COLA)
    made = begin(
        *(kept.s, kept.cashier, kept.shift_id),
        sale_id=basket.sale_id,
        kind="wechat",
        amount_minor=kept.due(basket),
    ).value
    for phase in phases:
        record(kept.s, replace(made, phase=phase, got_minor=made.amount_minor, got_currency="CNY"))
    return made


def test_what_may_have_paid_for_a_lost_sale_waits_for_the_owner(kept):
    kept.choose()
    kept.sell()
    waiting, paid = attempt(kept), attempt(kept, Phase.APPROVED)
    given_up, declined = attempt(kept, Phase.REVERSING), attempt(kept, Phase.DECLINED)
    copy = back_up(kept.s).value
    kept.sell(2)  # the sales that those two paid for are among what will be missing
    run(kept, copy)
    assert [one.attempt_id for one in to_settle(kept.s)] == [given_up.attempt_id]
    ids = {waiting.attempt_id, paid.attempt_id}
    assert {one.attempt_id for one in standing(kept.s).unsolved} == ids
    found = [one for one in cases(kept.s, "open") if one.rule == "pay.restored"]
    assert {one.facts["attempt"] for one in found} == ids
    for language in ("zh_CN", "en"):
        assert (
            paid.attempt_id
            in tell(found[0], Words(language)).next + tell(found[1], Words(language)).next
        )
    for one in found:
        close(kept.s, kept.owner, one.case_id, CONFIRMED, "looked it up")
    assert standing(kept.s).unsolved == ()
    assert check_projections(kept.s) == ()
    assert declined.attempt_id not in ids


def test_a_restore_that_lacks_nothing_asks_the_gateway_as_after_a_crash(kept):
    kept.choose()
    waiting = attempt(kept)
    copy = back_up(kept.s).value
    seen, done = run(kept, copy)
    assert (seen.lost, done.held) == (0, False)
    assert [one.attempt_id for one in to_settle(kept.s)] == [waiting.attempt_id]
