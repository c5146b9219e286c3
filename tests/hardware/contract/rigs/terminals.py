"""Terminals: an approval was given and the money is there; what is declined took nothing."""

from functools import cache

from hardware.api.spec import DriverContext, complete
from hardware.api.terminal import PayRequest
from hardware.drivers.terminals import alipay, by_hand, wechat_pay
from hardware.fakes.faulty import FaultyTransport
from hardware.fakes.terminals.alipay import AlipayGateway
from hardware.fakes.terminals.eyes import Counter
from hardware.fakes.terminals.site import Keys
from hardware.fakes.terminals.wechat import WechatGateway
from tests.hardware.contract.rig import Rig

CODE = "13000000000000{:04d}"


@cache
def keys():
    """Making them takes longer than all else here."""
    return Keys()


class GatewayBench:
    def __init__(self, clock, gateway, spec):
        self.gateway = gateway
        self.wire = FaultyTransport(gateway.wire(), clock)
        context = DriverContext("terminal", clock)
        self.device = spec.build(self.wire, complete(spec.settings, gateway.settings), context)
        self.count = 0
        self.asked = False

    @property
    def who(self):
        return f"attempt{self.count:06d}"

    def work(self):
        self.count += 1
        self.asked = True
        asked = PayRequest(self.who, 1280, "CNY", CODE.format(self.count), "Shuke")
        answer = self.device.pay(asked)
        assert answer.attempt_id == self.who
        if answer.state == "approved":
            assert (answer.amount_minor, answer.currency) == (1280, "CNY")
            return "done"
        return f"{answer.state} {answer.why}"

    def honest(self, outcome):
        asked, self.asked = self.asked, False
        taken = self.gateway.ledger.paid_minor(self.who) if asked else 0
        if outcome == "done":
            assert taken == 1280, "approved, and nothing was paid"
        elif outcome.startswith(("declined", "reversed", "unavailable")):
            assert taken == 0, f"{outcome}, and money was taken"


class EyesBench:
    def __init__(self, clock):
        self.wire = FaultyTransport(Counter().wire(), clock)
        self.device = by_hand.SPEC.build(self.wire, {}, DriverContext("terminal", clock))
        self.count = 0

    def work(self):
        self.count += 1
        asked = PayRequest(f"attempt{self.count:06d}", 1280, "CNY")
        self.device.confirm(asked, paid=True, approval_no="000123")
        return "done" if self.device.pay(asked).state == "approved" else "nothing"

    def honest(self, outcome):
        """A person's word is all there is."""


RIGS = (
    Rig("wechat_pay", lambda c: GatewayBench(c, WechatGateway(c, keys()), wechat_pay.SPEC)),
    Rig("alipay", lambda c: GatewayBench(c, AlipayGateway(c, keys()), alipay.SPEC)),
    Rig("by_hand", EyesBench),
)
