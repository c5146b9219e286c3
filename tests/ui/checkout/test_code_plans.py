"""A plan paid by code: the same attempts, the same gateways, and never finished on a timeout."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app import settings as settings_of
from app.domain.attempt.states import Phase
from app.domain.checkout.state import Mode
from app.usecases.health.rebuild import check_projections
from app.usecases.loyalty.refund_topup import Basis, pay_out
from app.usecases.staff.word import binding_of
from app.words import Words
from hardware.fakes.terminals.ledger import Bad, Plan
from tests.ui.checkout.test_code_pay import ALIPAY, WECHAT, Paid
from tests.ui.checkout.test_money_real import SHIFT, enrol, plan_at, template
from tests.usecases.member.words_of_two import word_of
from tests.usecases.shop import COLA
from ui.checkout.member_front import PlanDonePanel, PlanPayPanel, PlansPanel
from ui.kit import theme

__all__ = ["template"]
K = Qt.Key


@pytest.fixture
def till(qtbot, qapp, template, tmp_path):
    theme.use(qapp, "light", Words("zh_CN")).set_wide(False)
    data = shutil.copytree(template.data_dir, tmp_path / "shop")
    made = Paid(qtbot, settings_of.load(Path(data), template.settings_dir))
    made.start()
    enrol(made)
    made.key(K.Key_F2, modifier=SHIFT)
    made.screen.presenter.plans.touch(plan_at(made, "topup1000"))
    made.settle()
    if isinstance(made.front.panel, PlansPanel):
        made.key(K.Key_Return)
    assert isinstance(made.front.panel, PlanPayPanel)
    yield made
    made.close()


def row(till):
    (found,) = till.shop.rows("SELECT state, amount_minor, booked_id, sale_id FROM pay_attempt")
    return found


def sold(till):
    return till.shop.rows("SELECT count(*) FROM topup")[0][0]


def test_a_code_sells_the_plan_and_is_booked_once(till):
    topup_id = till.front.panel.topup_id
    till.code(WECHAT)
    till.until(lambda: isinstance(till.front.panel, PlanDonePanel))
    assert row(till) == ("approved", 100_000, topup_id, topup_id)
    (tender,) = till.front.panel.sold.tenders
    assert till.sites["wechat"].ledger.paid_minor(tender.reference) == 100_000
    assert till.front.panel.sold.purse.stored_minor() == 150_000
    assert check_projections(till.shop.s) == ()
    till.start()  # nothing is left to give back
    till.pass_ms(3000)
    assert (till.states(), till.cases()) == (["approved"], [])


def test_part_in_cash_and_the_rest_by_code(till):
    till.type("400")
    till.key(K.Key_Return)
    till.code(ALIPAY)
    till.until(lambda: isinstance(till.front.panel, PlanDonePanel))
    assert [one.kind for one in till.front.panel.sold.tenders] == ["cash", "alipay"]
    assert row(till)[:2] == ("approved", 60_000)


def test_a_timeout_sells_nothing_and_asking_finds_the_money(till):
    was = sold(till)
    till.sites["wechat"].ledger.plans.append(Plan(bad=Bad.SILENT))
    till.sites["wechat"].ledger.bad.extend([Bad.SILENT])
    assert till.screen.take_scan(WECHAT)
    till.until(lambda: till.states() == ["written"])
    till.until(lambda: till.front.code.attempt.phase is Phase.ASKING)
    assert sold(till) == was
    for _ in range(4):
        till.pass_ms(2000)
        till.until(lambda: not any(till.codes._asked.values()))
    till.until(lambda: isinstance(till.front.panel, PlanDonePanel))
    assert (till.states(), sold(till)) == (["approved"], was + 1)


def test_what_stays_unknown_is_reversed_and_nothing_was_sold(till):
    was = sold(till)
    till.sites["wechat"].ledger.trouble("wrong_signature")
    till.code(WECHAT)
    till.pass_ms(24_000)
    till.until(lambda: till.states()[-1] in ("reversing", "reversed"))
    till.sites["wechat"].ledger.trouble("")
    till.pass_ms(20_000)
    assert till.states() == ["reversed"]
    assert (sold(till), till.front.code) == (was, None)
    assert till.front.panel.tenders == ()


def test_given_up_and_paid_in_cash_a_late_success_goes_back(till):
    book = till.sites["wechat"].ledger
    book.trouble("late_success")
    till.code(WECHAT)
    assert till.front.code.attempt.phase is Phase.WAITING
    till.key(K.Key_Escape)
    assert till.front.code.attempt.phase is Phase.REVERSING
    till.key(K.Key_Return)  # go on with another way to pay
    assert isinstance(till.front.panel, PlanPayPanel)
    till.key(K.Key_Return)
    till.until(lambda: isinstance(till.front.panel, PlanDonePanel))
    till.pass_ms(30_000)
    assert (till.states(), till.cases()) == (["returned"], ["pay.late"])
    assert book.paid_minor(book.calls[0][1]) == 0


def test_another_amount_sells_nothing(till):
    till.sites["alipay"].ledger.trouble("wrong_amount")
    till.code(ALIPAY)
    till.until(lambda: till.front.code is None)
    assert (till.states(), till.cases()) == (["wrong"], ["pay.amount"])
    assert till.front.panel.tenders == ()


def test_an_undone_tender_goes_back_to_the_phone(till):
    till.type("400")
    till.code(WECHAT)
    (tender,) = till.front.panel.tenders
    assert tender.amount_minor == 40_000
    till.key(K.Key_Delete)
    till.until(lambda: till.front.panel.tenders == ())
    assert till.states() == ["returned"]
    assert till.sites["wechat"].ledger.paid_minor(tender.reference) == 0


def test_a_tender_on_its_way_back_sells_nothing(till):
    was = sold(till)
    till.sites["wechat"].ledger.plans.append(Plan(stubborn=1))
    till.type("400")
    till.code(WECHAT)
    till.key(K.Key_Delete)
    assert till.front.code.attempt.phase is Phase.GIVING_BACK
    till.key(K.Key_Escape)  # go on meanwhile
    till.key(K.Key_Return)  # the rest in cash
    assert till.front.notice.key == "refused.pay.not_approved"
    till.pass_ms(12_000)
    assert (till.states(), sold(till)) == (["returned"], was)
    assert [one.kind for one in till.front.panel.tenders] == ["cash"]


def test_nobody_confirms_by_hand_what_a_gateway_takes(till):
    till.key(K.Key_F3, K.Key_Return)
    assert till.front.notice.key == "refused.paycode.scan"
    assert till.front.panel.tenders == ()
    key = next(one for one in till.vm.right.tenders if one.code == "wechat")
    assert key.sub == till.session.words("codepay.scan")


def test_a_crash_before_it_is_sold_sends_the_money_back(till):
    till.type("400")
    till.code(WECHAT)
    assert till.states() == ["approved"]
    till.start()
    till.until(lambda: till.states() == ["giving_back"] or till.states() == ["returned"])
    till.pass_ms(5000)
    till.until(lambda: till.states() == ["returned"])
    assert till.cases() == ["pay.late"]


def test_a_plans_code_pays_for_no_goods(till):
    till.type("400")
    till.code(WECHAT)
    till.key(K.Key_Delete)
    till.until(lambda: till.front.panel.tenders == ())
    till.key(K.Key_Escape, K.Key_Escape)
    till.scan(COLA)
    assert (till.state.mode, till.state.tenders) == (Mode.SELLING, ())


def test_a_plan_that_is_refunded_is_paid_back_by_the_gateway_itself(till):
    """Asked as a sale's return is, and said to be back only when the gateway says so."""
    till.code(WECHAT)
    till.until(lambda: isinstance(till.front.panel, PlanDonePanel))
    sold_, book = till.front.panel.sold, till.sites["wechat"].ledger
    book.bad.append(Bad.SILENT)  # the first word on it is lost
    where = (till.shop.s, till.session.on_duty, till.session.shift.shift_id)
    bound = binding_of("member.refund", sold_.topup_id, Basis.SHOP, sold_.paid_minor)

    def paid_out():
        word = word_of(till.shop, "赵敏", "member.refund", bound)
        return pay_out(*where, sold_.topup_id, Basis.SHOP, approval=word)

    till.session.runner.run(paid_out)
    till.until(lambda: till.states()[1:] == ["refunding"])
    assert till.front.notice is None or till.front.notice.key != "codepay.refund.returned"
    for _ in range(6):
        till.pass_ms(1000)
        till.until(lambda: not any(till.codes._asked.values()))
    assert till.states() == ["approved", "returned"]
    assert till.front.notice.key == "codepay.refund.returned"
    assert book.paid_minor(sold_.tenders[0].reference) == 0
    assert [what for what, _ in book.calls] == ["pay", "refund", "refund"]
