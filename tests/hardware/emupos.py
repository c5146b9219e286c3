"""emupos, devices that somebody else wrote, on loopback; or a loud skip.

It needs a Python of its own (packaging/make-emulator-venv).
"""

import json
import os
import shutil
import socket
import subprocess
import threading
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.hardware.bench import ROOT

UP_S = 30


class Emupos:
    """Its control side; `log`: what it said."""

    def __init__(self, base, log):
        self._base, self.log = base, log
        self._open = urllib.request.build_opener(urllib.request.ProxyHandler({})).open

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._base + path, data, method=method)  # noqa: S310
        if data is not None:
            request.add_header("Content-Type", "application/json")
        with self._open(request, timeout=20) as answer:
            return answer.read()

    def device(self, name, method, path="", body=None):
        return self.call(method, f"/devices/{name}{path}", body)

    def port(self, name):
        """The pty that a serial device is at."""
        listed = json.loads(self.call("GET", "/devices"))
        return next(
            wire["link_path"] for one in listed if one["id"] == name for wire in one["connections"]
        )


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@contextmanager
def running(folder, devices, **environment):
    """One with these devices (YAML, a line each), until the end of the block."""
    program, api = _program(), free_port()
    config = f"schema: 1\napi: {{host: 127.0.0.1, port: {api}}}\ndevices:\n{devices}"
    (folder / "emupos.yaml").write_text(config)
    log = folder / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [program, "run", "--config", "emupos.yaml"],
            cwd=folder,
            env={**os.environ, "TMPDIR": str(folder), "PYTHONUNBUFFERED": "1", **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        made = Emupos(f"http://127.0.0.1:{api}/api/v1", log)
        _wait_until_up(made, process)
        yield made
    finally:
        process.terminate()
        process.wait(10)


def _program():
    named = os.environ.get("EMUPOS")
    for candidate in (named, str(ROOT / ".venv-emu" / "bin" / "emupos"), shutil.which("emupos")):
        if candidate and Path(candidate).exists():
            return candidate
    pytest.skip("*** NO PEER: emupos needs Python 3.13; run packaging/make-emulator-venv ***")


def _wait_until_up(made, process):
    until = time.monotonic() + UP_S
    while True:
        try:
            return made.call("GET", "/health")
        except OSError:
            assert process.poll() is None, made.log.read_text()
            assert time.monotonic() < until, made.log.read_text()
            threading.Event().wait(0.1)
