"""How much memory the till holds, idle after 500 sales: the real program, by scan and key."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

OURS = """
import sys
from ui.main import main


def told(milestone):
    if milestone == "ready":
        from tests.bench.driven.many_sales import sell_many
        sell_many(500)


sys.exit(main(["--data", sys.argv[1]], told))
"""


def bench_rss() -> dict[str, float]:
    """`rss_mb`: resident memory at rest, in MB; beside it what it was before the first sale."""
    with tempfile.TemporaryDirectory() as folder:
        shop = str(Path(folder) / "shop")
        home = {"XDG_CONFIG_HOME": folder, "XDG_RUNTIME_DIR": folder}
        env = {**os.environ, **home, "QT_QPA_PLATFORM": "offscreen"}
        shuke = Path(sys.executable).with_name("shuke")
        quiet = subprocess.DEVNULL
        subprocess.run([shuke, "demo", "--data", shop], check=True, stdout=quiet, env=env)
        done = subprocess.run(
            [sys.executable, "-c", OURS, shop],
            check=True,
            stdout=subprocess.PIPE,
            stderr=quiet,
            text=True,
            env=env,
            timeout=600,
        )
    said = dict(line.split() for line in done.stdout.splitlines() if line.count(" ") == 1)
    if said.get("sales") != "500":
        raise RuntimeError(f"not 500 sales: {done.stdout}")
    return {"rss_mb": float(said["after"]), "rss_mb.before": float(said["before"])}
