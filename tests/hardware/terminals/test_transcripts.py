"""What was said between a till and each gateway, to the byte, played back.

Recorded from the practice gateways, whose answers are formed after the manuals. The keys open
nothing anywhere; they are kept as numbers, because signatures of other keys have other bytes.
"""

import tomllib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from hardware.api.spec import DriverContext
from hardware.api.terminal import PayRequest, PayState, RefundRequest, Why
from hardware.drivers.terminals import alipay, wechat_pay
from hardware.drivers.terminals.keys import KeyPair
from hardware.fakes.clock import StepClock
from hardware.transports.recorder import ReplayTransport, TranscriptMismatch
from tests.hardware.bench import ROOT

FOLDER = Path(__file__).parents[1] / "transcripts" / "terminals"
NOW = 1_763_800_000_000
CODES = {"wechat_pay": "130000000000000001", "alipay": "280000000000000001"}
HOSTS = {"wechat_pay": wechat_pay.HOST, "alipay": alipay.HOST}
WHO, AMOUNT = "a" * 32, 1280
APPROVED, WAITING, UNKNOWN, REVERSED = (
    *(PayState.APPROVED, PayState.WAITING),
    *(PayState.UNKNOWN, PayState.REVERSED),
)


def key(name):
    """The shop's or the gateway's, from its two primes."""
    primes = tomllib.loads((FOLDER / "keys.toml").read_text())[name]
    p, q = int(primes["p"], 16), int(primes["q"], 16)
    e, phi = 65537, (p - 1) * (q - 1)
    d = pow(e, -1, phi)
    parts = (rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q))
    public = rsa.RSAPublicNumbers(e, p * q)
    return rsa.RSAPrivateNumbers(p, q, d, *parts, public).private_key()


class Line(ReplayTransport):
    """A transcript that answers under a gateway's own address."""

    def __init__(self, driver, text, pause):
        super().__init__(text, pause)
        self._host = HOSTS[driver]

    @property
    def name(self):
        return f"web {self._host}:443"


def device(driver, wire, clock):
    """The driver with keys, clock and nonce that are always the same."""
    pair = KeyPair(key("shop"), key("gateway").public_key())
    context = DriverContext("terminal", clock)
    if driver == "alipay":
        return alipay.Alipay(wire, pair, "2021000000practice", context)
    ids = ("wx0000practice", "1900000001", "PRACTICE", "PUB_KEY_ID_PRACTICE")
    return wechat_pay.WechatPay(wire, pair, ids, context, nonce=lambda: "0f" * 16)


def pay(one, driver):
    return one.pay(PayRequest(WHO, AMOUNT, "CNY", CODES[driver], "熟客小店"))


def paid(one, driver):
    said = pay(one, driver)
    assert (said.state, said.amount_minor, said.currency) == (APPROVED, AMOUNT, "CNY")
    back = RefundRequest(WHO, "b" * 32, 500, AMOUNT, "CNY")
    assert (one.refund(back).state, one.refund(back).state) == (REVERSED, REVERSED)


def password(one, driver):
    assert [pay(one, driver).state, one.ask(WHO).state, one.ask(WHO).state] == [
        *(WAITING, WAITING, APPROVED)
    ]


def silence(one, driver):
    """No word of the payment; asked, it turns out to be paid."""
    said = pay(one, driver)
    assert (said.state, said.why) == (UNKNOWN, Why.NO_ANSWER)
    assert one.ask(WHO).amount_minor == AMOUNT


def late(one, driver):
    """Paid in the moment in which it is reversed, so the first reversal fails."""
    states = [pay(one, driver).state, one.reverse(WHO).state, one.ask(WHO).state]
    assert [*states, one.reverse(WHO).state] == [WAITING, UNKNOWN, APPROVED, REVERSED]


def signature(one, driver):
    said = pay(one, driver)
    assert (said.state, said.why) == (UNKNOWN, Why.BAD_SIGNATURE)


def amount(one, driver):
    """Said as it is; the till compares."""
    assert pay(one, driver).amount_minor not in (0, AMOUNT)


SCENES = {one.__name__: one for one in (paid, password, silence, late, signature, amount)}


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("driver", CODES)
def test_said_to_the_byte_and_understood(driver, scene):
    clock = StepClock(NOW)
    wire = Line(driver, (FOLDER / f"{driver}-{scene}.txt").read_text(), clock.pause)
    SCENES[scene](device(driver, wire, clock), driver)
    wire.finish()


@pytest.mark.parametrize("driver", CODES)
def test_another_amount_is_another_question(driver):
    clock = StepClock(NOW)
    wire = Line(driver, (FOLDER / f"{driver}-paid.txt").read_text(), clock.pause)
    with pytest.raises(TranscriptMismatch):
        device(driver, wire, clock).pay(
            PayRequest(WHO, AMOUNT + 1, "CNY", CODES[driver], "熟客小店")
        )


@pytest.mark.parametrize("driver", CODES)
def test_the_drivers_quality_names_each_of_them(driver):
    quality = ROOT / "hardware" / "drivers" / "terminals" / "quality.toml"
    named = tomllib.loads(quality.read_text(encoding="utf-8"))[driver]["transcripts"]
    assert sorted(named) == sorted(f"terminals/{driver}-{scene}.txt" for scene in SCENES)
