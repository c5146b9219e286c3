"""The keyboard-wedge scanner: a burst of keys becomes one scan before any widget sees its Enter.

The filter sits on the window the keys go to (QWindow level), so a scan means the same whatever
panel, dialog or button has the focus. In an editor the first two characters pass (they may be a
person's) and are taken back when the rest shows what they were; all others, and all that are for
anything but an editor, are held until it is known.

Where a PIN is typed (`holdsScans` says how many digits it has) no more digits than that are ever a
scan, however fast somebody's fingers are. Caps Lock turns a scanner's letters round: a small letter
that came with Shift gives it away, and they are turned back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from ui.shell.burst import GS, Burst, Read, ReadKind, WedgeSettings

PASS_FIRST = 2
HOLDS = "holdsScans"
GRACE_MS = 10  # after a stall of ours, keys already waiting must be heard before a pause counts
LOST_MS = 5000  # further apart than that, the two clocks have to be set to each other again
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_WITH = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


@dataclass(frozen=True, slots=True)
class _Held:
    """A key or a committed text kept back, and how to give it to whom it was for."""

    replay: Callable[[], None]


class Wedge(QObject):
    """`scanned(text)` for a scan, `short(text)` for a burst too short to be one, `echoed(text)`
    for the same code twice in one breath. `install()` once; `watch(window)` where focus is not
    enough (tests).
    """

    scanned = Signal(str)
    short = Signal(str)
    echoed = Signal(str)

    def __init__(
        self, settings: WedgeSettings | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._burst = Burst(settings or WedgeSettings())
        self._held: list[_Held] = []
        self._replaying = False
        self._grace = self._given = False
        self._undo: Callable[[], None] | None = None
        self._editor: QWidget | None = None
        self._caps = False
        self.tap: Callable[[str, int], bool] = lambda char, at_ms: False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._pause)
        self._clock = QElapsedTimer()
        self._clock.start()
        self._origin: int | None = None

    def install(self, app: QGuiApplication) -> None:
        """Listen to whatever window has the keys, from now on."""
        app.focusWindowChanged.connect(self.watch)
        app.focusObjectChanged.connect(self._watch_input)
        self.watch(app.focusWindow())
        self._watch_input(app.focusObject())

    def uninstall(self, app: QGuiApplication) -> None:
        """Hear nothing more; what is held is given back."""
        app.focusWindowChanged.disconnect(self.watch)
        app.focusObjectChanged.disconnect(self._watch_input)
        self._flush()
        for window in (*app.allWindows(), app.focusObject()):
            if window is not None:
                window.removeEventFilter(self)

    def watch(self, window: QObject | None) -> None:
        """Listen to one window; twice is fine."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def _watch_input(self, focus: QObject | None) -> None:
        if isinstance(focus, QWidget):
            self.watch(focus)

    @property
    def settings(self) -> WedgeSettings:
        """How scanners speak here."""
        return self._burst.settings

    def use(self, settings: WedgeSettings) -> None:
        """Other settings, from the next key on."""
        self._flush()
        self._burst = Burst(settings)

    # --- the filter --------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """True keeps the event from everyone else."""
        kind = event.type()
        if self._replaying:
            return False
        if kind == QEvent.Type.KeyPress and isinstance(watched, QWindow):
            assert isinstance(event, QKeyEvent)
            return self._key(watched, event)
        if kind == QEvent.Type.ShortcutOverride and isinstance(watched, QWindow):
            assert isinstance(event, QKeyEvent)
            return self._override(event)
        if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            return self._commit(watched, event)
        return False

    def _override(self, event: QKeyEvent) -> bool:
        """Keys of a burst are nobody's shortcut: neither its figures nor its Enter."""
        at = self._now(event)
        end = event.key() in _ENDS and (self._burst.continues(at) or self._burst.owns_end(at))
        if not event.isAutoRepeat() and (end or (_char(event) and self._burst.continues(at))):
            event.accept()
            return True
        return False

    def _key(self, window: QWindow, event: QKeyEvent) -> bool:
        at = self._now(event)
        if event.key() in _MODIFIERS:
            return False
        end = event.key() in _ENDS and not event.modifiers() & _WITH
        char = _char(event)
        if (end or char) and self.tap("\t" if event.key() == Qt.Key.Key_Tab else char or "\r", at):
            return True
        if end:
            return self._end(at)
        if not char or event.isAutoRepeat():
            self._flush()
            return False
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return self._char(char, at, _again(window, event), caps=shifted and "a" <= char <= "z")

    def _commit(self, watched: QObject, event: QInputMethodEvent) -> bool:
        """An input method stood between scanner and till: the figures it passes on are keys, too.

        A whole word committed at once is a person's.
        """
        text = event.commitString()
        if not text:
            return False
        if len(text) > 1 or event.replacementLength():
            self._flush()
            return False
        copy = QInputMethodEvent(event)
        at = self._clock.elapsed()
        return self._char(text, at, lambda: _send(watched, copy))

    def _char(self, char: str, at: int, replay: Callable[[], None], *, caps: bool = False) -> bool:
        if self._burst.count and not self._belongs(at):
            self._over(at)
        if self._burst.count == 0:
            self._editor, self._caps = QApplication.focusWidget(), False
            self._undo = _snapshot(self._editor)
        self._caps = self._caps or caps
        self._burst.char(char, at)
        count = self._burst.count
        if count == 0:  # prefix mode, and this is a person's key
            return False
        if self._burst.suffixed:
            self._finish(self._burst.end(at))
            return True
        keep = count > (PASS_FIRST if self._passes() else 0)
        if keep:
            self._held.append(_Held(replay))
        self._grace = self._given = False
        self._timer.start(self._patience())
        return keep

    def _passes(self) -> bool:
        """Whether first letters go on: into the editor where the burst began, and nothing else."""
        there = self._undo is not None and QApplication.focusWidget() is self._editor
        return there and not self.settings.prefix and not _pin_digits()

    def _belongs(self, at: int) -> bool:
        """A PIN's digits wait for nothing: there, a stumble is a person's."""
        if _pin_digits():
            return self._burst.continues(at)
        return self._burst.may_join(at)

    def _patience(self) -> int:
        """How long silence must be until something is done with what stands there.

        An editor gets its letters back as soon as they are no scanner's pace; elsewhere a letter
        could not be taken back again.
        """
        if self._burst.sure:
            return self.settings.pause_ms
        soon = self._undo is not None or bool(_pin_digits())
        return self.settings.gap_ms if soon else self.settings.join_ms

    def _end(self, at: int) -> bool:
        if self._burst.owns_end(at) and not self._burst.count:
            return True
        if self._typing_pin():
            self._flush()
            return False
        read = self._burst.end(at)
        if read is None:
            self._flush()
            return False
        self._finish(read)
        return True

    def _pause(self) -> None:
        if not self._grace:
            self._grace = True
            self._timer.start(GRACE_MS)
            return
        if self._given or self._burst.sure or self._undo is None or _pin_digits():
            self._over(self._clock.elapsed())
            return
        self._given = True
        self._give_back()
        self._timer.start(max(1, self.settings.join_ms - self.settings.gap_ms))

    def _over(self, at: int) -> None:
        """A pause: the burst was a scan, or somebody's typing."""
        self._finish(None if self._typing_pin() else self._burst.over(at))

    def _typing_pin(self) -> bool:
        """Whether these keys are for a PIN, which no scan is."""
        text, most = self._burst.text, _pin_digits()
        return 0 < len(text) <= most and text.isascii() and text.isdigit()

    def _finish(self, read: Read | None) -> None:
        self._timer.stop()
        if read is None:
            self._flush()
            return
        self._held.clear()
        undo, self._undo = self._undo, None
        if undo is not None:
            undo()
        text = read.text.swapcase() if self._caps else read.text
        if read.kind is ReadKind.SCAN:
            self.scanned.emit(text)
        elif read.kind is ReadKind.SHORT:
            self.short.emit(text)
        else:
            self.echoed.emit(text)

    def _flush(self) -> None:
        """A person typed: what was held goes to whom it was for, in order."""
        self._timer.stop()
        self._burst.drop()
        self._undo = None
        self._give_back()

    def _give_back(self) -> None:
        """Held keys go on; should they be a scanner's after all, the editor is put back."""
        held, self._held = self._held, []
        self._replaying = True
        try:
            for one in held:
                one.replay()
        finally:
            self._replaying = False

    def _now(self, event: QKeyEvent) -> int:
        """The instant of the key itself: a stall of ours does not make a typist a scanner.

        The window system's clock has its own beginning (and wraps after 49 days on X11).
        """
        here, stamp = self._clock.elapsed(), event.timestamp()
        if not stamp:
            return here
        if self._origin is None or abs(stamp - self._origin - here) > LOST_MS:
            self._origin = stamp - here
        return stamp - self._origin


_MODIFIERS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
)


def _char(event: QKeyEvent) -> str:
    text = event.text()
    if text == GS:
        return text
    if len(text) == 1 and text.isprintable() and not event.modifiers() & _WITH:
        return text
    return ""


def _pin_digits() -> int:
    """How many digits the PIN has that is typed where the focus is; 0: none is asked for here."""
    widget = QApplication.focusWidget()
    while widget is not None:
        if found := widget.property(HOLDS):
            return int(found)
        widget = None if widget.isWindow() else widget.parentWidget()
    return 0


def _again(window: QWindow, event: QKeyEvent) -> Callable[[], None]:
    copies = [
        QKeyEvent(
            kind,
            event.key(),
            event.modifiers(),
            event.nativeScanCode(),
            event.nativeVirtualKey(),
            event.nativeModifiers(),
            event.text(),
        )
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
    ]
    return lambda: _send(window, *copies)


def _send(to: QObject, *events: QEvent) -> None:
    for event in events:
        if isValid(to):  # a dialog may have closed since
            QCoreApplication.sendEvent(to, event)


def _snapshot(widget: QWidget | None) -> Callable[[], None] | None:
    """How to take back the characters that passed: the editor as it was before them."""
    if isinstance(widget, QLineEdit):
        return _line_undo(widget)
    if isinstance(widget, QPlainTextEdit):
        text = widget.toPlainText()

        def undo() -> None:
            if widget.toPlainText() != text:
                widget.setPlainText(text)

        return undo
    return None


def _line_undo(edit: QLineEdit) -> Callable[[], None]:
    text, place = edit.text(), edit.cursorPosition()
    start, length = edit.selectionStart(), edit.selectionLength()

    def undo() -> None:
        if edit.text() == text:
            return
        edit.setText(text)
        edit.setCursorPosition(place)
        if start >= 0:
            edit.setSelection(start, length)
        edit.textEdited.emit(text)  # whoever searched for the two characters searches no more

    return undo
