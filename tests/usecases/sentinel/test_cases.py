"""Looks open a case once; people close it with a reason, and nobody one about themselves."""

import pytest

from app.domain.document import Kind
from app.usecases.health.rebuild import check_projections
from app.usecases.sentinel import cases
from app.usecases.sentinel.look import find, look, open_cases
from app.usecases.shop.settings import change, restate
from tests.usecases.sentinel.trade import HOUR


@pytest.fixture
def voided(trade):
    """Four cash sales that were taken back whole: a case."""
    for _ in range(4):
        trade.void(trade.sell())
    return trade


def test_a_look_opens_a_case_with_its_rows(voided):
    outcome = look(voided.s)
    (case,) = [one for one in cases.cases(voided.s) if one.rule == "void_after_cash"]
    assert outcome.changes.cases
    assert outcome.value.opened >= 1
    assert (case.level, case.who_name, case.facts["n"]) == ("high", "赵敏", 4)
    told = cases.evidence(voided.s, case.case_id)
    assert [one.kind for one in told] == ["refund.void"] * 4
    assert all(one.sale_id and one.no and one.amount_minor > 0 for one in told)


def test_the_same_is_never_a_case_twice(voided):
    first = look(voided.s).value.opened
    again = look(voided.s, operator=voided.shop.owner)
    assert first >= 1
    assert again.value.opened == 0
    assert not again.changes.cases
    assert len(voided.shop.documents(Kind.CASE_OPEN)) == first


def test_what_grows_twofold_is_told_again(voided):
    look(voided.s)
    voided.void(voided.sell())
    assert look(voided.s).value.opened == 0
    for _ in range(4):
        voided.void(voided.sell())
    look(voided.s)
    assert len([one for one in cases.cases(voided.s) if one.rule == "void_after_cash"]) == 2


def test_somebody_else_dismisses_with_a_reason(voided, refused):
    look(voided.s)
    s, case = voided.s, cases.cases(voided.s)[0]
    with refused("case.own"):
        cases.close(s, voided.shop.owner, case.case_id, "dismissed", "mine")
    with refused("permission.missing"):
        cases.close(s, voided.shop.cashier, case.case_id, "dismissed", "no")
    with refused("reason.missing"):
        cases.close(s, voided.shop.owner, case.case_id, "confirmed", "  ")
    with refused("case.unknown"):
        cases.close(s, voided.shop.owner, "none", "confirmed", "x")
    closed = cases.close(s, voided.shop.owner, case.case_id, "confirmed", "我自己做的")
    assert (closed.value.state, closed.value.closed_by) == ("confirmed", "赵敏")
    with refused("case.closed"):
        cases.close(s, voided.shop.owner, case.case_id, "confirmed", "again")
    assert cases.counts(s)["confirmed"] == 1
    assert cases.cases(s, "confirmed")[0].why == "我自己做的"


def test_a_closed_case_stays_closed_and_the_tables_fold_again(voided):
    look(voided.s)
    case = cases.cases(voided.s)[0]
    cases.close(voided.s, voided.shop.owner, case.case_id, "confirmed", "x")
    assert look(voided.s).value.opened == 0
    assert cases.counts(voided.s)["confirmed"] == 1
    assert check_projections(voided.s) == ()


def test_a_training_copy_is_not_looked_at(voided):
    restate(voided.s, voided.shop.owner, {"training": "yes"})
    assert find(voided.s).found == ()


def test_the_shop_sets_its_own_numbers(voided):
    change(
        voided.s,
        voided.shop.owner,
        extra={"sentinel": '{"void_after_cash": {"young": 9, "unknown": 1}, "x": 3}'},
    )
    assert voided.found("void_after_cash") == []
    change(voided.s, voided.shop.owner, extra={"sentinel": "not json"})
    assert len(voided.found("void_after_cash")) == 1
    own = '{"void_after_cash": {"level": "low"}, "clock": {"on": false}}'
    change(voided.s, voided.shop.owner, extra={"sentinel": own})
    assert voided.found("void_after_cash")[0].level == "low"


def test_who_may_not_look_is_refused(voided, refused):
    found = find(voided.s)
    with refused("permission.missing"):
        open_cases(voided.s, found, voided.shop.cashier)


def test_a_look_can_be_stopped(voided, refused):
    with refused("work.cancelled"):
        find(voided.s, tell=lambda days: False)


def test_planted_deeds_at_a_real_till_are_found(trade):
    for _ in range(12):
        trade.sell()
    for _ in range(8):
        trade.priced_by_hand()
    for _ in range(6):
        trade.sell(voided=trade.lines_out(4))
    for _ in range(15):
        trade.sell(member=trade.shop.member("0001"))
    for _ in range(3):
        trade.cancel()
        trade.no_sale()
    for _ in range(3):
        sale_id = trade.sell()
        trade.copy(sale_id)
        trade.void(sale_id)
    trade.shop.clock.set_wall(trade.shop.clock.now_ms() - 3 * HOUR)
    trade.sell()
    rules = {one.rule for one in find(trade.s).found}
    assert rules >= {
        *("override", "line_voids", "member_day", "no_sale_near_void", "reprint_refund", "clock"),
    }


def test_an_honest_day_opens_nothing(trade):
    for _ in range(20):
        trade.sell()
    trade.no_sale()
    trade.cancel()
    assert find(trade.s).found == ()
