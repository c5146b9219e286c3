"""A keyboard-wedge scanner and a person, as the window system sees them.

Keys are sent at once, but carry the instants at which such hands would have pressed them: a busy
machine that runs the tests is no slow scanner. `keys_in_real_time` really takes its time.
"""

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

RETURN = Qt.Key.Key_Return
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
PERSON_MS = 150  # a person needs that long between two things
_LAST = "lastKeyAt"


def handle(widget: QWidget) -> QWindow:
    """The window the keys go to. (QTest.keyClicks(widget) would go past every filter.)"""
    window = widget.window().windowHandle()
    assert window is not None
    return window


class _Stamp(QObject):
    """Sets the instant of the keys that pass, before any other filter sees them."""

    def __init__(self, window: QWindow, after_ms: int) -> None:
        super().__init__()
        self._window, self._after = window, after_ms
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and watched is self._window:
            last = self._window.property(_LAST)
            if event.type() == QEvent.Type.ShortcutOverride:  # it comes first
                soonest = 0 if last is None else last + self._after
                self.at = max(event.timestamp(), soonest) if self._after > 30 else soonest
                self.at = self.at or event.timestamp()
                self._window.setProperty(_LAST, self.at)
            event.setTimestamp(self._window.property(_LAST))
        return False

    def end(self) -> None:
        self._window.removeEventFilter(self)


def press(
    widget: QWidget,
    key: str | Qt.Key,
    modifiers: Qt.KeyboardModifier = NO_MODIFIER,
    *,
    after_ms: int = PERSON_MS,
) -> None:
    """One key, `after_ms` after the one before."""
    window = handle(widget)
    stamp = _Stamp(window, after_ms)
    QTest.keyClick(window, key, modifiers)
    stamp.end()


def keys(
    widget: QWidget,
    text: str,
    gap_ms: int,
    end: Qt.Key | None = RETURN,
    *,
    after_ms: int = PERSON_MS,
) -> None:
    """Characters `gap_ms` apart, then the end mark; the first one after `after_ms`."""
    strokes: list[str | Qt.Key] = [*text, *([] if end is None else [end])]
    for place, stroke in enumerate(strokes):
        if not widget.window().isVisible():
            return
        press(widget, stroke, after_ms=gap_ms if place else after_ms)


def scan(widget: QWidget, text: str, gap_ms: int = 5, *, after_ms: int = PERSON_MS) -> None:
    """A scanner: 5 to 12 ms a key."""
    keys(widget, text, gap_ms, after_ms=after_ms)


def type_by_hand(widget: QWidget, text: str, gap_ms: int = 70, end: Qt.Key | None = None) -> None:
    """A fast person: 60 to 90 ms a key."""
    keys(widget, text, gap_ms, end)


def keys_in_real_time(widget: QWidget, text: str, gap_ms: int) -> None:
    """The same with real pauses, in which Qt's loop runs. (QTest's `delay` does nothing here.)"""
    left, loop = iter([*text, RETURN]), QEventLoop()
    metronome = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=gap_ms)

    def beat() -> None:
        stroke = next(left, None)
        if stroke is None:
            metronome.stop()
            loop.quit()
        else:
            QTest.keyClick(handle(widget), stroke)

    metronome.timeout.connect(beat)
    beat()
    metronome.start()
    loop.exec()
