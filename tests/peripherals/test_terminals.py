"""Terminals as devices of a till: tried without moving money, kept without their keys."""

from functools import cache

import pytest

from app.domain.attempt.states import Attempt, Deed, Said
from app.domain.errors import Refused
from app.peripherals import choices
from app.peripherals.device_set import DeviceSet, Listeners
from app.peripherals.terminals import DeviceTerminals
from app.settings import RESOURCES
from app.usecases.ports import DeviceChoice
from app.words import Words
from hardware.api.clock import SystemClock
from hardware.fakes.terminals.alipay import AlipayGateway
from hardware.fakes.terminals.ledger import Bad
from hardware.fakes.terminals.site import PRACTICE, Keys
from hardware.fakes.terminals.wechat import WechatGateway

NOW = 1_763_800_000_000
CODE = {"wechat": "134567890123456789", "alipay": "281234567890123456"}


@cache
def keys():
    return Keys()


@pytest.fixture(params=["wechat_pay", "alipay"])
def rig(request, tmp_path):
    make = {"wechat_pay": WechatGateway, "alipay": AlipayGateway}[request.param]
    site = make(SystemClock(lambda: NOW), keys())
    server = site.serve()
    for name, pem in keys().settings().items():
        (tmp_path / name).write_text(str(pem).removeprefix(PRACTICE))
    own = {**site.settings, **{name: name for name in keys().settings()}, "answer_ms": 1000}
    web = {"host": "127.0.0.1", "port": server.port, "tls": False}
    choice = DeviceChoice("web", tuple({**own, **web}.items()), request.param)
    choices.save(tmp_path, {"terminal": choice})
    hears = Listeners(lambda *_: None, lambda *_: None, lambda *_: None)
    devices = DeviceSet(tmp_path, lambda: NOW, hears, resources=RESOURCES)
    devices.start()
    yield devices, site, server, tmp_path
    devices.close()
    server.close()


def attempt(devices) -> Attempt:
    (state,) = DeviceTerminals(lambda: devices).states()
    return Attempt("a" * 32, state.kind, 1280, "CNY")


def test_a_try_asks_something_signed_and_moves_no_money(rig):
    devices, site, _, _ = rig
    assert devices.test("terminal").state == "confirmed"
    assert site.ledger.trades == {}
    assert [what for what, _ in site.ledger.calls] == ["ask"]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [(Bad.SIGNATURE, "bad_signature"), (Bad.SILENT, "no_answer"), (Bad.GARBAGE, "junk_answer")],
)
def test_a_try_says_what_is_wrong_in_words(rig, bad, reason):
    devices, site, _, _ = rig
    site.ledger.bad.append(bad)
    found = devices.test("terminal")
    assert (found.state, found.reason) == ("failed", reason)
    for language in ("zh_CN", "en"):
        assert f"device.reason.{reason}" in Words(language)


def test_nobody_there(rig):
    devices, _, server, _ = rig
    server.close()
    assert devices.test("terminal").reason == "unreachable"


def test_a_call_is_made_on_the_devices_thread_and_answers_in_plain_words(rig):
    devices, site, server, _ = rig
    terminals = DeviceTerminals(lambda: devices)
    one = attempt(devices)
    said = terminals.call(one, Deed.PAY, code=CODE[one.kind], title="熟客")
    assert (said.said, said.amount_minor, said.currency) == (Said.APPROVED, 1280, "CNY")
    assert terminals.call(one, Deed.ASK).said is Said.APPROVED
    assert terminals.call(one, Deed.REVERSE).said is Said.REVERSED
    server.close()
    gone = terminals.call(one, Deed.PAY, code=CODE[one.kind])
    assert (gone.said, gone.why) == (Said.DECLINED, "not_sent")
    assert terminals.call(one, Deed.ASK).said is Said.UNKNOWN
    assert site.ledger.bad_signatures == 0


def test_without_a_device_nothing_is_sent(rig):
    devices, _, _, _ = rig
    one = attempt(devices)
    nowhere = DeviceTerminals(lambda: None)
    assert nowhere.states() == ()
    assert nowhere.call(one, Deed.PAY).said is Said.DECLINED
    assert nowhere.call(one, Deed.REVERSE).said is Said.UNKNOWN


def test_no_key_lies_in_the_settings_or_the_live_view(rig):
    devices, _, _, folder = rig
    one = attempt(devices)
    DeviceTerminals(lambda: devices).call(one, Deed.PAY, code=CODE[one.kind])
    kept = (folder / choices.FILE).read_text("utf-8")
    seen = " ".join(line.text for line in devices.wire_log("terminal"))
    for secret in ("PRIVATE", "BEGIN", str(keys().settings()["key_file"])[60:120]):
        assert secret not in kept
        assert secret not in seen
    assert CODE[one.kind] not in seen
    assert (folder / "key_file").stat().st_mode & 0o077 == 0


def test_the_twin_is_a_gateway_too(tmp_path):
    hears = Listeners(lambda *_: None, lambda *_: None, lambda *_: None)
    choices.save(tmp_path, {"terminal": DeviceChoice("fake", (), "alipay")})
    devices = DeviceSet(tmp_path, lambda: NOW, hears, resources=RESOURCES)
    devices.start()
    (state,) = DeviceTerminals(lambda: devices).states()
    assert (state.kind, state.simulated) == ("alipay", True)
    one = attempt(devices)
    said = DeviceTerminals(lambda: devices).call(one, Deed.PAY, code=CODE["alipay"])
    assert said.said is Said.APPROVED
    assert devices.twin("terminal").ledger.paid_minor(one.attempt_id) == 1280
    devices.close()


def test_in_training_no_gateway_hears_a_byte(rig):
    real, site, server, folder = rig
    choice = real.choice("terminal")
    real.close()
    heard = len(site.ledger.calls)
    hears = Listeners(lambda *_: None, lambda *_: None, lambda *_: None)
    devices = DeviceSet(folder, lambda: NOW, hears, resources=RESOURCES, training=True)
    devices.start()
    try:
        (state,) = (one for one in devices.states() if one.name == "terminal")
        assert (state.state, state.reason) == ("down", "training")
        assert devices.test("terminal").state == "failed"
        assert devices.wire_log("terminal") == ()
        with pytest.raises(Refused, match="device.setting"):
            devices.configure("terminal", choice)
        devices.configure("terminal", DeviceChoice("fake", (), choice.driver))
        assert devices.test("terminal").state == "confirmed"
    finally:
        devices.close()
    assert len(site.ledger.calls) == heard


@pytest.mark.parametrize("name", ["key_file", "gateway_key_file"])
def test_no_file_brings_keys_that_vouch_for_any_payment(rig, name):
    devices, site, _, folder = rig
    choice = devices.choice("terminal")
    brought = {**dict(choice.settings), name: str(keys().settings()[name])}
    forged = DeviceChoice("web", tuple(brought.items()), choice.driver)
    with pytest.raises(Refused, match="device.setting"):
        devices.configure("terminal", forged)
    assert devices.choice("terminal") == choice
    devices.close()
    choices.save(folder, {"terminal": forged})
    hears = Listeners(lambda *_: None, lambda *_: None, lambda *_: None)
    again = DeviceSet(folder, lambda: NOW, hears, resources=RESOURCES)
    again.start()
    try:
        assert [one.ready for one in DeviceTerminals(lambda: again).states()] == [False]
    finally:
        again.close()
    assert site.ledger.trades == {}
