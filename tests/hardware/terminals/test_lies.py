"""Answers that were signed once, or in part: none of them moves money or says that it moved."""

import pytest

from hardware.api.terminal import PayState, RefundRequest, Why
from hardware.fakes.terminals.alipay import AlipayGateway
from hardware.fakes.terminals.site import compact, reply
from hardware.fakes.terminals.wechat import WechatGateway
from tests.hardware.terminals.test_gateways import NOW, Bench

FORGED = {"code": "10000", "trade_status": "TRADE_SUCCESS", "total_amount": "12.80"}


class TwoOfAName(AlipayGateway):
    """Its own word, signed, and under the same name another that nobody signed."""

    def _say(self, name, said, bad):
        inner, other = compact(said), compact({**FORGED, "out_trade_no": self.ledger.calls[-1][1]})
        sign = self.keys.sign(inner.encode())
        return reply(200, f'{{"{name}":{inner},"sign":"{sign}","{name}":{other}}}'.encode())


class OfAnother(AlipayGateway):
    """Speaks of somebody else's payment where a refund is asked for."""

    def _say(self, name, said, bad):
        if "refund" in name:
            said = {**said, "out_trade_no": "SOMEBODYELSE"}
        return super()._say(name, said, bad)


class Replaying(WechatGateway):
    """Gives `instead` back, freshly signed, whatever it is asked."""

    instead = None

    def _say(self, status, said, bad):
        if self.instead is None:
            return super()._say(status, said, bad)
        return super()._say(200, self.instead, bad)


class Deep(AlipayGateway):
    """JSON in JSON in JSON."""

    def answer(self, asked):
        return reply(200, b'{"a":' * 50_000)


class Unsigned(WechatGateway):
    """Somebody on the way who says that the till is not known here."""

    def answer(self, asked):
        return reply(401, compact({"code": "SIGN_ERROR"}).encode())


@pytest.fixture
def bench(request):
    driver = "alipay" if issubclass(request.param, AlipayGateway) else "wechat_pay"
    made = Bench(driver, NOW, request.param)
    yield made
    made.server.close()


def refund_of(asked, minor=500):
    return RefundRequest(asked.attempt_id, "R" * 32, minor, asked.amount_minor, "CNY")


@pytest.mark.parametrize("bench", [TwoOfAName], indirect=True)
def test_only_what_was_signed_counts_also_where_a_name_stands_twice(bench):
    said = bench.device.ask(bench.request().attempt_id)
    assert (said.state, said.why) == (PayState.UNKNOWN, Why.NOT_FOUND)


@pytest.mark.parametrize("bench", [OfAnother], indirect=True)
def test_alipays_refund_of_another_payment_is_not_ours(bench):
    asked = bench.request()
    assert bench.device.pay(asked).state is PayState.APPROVED
    for _ in range(2):  # the second is answered by asking after the first
        assert bench.device.refund(refund_of(asked)).state is PayState.UNKNOWN


@pytest.mark.parametrize("bench", [Replaying], indirect=True)
def test_a_payments_answer_played_again_reverses_nothing(bench):
    asked = bench.request()
    assert bench.device.pay(asked).state is PayState.APPROVED
    bench.site.instead = bench.site._trade(bench.book.trades[asked.attempt_id])
    said = bench.device.reverse(asked.attempt_id)
    assert (said.state, said.why) == (PayState.UNKNOWN, Why.JUNK)


@pytest.mark.parametrize("bench", [Replaying], indirect=True)
@pytest.mark.parametrize(
    "other",
    [
        {"mchid": "1900000999"},
        {"out_trade_no": "SOMEBODYELSE", "trade_state": "NOTPAY"},
        {"out_trade_no": "SOMEBODYELSE", "trade_state": "PAYERROR"},
    ],
)
def test_another_merchants_or_customers_payment_says_nothing_of_ours(bench, other):
    asked = bench.request()
    bench.device.pay(asked)
    bench.site.instead = {**bench.site._trade(bench.book.trades[asked.attempt_id]), **other}
    said = bench.device.ask(asked.attempt_id)
    assert (said.state, said.why) == (PayState.UNKNOWN, Why.JUNK)


@pytest.mark.parametrize("bench", [Replaying], indirect=True)
@pytest.mark.parametrize(
    "other", [{"out_trade_no": "X"}, {"amount": {"refund": 500, "currency": "USD"}}]
)
def test_wechats_refund_of_another_payment_is_not_ours(bench, other):
    asked = bench.request()
    bench.device.pay(asked)
    part = refund_of(asked)
    bench.site.instead = {
        **{"out_refund_no": part.refund_id, "out_trade_no": asked.attempt_id, "status": "SUCCESS"},
        **{"amount": {"refund": 500, "currency": "CNY"}, "refund_id": "5030"},
    }
    assert bench.device.refund(part).state is PayState.REVERSED
    bench.site.instead.update(other)
    assert bench.device.refund(part).state is PayState.UNKNOWN


@pytest.mark.parametrize("bench", [Deep], indirect=True)
def test_json_without_end_is_junk_and_no_bug(bench):
    assert bench.device.pay(bench.request()).why is Why.JUNK


@pytest.mark.parametrize("bench", [Unsigned], indirect=True)
def test_nobody_gives_money_back_by_hand_on_an_unsigned_word(bench):
    said = bench.device.refund(refund_of(bench.request()))
    assert (said.state, said.why) == (PayState.UNKNOWN, Why.SETUP)
