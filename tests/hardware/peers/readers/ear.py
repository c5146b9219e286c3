"""A window with an editor and the till's wedge at a display, in a process of its own.

`python -m tests.hardware.peers.readers.ear [learn]` says one JSON line for each thing heard.
"""

import json
import os
import queue
import subprocess
import sys
import threading


class Ear:
    """Starts it, waits for what it hears, and ends it."""

    def __init__(self, python, root, display, *, learn=False):
        env = {**os.environ, "DISPLAY": display}
        env |= {"QT_QPA_PLATFORM": "xcb", "QT_IM_MODULE": "compose"}
        self._process = subprocess.Popen(
            [python, "-m", "tests.hardware.peers.readers.ear", *["learn"] * learn],
            cwd=root,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._said = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.scans, self.keys, self.left = [], [], ""

    def __enter__(self):
        try:
            self.wait(ready=1)
        except queue.Empty:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait(10)
        self._reader.join(5)
        self._process.stdin.close()
        self._process.stdout.close()

    def wait(self, **wanted):
        """Until so many of a kind came."""
        ((kind, count),) = wanted.items()
        while count:
            said = self._said.get(timeout=30)
            self.scans += [said.get("scan")] * ("scan" in said)
            self.keys += [said.get("key")] * ("key" in said)
            self.left = said.get("left", self.left)
            hit = {"ready": "ready" in said, "scans": "scan" in said, "left": "left" in said}
            hit["ends"] = "key" in said and said["key"][0] == "\r"
            count -= hit[kind]

    def stop(self):
        self._process.stdin.write("stop\n")
        self._process.stdin.flush()
        self.wait(left=1)
        return {"scans": self.scans, "keys": self.keys, "left": self.left}

    def _read(self):
        for line in self._process.stdout:
            self._said.put(json.loads(line))


def main(learn):
    from PySide6.QtCore import QSocketNotifier, QTimer
    from PySide6.QtWidgets import QApplication, QLineEdit

    from ui.shell.wedge import Wedge

    def say(**what):
        sys.stdout.write(json.dumps(what) + "\n")
        sys.stdout.flush()

    app = QApplication([])
    edit, wedge = QLineEdit(), Wedge()
    wedge.scanned.connect(lambda text: say(scan=text))
    wedge.short.connect(lambda text: say(scan=text))
    if learn:
        wedge.tap = lambda char, at_ms: say(key=[char, at_ms]) is None
    edit.show()
    edit.activateWindow()
    edit.setFocus()
    wedge.install(app)

    def stop():
        say(left=edit.text())
        app.quit()

    ended = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    ended.activated.connect(stop)
    QTimer.singleShot(800, lambda: say(ready=True))
    app.exec()


if __name__ == "__main__":
    main("learn" in sys.argv)
