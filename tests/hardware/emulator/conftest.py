"""A running emupos, or a loud skip: it needs Python 3.13 (packaging/make-emulator-venv)."""

import json
import os
import shutil
import socket
import subprocess
import urllib.request
from pathlib import Path

import pytest

from hardware.transports.recorder import RecordingTransport
from hardware.transports.tcp import TcpTransport
from tests.hardware.bench import ROOT

TRANSCRIPTS = Path(__file__).parents[1] / "transcripts"


def find_emulator():
    named = os.environ.get("EMUPOS")
    for candidate in (named, str(ROOT / ".venv-emu" / "bin" / "emupos"), shutil.which("emupos")):
        if candidate and Path(candidate).exists():
            return candidate
    return None


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


class Emulator:
    """The emulator's control side."""

    def __init__(self, base, tcp, log):
        self.base, self.tcp, self.log = base, tcp, log
        self._open = urllib.request.build_opener(urllib.request.ProxyHandler({})).open

    def call(self, method, path):
        request = urllib.request.Request(self.base + path, method=method)  # noqa: S310
        with self._open(request, timeout=10) as answer:
            return answer.read()

    def front(self, method, path=""):
        return self.call(method, "/devices/front" + path)

    def state(self):
        return json.loads(self.front("GET"))["state"]

    def fault(self, name, on=True):
        self.front("PUT" if on else "DELETE", f"/faults/{name}")

    def receipts(self):
        return json.loads(self.front("GET", "/receipts"))

    def unknown(self):
        """What it did not understand since it was started."""
        return [line for line in self.log.read_text().splitlines() if "command.unknown" in line]

    def wire(self):
        return TcpTransport("127.0.0.1", self.tcp)


@pytest.fixture(scope="session")
def running(tmp_path_factory):
    program = find_emulator()
    if program is None:
        pytest.skip(
            "*** NO EMULATOR: emupos needs Python 3.13; run packaging/make-emulator-venv ***"
        )
    folder = tmp_path_factory.mktemp("emu")
    api, tcp = free_port(), free_port()
    (folder / "emupos.yaml").write_text(
        f"""schema: 1
api: {{host: 127.0.0.1, port: {api}}}
devices:
  - {{id: front, type: printer, profile: xprinter-xp80t, connections: [{{tcp: {{port: {tcp}}}}}]}}
"""
    )
    log = folder / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [program, "run", "--config", "emupos.yaml"],
            cwd=folder,
            env={**os.environ, "TMPDIR": str(folder), "PYTHONUNBUFFERED": "1", "COLUMNS": "300"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    yield Emulator(f"http://127.0.0.1:{api}/api/v1", tcp, log), process
    process.terminate()
    process.wait(10)


@pytest.fixture
def emu(running, poll_until):
    emulator, process = running

    def up():
        assert process.poll() is None, emulator.log.read_text()
        try:
            return emulator.call("GET", "/health")
        except OSError:
            return False

    poll_until(up, timeout=30)
    for fault in ("paper-out", "paper-near-end", "cover-open", "offline"):
        emulator.fault(fault, on=False)
    emulator.front("POST", "/drawer/close")
    return emulator


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
