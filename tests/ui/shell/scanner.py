"""A keyboard-wedge scanner and a person, as the window system sees them: keys with real pauses."""

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

RETURN = Qt.Key.Key_Return
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


def handle(widget: QWidget) -> QWindow:
    """The window the keys go to. (QTest.keyClicks(widget) would go past every filter.)"""
    window = widget.window().windowHandle()
    assert window is not None
    return window


def press(widget: QWidget, key: str | Qt.Key, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
    """One key, now."""
    QTest.keyClick(handle(widget), key, modifiers)


def keys(widget: QWidget, text: str, gap_ms: int, end: Qt.Key | None = RETURN) -> None:
    """Each character `gap_ms` after the one before (Qt's loop runs meanwhile), then the end mark.

    QTest's own `delay` does nothing for a QWindow.
    """
    strokes: list[str | Qt.Key] = [*text, *([] if end is None else [end])]
    if not gap_ms:
        for stroke in strokes:
            press(widget, stroke)
        return
    left, loop = iter(strokes), QEventLoop()
    metronome = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=gap_ms)

    def beat() -> None:
        stroke = next(left, None)
        if stroke is None:
            metronome.stop()
            loop.quit()
        else:
            press(widget, stroke)

    metronome.timeout.connect(beat)
    beat()
    metronome.start()
    loop.exec()


def scan(widget: QWidget, text: str, gap_ms: int = 5) -> None:
    """A scanner: 5 to 12 ms a key."""
    keys(widget, text, gap_ms)


def type_by_hand(widget: QWidget, text: str, gap_ms: int = 70, end: Qt.Key | None = None) -> None:
    """A fast person: 60 to 90 ms a key."""
    keys(widget, text, gap_ms, end)
