"""A bug, said calmly: an id at the top of the window; the sale is kept and goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.bridge.crash import Crash
from ui.bridge.session import Notice, Session
from ui.shell.window import Window

if TYPE_CHECKING:
    from ui.shell.trouble.crash_dialog import CrashDialog


class CrashBar(QObject):
    """Tells a crash at the top of the window; opens its details when asked."""

    def __init__(self, window: Window, session: Session) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self.last: Crash | None = None
        self.dialog: CrashDialog | None = None
        window.details_asked.connect(self.details)

    def tell(self, crash: Crash) -> None:
        """Something broke; the basket is in its draft."""
        self.last = crash
        self._session.sound("error")
        text = self._session.words("shell.crash.said", id=crash.crash_id)
        self._session.noticed.emit(Notice(text, "danger", sticky=True, more=True))

    def details(self) -> None:
        """Show the report of the last crash."""
        if self.last is not None:
            from ui.shell.trouble.crash_dialog import CrashDialog

            self.dialog = CrashDialog(self._window, self._session, self.last)
            self.dialog.show()
