"""A receipt printer of emupos on a socket."""

import json
from pathlib import Path

import pytest

from hardware.transports.recorder import RecordingTransport
from hardware.transports.tcp import TcpTransport
from tests.hardware import emupos

TRANSCRIPTS = Path(__file__).parents[1] / "transcripts"
DEVICES = """
  - {{id: front, type: printer, profile: xprinter-xp80t, connections: [{{tcp: {{port: {tcp}}}}}]}}
"""


class Emulator:
    """The printer, from the side where its faults and its paper are."""

    def __init__(self, control, tcp):
        self._control, self._tcp = control, tcp

    def front(self, method, path=""):
        return self._control.device("front", method, path)

    def state(self):
        return json.loads(self.front("GET"))["state"]

    def fault(self, name, on=True):
        self.front("PUT" if on else "DELETE", f"/faults/{name}")

    def receipts(self):
        return json.loads(self.front("GET", "/receipts"))

    def unknown(self):
        """What it did not understand since it was started."""
        said = self._control.log.read_text().splitlines()
        return [line for line in said if "command.unknown" in line]

    def wire(self):
        return TcpTransport("127.0.0.1", self._tcp)


@pytest.fixture(scope="session")
def running(tmp_path_factory):
    tcp = emupos.free_port()
    devices = DEVICES.format(tcp=tcp)
    with emupos.running(tmp_path_factory.mktemp("emu"), devices, COLUMNS="300") as control:
        yield Emulator(control, tcp)


@pytest.fixture
def emu(running):
    for fault in ("paper-out", "paper-near-end", "cover-open", "offline"):
        running.fault(fault, on=False)
    running.front("POST", "/drawer/close")
    return running


@pytest.fixture
def recorded(emu, tmp_path):
    """recorded(name): a wire to the emulator whose transcript is kept when there is none yet."""
    kept = []

    def make(name):
        path = tmp_path / name
        kept.append(path)
        return RecordingTransport(emu.wire(), path)

    yield make
    for path in kept:
        if not (TRANSCRIPTS / path.name).exists():
            lines = path.read_text().splitlines()[1:]  # without the port of the day
            text = "\n".join(["# emupos 0.4.0, xprinter-xp80t", *lines, ""])
            (TRANSCRIPTS / path.name).write_text(text)
