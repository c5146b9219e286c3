"""`shuke practice` has gateways: set up from what it shows alone, broken in every way, mended."""

import stat

import pytest

from app.clock import SystemClock
from app.domain.attempt.states import Attempt, Deed, Said
from app.domain.errors import Refused
from app.peripherals.device_set import DeviceSet, Listeners
from app.peripherals.practice import GONE, Practice
from app.peripherals.practice_pay import GATEWAYS, TROUBLES
from app.peripherals.terminals import DeviceTerminals
from app.settings import RESOURCES
from app.usecases.ports import DeviceChoice

CLOCK = SystemClock()
SAYS = {  # trouble: (what the payment is told, what asking about it is told, reversing it)
    "userpaying": ("waiting", "waiting", "reversed"),
    "declined": ("declined", "", ""),
    "timeout": ("unknown no_answer", "unknown no_answer", "unknown no_answer"),
    "late_success": ("waiting", "waiting", "unknown busy"),
    "wrong_signature": ("unknown bad_signature",) * 3,
    "wrong_amount": ("approved", "approved", "reversed"),
    GONE: ("declined not_sent", "", ""),
}


class Shop:
    """A till with two terminals, set as `Practice.forms` says, and what it is told by them."""

    def __init__(self, tmp_path):
        self.practice = Practice(tmp_path / "practice", CLOCK.now_ms, RESOURCES, first_port=0)
        hears = Listeners(lambda text, _: self.scans.append(text), lambda _: None, lambda _: None)
        self.scans = []
        self.devices = DeviceSet(tmp_path, CLOCK.now_ms, hears, resources=RESOURCES)
        self.devices.start()
        self.terminals = DeviceTerminals(lambda: self.devices)
        self.attempts = 0

    def set_up(self, names=tuple(GATEWAYS)):
        for count, name in enumerate(names, 1):
            form = self.practice.forms()[name]
            typed = {**form, "port": int(form["port"]), "tls": form["tls"] != "no"}
            choice = DeviceChoice(
                "web", tuple({**typed, "answer_ms": 1000}.items()), GATEWAYS[name].driver
            )
            self.devices.configure(f"terminal-{count}" if count > 1 else "terminal", choice)

    def ask(self, deed, code=""):
        said = self.terminals.call(self.attempt, deed, code=code)
        self.heard = said
        why = said.why if said.said is Said.UNKNOWN or said.why == "not_sent" else ""
        return f"{said.said} {why}".strip()

    def pay(self, name):
        self.attempts += 1
        self.attempt = Attempt(f"{self.attempts:032d}", name, 1280, "CNY")
        self.practice.do(name, "phone")
        return self.ask(Deed.PAY, self.practice.seen(name).split()[0])

    def close(self):
        self.devices.close()
        self.practice.close()


@pytest.fixture
def shop(tmp_path):
    made = Shop(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("name", GATEWAYS)
def test_a_terminal_set_from_what_is_shown_pays(shop, name):
    shop.set_up()
    assert shop.pay(name) == "approved"
    assert shop.practice.devices[name].twin.ledger.paid_minor(shop.attempt.attempt_id) == 1280
    other = next(one for one in GATEWAYS if one != name)
    assert shop.practice.devices[other].twin.ledger.calls == []


@pytest.mark.parametrize("trouble", [*TROUBLES, GONE])
@pytest.mark.parametrize("name", GATEWAYS)
def test_each_trouble_is_met_and_mended(shop, name, trouble):
    shop.set_up((name,))
    shop.practice.strike(name, trouble)
    listed = {row[0]: row[4] for row in shop.practice.listed()}
    assert listed[name] == trouble
    paid, asked, undone = SAYS[trouble]
    assert shop.pay(name) == paid
    if trouble == "wrong_amount":
        assert shop.heard.amount_minor not in (0, 1280)
    if asked:
        assert shop.ask(Deed.ASK) == asked
        assert shop.ask(Deed.REVERSE) == undone
    if trouble == "late_success":
        assert shop.ask(Deed.ASK) == "approved"
        assert shop.ask(Deed.REVERSE) == "reversed"
    shop.practice.mend(name)
    assert shop.pay(name) == "approved"
    assert {row[0]: row[4] for row in shop.practice.listed()}[name] == ""


def test_the_keys_are_kept_so_that_a_till_goes_on_working_and_shut_to_others(tmp_path):
    shop = Shop(tmp_path)
    before = shop.practice.forms()["wechat"]
    shop.close()
    again = Shop(tmp_path)
    try:
        after = again.practice.forms()["wechat"]
        assert {**before, "port": after["port"]} == after
        again.set_up()
        assert again.pay("wechat") == "approved"
        for path in (tmp_path / "practice" / "wechat").glob("*-key.pem"):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
    finally:
        again.close()


def test_a_trouble_of_gateways_is_none_of_a_scale(shop):
    with pytest.raises(Refused, match="practice.fault"):
        shop.practice.strike("scale", "userpaying")
    with pytest.raises(Refused, match="practice.fault"):
        shop.practice.strike("wechat", "paper_out")
