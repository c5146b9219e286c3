"""A bug's details in a window of their own that blocks nothing: to be read out or copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout

from ui.bridge.crash import Crash
from ui.bridge.session import Session
from ui.kit import Key, Para, row
from ui.shell.window import Window


class CrashDialog(QDialog):
    """The report as it was written to the file, to be read out or copied. Modeless."""

    def __init__(self, parent: Window, session: Session, crash: Crash) -> None:
        super().__init__(parent)
        words = session.words
        self.setObjectName("crash")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setWindowTitle(words("shell.crash.title", id=crash.crash_id))
        text = QPlainTextEdit(crash.detail)
        text.setReadOnly(True)
        text.setAccessibleName(words("shell.crash.more"))
        copy = Key(words("shell.crash.copy"), icon="list", h=56)
        close = Key(words("kit.close"), "Esc", h=56)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._report(crash)))
        close.clicked.connect(self.close)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(24, 24, 24, 24)
        lay.setSpacing(16)
        kept = str(crash.path) if crash.path else words("shell.crash.no_file")
        lay.addWidget(Para(words("shell.crash.kept", id=crash.crash_id, path=kept)))
        lay.addWidget(text)
        lay.addWidget(row((copy, 1), (close, 1), gap=8))
        self.resize(840, 480)

    def _report(self, crash: Crash) -> str:
        return f"{crash.crash_id}\n{crash.detail}"
