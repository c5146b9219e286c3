"""Receipt printers: a job is confirmed only when it is on paper once; a failed one never is."""

import tempfile
import threading
from pathlib import Path

from hardware.api.printer import PrintState
from hardware.drivers.escpos.printer import EscposPrinter
from hardware.fakes.faulty import FaultyTransport
from hardware.fakes.printer import FakePrinter
from hardware.fakes.ways.spooler import FakeSpooler
from hardware.fakes.ways.usb import FakeUsbBus
from hardware.fakes.ways.usb_plug import FakeUsbPrinter
from hardware.transports.file import FileTransport
from hardware.transports.serial_port import SerialTransport
from hardware.transports.spooler import SpoolerTransport
from hardware.transports.tcp import TcpTransport
from hardware.transports.usb import UsbTransport
from tests.hardware.bench import Pty, hello, quick
from tests.hardware.contract.rig import Rig

WORDS = "你好，熟客"


class PrinterBench:
    """`wire` is where the fault strikes; `over` what the driver talks through, if not that."""

    def __init__(self, clock, wire, fake, *, over=None, end=None):
        self.fake = fake
        self.wire = wire
        self.device = EscposPrinter(over or wire, quick(), clock)
        self.before = 0
        self.end = end or (lambda: None)

    def work(self):
        self.before = self.papers()
        result = self.device.print(hello())
        if result.state is PrintState.FAILED:
            assert result.sent == 0
        return " ".join(part for part in (str(result.state), result.reason or "") if part)

    def papers(self):
        """Pieces of paper with the job's words on them: noise on paper is no receipt."""
        return sum(WORDS in paper.text() for paper in self.fake.receipts)

    def honest(self, outcome):
        new = self.papers() - self.before
        if outcome == "confirmed":
            assert new == 1, f"confirmed, and {new} came out"
        elif outcome.startswith("failed"):
            assert new == 0, f"failed, and {new} came out"
        else:
            assert new <= 1, f"{outcome}, and {new} came out"


class Arrived:
    """A real wire to the fake printer, on which everything has arrived when `write` returns:

    so a clock that waits for nobody can be used over sockets and serial lines.
    """

    def __init__(self, inner, machine):
        self._inner, self._machine = inner, machine
        self._waited = threading.Event()

    def __getattr__(self, name):
        return getattr(self._inner, name)

    def write(self, data):
        want = len(self._machine.received) + len(data)
        self._inner.write(data)
        for _ in range(2000):
            with self._machine.lock:  # whoever reads holds it until the answer is out
                if len(self._machine.received) >= want:
                    return
            self._waited.wait(0.001)
        raise AssertionError("it never arrived")


def over_cable(clock):
    fake = FakePrinter()
    return PrinterBench(clock, FaultyTransport(fake.port(), clock), fake)


def over_tcp(clock):
    fake = FakePrinter()
    server = fake.serve()
    wire = Arrived(TcpTransport("127.0.0.1", server.port), fake.machine)
    return PrinterBench(clock, FaultyTransport(wire, clock), fake, end=server.close)


def over_serial(clock):
    fake = FakePrinter()
    line = Pty(lambda data, send: fake.machine.receive(1, data, send))
    wire = Arrived(SerialTransport(line.port, baud=115_200), fake.machine)
    return PrinterBench(clock, FaultyTransport(wire, clock), fake, end=line.close)


def over_usb(clock):
    """The fault lies in the plug: behind the bus, where a real one would be."""
    fake = FakePrinter()
    wire = FaultyTransport(fake.port(), clock)
    bus = FakeUsbBus(FakeUsbPrinter(wire))
    return PrinterBench(clock, wire, fake, over=UsbTransport(bus))


def over_queue(clock):
    """The fault lies between queue and printer: the till sees the queue alone."""
    fake = FakePrinter()
    wire = FaultyTransport(fake.port(), clock)
    over = SpoolerTransport(FakeSpooler(kitchen=wire), "kitchen", wait_ms=0)
    return PrinterBench(clock, wire, fake, over=over)


class OnFile:
    """What lies in a file, as the paper that it would be."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory()
        self.path = Path(self._folder.name, "lp0")
        self.end = self._folder.cleanup

    @property
    def receipts(self):
        fake = FakePrinter()
        if self.path.exists():
            fake.machine.receive(1, self.path.read_bytes(), lambda said: None)
        return fake.receipts


def over_file(clock):
    paper = OnFile()
    wire = FaultyTransport(FileTransport(str(paper.path)), clock)
    return PrinterBench(clock, wire, paper, end=paper.end)


RIGS = (
    Rig("escpos", over_cable, done="confirmed"),
    Rig("escpos-tcp", over_tcp, done="confirmed"),
    Rig("escpos-serial", over_serial, done="confirmed"),
    Rig("escpos-usb", over_usb, done="confirmed"),
    Rig("escpos-spooler", over_queue, done="unsure handed_over"),
    Rig("escpos-file", over_file, done="unsure one_way"),
)
