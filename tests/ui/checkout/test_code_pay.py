"""Payments by code at a real counter: file, threads, and sockets to practice gateways are real."""

import threading
from functools import cache

import pytest
from PySide6.QtCore import Qt

from app import bootstrap
from app.domain.attempt.machine import STUCK_MS
from app.domain.attempt.states import Answer, Deed, Phase, Said
from app.domain.checkout.state import Mode
from app.usecases.ports import DeviceChoice
from app.usecases.sale.return_goods import return_goods
from app.usecases.sentinel.cases import cases
from app.usecases.tender.stuck import settle
from app.words import Words
from hardware.api.clock import SystemClock
from hardware.fakes.terminals.alipay import AlipayGateway
from hardware.fakes.terminals.ledger import Bad, Plan
from hardware.fakes.terminals.site import PRACTICE, Keys
from hardware.fakes.terminals.wechat import WechatGateway
from tests.scenarios.conftest import demo_shop, demo_template
from tests.ui.checkout.test_real import Till, open_shift
from tests.usecases.shop import COLA, MILK
from ui.kit import theme

__all__ = ["demo_shop", "demo_template"]
K = Qt.Key
WECHAT, ALIPAY = "134567890123456789", "281234567890123456"


@cache
def keys():
    return Keys()


class Paid(Till):
    """A till with two gateways on this machine's own ports."""

    def __init__(self, qtbot, settings):
        super().__init__(qtbot, settings)
        clock = SystemClock(self.shop.clock.now_ms)
        self.sites = {
            "wechat": WechatGateway(clock, keys()),
            "alipay": AlipayGateway(clock, keys()),
        }
        self.servers = {kind: site.serve() for kind, site in self.sites.items()}
        folder = settings.data_dir
        for name, pem in keys().settings().items():
            (folder / name).write_text(str(pem).removeprefix(PRACTICE), "ascii")
        self._choose(folder)

    def _choose(self, folder):
        chosen = bootstrap.ChosenDevices(folder)
        for name, (kind, driver) in {
            "terminal": ("wechat", "wechat_pay"),
            "terminal-2": ("alipay", "alipay"),
        }.items():
            own = {**self.sites[kind].settings, "answer_ms": 1000}
            own |= {name: name for name in keys().settings()}
            web = {"host": "127.0.0.1", "port": self.servers[kind].port, "tls": False}
            chosen.configure(name, DeviceChoice("web", tuple({**own, **web}.items()), driver))
        for name in ("printer", "scanner", "scale", "display", "drawer"):
            chosen.configure(name, DeviceChoice("none"))

    def start(self):
        """The program again, with its devices running."""
        self.down()
        self.shop.till.close()
        ears = bootstrap.Ears()
        self.shop.till = bootstrap.open_till(self.shop.settings, ears=ears, clock=self.shop.clock)
        self._up()
        self.qtbot.waitUntil(
            lambda: (
                {one.kind for one in self.shop.s.terminals.states() if one.ready}
                == {"wechat", "alipay"}
            )
        )

    @property
    def codes(self):
        return self.screen.presenter.codes

    @property
    def front(self):
        return self.screen.presenter.counter.front

    def pass_ms(self, ms):
        """Time goes by in steps in which the screen looks at it."""
        for _ in range(0, ms, 1000):
            self.shop.clock.pass_ms(1000)
            self.codes.tick()
            self.settle()

    def until(self, done):
        self.qtbot.waitUntil(done, timeout=8000)
        self.settle()

    def to_pay(self, *names):
        self.scan(*names)
        self.key(K.Key_F9)
        assert self.state.mode is Mode.PAYING

    def code(self, text):
        assert self.screen.take_scan(text)
        self.settle()

    def states(self):
        return [
            row[0] for row in self.shop.rows("SELECT state FROM pay_attempt ORDER BY at_ms, seq")
        ]

    def cases(self):
        return [one.rule for one in cases(self.shop.s)]

    def close(self):
        self.down()
        self.shop.close()
        for server in self.servers.values():
            server.close()


@pytest.fixture
def till(qtbot, qapp, demo_shop):
    theme.use(qapp, "light", Words("zh_CN")).set_wide(False)
    made = Paid(qtbot, demo_shop)
    made.start()
    open_shift(made)
    yield made
    made.close()


def test_a_code_pays_the_sale_and_is_booked_once(till):
    till.to_pay(COLA)
    due = till.state.due_minor
    till.code(WECHAT)
    assert till.state.mode is Mode.DONE
    (row,) = till.shop.rows(
        "SELECT kind, state, amount_minor, booked_id, attempt_id FROM pay_attempt"
    )
    assert row[:3] == ("wechat", "approved", due)
    assert row[3] == till.state.last.sale_id
    assert till.state.last.tenders[0].reference == row[4]
    assert till.sites["wechat"].ledger.paid_minor(row[4]) == due
    assert till.sites["wechat"].ledger.calls == [("pay", row[4])]


def test_nothing_is_sent_before_it_is_written_down(till):
    """A slow disk: time goes by at the counter, and the gateway has heard nothing yet."""
    till.to_pay(COLA)
    disk = threading.Event()
    till.runner.run(lambda: disk.wait(5), lane="write")
    assert till.screen.take_scan(WECHAT)
    for _ in range(5):
        till.shop.clock.pass_ms(1000)
        till.codes.tick()
    assert till.front.code is not None
    assert till.sites["wechat"].ledger.calls == []
    disk.set()
    till.until(lambda: till.state.mode is Mode.DONE)
    assert len(till.sites["wechat"].ledger.calls) == 1


def test_an_alipay_code_goes_to_alipay_whatever_was_chosen(till):
    till.to_pay(COLA)
    till.key(K.Key_F3)
    till.code(ALIPAY)
    assert till.state.mode is Mode.DONE
    assert till.state.last.tenders[0].kind == "alipay"


def test_a_password_is_waited_for(till):
    till.sites["wechat"].ledger.plans.append(Plan(asks=3))
    till.to_pay(COLA)
    till.code(WECHAT)
    assert (till.state.mode, till.front.code.attempt.phase) == (Mode.PAYING, Phase.WAITING)
    till.pass_ms(8000)
    assert till.state.mode is Mode.DONE


def test_a_timeout_never_finishes_a_sale_and_asking_finds_the_money(till):
    """R67, VivaPayments #2373: the first payment is asked after before a second one."""
    till.sites["alipay"].ledger.plans.append(Plan(bad=Bad.SILENT))
    till.to_pay(COLA)
    assert till.screen.take_scan(ALIPAY)
    till.until(lambda: till.state.mode is Mode.DONE)
    assert [what for what, _ in till.sites["alipay"].ledger.calls] == ["pay", "ask"]


def test_what_stays_unknown_is_reversed(till):
    book = till.sites["wechat"].ledger
    book.plans.append(Plan(bad=Bad.SIGNATURE))
    book.bad.extend([Bad.SIGNATURE] * 12)
    till.to_pay(COLA)
    till.code(WECHAT)
    assert till.state.mode is Mode.PAYING
    till.pass_ms(24_000)
    till.until(lambda: till.states()[-1] in ("reversing", "reversed"))
    book.bad.clear()
    till.pass_ms(20_000)
    assert till.states() == ["reversed"]
    assert (till.state.mode, till.state.tenders, till.front.code) == (Mode.PAYING, (), None)
    assert book.paid_minor(book.calls[0][1]) == 0


def test_a_late_success_goes_back_and_the_owner_is_told(till):
    """R67, woocommerce-payments #6670, woocommerce-ios #10647: success came after the failure."""
    book = till.sites["wechat"].ledger
    book.plans.append(Plan(end="paid", asks=99, late=True))
    till.to_pay(COLA)
    till.code(WECHAT)
    till.key(K.Key_Escape)
    assert till.front.code.attempt.phase is Phase.REVERSING
    till.key(K.Key_Return)  # go on with another way to pay
    assert till.front.code is None
    till.key(K.Key_Return)  # cash, exact
    assert till.state.mode is Mode.DONE
    till.pass_ms(30_000)
    assert till.states() == ["returned"]
    assert till.cases() == ["pay.late"]
    assert book.paid_minor(book.calls[0][1]) == 0


@pytest.mark.parametrize("bad", [Bad.AMOUNT, Bad.CURRENCY])
@pytest.mark.parametrize(("kind", "code"), [("wechat", WECHAT), ("alipay", ALIPAY)])
def test_another_amount_is_not_accepted(till, kind, code, bad):
    till.sites[kind].ledger.plans.append(Plan(bad=bad))
    till.to_pay(COLA)
    till.code(code)
    assert (till.state.mode, till.state.tenders) == (Mode.PAYING, ())
    assert (till.states(), till.cases()) == (["wrong"], ["pay.amount"])


def test_declined_is_said_and_paid_otherwise(till):
    till.sites["wechat"].ledger.plans.append(Plan(end="declined"))
    till.to_pay(COLA)
    till.code(WECHAT)
    assert (till.states(), till.front.code) == (["declined"], None)
    assert till.front.notice.key == "codepay.declined.no_money"
    till.key(K.Key_Return)
    assert till.state.mode is Mode.DONE


def test_an_undone_tender_goes_back_to_the_phone(till):
    till.to_pay(COLA, MILK)
    till.type("1")
    till.code(WECHAT)
    (tender,) = till.state.tenders
    assert tender.amount_minor == 100
    till.key(K.Key_Delete)
    assert till.state.tenders == ()
    assert till.sites["wechat"].ledger.paid_minor(tender.reference) == 0
    assert till.states() == ["returned"]


def test_a_crash_in_the_middle_finds_the_money_and_books_it(till):
    till.sites["wechat"].ledger.plans.append(Plan(bad=Bad.SILENT, asks=0))
    till.sites["wechat"].ledger.bad.extend([Bad.SILENT] * 3)
    till.to_pay(COLA)
    assert till.screen.take_scan(WECHAT)
    till.until(lambda: till.states() == ["written"])
    till.sites["wechat"].ledger.bad.clear()
    till.start()
    till.until(lambda: bool(till.state.basket.lines) or till.state.mode is Mode.DONE)
    till.pass_ms(3000)
    till.until(lambda: till.state.mode is Mode.DONE)
    assert till.states() == ["approved"]


def silent(till, kind="wechat"):
    """A payment that is made and of which no word comes, nor of anything after it."""
    till.sites[kind].ledger.trouble("timeout")
    till.to_pay(COLA)
    assert till.screen.take_scan(WECHAT if kind == "wechat" else ALIPAY)
    till.until(lambda: till.states() == ["written"])
    till.key(K.Key_Escape)
    till.until(lambda: till.states() == ["reversing"])


def settled(till, *, here):
    """Ten minutes on, the owner has looked into the merchant's own app."""
    till.shop.clock.pass_ms(STUCK_MS)
    till.codes.tick()
    till.until(lambda: till.cases() == ["pay.stuck"])
    (case,) = cases(till.shop.s)
    s, owner = till.shop.s, till.shop.owner
    till.session.runner.run(lambda: settle(s, owner, case.case_id, "seen in the app", here=here))


def test_a_word_by_hand_finishes_the_basket_in_front(till):
    silent(till)
    settled(till, here=True)
    till.until(lambda: till.state.mode is Mode.DONE)
    assert (till.states(), till.cases()) == (["approved"], [])
    assert till.state.last.tenders[0].kind == "wechat"


def test_a_word_by_hand_that_nothing_was_paid_lets_go(till):
    silent(till)
    settled(till, here=False)
    till.until(lambda: till.front.code is None)
    assert (till.states(), till.state.mode, till.state.tenders) == (["reversed"], Mode.PAYING, ())
    assert till.front.notice.key == "codepay.reversed"


def test_a_gateways_word_that_was_under_way_when_a_person_said_no_is_heard(till):
    silent(till)
    till.until(lambda: not any(till.codes._asked.values()))
    attempt = till.front.code.attempt
    till.codes._asked[attempt.attempt_id] = 1  # a question whose answer takes its time
    settled(till, here=False)
    till.until(lambda: till.states() == ["reversed"])
    till.sites["wechat"].ledger.trouble("")
    paid = Answer(Deed.ASK, Said.APPROVED, attempt.amount_minor, "CNY", "4200001")
    till.codes._asked[attempt.attempt_id] = 0
    till.codes._heard(attempt.attempt_id, paid)
    till.until(lambda: till.states() == ["giving_back"])
    assert till.cases() == ["pay.late"]
    till.pass_ms(12_000)
    till.until(lambda: till.states() == ["returned"])


def test_found_paid_by_hand_when_its_sale_is_over_goes_back_through_the_gateway(till):
    silent(till)
    till.key(K.Key_Return, K.Key_Return)  # go on, and take cash
    assert till.state.mode is Mode.DONE
    settled(till, here=True)
    till.until(lambda: till.states() == ["giving_back"])
    till.sites["wechat"].ledger.trouble("")
    for _ in range(8):
        till.pass_ms(10_000)
        till.until(lambda: not any(till.codes._asked.values()))
    assert till.states() == ["returned"]
    assert till.sites["wechat"].ledger.paid_minor(till.sites["wechat"].ledger.calls[0][1]) == 0


def test_nobody_confirms_by_hand_what_a_gateway_takes(till):
    till.to_pay(COLA)
    till.key(K.Key_F3, K.Key_Return)
    assert till.front.notice.key == "refused.paycode.scan"
    assert till.state.tenders == ()


def test_offline_is_said_on_the_key(till):
    till.servers["wechat"].close()
    till.to_pay(COLA)
    till.code(WECHAT)
    assert till.front.notice.key == "codepay.declined.not_sent"
    till.until(lambda: not till.shop.s.terminals.states()[0].ready)
    till.codes.states_came(())
    key = next(one for one in till.vm.right.tenders if one.code == "wechat")
    assert key.off
    till.code("144567890123456789")
    assert till.front.notice.key == "refused.paycode.offline"
    assert len(till.states()) == 1


def test_a_code_before_pay_changes_nothing(till):
    till.scan(COLA)
    till.code(WECHAT)
    assert till.front.notice.key == "refused.paycode.early"
    assert till.state.mode is Mode.SELLING


def test_a_return_is_paid_back_by_the_gateway_itself(till):
    till.to_pay(COLA, MILK)
    till.code(WECHAT)
    sale = till.state.last
    book = till.sites["wechat"].ledger
    book.bad.append(Bad.SILENT)  # the first word on it is lost
    op, shift = till.shop.cashier, till.session.shift.shift_id
    till.session.runner.run(
        lambda: return_goods(
            *(till.shop.s, op, shift, sale.sale_id, ((1, 1000),)), reason="unwanted"
        )
    )
    till.until(lambda: till.states()[1:] == ["refunding"])
    for _ in range(6):
        till.pass_ms(1000)
        till.until(lambda: not any(till.codes._asked.values()))
    assert till.states() == ["approved", "returned"]
    (paid,) = till.shop.rows("SELECT attempt_id FROM pay_attempt WHERE origin_id = ''")[0]
    assert book.paid_minor(paid) == sale.due_minor - 380
    assert [what for what, _ in book.calls] == ["pay", "refund", "refund"]


def test_a_tender_on_its_way_back_pays_for_nothing(till):
    book = till.sites["wechat"].ledger
    book.plans.append(Plan(stubborn=1))
    till.to_pay(COLA, MILK)
    till.type("1")
    till.code(WECHAT)
    till.key(K.Key_Delete)
    assert till.front.code.attempt.phase is Phase.GIVING_BACK
    till.key(K.Key_Escape)  # go on meanwhile
    till.key(K.Key_Return)  # the rest in cash
    assert till.state.mode is Mode.PAYING
    assert till.front.notice.key == "refused.pay.not_approved"
    till.pass_ms(12_000)
    assert till.states() == ["returned"]
    assert {one.kind for one in till.state.tenders} == {"cash"}
    assert [what for what, _ in book.calls].count("pay") == 1
