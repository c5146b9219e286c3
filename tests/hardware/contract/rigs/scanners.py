"""Scanners: what comes out was scanned, whole; a broken code is no code."""

from hardware.api.spec import DriverContext, complete
from hardware.drivers.serial_scanner import SPEC
from hardware.fakes.faulty import FaultyTransport
from hardware.fakes.scanner import FakeScanner
from tests.hardware.contract.rig import Rig

CODE = "6901234567892"


class ScannerBench:
    def __init__(self, clock):
        self.fake = FakeScanner()
        self.wire = FaultyTransport(self.fake.cable.near, clock)
        context = DriverContext("scanner", clock)
        self.device = SPEC.build(self.wire, complete(SPEC.settings, {}), context)
        self.read = []

    def work(self):
        self.fake.scan(CODE)
        self.read = [event.text for _ in range(200) for event in self.device.poll()]
        if self.read == [CODE]:
            return "done"
        return "nothing" if not self.read else "wrong"

    def honest(self, outcome):
        """A scanner has no check of its own: the till's lookup refuses what no item has."""


RIGS = (Rig("serial_scanner", ScannerBench),)
