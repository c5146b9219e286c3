"""scan_burst: scans typed key by key into the real window at a real display, while it lives.

Xvfb, the program with its demo shop, and a typist of its own process (xtest.py). Lost: scans that
the till did not get, once and whole. Leaked: characters of scans left in any field, end marks and
letters that reached anything else.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from app.domain.codes.gtin import check_digit

REST_MS = 90  # between two scans; a hand needs longer
ROOT = Path(__file__).resolve().parents[3]


def codes(count: int) -> list[str]:
    """Goods mostly, and now and then a member's card with letters of both sizes."""
    found = []
    for n in range(count):
        body = f"69{n:010d}"
        found.append(f"M:aB{n:04d}xY-z" if n % 9 == 8 else body + check_digit(body))
    return found


@contextlib.contextmanager
def display() -> Iterator[str]:
    """An X server of our own; before everybody else, where that is allowed: its clock stands for

    the scanner's, which no busy machine makes stumble.
    """
    read, write = os.pipe()
    server = subprocess.Popen(
        [
            "nice",
            "-n",
            "-10",
            "Xvfb",
            "-displayfd",
            str(write),
            "-screen",
            "0",
            "1366x768x24",
            "-nolisten",
            "tcp",
        ],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as said:
            number = said.readline().strip()
        if not number:
            raise OSError("Xvfb does not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


def burst(gap_ms: int, count: int, folder: Path) -> dict[str, int]:
    """Type `count` scans at `gap_ms` a key; what was lost and what leaked."""
    env = {**os.environ, "XDG_CONFIG_HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    shop, account = folder / "shop", folder / "account.json"
    quiet = subprocess.DEVNULL
    subprocess.run(
        [Path(sys.executable).with_name("shuke"), "demo", "--data", shop],
        **{"check": True, "stdout": quiet, "env": env},
    )
    wanted = codes(count)
    with display() as where:
        env |= {"DISPLAY": where, "QT_QPA_PLATFORM": "xcb", "QT_IM_MODULE": "compose"}
        till = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.driven.till", shop, account], cwd=ROOT, env=env
        )
        try:
            _wait(account.with_suffix(".ready"), till)
            subprocess.run(
                [sys.executable, "-m", "tests.bench.driven.xtest", where, str(gap_ms), str(REST_MS)]
                + wanted,
                **{"check": True, "cwd": ROOT},
            )
            till.wait(120)
        finally:
            till.kill()
            till.wait()
    said = json.loads(account.read_text("utf-8"))
    got = said["scans"]
    for text in (said["kept"] + said["strays"])[:9]:
        print("left behind:", text)
    missing = [code for code in wanted if code not in set(got)]
    strange = [text for text in got if text not in set(wanted)]
    for code in missing[:5]:
        print("lost:", code)
    for text in strange[:5]:
        print("instead:", text)
    return {
        "lost": len(missing),
        "broken": len(got) - (len(wanted) - len(missing)),
        "leaked": sum(len(text) for text in said["kept"]) + len(said["strays"]),
        "moves": said["moves"],
    }


def _wait(flag: Path, till: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 90
    while not flag.exists():
        with contextlib.suppress(subprocess.TimeoutExpired):
            till.wait(0.05)
        if till.poll() is not None or time.monotonic() > until:
            raise AssertionError("the till did not come up")
