"""Drawers and buzzers of a few bytes: sent is all they may claim, and never twice."""

from hardware.api.spec import DriverContext, TwinContext, complete
from hardware.fakes.faulty import FaultyTransport
from hardware.registry import load
from tests.hardware.contract.rig import Rig

REGISTRY = load()


class PulsedBench:
    def __init__(self, clock, driver, given):
        self.fake = REGISTRY.twin(driver, given, TwinContext(clock))
        self.wire = FaultyTransport(self.fake.wire(), clock)
        spec = REGISTRY.specs[driver]
        context = DriverContext(driver, clock)
        self.device = spec.build(self.wire, complete(spec.settings, given), context)
        self.before = 0

    def work(self):
        self.before = self.count()
        said = self.use()
        return f"{said}, {self.count() - self.before} came"

    def honest(self, outcome):
        new = self.count() - self.before
        assert new <= 1, f"{outcome}, and it went off {new} times"
        if outcome.startswith("failed") or outcome == "unavailable no_answer":
            assert new == 0, f"{outcome}, and it went off"


class DrawerBench(PulsedBench):
    def use(self):
        result = self.device.kick()
        if result.reason:
            self.device.close()
        return " ".join(part for part in (str(result.state), result.reason or "") if part)

    def count(self):
        return self.fake.pulses


class BuzzerBench(PulsedBench):
    def use(self):
        self.device.beep(3)
        return "sent"

    def count(self):
        return len(self.fake.heard)


def over(bench, driver, **given):
    return lambda clock: bench(clock, driver, given)


RIGS = (
    Rig("drawer_serial", over(DrawerBench, "drawer_serial"), done="sent, 1 came"),
    Rig("drawer_display", over(DrawerBench, "drawer_display"), done="sent, 1 came"),
    Rig("buzzer_serial", over(BuzzerBench, "buzzer_serial"), done="sent, 1 came"),
)
