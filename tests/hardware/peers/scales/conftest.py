"""Two scales of emupos on ptys, or a loud skip."""

import json
import os
import subprocess
import urllib.request

import pytest

from hardware.api.spec import DriverContext, complete
from hardware.registry import load
from hardware.transports.recorder import RecordingTransport
from hardware.transports.serial_port import SerialTransport
from tests.hardware.bench import ROOT, quick_clock
from tests.hardware.emulator.conftest import find_emulator, free_port

TRANSCRIPTS = ROOT / "tests" / "hardware" / "transcripts" / "scales"
CONFIG = """schema: 1
api: {{host: 127.0.0.1, port: {api}}}
devices:
  - id: toledo8217
    type: scale
    profile: toledo8217-15kg
    connections: [{{serial: {{pty: true}}}}]
  - {{id: sma, type: scale, profile: sma-15kg, connections: [{{serial: {{pty: true}}}}]}}
"""


class Pans:
    """The emulator's control side."""

    def __init__(self, base):
        self.base = base
        self._open = urllib.request.build_opener(urllib.request.ProxyHandler({})).open

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, method=method)  # noqa: S310
        if data is not None:
            request.add_header("Content-Type", "application/json")
        with self._open(request, timeout=10) as answer:
            return answer.read()

    def put(self, scale, grams, *, stable=True):
        self.call("PUT", f"/devices/{scale}/weight", {"grams": grams, "stable": stable})

    def press(self, scale, key):
        self.call("POST", f"/devices/{scale}/{key}")

    def port(self, scale):
        listed = json.loads(self.call("GET", "/devices"))
        return next(
            wire["link_path"] for one in listed if one["id"] == scale for wire in one["connections"]
        )


@pytest.fixture(scope="session")
def running(tmp_path_factory):
    program = find_emulator()
    if program is None:
        pytest.skip("*** NO PEER: emupos needs Python 3.13; run packaging/make-emulator-venv ***")
    folder, api = tmp_path_factory.mktemp("scales"), free_port()
    (folder / "emupos.yaml").write_text(CONFIG.format(api=api))
    with (folder / "log").open("w") as output:
        process = subprocess.Popen(
            [program, "run", "--config", "emupos.yaml"],
            cwd=folder,
            env={**os.environ, "TMPDIR": str(folder), "PYTHONUNBUFFERED": "1"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    yield Pans(f"http://127.0.0.1:{api}/api/v1"), process, folder / "log"
    process.terminate()
    process.wait(10)


@pytest.fixture
def pans(running, poll_until):
    made, process, log = running

    def up():
        assert process.poll() is None, log.read_text()
        try:
            return made.call("GET", "/health")
        except OSError:
            return False

    poll_until(up, timeout=30)
    for scale in ("toledo8217", "sma"):
        made.put(scale, 0)
        made.press(scale, "zero")
    return made


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
