"""Pole displays: nobody hears whether it shows; a gone wire is told."""

from hardware.api.display import Lamp
from hardware.api.spec import DriverContext, TwinContext, complete
from hardware.fakes.faulty import FaultyTransport
from hardware.registry import load
from tests.hardware.contract.rig import Rig

REGISTRY = load()


class DisplayBench:
    def __init__(self, clock, driver):
        self.fake = REGISTRY.twin(driver, {}, TwinContext(clock))
        self.wire = FaultyTransport(self.fake.wire(), clock)
        spec = REGISTRY.specs[driver]
        context = DriverContext("display", clock)
        self.device = spec.build(self.wire, complete(spec.settings, {}), context)
        self.count = 0

    def work(self):
        self.count += 1
        self.wipe()
        figure = f"{self.count}.50"
        self.device.show((f"TOTAL {figure}",), lamp=Lamp.TOTAL, figure=figure)
        return "done" if self.seen() else "unseen"

    def wipe(self):
        if hasattr(self.fake, "digits"):
            self.fake.digits = self.fake.lamp = ""
        else:
            self.fake.shown = ["", ""]

    def seen(self):
        if hasattr(self.fake, "digits"):
            return (self.fake.lamp, self.fake.digits) == ("total", f"{self.count}.50")
        return self.fake.shown == [f"TOTAL {self.count}.50", ""]

    def honest(self, outcome):
        if outcome == "done":
            assert self.seen()


def over(driver):
    return lambda clock: DisplayBench(clock, driver)


RIGS = tuple(Rig(name, over(name)) for name in REGISTRY.specs if name.startswith("display_"))
