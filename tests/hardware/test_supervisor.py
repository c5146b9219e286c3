"""A dying device never blocks the caller, is tried again, and leaves no thread behind."""

import logging
import threading
import time
from concurrent.futures import Future

import pytest

from hardware.api.device import Condition
from hardware.api.errors import DeviceTimeout, DeviceUnavailable, Reason
from hardware.api.events import DeviceChanged, Health, PaperLow, ScanRead
from hardware.api.printer import PrintState
from hardware.api.reading.lines import Splitter
from hardware.drivers.escpos.printer import EscposPrinter
from hardware.drivers.scanners.reading import LineScanner
from hardware.fakes.clock import StepClock
from hardware.fakes.readers.gun import FakeScanner
from hardware.supervisor import Supervisor
from hardware.transports.tcp import TcpTransport
from tests.hardware.bench import hello, quick, quick_clock


class Rig:
    def __init__(self, clock=None, **options):
        self.events = []
        self.supervisor = Supervisor(
            clock or quick_clock(), self.events.append, backoff_ms=(50,), **options
        )

    def health(self):
        return [event.health for event in self.events if isinstance(event, DeviceChanged)]


@pytest.fixture
def rig():
    before = threading.active_count()
    rig = Rig()
    yield rig
    assert rig.supervisor.close()
    assert threading.active_count() == before


class Toy:
    """A device whose every call can be made to fail or to hang."""

    listens = False

    def __init__(self):
        self.fault = None
        self.opens = 0
        self.started = threading.Event()
        self.hang = threading.Event()
        self.aborted = threading.Event()

    def open(self):
        self.opens += 1
        if self.fault is not None:
            raise self.fault

    def close(self):
        pass

    def abort(self):
        self.aborted.set()
        self.hang.set()

    def poll(self):
        return ()

    def probe(self):
        if self.fault is not None:
            raise self.fault
        return Condition(Health.READY)

    def work(self):
        self.started.set()
        self.hang.wait(20)
        return "done"


def test_a_job_runs_on_the_devices_thread(rig):
    rig.supervisor.add("toy", Toy())
    name = rig.supervisor.submit("toy", lambda: threading.current_thread().name).result(5)
    assert name == "device-toy"


def test_prints_through_a_real_socket(rig, server, fake, poll_until):
    printer = EscposPrinter(TcpTransport("127.0.0.1", server.port), quick(), quick_clock())
    rig.supervisor.add("front", printer)
    futures = [rig.supervisor.submit("front", lambda: printer.print(hello())) for _ in range(3)]
    assert [future.result(5).state for future in futures] == [PrintState.CONFIRMED] * 3
    assert len(fake.receipts) == 3
    fake.open_cover()
    assert rig.supervisor.submit("front", lambda: printer.print(hello())).result(5).reason
    poll_until(lambda: rig.supervisor.states()[0].reason is Reason.COVER_OPEN)
    fake.close_cover()
    rig.supervisor.retry_now("front")
    poll_until(lambda: rig.supervisor.states()[0].health is Health.READY)
    fake.near_end()
    rig.supervisor.retry_now("front")
    poll_until(lambda: any(isinstance(event, PaperLow) for event in rig.events))


def test_try_again_pressed_amid_a_look_means_one_more(rig, poll_until):
    toy = Toy()
    looks, seen = [threading.Event(), threading.Event()], iter([Reason.COVER_OPEN, None])

    def probe():
        found = next(seen)
        if found is not None:
            looks[0].set()
            assert looks[1].wait(5)
        return Condition(Health.ATTENTION if found else Health.READY, found)

    toy.probe = probe
    rig.supervisor.add("toy", toy)
    assert looks[0].wait(5)
    rig.supervisor.retry_now("toy")
    looks[1].set()
    poll_until(lambda: rig.health() == [Health.ATTENTION, Health.READY])


def test_a_printer_that_is_not_there_costs_the_caller_nothing(rig, server, poll_until):
    """itpp #682: one dead printer held up all."""
    server.close()
    printer = EscposPrinter(TcpTransport("127.0.0.1", server.port), quick(), quick_clock())
    rig.supervisor.add("front", printer)
    result = rig.supervisor.submit("front", lambda: printer.print(hello())).result(5)
    assert (result.state, result.reason) == (PrintState.FAILED, Reason.REFUSED)
    poll_until(lambda: rig.supervisor.states()[0].health is Health.LOST)


def test_lost_and_back_are_said_once_each(rig, poll_until, caplog):
    caplog.set_level(logging.INFO, "hardware.supervisor")
    toy = Toy()
    toy.fault = DeviceUnavailable(Reason.UNPLUGGED)
    rig.supervisor.add("toy", toy)
    poll_until(lambda: toy.opens >= 4)
    toy.fault = None
    poll_until(lambda: rig.supervisor.states()[0].health is Health.READY)
    said = [record.message for record in caplog.records]
    assert said == ["device toy lost: unplugged", "device toy is back"]
    assert rig.health() == [Health.LOST, Health.READY]


def test_the_back_off_grows_and_a_job_does_not_wait_for_it(poll_until):
    clock = StepClock()
    supervisor = Supervisor(clock, lambda _: None, backoff_ms=(10_000, 20_000, 40_000, 60_000))
    toy = Toy()
    toy.fault = DeviceUnavailable(Reason.REFUSED)
    supervisor.add("toy", toy)
    poll_until(lambda: len(clock.waits) >= 6)
    assert clock.waits[:6] == [10_000, 20_000, 40_000, 60_000, 60_000, 60_000]
    assert supervisor.submit("toy", lambda: 7).result(5) == 7
    assert supervisor.close()


def test_a_full_queue_answers_at_once(rig):
    small = Rig(queue_limit=2)
    toy = Toy()
    small.supervisor.add("toy", toy)
    first = small.supervisor.submit("toy", toy.work)
    assert toy.started.wait(5)
    waiting = [small.supervisor.submit("toy", lambda: 1) for _ in range(3)]
    with pytest.raises(DeviceUnavailable) as full:
        waiting[2].result(1)
    assert full.value.reason is Reason.QUEUE_FULL
    toy.hang.set()
    assert first.result(5) == "done"
    assert [future.result(5) for future in waiting[:2]] == [1, 1]
    assert small.supervisor.close()


def test_a_stuck_job_is_broken_off_at_its_deadline(rig):
    toy = Toy()
    rig.supervisor.add("toy", toy)
    stuck = rig.supervisor.submit("toy", toy.work, deadline_ms=200)
    behind = rig.supervisor.submit("toy", lambda: 1, deadline_ms=50)
    with pytest.raises(DeviceTimeout) as late:
        behind.result(5)
    assert late.value.facts["started"] is False
    with pytest.raises(DeviceTimeout) as late:
        stuck.result(5)
    assert late.value.facts["started"] is True
    assert toy.aborted.wait(5)
    assert rig.supervisor.submit("toy", lambda: 2).result(5) == 2


def test_a_bug_in_a_job_is_told_and_the_thread_lives(rig, expected_errors):
    rig.supervisor.add("toy", Toy())
    with pytest.raises(ZeroDivisionError):
        rig.supervisor.submit("toy", lambda: 1 // 0).result(5)
    assert rig.supervisor.submit("toy", lambda: 3).result(5) == 3
    assert "bug" in expected_errors[0].getMessage()


def test_a_bug_in_a_driver_is_a_lost_device(rig, poll_until, expected_errors):
    toy = Toy()
    toy.fault = KeyError("oops")
    rig.supervisor.add("toy", toy)
    poll_until(lambda: rig.supervisor.states()[0].reason is Reason.BUG)
    toy.fault = None
    poll_until(lambda: rig.supervisor.states()[0].health is Health.READY)
    assert expected_errors


def test_a_job_that_loses_the_device(rig, poll_until):
    def unplugged():
        raise DeviceUnavailable(Reason.UNPLUGGED)

    rig.supervisor.add("toy", Toy())
    with pytest.raises(DeviceUnavailable):
        rig.supervisor.submit("toy", unplugged).result(5)
    poll_until(lambda: Health.LOST in rig.health())
    poll_until(lambda: rig.supervisor.states()[0].health is Health.READY)


def test_a_failing_listener_harms_nobody(poll_until, expected_errors):
    def listener(_):
        raise RuntimeError("screen is gone")

    supervisor = Supervisor(quick_clock(), listener)
    supervisor.add("toy", Toy())
    assert supervisor.submit("toy", lambda: 4).result(5) == 4
    assert supervisor.close()
    assert expected_errors


def test_scans_arrive_and_survive_a_pulled_cable(rig, poll_until):
    fake = FakeScanner()
    scanner = LineScanner(fake.cable.near, Splitter(), quick_clock(), device="gun")
    rig.supervisor.add("gun", scanner)
    poll_until(lambda: Health.READY in rig.health())
    fake.scan("6901234567892")
    poll_until(lambda: [e for e in rig.events if isinstance(e, ScanRead)])
    fake.cable.unplug()
    poll_until(lambda: Health.LOST in rig.health())
    fake.cable.plug()
    poll_until(lambda: rig.health()[-1] is Health.READY)
    fake.scan("M:42")
    poll_until(lambda: [e for e in rig.events if isinstance(e, ScanRead) and e.text == "M:42"])


def test_closing_fails_what_waits_and_a_cancelled_future_is_left_alone(rig):
    toy = Toy()
    rig.supervisor.add("toy", toy)
    running = rig.supervisor.submit("toy", toy.work)
    assert toy.started.wait(5)
    waiting = rig.supervisor.submit("toy", lambda: 1)
    cancelled = rig.supervisor.submit("toy", lambda: 1)
    cancelled.cancel()
    assert rig.supervisor.remove("toy", timeout_ms=50)
    for future in (waiting, rig.supervisor.submit("toy", lambda: 1)):
        assert isinstance(future, Future)
        with pytest.raises(DeviceUnavailable):
            future.result(5)
    assert running.result(5) == "done"
    assert rig.health()[-1] is Health.CLOSED
    assert rig.supervisor.remove("toy")


class Deaf(Toy):
    """Hangs in `poll` and hears no abort until the test lets it go."""

    listens = True

    def abort(self):
        self.aborted.set()

    def poll(self):
        self.started.set()
        self.hang.wait(30)
        return ()


def test_devices_that_hang_hold_up_nobodys_closing(poll_until):
    supervisor = Supervisor(quick_clock(), lambda _: None)
    toys = [Deaf() for _ in range(4)]
    for number, toy in enumerate(toys):
        supervisor.add(f"deaf-{number}", toy)
    assert all(toy.started.wait(5) for toy in toys)
    began = time.monotonic()
    assert not supervisor.close(timeout_ms=300)
    assert time.monotonic() - began < 2.5
    assert all(toy.aborted.is_set() for toy in toys)
    for toy in toys:
        toy.hang.set()
    poll_until(lambda: not [t for t in threading.enumerate() if t.name.startswith("device-deaf")])


def test_an_idle_device_that_hears_abort_closes_at_once(caplog):
    class Idle(Deaf):
        abort = Toy.abort

        def poll(self):
            super().poll()
            raise DeviceUnavailable(Reason.CLOSED)

    supervisor = Supervisor(quick_clock(), lambda _: None)
    toy = Idle()
    supervisor.add("idle", toy)
    assert toy.started.wait(5)
    began = time.monotonic()
    assert supervisor.close()
    assert time.monotonic() - began < 1
    assert not caplog.records, "what we end ourselves is no loss"


def test_a_look_that_hangs_is_broken_off_and_the_device_is_lost(poll_until):
    rig = Rig(turn_ms=200)
    toy = Deaf()
    rig.supervisor.add("toy", toy)
    poll_until(lambda: rig.health()[-1:] == [Health.LOST])
    assert rig.supervisor.states()[0].reason is Reason.NO_ANSWER
    assert toy.aborted.is_set()
    toy.hang.set()
    poll_until(lambda: rig.health()[-1] is Health.READY)
    assert rig.supervisor.close()


class Chatterbox(Toy):
    """Says a hundred things whenever it is asked, without a pause."""

    listens = True

    def __init__(self):
        super().__init__()
        self.polls = 0

    def poll(self):
        self.polls += 1
        return tuple(ScanRead("gun", f"{n}", 0) for n in range(self.each))

    each = 100


def test_a_device_that_never_stops_talking_is_lost_and_floods_nobody(rig, poll_until):
    rig.supervisor.backoff_ms = (60_000,)
    rig.supervisor.add("gun", Chatterbox())
    poll_until(lambda: rig.health()[-1:] == [Health.LOST])
    assert rig.supervisor.states()[0].reason is Reason.JUNK_ANSWER
    assert len([event for event in rig.events if isinstance(event, ScanRead)]) <= 101


def test_a_device_that_listens_leaves_time_to_others(rig, poll_until):
    toy = Chatterbox()
    toy.each = 0
    rig.supervisor.add("gun", toy)
    poll_until(lambda: toy.polls > 3)
    began, before = time.monotonic(), toy.polls
    poll_until(lambda: toy.polls >= before + 20)
    assert time.monotonic() - began > 0.15
