"""A pcscd with virtual readers, an emupos with scanners at a pty and at a display of our own."""

import os
import shutil
import socket
import struct
import subprocess
import threading
import time

import pytest

from hardware.api.errors import DeviceUnavailable
from hardware.transports.readers.pcsc import find_readers
from tests.bench.driven.run import display
from tests.hardware import emupos
from tests.hardware.bench import ROOT

TRANSCRIPTS = ROOT / "tests" / "hardware" / "transcripts" / "readers"
VPCD = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"
PORT = 0x8C7B  # the first virtual reader's; the second is one more
ATR = bytes.fromhex("3B8F8001804F0CA000000306030001000000006A")  # a MIFARE Classic 1K, PC/SC part 3
DEVICES = """
  - {id: gun, type: scanner, mode: serial, connections: [{serial: {pty: true}}]}
  - {id: keys, type: scanner, mode: keyboard, suffix: enter, inter_key_delay_ms: 10}
"""


class VirtualCard:
    """A contactless card on a virtual reader: 2 bytes of length, then a command (vpcd's way)."""

    def __init__(self, uid, slot=0):
        self._uid = bytes.fromhex(uid)
        self._line = socket.create_connection(("127.0.0.1", PORT + slot), timeout=5)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def take(self):
        self._line.shutdown(socket.SHUT_RDWR)
        self._line.close()
        self._thread.join(5)

    def _serve(self):
        try:
            while True:
                (size,) = struct.unpack(">H", self._read(2))
                said = self._answer(self._read(size))
                if said is not None:
                    self._line.sendall(struct.pack(">H", len(said)) + said)
        except (OSError, EOFError):
            return

    def _answer(self, asked):
        if len(asked) == 1:  # 00 off, 01 on, 02 reset, 04 tell your ATR
            return ATR if asked == b"\x04" else None
        return self._uid + b"\x90\x00" if asked[:4] == b"\xff\xca\x00\x00" else b"\x6a\x81"

    def _read(self, size):
        data = b""
        while len(data) < size:
            part = self._line.recv(size - len(data))
            if not part:
                raise EOFError
            data += part
        return data


def running_service():
    try:
        return any("Virtual PCD" in one for one in find_readers())
    except DeviceUnavailable:
        return False


@pytest.fixture(scope="session")
def service():
    """The system's card service with two virtual readers; started here where nobody else has."""
    if running_service():
        yield
        return
    pcscd = shutil.which("pcscd", path=os.environ.get("PATH", "") + ":/usr/sbin")
    if pcscd is None or not os.path.exists(VPCD) or os.geteuid() != 0:
        pytest.skip("*** NO PEER: pcscd and vpcd, as root; run packaging/make-peers ***")
    quiet = subprocess.DEVNULL
    daemon = subprocess.Popen([pcscd, "--foreground"], stdout=quiet, stderr=quiet)
    until = time.monotonic() + 15
    while not running_service():
        if daemon.poll() is not None or time.monotonic() > until:
            daemon.kill()
            daemon.wait()
            pytest.skip("*** NO PEER: pcscd does not start here ***")
        threading.Event().wait(0.1)
    yield
    daemon.terminate()
    daemon.wait(10)


class Guns:
    """The scanners, from the side where somebody aims."""

    def __init__(self, control):
        self._control = control
        self.port = control.port

    def scan(self, gun, text, **more):
        self._control.device(gun, "POST", "/scans", {"data": text, "countdown_seconds": 0, **more})


@pytest.fixture(scope="session")
def screen():
    """An X server of our own."""
    if shutil.which("Xvfb") is None:
        pytest.skip("*** NO PEER: no Xvfb; run packaging/make-peers ***")
    with display() as where:
        yield where


@pytest.fixture(scope="session")
def guns(screen, tmp_path_factory):
    folder = tmp_path_factory.mktemp("guns")
    with emupos.running(folder, DEVICES, DISPLAY=screen) as control:
        yield Guns(control)
