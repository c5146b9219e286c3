"""The till locks itself when nobody touches it, and shows no sale to the one who comes by."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

MINUTE_MS = 60_000
_SIGNS = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.Wheel,
)


class IdleLock(QObject):
    """`idle` fires when no key, touch or scan came for `minutes`; 0 never locks.

    It listens only to the window that has the keys, and looks at the clock once in a while rather
    than starting a timer anew with every key.
    """

    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._due)
        self._since = QElapsedTimer()
        self._wait_ms = 0

    def watch(self, app: QApplication) -> None:
        """Begin to listen."""
        app.focusWindowChanged.connect(self._listen)
        self._listen(app.focusWindow())

    def unwatch(self, app: QApplication) -> None:
        """Listen no more, lock no more."""
        app.focusWindowChanged.disconnect(self._listen)
        for window in app.allWindows():
            window.removeEventFilter(self)
        self.set_ms(0)

    def _listen(self, window: QObject | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def set_minutes(self, minutes: int) -> None:
        """How long is too long; the time runs from now."""
        self.set_ms(minutes * MINUTE_MS)

    def set_ms(self, wait_ms: int) -> None:
        """The same in milliseconds."""
        self._wait_ms = wait_ms
        self.touch()
        self._timer.stop()
        if wait_ms > 0:
            self._timer.start(wait_ms)

    def touch(self) -> None:
        """Somebody is here (a serial scanner says so, too)."""
        self._since.start()

    def _due(self) -> None:
        left = self._wait_ms - self._since.elapsed()
        if left > 0:
            self._timer.start(left)
            return
        self.touch()
        self._timer.start(self._wait_ms)
        self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes signs of life; keeps nothing."""
        if event.type() in _SIGNS:
            self.touch()
        return False
