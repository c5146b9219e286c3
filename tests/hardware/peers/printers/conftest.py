"""The peers of receipt printers: receiptline under node, and a cupsd that belongs to the test."""

import base64
import json
import os
import shutil
import socket
import stat
import subprocess
import tempfile
import threading
from pathlib import Path

import pytest

from tests.hardware.bench import ROOT

RECEIPTLINE = ROOT / "build" / "peers" / "node_modules" / "receiptline"
LIBRARY = Path("/usr/lib/cups")

_SCRIPT = """
const receiptline = require(process.argv[1]);
const asked = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const made = asked.map(one => Buffer.from(receiptline.transform(one.doc, {
  cpl: one.columns, encoding: 'gb18030', command: 'escpos', spacing: false, cutting: true,
}), 'binary').toString('base64'));
process.stdout.write(JSON.stringify(made));
"""

# CUPS ships its network backend in another package than the daemon; this one says the same words
_BACKEND = """#!/usr/bin/python3
import os, socket, sys
if len(sys.argv) < 6:
    print('network socket "Unknown" "plain"')
    sys.exit(0)
host, port = os.environ["DEVICE_URI"].split("/")[2].split(":")
data = open(sys.argv[6], "rb").read() if len(sys.argv) > 6 else sys.stdin.buffer.read()
try:
    with socket.create_connection((host, int(port)), 3) as wire:
        wire.sendall(data)
        wire.shutdown(socket.SHUT_WR)
        wire.settimeout(3)
        while wire.recv(256):
            pass
except OSError as error:
    print("ERROR:", error, file=sys.stderr)
    sys.exit(4)
"""


def missing(what):
    pytest.skip(f"*** NO PEER: {what} (make test-peers installs it) ***")


@pytest.fixture(scope="session")
def receiptline():
    """receiptline([(doc, columns), ...]): the bytes that it makes of each."""
    node = shutil.which("node")
    if node is None or not RECEIPTLINE.is_dir():
        missing("receiptline")

    def transform(asked):
        done = subprocess.run(
            [node, "-e", _SCRIPT, str(RECEIPTLINE)],
            input=json.dumps([{"doc": doc, "columns": columns} for doc, columns in asked]),
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return [base64.b64decode(one) for one in json.loads(done.stdout)]

    return transform


class Cups:
    """A cupsd in the foreground with its own folders, on a port of loopback."""

    def __init__(self, folder):
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.server = f"127.0.0.1:{self.port}"
        for name in ("spool", "cache", "state", "tmp", "log", "etc", "bin/backend"):
            (folder / name).mkdir(parents=True)
        for name in ("daemon", "filter", "cgi-bin", "monitor", "notifier", "driver"):
            (folder / "bin" / name).symlink_to(LIBRARY / name)
        backend = folder / "bin" / "backend" / "socket"
        backend.write_text(_BACKEND)
        backend.chmod(0o755)
        self._settings()
        self._process = subprocess.Popen(
            ["cupsd", "-f", "-c", folder / "cupsd.conf", "-s", folder / "cups-files.conf"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PATH": f"/usr/sbin:/sbin:{os.environ['PATH']}"},
        )

    def wait_until_up(self):
        pause = threading.Event()
        for _ in range(200):
            with socket.socket() as wire:
                if wire.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            pause.wait(0.05)
        pytest.fail("cupsd does not come up")

    def run(self, tool, *words):
        path = f"/usr/sbin:/sbin:{os.environ['PATH']}"
        found = shutil.which(tool, path=path)
        return subprocess.run(
            [found, "-h", self.server, *words], capture_output=True, text=True, timeout=20
        )

    def queue(self, name, port):
        """A raw queue into a network printer at that port."""
        done = self.run(
            *("lpadmin", "-p", name, "-E", "-v", f"socket://127.0.0.1:{port}", "-m", "raw")
        )
        assert done.returncode == 0, done.stderr
        assert self.run("cupsenable", name).returncode == 0

    def close(self):
        self._process.terminate()
        self._process.wait(10)

    def _settings(self):
        folder = self.folder
        files = (
            f"ServerRoot {folder}/etc\nServerBin {folder}/bin\nRequestRoot {folder}/spool\n"
            f"CacheDir {folder}/cache\nStateDir {folder}/state\nTempDir {folder}/tmp\n"
            f"AccessLog {folder}/log/access\nErrorLog {folder}/log/error\n"
            f"PageLog {folder}/log/page\nFatalErrors none\n"
        )
        if os.geteuid() == 0:
            files += "User lp\nGroup lp\nSystemGroup root lpadmin\n"
        (folder / "cups-files.conf").write_text(files)
        (folder / "cupsd.conf").write_text(
            f"Listen {self.server}\nLogLevel info\nBrowsing No\nWebInterface No\n"
            "DefaultAuthType None\nErrorPolicy stop-printer\n"
            "<Location />\n Order allow,deny\n Allow all\n</Location>\n"
            "<Location /admin>\n Order allow,deny\n Allow all\n</Location>\n"
            "<Policy default>\n <Limit All>\n  Order deny,allow\n  Allow all\n </Limit>\n"
            "</Policy>\n"
        )


@pytest.fixture(scope="session")
def cups():
    """The queue daemon, nobody's but ours."""
    path = f"/usr/sbin:/sbin:{os.environ['PATH']}"
    if not all(shutil.which(tool, path=path) for tool in ("cupsd", "lpadmin", "lp", "lpstat")):
        missing("CUPS")
    folder = Path(tempfile.mkdtemp(prefix="shuke-cups-"))
    folder.chmod(folder.stat().st_mode | stat.S_IXOTH | stat.S_IROTH | stat.S_IXGRP | stat.S_IRGRP)
    made = Cups(folder)
    try:
        made.wait_until_up()
        yield made
    finally:
        made.close()
        shutil.rmtree(folder, ignore_errors=True)
