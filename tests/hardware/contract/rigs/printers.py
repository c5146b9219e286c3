"""Receipt printers: a job is confirmed only when it is on paper once; a failed one never is."""

from hardware.api.printer import PrintState
from hardware.drivers.escpos.printer import EscposPrinter
from hardware.fakes.faulty import FaultyTransport
from hardware.fakes.printer import FakePrinter
from tests.hardware.bench import hello, quick
from tests.hardware.contract.rig import Rig


class PrinterBench:
    def __init__(self, clock, wire, fake):
        self.fake = fake
        self.wire = FaultyTransport(wire, clock)
        self.device = EscposPrinter(self.wire, quick(), clock)
        self.before = 0

    def work(self):
        self.before = self.papers()
        result = self.device.print(hello())
        if result.state is PrintState.FAILED:
            assert result.sent == 0
        return " ".join(part for part in (str(result.state), result.reason or "") if part)

    def papers(self):
        """Pieces of paper with the job's words on them: noise on paper is no receipt."""
        return sum("你好，熟客" in paper.text() for paper in self.fake.receipts)

    def honest(self, outcome):
        new = self.papers() - self.before
        if outcome == "confirmed":
            assert new == 1, f"confirmed, and {new} came out"
        elif outcome.startswith("failed"):
            assert new == 0, f"failed, and {new} came out"
        else:
            assert new <= 1, f"{outcome}, and {new} came out"


def over_cable(clock):
    fake = FakePrinter()
    return PrinterBench(clock, fake.port(), fake)


RIGS = (Rig("escpos", over_cable, done="confirmed"),)
