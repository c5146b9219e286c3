"""Pole displays: nobody hears whether it shows; a gone wire is told."""

from hardware.api.spec import DriverContext, complete
from hardware.drivers.line_display import SPEC
from hardware.fakes.display import FakeCd5220
from hardware.fakes.faulty import FaultyTransport
from tests.hardware.contract.rig import Rig


class DisplayBench:
    def __init__(self, clock):
        self.fake = FakeCd5220()
        self.wire = FaultyTransport(self.fake.wire(), clock)
        context = DriverContext("display", clock)
        self.device = SPEC.build(self.wire, complete(SPEC.settings, {}), context)
        self.count = 0

    def work(self):
        self.count += 1
        self.fake.shown = ["", ""]
        self.device.show((f"TOTAL {self.count}",))
        return "done" if self.fake.shown[0] == f"TOTAL {self.count}" else "unseen"

    def honest(self, outcome):
        if outcome == "done":
            assert self.fake.shown[0] == f"TOTAL {self.count}"


RIGS = (Rig("line_display", DisplayBench),)
