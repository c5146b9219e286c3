"""Scanners: what comes out was scanned, whole; noise is told apart from a code."""

from hardware.api.events import Health
from hardware.api.spec import DriverContext, complete
from hardware.drivers.scanners import evdev, serial
from hardware.fakes.faulty import FaultyTransport
from hardware.fakes.readers.gun import FakeScanner
from tests.hardware.contract.rig import Rig

CODE = "6901234567892"


class ScannerBench:
    def __init__(self, spec, clock):
        self.fake = FakeScanner()
        self.wire = FaultyTransport(self.fake.cable.near, clock)
        context = DriverContext("scanner", clock)
        self.device = spec.build(self.wire, complete(spec.settings, {}), context)
        self.read = []

    def work(self):
        self.read = []
        self.fake.scan(CODE)
        self.read = [event.text for _ in range(200) for event in self.device.poll()]
        noise = " noise" * (self.device.probe().health is Health.ATTENTION)
        if self.read == [CODE]:
            return "done" + noise
        if len(self.read) > 1 and set(self.read) == {CODE}:
            return f"{len(self.read)} times" + noise
        return ("nothing" if not self.read else "wrong") + noise

    def honest(self, outcome):
        """A scanner has no check of its own (the till's look-up refuses what no item has), but

        nonsense must not rain on the counter.
        """
        assert len(self.read) <= 10, "nonsense without end"


RIGS = (
    Rig("serial_scanner", lambda clock: ScannerBench(serial.SPEC, clock)),
    Rig("evdev_scanner", lambda clock: ScannerBench(evdev.SPEC, clock)),
)
