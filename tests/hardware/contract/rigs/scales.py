"""Scales: a weight is only ever what lies on the pan; silence and nonsense are told, never sold."""

from hardware.api.events import WeightMissing, WeightRead
from hardware.api.spec import DriverContext, TwinContext, complete
from hardware.fakes.faulty import FaultyTransport
from hardware.registry import load
from tests.hardware.contract.rig import Rig

REGISTRY = load()
POLLS = 40
MOVES = 3
NO_FLAG = ("scale_digi", "scale_acs", "scale_xk3190", "scale_custom")


class ScaleBench:
    def __init__(self, clock, driver, given):
        self.clock = clock
        self.fake = REGISTRY.twin(driver, given, TwinContext(clock))
        self.wire = FaultyTransport(self.fake.wire(), clock)
        spec = REGISTRY.specs[driver]
        self.device = spec.build(
            self.wire, complete(spec.settings, given), DriverContext("scale", clock)
        )
        self.count = 0
        self.still = []

    def work(self):
        """As a hand and the till do: it is put on, it moves, and is looked at until it is still."""
        self.count += 1
        self.fake.put(1000 + 5 * self.count, stable=False)
        for _ in range(MOVES):
            self.device.poll()
            self.clock.pause(self.device.poll_ms)
        self.fake.put(1000 + 5 * self.count)
        for _ in range(POLLS):
            for event in self.device.poll():
                if isinstance(event, WeightMissing):
                    return f"missing {event.reason}"
                assert isinstance(event, WeightRead)
                if event.stable:
                    self.still.append(event.grams)
                    return "done"
            self.clock.pause(self.device.poll_ms)
        return "silent"

    def honest(self, outcome):
        still, self.still = self.still, []
        assert all(grams == self.fake.pan.grams for grams in still), still
        assert (outcome == "done") == bool(still)


def over(driver, **given):
    return lambda clock: ScaleBench(clock, driver, given)


RIGS = (
    *(
        Rig(name, over(name))
        for name in sorted(load().specs)
        if name.startswith("scale_") and not name.endswith(("acs", "xk3190"))
    ),
    Rig("scale_acs", over("scale_acs")),
    Rig("scale_acs-asked", over("scale_acs", ask="P")),
    Rig("scale_xk3190", over("scale_xk3190")),
    Rig("scale_xk3190-a12", over("scale_xk3190", model="a12")),
)
