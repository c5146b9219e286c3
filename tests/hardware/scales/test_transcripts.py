"""What scales said on a wire, played back where they cannot stand.

Toledo 8217 and SMA were recorded from emupos; the others are written by hand from the tables.
"""

from pathlib import Path

import pytest

from hardware.api.errors import DeviceUnavailable, Reason
from hardware.api.events import Health
from hardware.api.spec import DriverContext, complete
from hardware.fakes.clock import StepClock
from hardware.registry import load
from hardware.transports.recorder import ReplayTransport

FOLDER = Path(__file__).parents[1] / "transcripts" / "scales"
STREAMS = ("stream22", "and", "digi", "acs", "xk3190", "custom")


@pytest.fixture
def replay():
    """replay(name): a driver on a transcript, all of which must be used."""
    wires = []

    def make(name):
        clock = StepClock()
        wire = ReplayTransport((FOLDER / f"{name}.txt").read_text(), clock.pause)
        wires.append(wire)
        spec = load().specs[f"scale_{name}"]
        return spec.build(wire, complete(spec.settings, {}), DriverContext("scale", clock))

    yield make
    for wire in wires:
        wire.close()
        wire.finish()


@pytest.mark.parametrize("name", ["toledo8217", "sma"])
def test_emupos(replay, name):
    scale = replay(name)
    scale.open()
    assert scale.probe().health is Health.READY
    assert scale.weigh().grams == 1250
    for reason in (Reason.OVERLOAD, Reason.UNDER_ZERO):
        with pytest.raises(DeviceUnavailable) as none:
            scale.weigh()
        assert none.value.reason is reason
    assert (scale.weigh().grams, scale.weigh().stable) == (480, True)


def test_cas(replay):
    scale = replay("cas")
    scale.open()
    found = [one for _ in range(3) for one in scale.poll()]
    assert [(one.grams, one.stable) for one in found] == [(1100, False), (1250, True)]


@pytest.mark.parametrize("name", STREAMS)
def test_a_stream(replay, name):
    """What lay in the port is gone, a frame may be cut anywhere, the newest counts."""
    scale = replay(name)
    scale.open()
    scale.close()
    scale._transport.open()
    (found,) = scale.poll()
    assert (found.grams, found.stable) == (1250, True)
