"""Through a raw CUPS queue into the fake printer: what the till says of it, and what came out."""

import pytest

from hardware.api.errors import DeviceUnavailable, Reason
from hardware.api.printer import PrintState
from hardware.drivers.escpos.printer import EscposPrinter
from hardware.fakes.printer import FakePrinter
from hardware.transports.catalog import make_transport
from hardware.transports.spooler import CupsSpooler, QueueSays, list_queues
from tests.hardware.bench import quick, quick_clock, receipt

pytestmark = pytest.mark.peers


@pytest.fixture
def queue(cups, request):
    """A queue of its own for each test, and the printer behind it."""
    fake = FakePrinter()
    server = fake.serve()
    name = f"q{abs(hash(request.node.name)) % 10**8}"
    cups.queue(name, server.port)
    yield name, fake, server
    cups.run("lpadmin", "-x", name)
    server.close()


def printer_on(cups, name):
    wire = make_transport("spooler", {"queue": name, "server": cups.server})
    return EscposPrinter(wire, quick(), quick_clock())


def test_a_receipt_goes_through_unchanged(cups, queue, poll_until):
    name, fake, _ = queue
    printer = printer_on(cups, name)
    result = printer.print(receipt())
    assert (result.state, result.reason) == (PrintState.UNSURE, Reason.HANDED_OVER)
    poll_until(lambda: fake.receipts)
    (paper,) = fake.receipts
    assert "应付" in paper.text()
    assert not paper.unknown
    assert name in list_queues(CupsSpooler(cups.server))


def test_a_paused_queue_is_refused_before_anything_is_sent(cups, queue):
    name, fake, _ = queue
    assert cups.run("cupsdisable", name).returncode == 0
    result = printer_on(cups, name).print(receipt())
    assert (result.state, result.reason) == (PrintState.FAILED, Reason.QUEUE_STOPPED)
    assert cups.run("cupsenable", name).returncode == 0
    assert fake.receipts == []
    assert printer_on(cups, name).print(receipt()).state is PrintState.UNSURE


def test_a_queue_that_takes_no_jobs(cups, queue):
    name, _, _ = queue
    assert cups.run("cupsreject", name).returncode == 0
    assert printer_on(cups, name).print(receipt()).reason is Reason.QUEUE_STOPPED
    with pytest.raises(DeviceUnavailable) as caught:
        CupsSpooler(cups.server).send(name, b"x")
    assert caught.value.reason is Reason.QUEUE_STOPPED


def test_a_printer_that_is_off_stops_the_queue_and_the_job_is_kept(cups, queue, poll_until):
    name, _, server = queue
    server.close()
    system = CupsSpooler(cups.server)
    job = system.send(name, b"\x1b@hello\n")
    poll_until(lambda: system.job(name, job) is QueueSays.STOPPED, timeout=15)
    result = printer_on(cups, name).print(receipt())
    assert (result.state, result.reason) == (PrintState.FAILED, Reason.QUEUE_STOPPED)


def test_no_such_queue(cups):
    assert printer_on(cups, "nowhere").print(receipt()).reason is Reason.NOT_FOUND


def test_nobody_answers_as_a_queue():
    result = printer_on(type("Off", (), {"server": "127.0.0.1:9"}), "any").print(receipt())
    assert result.state is PrintState.FAILED
    assert result.reason in (Reason.UNREACHABLE, Reason.NOT_FOUND)
