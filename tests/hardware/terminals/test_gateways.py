"""WeChat Pay and Alipay over real sockets: practice gateways that sign as the real ones do."""

import json
from functools import cache
from itertools import count

import pytest

from hardware.api.clock import SystemClock
from hardware.api.errors import BadSettings, DeviceUnavailable
from hardware.api.spec import DriverContext, complete
from hardware.api.terminal import PayRequest, PayState, RefundRequest, Why
from hardware.drivers.terminals import alipay, wechat_pay
from hardware.fakes.terminals.alipay import AlipayGateway
from hardware.fakes.terminals.ledger import Bad, Plan
from hardware.fakes.terminals.site import PRACTICE, Keys
from hardware.fakes.terminals.wechat import WechatGateway
from hardware.transports.web import WebTransport
from tests.hardware.bench import ROOT

NOW = 1_763_800_000_000
CODES = {"wechat_pay": "13{:016d}", "alipay": "28{:016d}"}
MAKERS = {"wechat_pay": (WechatGateway, wechat_pay.SPEC), "alipay": (AlipayGateway, alipay.SPEC)}
numbers = count(1)


@cache
def keys():
    return Keys()


class Bench:
    def __init__(self, driver, now_ms, make=None):
        self.driver = driver
        usual, self.spec = MAKERS[driver]
        self.site = (make or usual)(SystemClock(lambda: NOW), keys())
        self.server = self.site.serve()
        self.wire = WebTransport("127.0.0.1", self.server.port, tls=False, connect_ms=1000)
        settings = complete(self.spec.settings, {**self.site.settings, "answer_ms": 1000})
        context = DriverContext("terminal", SystemClock(lambda: now_ms))
        self.device = self.spec.build(self.wire, settings, context)
        self.book = self.site.ledger

    def request(self, amount=1280, **more):
        n = next(numbers)
        told = {"attempt_id": f"{n:032d}", "amount_minor": amount, "currency": "CNY"}
        return PayRequest(
            **{**told, "code": CODES[self.driver].format(n), "title": "熟客小店"} | more
        )


@pytest.fixture(params=sorted(MAKERS))
def bench(request):
    made = Bench(request.param, NOW)
    yield made
    made.server.close()


def test_paid(bench):
    asked = bench.request()
    said = bench.device.pay(asked)
    assert (said.state, said.amount_minor, said.currency) == (PayState.APPROVED, 1280, "CNY")
    assert said.approval_no
    assert bench.device.ask(asked.attempt_id).state is PayState.APPROVED
    assert bench.book.paid_minor(asked.attempt_id) == 1280
    assert bench.book.bad_signatures == 0


def test_a_password_is_waited_for(bench):
    bench.book.plans.append(Plan(asks=3))
    asked = bench.request()
    states = [bench.device.pay(asked).state]
    states += [bench.device.ask(asked.attempt_id).state for _ in range(3)]
    assert states == [PayState.WAITING] * 3 + [PayState.APPROVED]


def test_declined_takes_nothing(bench):
    bench.book.plans.append(Plan(end="declined"))
    asked = bench.request()
    said = bench.device.pay(asked)
    assert (said.state, said.why) == (PayState.DECLINED, Why.NO_MONEY)
    assert bench.book.paid_minor(asked.attempt_id) == 0


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (Bad.SILENT, Why.NO_ANSWER),
        (Bad.SIGNATURE, Why.BAD_SIGNATURE),
        (Bad.OTHER, Why.JUNK),
        (Bad.GARBAGE, Why.JUNK),
    ],
)
def test_an_answer_that_must_not_be_believed_is_no_answer(bench, bad, why):
    """The money was taken all the same: only asking finds out."""
    bench.book.plans.append(Plan(bad=bad))
    asked = bench.request()
    said = bench.device.pay(asked)
    assert (said.state, said.why) == (PayState.UNKNOWN, why)
    assert bench.book.paid_minor(asked.attempt_id) == 1280
    bench.book.bad.append(bad)
    assert bench.device.ask(asked.attempt_id).state is PayState.UNKNOWN
    assert bench.device.ask(asked.attempt_id).state is PayState.APPROVED


def test_an_error_page_is_no_answer(bench):
    bench.book.plans.append(Plan(bad=Bad.ERROR))
    assert bench.device.pay(bench.request()).state is PayState.UNKNOWN


def test_a_request_that_was_lost_is_not_there(bench):
    bench.book.plans.append(Plan(arrives=False))
    asked = bench.request()
    assert bench.device.pay(asked).why is Why.NO_ANSWER
    said = bench.device.ask(asked.attempt_id)
    assert (said.state, said.why) == (PayState.UNKNOWN, Why.NOT_FOUND)


def test_a_slow_answer_is_waited_for_and_too_slow_a_one_is_none(bench):
    bench.book.plans.extend([Plan(slow_ms=300), Plan(slow_ms=1500)])
    assert bench.device.pay(bench.request()).state is PayState.APPROVED
    late = bench.request()
    assert bench.device.pay(late).why is Why.NO_ANSWER
    assert bench.device.ask(late.attempt_id).state is PayState.APPROVED


@pytest.mark.parametrize(
    ("bad", "says"), [(Bad.AMOUNT, {1279, 1}), (Bad.CURRENCY, {1280})], ids=["amount", "currency"]
)
def test_what_the_gateway_says_is_handed_on_not_what_was_asked(bench, bad, says):
    bench.book.plans.append(Plan(bad=bad))
    said = bench.device.pay(bench.request())
    assert said.state is PayState.APPROVED
    assert said.amount_minor in says
    assert said.currency == ("USD" if bad is Bad.CURRENCY else "CNY")


def test_an_id_is_used_once(bench):
    asked = bench.request()
    bench.device.pay(asked)
    again = bench.device.pay(bench.request(attempt_id=asked.attempt_id, amount=999))
    assert (again.state, again.why) == (PayState.UNKNOWN, Why.USED_ID)
    assert bench.book.paid_minor(asked.attempt_id) == 1280


def test_a_code_is_used_once(bench):
    asked = bench.request()
    bench.device.pay(asked)
    said = bench.device.pay(bench.request(code=asked.code))
    assert (said.state, said.why) == (PayState.DECLINED, Why.CODE)


@pytest.mark.parametrize("code", ["", "6901234567892", "abc", "1" * 30])
def test_what_is_no_code_is_not_sent(bench, code):
    said = bench.device.pay(bench.request(code=code))
    assert (said.state, said.why) == (PayState.DECLINED, Why.CODE)
    assert bench.book.calls == []


@pytest.mark.parametrize("attempt_id", ["", "short", "a" * 33, "attempt-000001", "付款0000001"])
def test_an_id_that_no_gateway_takes_is_a_bug(bench, attempt_id):
    with pytest.raises(ValueError, match="attempt id"):
        bench.device.pay(bench.request(attempt_id=attempt_id))


def test_reversed_paid_or_not(bench):
    paid, waiting = bench.request(), bench.request()
    bench.device.pay(paid)
    bench.book.plans.append(Plan(end="never", asks=1))
    bench.device.pay(waiting)
    for asked in (paid, waiting):
        assert bench.device.reverse(asked.attempt_id).state is PayState.REVERSED
        assert bench.device.ask(asked.attempt_id).state is PayState.REVERSED
        assert bench.book.paid_minor(asked.attempt_id) == 0


def test_a_reversal_that_fails_is_not_claimed(bench):
    bench.book.plans.append(Plan(asks=9, late=True))
    asked = bench.request()
    bench.device.pay(asked)
    assert bench.device.reverse(asked.attempt_id).state is PayState.UNKNOWN
    assert bench.device.ask(asked.attempt_id).state is PayState.APPROVED
    assert bench.device.reverse(asked.attempt_id).state is PayState.REVERSED


def test_nothing_to_reverse(bench):
    said = bench.device.reverse(bench.request().attempt_id)
    assert (said.state, said.why) == (PayState.UNKNOWN, Why.NOT_FOUND)


def test_a_refund_goes_once_under_its_number(bench):
    asked = bench.request()
    bench.device.pay(asked)
    part = RefundRequest(asked.attempt_id, f"{next(numbers):032d}", 500, 1280, "CNY")
    for _ in range(3):
        said = bench.device.refund(part)
        assert (said.state, said.amount_minor) == (PayState.REVERSED, 500)
    assert bench.book.paid_minor(asked.attempt_id) == 780
    more = RefundRequest(asked.attempt_id, f"{next(numbers):032d}", 781, 1280, "CNY")
    assert bench.device.refund(more).state is PayState.DECLINED
    assert bench.book.paid_minor(asked.attempt_id) == 780


def test_a_refund_without_an_answer_is_settled_by_asking_again(bench):
    asked = bench.request()
    bench.device.pay(asked)
    part = RefundRequest(asked.attempt_id, f"{next(numbers):032d}", 500, 1280, "CNY")
    bench.book.bad.append(Bad.SILENT)
    assert bench.device.refund(part).state is PayState.UNKNOWN
    assert bench.device.refund(part).state is PayState.REVERSED
    assert bench.book.paid_minor(asked.attempt_id) == 780


def test_nobody_there_means_nothing_was_sent(bench):
    bench.device.open()
    bench.server.close()
    said = bench.device.pay(bench.request())
    assert (said.state, said.why) == (PayState.DECLINED, Why.NOT_SENT)
    assert bench.device.ask("a" * 32).why is Why.NOT_SENT
    with pytest.raises(DeviceUnavailable):
        bench.device.probe()


def test_a_gateway_that_answered_lately_is_not_probed_again(bench):
    bench.device.open()
    bench.device.pay(bench.request())
    bench.server.close()
    bench.device.probe()


def test_a_till_whose_clock_is_off_believes_nothing():
    made = Bench("wechat_pay", NOW + 3_600_000)
    said = made.device.pay(made.request())
    assert (said.state, said.why) == (PayState.UNKNOWN, Why.CLOCK)
    made.server.close()


def test_a_stale_answer_played_again_is_not_believed():
    made = Bench("wechat_pay", NOW)
    made.book.plans.append(Plan(bad=Bad.STALE))
    said = made.device.pay(made.request())
    assert (said.state, said.why) == (PayState.UNKNOWN, Why.CLOCK)
    made.server.close()


def test_alipay_takes_no_other_currency():
    made = Bench("alipay", NOW)
    assert made.device.pay(made.request(currency="USD")).why is Why.CURRENCY
    assert made.book.calls == []
    made.server.close()


@pytest.mark.parametrize(("minor", "text"), [(1, "0.01"), (1280, "12.80"), (100_000, "1000.00")])
def test_amounts_of_alipay(minor, text):
    assert (alipay.amount_text(minor), alipay.minor_of(text)) == (text, minor)


@pytest.mark.parametrize("text", ["", "-1", "1.234", "1e5", "NaN", None, 12.8, "１２.80"])
def test_what_is_no_amount(text):
    assert alipay.minor_of(text) is None


def test_keys_lie_in_files_and_are_shut(bench, tmp_path):
    for name, pem in keys().settings().items():
        path = tmp_path / name
        path.write_text(str(pem).removeprefix(PRACTICE))
        path.chmod(0o644)
    own = {**bench.site.settings, **{name: name for name in keys().settings()}}
    context = DriverContext("terminal", SystemClock(lambda: NOW), folder=str(tmp_path))
    device = bench.spec.build(bench.wire, complete(bench.spec.settings, own), context)
    assert device.pay(bench.request()).state is PayState.APPROVED
    assert (tmp_path / "key_file").stat().st_mode & 0o077 == 0


def test_alipays_bare_keys_are_read_too(tmp_path):
    made = Bench("alipay", NOW)
    for name, pem in keys().settings().items():
        lines = str(pem).removeprefix(PRACTICE).splitlines()[1:-1]
        (tmp_path / name).write_text("".join(lines))
    own = {**made.site.settings, **{name: name for name in keys().settings()}}
    context = DriverContext("terminal", SystemClock(lambda: NOW), folder=str(tmp_path))
    device = made.spec.build(made.wire, complete(made.spec.settings, own), context)
    assert device.pay(made.request()).state is PayState.APPROVED
    made.server.close()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"key_file": ""}, "setting_empty"),
        ({"key_file": "gone.pem"}, "key_missing"),
        ({"key_file": "empty"}, "key_unreadable"),
        ({"gateway_key_file": "noise"}, "key_unreadable"),
        ({"gateway_key_file": "key_file"}, "key_unreadable"),
    ],
)
def test_keys_that_cannot_work_are_refused_when_it_is_set_up(bench, tmp_path, given, code):
    (tmp_path / "empty").write_text("")
    (tmp_path / "noise").write_bytes(bytes(range(256)))
    own_pem = str(keys().settings()["key_file"]).removeprefix(PRACTICE)
    (tmp_path / "key_file").write_text(own_pem)
    own = complete(bench.spec.settings, {**bench.site.settings, **given})
    context = DriverContext("terminal", SystemClock(lambda: NOW), folder=str(tmp_path))
    with pytest.raises(BadSettings) as error:
        bench.spec.build(bench.wire, own, context)
    assert error.value.code == code


def test_a_key_never_shows_itself():
    pair = Bench("alipay", NOW)
    assert "PRIVATE" not in repr(pair.device._keys) + json.dumps(str(vars(pair.device)))
    pair.server.close()


def test_the_words_of_the_manuals_lie_beside_the_drivers():
    for driver in MAKERS:
        assert "manual" in (ROOT / "hardware/drivers/terminals" / f"{driver}.py").read_text("utf-8")
