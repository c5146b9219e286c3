"""Print queues: a job is one thing, a stopped one is refused, "printed" is never said."""

import stat
import sys

import pytest

from hardware.api.drawer import KickState
from hardware.api.errors import DeviceUnavailable, Reason
from hardware.api.printer import PrintState
from hardware.drivers.escpos.drawer import EscposDrawer
from hardware.drivers.escpos.printer import EscposPrinter
from hardware.fakes.clock import StepClock
from hardware.fakes.faulty import Fault, FaultyTransport
from hardware.fakes.printer import FakePrinter
from hardware.fakes.ways.spooler import FakeSpooler
from hardware.transports.spooler import (
    CupsSpooler,
    QueueSays,
    SpoolerTransport,
    WindowsSpooler,
    list_queues,
)
from hardware.transports.tap import TapTransport, WireLog
from tests.hardware.bench import hello, quick, quick_clock, receipt


@pytest.fixture
def fake():
    return FakePrinter()


@pytest.fixture
def system(fake):
    return FakeSpooler(front=fake.port())


def printer_on(system, queue="front", **model):
    wire = TapTransport(SpoolerTransport(system, queue, wait_ms=0), WireLog(), quick_clock())
    return EscposPrinter(wire, quick(**model), quick_clock())


def ended(result):
    return result.state, result.reason


def test_a_job_is_handed_over_whole_and_never_called_printed(system, fake):
    printer = printer_on(system, chunk_bytes=64)
    assert ended(printer.print(receipt())) == (PrintState.UNSURE, Reason.HANDED_OVER)
    assert len(fake.receipts) == 1
    assert system.queue["front"].jobs == []


def test_a_stopped_queue_is_refused_before_anything_is_sent(system, fake):
    system.queue["front"].stopped = True
    assert ended(printer_on(system).print(hello())) == (PrintState.FAILED, Reason.QUEUE_STOPPED)
    system.resume("front")
    assert fake.receipts == []


def test_a_queue_that_stops_with_our_job_keeps_it():
    fake, clock = FakePrinter(), StepClock()
    wire = FaultyTransport(fake.port(), clock)
    system = FakeSpooler(front=wire)
    printer = printer_on(system)
    printer.open()
    wire.strike(Fault.STUCK)
    assert ended(printer.print(hello())) == (PrintState.UNSURE, Reason.QUEUE_STOPPED)
    wire.mend()
    system.resume("front")
    assert len(fake.receipts) == 1


def test_a_queue_that_was_stopped_since_is_seen_before_a_job_and_by_the_next_look(system, fake):
    printer = printer_on(system)
    printer.open()
    system.queue["front"].stopped = True
    assert ended(printer.print(hello())) == (PrintState.FAILED, Reason.QUEUE_STOPPED)
    with pytest.raises(DeviceUnavailable) as caught:
        printer.probe()
    assert caught.value.reason is Reason.QUEUE_STOPPED
    system.resume("front")
    assert fake.receipts == []
    assert printer.probe().reason is None


def test_a_queue_that_rejects_took_nothing(system):
    printer = printer_on(system)
    printer.open()
    system.queue["front"].rejects = True
    assert ended(printer.print(hello())) == (PrintState.FAILED, Reason.QUEUE_STOPPED)


def test_no_such_queue_and_no_printing_system(system):
    assert ended(printer_on(system, "back").print(hello())) == (
        PrintState.FAILED,
        Reason.NOT_FOUND,
    )
    system.missing = Reason.NO_LIBRARY
    assert printer_on(system).print(hello()).reason is Reason.NO_LIBRARY


def test_the_drawer_behind_a_queue_is_kicked_at_once(system, fake):
    printer = printer_on(system)
    assert EscposDrawer(printer.link).kick().state is KickState.SENT
    assert fake.drawer.is_open


# --- CUPS: the programs' words, as cups-client 2.4 says them -----------------------------------


@pytest.fixture
def tools(tmp_path, monkeypatch):
    """tools(lp=..., lpstat=...): shell programs of these names, the only ones to be found."""

    def make(**scripts):
        for name, body in scripts.items():
            path = tmp_path / name
            path.write_text(f"#!/bin/sh\n{body}\n")
            path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin" if scripts else str(tmp_path))
        return CupsSpooler()

    return make


def test_cups_takes_a_job(tools, tmp_path):
    cups = tools(
        lp=f'echo "$@" > {tmp_path}/words; cat > {tmp_path}/got; '
        'echo "request id is front-7 (0 file(s))"',
        lpstat="exit 0",
    )
    assert cups.send("front", b"\x1b@abc") == "front-7"
    assert (tmp_path / "got").read_bytes() == b"\x1b@abc"
    assert (tmp_path / "words").read_text() == "-d front -o raw -t shuke\n"
    assert cups.job("front", "front-7") is QueueSays.PASSED


def test_cups_still_has_the_job(tools):
    cups = tools(lpstat='case "$*" in *not-completed*) echo "front-7 root 27 Sun";; esac')
    assert cups.job("front", "front-7") is QueueSays.WAITING


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("printer front is idle.  enabled since Sun", QueueSays.PASSED),
        ("printer front disabled since Sun -\n\tPaused", QueueSays.STOPPED),
        ("front not accepting requests since Sun -", QueueSays.STOPPED),
    ],
)
def test_cups_says_how_the_queue_is(tools, said, says):
    assert tools(lpstat=f"printf '{said}\\n'").accepts("front") is says


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("lp: The printer or class does not exist.", Reason.NOT_FOUND),
        ("lp: Destination front is not accepting jobs.", Reason.QUEUE_STOPPED),
        ("lp: Error - scheduler not responding.", Reason.UNREACHABLE),
        ("lp: Forbidden", Reason.NO_PERMISSION),
    ],
)
def test_cups_refuses(tools, said, reason):
    with pytest.raises(DeviceUnavailable) as caught:
        tools(lp=f"echo '{said}' >&2; exit 1").send("front", b"x")
    assert caught.value.reason is reason


def test_cups_is_not_there(tools):
    with pytest.raises(DeviceUnavailable) as caught:
        list_queues(tools())
    assert caught.value.reason is Reason.NO_LIBRARY


# --- Windows: a stand-in for win32print -------------------------------------------------------


class WinError(Exception):
    pass


class Win32Print:
    error = WinError
    PRINTER_ENUM_LOCAL, PRINTER_ENUM_CONNECTIONS = 2, 4
    PRINTER_STATUS_PAUSED, PRINTER_STATUS_OFFLINE = 1, 0x80

    def __init__(self):
        self.status, self.waiting, self.printed, self.fault, self.open = 0, [], b"", None, 0

    def EnumPrinters(self, flags, name, level):  # noqa: N802
        return ((0, "d", "XP-80", "c"),)

    def OpenPrinter(self, queue):  # noqa: N802
        if queue != "XP-80":
            raise WinError(1801, "OpenPrinter", "The printer name is invalid.")
        self.open += 1
        return 1

    def ClosePrinter(self, handle):  # noqa: N802
        self.open -= 1

    def GetPrinter(self, handle, level):  # noqa: N802
        return {"Status": self.status}

    def StartDocPrinter(self, handle, level, info):  # noqa: N802
        assert info[2] == "RAW"
        return 31

    def WritePrinter(self, handle, data):  # noqa: N802
        if self.fault:
            raise self.fault
        self.printed += data

    def EnumJobs(self, handle, first, count, level):  # noqa: N802
        return self.waiting

    StartPagePrinter = EndPagePrinter = EndDocPrinter = lambda self, handle: None


def test_windows_takes_a_job():
    """python-escpos #306, #503, #299: on Windows the printer's driver had to be swapped first."""
    win = Win32Print()
    printer = EscposPrinter(
        SpoolerTransport(WindowsSpooler(win), "XP-80", wait_ms=0), quick(), quick_clock()
    )
    assert ended(printer.print(hello())) == (PrintState.UNSURE, Reason.HANDED_OVER)
    assert win.printed.startswith(b"\x1b@")
    assert list_queues(WindowsSpooler(win)) == ("XP-80",)
    win.status = win.PRINTER_STATUS_PAUSED
    printer.close()
    assert ended(printer.print(hello())) == (PrintState.FAILED, Reason.QUEUE_STOPPED)
    assert win.open == 0


def test_windows_breaks_amid_the_job():
    win = Win32Print()
    win.fault = WinError(6, "WritePrinter", "The handle is invalid.")
    printer = EscposPrinter(
        SpoolerTransport(WindowsSpooler(win), "XP-80", wait_ms=0), quick(), quick_clock()
    )
    assert ended(printer.print(hello())) == (PrintState.UNSURE, Reason.HARDWARE)


def test_windows_knows_no_such_queue_and_needs_its_library():
    with pytest.raises(DeviceUnavailable) as caught:
        WindowsSpooler(Win32Print()).accepts("XP-58")
    assert caught.value.reason is Reason.NOT_FOUND
    if sys.platform != "win32":
        with pytest.raises(DeviceUnavailable) as caught:
            WindowsSpooler().queues()
        assert caught.value.reason is Reason.NO_LIBRARY
