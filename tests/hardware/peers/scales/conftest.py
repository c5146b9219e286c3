"""Two scales of emupos on ptys."""

import pytest

from hardware.api.spec import DriverContext, complete
from hardware.registry import load
from hardware.transports.recorder import RecordingTransport
from hardware.transports.serial_port import SerialTransport
from tests.hardware import emupos
from tests.hardware.bench import ROOT, quick_clock

TRANSCRIPTS = ROOT / "tests" / "hardware" / "transcripts" / "scales"
DEVICES = """
  - id: toledo8217
    type: scale
    profile: toledo8217-15kg
    connections: [{serial: {pty: true}}]
  - {id: sma, type: scale, profile: sma-15kg, connections: [{serial: {pty: true}}]}
"""


class Pans:
    """The scales, from the side where somebody puts something on."""

    def __init__(self, control):
        self._control = control
        self.port = control.port

    def put(self, scale, grams, *, stable=True):
        self._control.device(scale, "PUT", "/weight", {"grams": grams, "stable": stable})

    def press(self, scale, key):
        self._control.device(scale, "POST", f"/{key}")


@pytest.fixture(scope="session")
def running(tmp_path_factory):
    with emupos.running(tmp_path_factory.mktemp("scales"), DEVICES) as control:
        yield Pans(control)


@pytest.fixture
def pans(running):
    for scale in ("toledo8217", "sma"):
        running.put(scale, 0)
        running.press(scale, "zero")
    return running


@pytest.fixture
def scale(pans, tmp_path):
    """scale(name): our driver on that scale's pty; what went over it is kept if nothing was yet."""
    opened = []

    def make(name):
        spec = load().specs[f"scale_{name}"]
        path = tmp_path / f"{name}.txt"
        wire = RecordingTransport(SerialTransport(pans.port(name)), path)
        made = spec.build(wire, complete(spec.settings, {}), DriverContext("scale", quick_clock()))
        opened.append((made, path))
        return made

    yield make
    for made, path in opened:
        made.close()
        kept = TRANSCRIPTS / path.name
        if not kept.exists():
            lines = path.read_text().splitlines()[1:]  # without the port of the day
            kept.write_text("\n".join(["# emupos 0.4.0, on a pty", *lines, ""]))
