"""What a printer of another hand answered, played back where that printer cannot run."""

from pathlib import Path

import pytest

from hardware.api.drawer import DrawerState, KickState
from hardware.api.errors import Reason
from hardware.api.printer import Paper, PrintState
from hardware.drivers.escpos.drawer import EscposDrawer
from hardware.drivers.escpos.printer import EscposPrinter
from hardware.fakes.clock import StepClock
from hardware.transports.recorder import ReplayTransport
from tests.hardware.bench import hello, quick

TRANSCRIPTS = Path(__file__).parents[1] / "transcripts"


@pytest.fixture
def replay():
    """replay(name, **model): a printer on a transcript, all of which must be used."""
    wires = []

    def make(name, **changes):
        clock = StepClock()
        wire = ReplayTransport((TRANSCRIPTS / name).read_text(), clock.pause)
        wires.append(wire)
        profile = quick(**{"confirm_ms": 5000, "status_ms": 1000, **changes})
        return EscposPrinter(wire, profile, clock, device="front")

    yield make
    for wire in wires:
        wire.close()
        wire.finish()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("paper-out.txt", Reason.PAPER_OUT),
        ("cover-open.txt", Reason.COVER_OPEN),
        ("offline.txt", Reason.OFFLINE),
    ],
)
def test_a_fault_and_its_end(replay, name, reason):
    printer = replay(name)
    assert printer.print(hello()).reason is reason
    assert printer.print(hello()).state is PrintState.CONFIRMED


def test_near_end(replay):
    printer = replay("near-end.txt")
    assert printer.print(hello()).warnings[0].code == "paper_low"
    assert printer.status().paper is Paper.NEAR_END


def test_held_job(replay):
    printer = replay("held-job.txt")
    assert printer.print(hello(), ref="job-1").state is PrintState.UNSURE
    assert [event.ref for event in printer.poll()] == ["job-1"]


def test_drawer(replay):
    drawer = EscposDrawer(replay("drawer.txt", drawer_sensor="high_is_open").link)
    assert drawer.state() is DrawerState.SHUT
    assert drawer.kick().state is KickState.OPENED
    assert drawer.state() is DrawerState.OPEN
