"""The till that scan_burst types into: the real program, whose pages, panels and dialogs come and

go while scans arrive; it counts what became of every key. Run by tests/bench/driven/run.py.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from tests.bench.driven.start_proof import cashier
from ui.main import main
from ui.shell.scan_router import ScanRouter
from ui.shell.window import Window

BEAT_MS = 70  # so that things move in the middle of a scan, never at the same letter of it
QUIET_MS = 4000
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class Watch(QObject):
    """What widgets get: nothing but the first two letters of a scan may reach an editor."""

    def __init__(self) -> None:
        super().__init__()
        self.strays: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets everything pass."""
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, QWidget):
            assert isinstance(event, QKeyEvent)
            sign = event.text()
            editor = isinstance(watched, QLineEdit | QPlainTextEdit)
            if event.key() in ENDS or (sign.isprintable() and sign and not editor):
                self.strays.append(f"{type(watched).__name__} {watched.objectName()}: {sign!r}")
        return False


class Burst:
    """Moves things, notes the scans, and writes the account when nothing comes any more."""

    def __init__(self, window: Window, account: Path) -> None:
        self.window, self.session, self.account = window, window.session, account
        self.router = window.findChild(ScanRouter)
        self.scans: list[str] = []
        self.kept: list[str] = []
        self.moves = 0
        self.router.routed.connect(lambda text, where: self._routed(text))
        self.watch = Watch()
        self._dialog: QDialog | None = None
        self._timer = QTimer(window, interval=BEAT_MS)
        self._timer.timeout.connect(self._move)
        self._quiet = QTimer(window, interval=QUIET_MS, singleShot=True)
        self._quiet.timeout.connect(self._end)

    def begin(self) -> None:
        """From now on; the file that says so starts the typist."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.installEventFilter(self.watch)
        self._timer.start()
        self._quiet.start(60_000)
        self.account.with_suffix(".ready").touch()

    def _routed(self, text: str) -> None:
        self.scans.append(text)
        self._quiet.start(QUIET_MS)

    def _move(self) -> None:
        """One thing that a till does while somebody scans."""
        self.moves += 1
        window, step = self.window, self.moves % 17
        if step in (0, 3, 6):
            window.go(("members", "history", "checkout")[step // 3])
        elif step in (11, 12, 14, 15):
            self._press(("member", "quantity", "", "search", "back")[step - 11])
        elif step == 1:
            self.session.notice("scan burst", "warning")
        elif step == 4:
            window.more()
        elif step == 5:
            window.help()
        elif step == 7:
            self._open()
        elif step == 9:
            self._shut()
        elif step == 10:
            self._focus_any()

    def _press(self, action: str) -> None:
        """One of the counter's own panels comes or goes."""
        self.window.go("checkout")
        screen: Any = self.window.current
        screen.presenter.keys.press(action)

    def _open(self) -> None:
        """A window of its own, modeless as all of this program's are: to a window that a modal

        one blocks, Qt drops keys before anybody can see them.
        """
        dialog = QDialog(self.window)
        edit = QLineEdit("12", dialog)
        edit.returnPressed.connect(dialog.accept)
        QVBoxLayout(dialog).addWidget(edit)
        dialog.show()
        dialog.activateWindow()
        edit.setFocus()
        self._dialog = dialog

    def _shut(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is None:
            return
        edit = dialog.findChild(QLineEdit)
        if not dialog.isVisible():
            self.kept.append("dialog answered by a scan")
        QTimer.singleShot(600, lambda: self._after(dialog, edit))
        dialog.hide()
        self.window.window().activateWindow()

    def _after(self, dialog: QDialog, edit: Any) -> None:
        """A scan that began in it is over: its text is what it was."""
        if edit.text() != "12":
            self.kept.append(edit.text())
        dialog.deleteLater()

    def _focus_any(self) -> None:
        edits = [e for e in self.window.findChildren(QLineEdit) if e.isVisible()]
        if edits:
            edits[self.moves % len(edits)].setFocus()

    def _end(self) -> None:
        self._timer.stop()
        edits = self.window.findChildren(QLineEdit)
        left = [e.text() for e in edits if not isinstance(e.parent(), QDialog)]
        left += [e.toPlainText() for e in self.window.findChildren(QPlainTextEdit)]
        said = {
            "scans": self.scans,
            "kept": self.kept + [text for text in left if text],
            "strays": self.watch.strays,
            "moves": self.moves,
        }
        self.account.write_text(json.dumps(said), "utf-8")
        self.window.window().close()


def told(milestone: str) -> None:
    """Somebody logs in, and the burst may begin."""
    if milestone != "ready":
        return
    frame = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "frame")
    window = frame.findChild(Window)
    session = window.session
    burst = Burst(window, Path(sys.argv[2]))
    keep.append(burst)

    def enter(found: tuple[Any, Any, str]) -> None:
        who, shift, _ = found
        session.log_in(who, shift, session.words)
        window.uncover()
        frame.activateWindow()
        QTimer.singleShot(1500, burst.begin)

    session.runner.run(lambda: cashier(session.services), enter)


keep: list[Burst] = []

if __name__ == "__main__":
    sys.exit(main(["--data", sys.argv[1]], told))
