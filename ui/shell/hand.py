"""A person's and a scanner's hand on the real window, for the demo and for tests.

Keys are sent at once, but carry the instants at which such hands would have pressed them: a busy
machine is no slow scanner.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtTest import QTest

PERSON_MS = 150  # a person needs that long between two things
SCANNER_MS = 5
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
_LAST = "lastKeyAt"


class _Stamp(QObject):
    """Sets the instant of the keys that pass, before any other filter sees them."""

    def __init__(self, window: QWindow, after_ms: int) -> None:
        super().__init__()
        self._window, self._after = window, after_ms
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets everything pass."""
        if isinstance(event, QKeyEvent) and watched is self._window:
            last = self._window.property(_LAST)
            if event.type() == QEvent.Type.ShortcutOverride:  # it comes before the key itself
                at = event.timestamp() if last is None else int(last) + self._after
                if self._after >= PERSON_MS:
                    at = max(at, event.timestamp())
                self._window.setProperty(_LAST, at)
            event.setTimestamp(int(self._window.property(_LAST)))
        return False


def press(
    window: QWindow,
    key: str | Qt.Key,
    modifiers: Qt.KeyboardModifier = NO_MODIFIER,
    *,
    after_ms: int = PERSON_MS,
) -> None:
    """One key or character, `after_ms` after the one before."""
    stamp = _Stamp(window, after_ms)
    QTest.keyClick(window, key, modifiers)  # type: ignore[arg-type] # stubs forget letters
    window.removeEventFilter(stamp)


def scan(window: QWindow, code: str, gap_ms: int = SCANNER_MS, after_ms: int = PERSON_MS) -> None:
    """A burst and its Enter."""
    for place, char in enumerate(code):
        press(window, char, after_ms=gap_ms if place else after_ms)
    press(window, Qt.Key.Key_Return, after_ms=gap_ms)


def commit(text: str) -> None:
    """Letters as an input method hands them over, to whoever has the focus."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    focus = QGuiApplication.focusObject()
    if focus is not None:
        QCoreApplication.sendEvent(focus, event)
