"""From the start of the process to the log-in painted, and to a till that takes a scan.

Both against a bare PySide6 window in the same run, turn and turn about, so that a machine that is
busy is busy for both. The till proves that it takes a scan after its clock has stopped.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.clocked import median

RUNS = 9
PATIENCE_S = 60

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

app = QApplication([])


class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, self.told)

    def told(self):
        print("painted", flush=True)
        app.quit()


window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""

OURS = """
import sys
from ui.main import main


def told(milestone):
    print(milestone, flush=True)
    if milestone == "ready":
        from tests.bench.driven.start_proof import prove
        prove()


sys.exit(main(["--data", sys.argv[1]], told))
"""


def surroundings() -> dict[str, str]:
    """Offscreen, and with byte code kept, as on a till that was started before."""
    found = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    if found.pop("PYTHONDONTWRITEBYTECODE", ""):
        found["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir()) / "shuke-bench-bytecode")
    return found


def milestones(code: str, *args: str) -> dict[str, float]:
    """What a child said and when, in ms since it was started."""
    began = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-c", code, *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=surroundings(),
    )
    assert child.stdout is not None
    said = {line.strip(): (time.perf_counter() - began) * 1e3 for line in child.stdout}
    if child.wait(PATIENCE_S):
        raise RuntimeError(f"the child broke after {list(said)}")
    return said


def bench_start() -> dict[str, float]:
    """`first_paint.ratio`, `cold_start.ratio`: medians of nine starts each."""
    bare, painted, ready = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        os.environ.update(XDG_CONFIG_HOME=str(home), XDG_RUNTIME_DIR=folder)
        shop = str(Path(folder) / "shop")
        shuke = Path(sys.executable).with_name("shuke")
        subprocess.run([shuke, "demo", "--data", shop], check=True, stdout=subprocess.DEVNULL)
        milestones(OURS, shop)
        milestones(BARE)
        for _ in range(RUNS):
            bare.append(milestones(BARE)["painted"])
            said = milestones(OURS, shop)
            if "scan taken" not in said:
                raise RuntimeError(f"a till that takes no scan: {list(said)}")
            painted.append(said["painted"])
            ready.append(said["ready"])
    base = median(bare)
    print(f"bare {base:.0f} ms, painted {median(painted):.0f} ms, ready {median(ready):.0f} ms")
    return {
        "first_paint.ratio": median(painted) / base,
        "cold_start.ratio": median(ready) / base,
    }
