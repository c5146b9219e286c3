"""A keyboard-wedge scanner and a person, as the window system sees them (ui/shell/hand.py).

Keys carry the instants of such hands; `keys_in_real_time` really takes its time.
"""

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ui.shell import hand
from ui.shell.hand import NO_MODIFIER, PERSON_MS

RETURN = Qt.Key.Key_Return


def handle(widget: QWidget) -> QWindow:
    """The window the keys go to. (QTest.keyClicks(widget) would go past every filter.)"""
    window = widget.window().windowHandle()
    assert window is not None
    return window


def press(
    widget: QWidget,
    key: str | Qt.Key,
    modifiers: Qt.KeyboardModifier = NO_MODIFIER,
    *,
    after_ms: int = PERSON_MS,
) -> None:
    """One key, `after_ms` after the one before."""
    hand.press(handle(widget), key, modifiers, after_ms=after_ms)


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
