"""A field that takes the next key pressed, whatever it is, and says it as it stands on buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence

from ui.kit import Key

_ALONE = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


class KeyPress(Key):
    """Press it, then a key: `pressed_key` as Qt writes it (`Ctrl+P`). Esc leaves it as it was."""

    pressed_key = Signal(str)

    def __init__(self, name: str, shown: str, wait: str) -> None:
        super().__init__(shown, h=56, w=200, form="centre")
        self._name, self._wait, self._shown = name, wait, shown
        self.setAccessibleName(f"{name}: {shown}")
        self.waiting = False
        self.clicked.connect(self._begin)

    def put(self, shown: str) -> None:
        """The key that is in force."""
        self._shown = shown
        if not self.waiting:
            self._say(shown)

    def _begin(self) -> None:
        self.setFocus()
        self.waiting = True
        self._say(self._wait)
        self.set_chosen(True)

    def _say(self, title: str) -> None:
        self.change(title=title)
        self.setAccessibleName(f"{self._name}: {title}")

    def _end(self) -> None:
        self.waiting = False
        self._say(self._shown)
        self.set_chosen(False)

    def event(self, event: QEvent) -> bool:
        """While it waits every key is meant for it: no shortcut hears any."""
        if self.waiting and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.waiting or event.key() in _ALONE:
            super().keyPressEvent(event)
            return
        self._end()
        if event.key() == Qt.Key.Key_Escape:
            return
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        text = QKeySequence(held.value | event.key()).toString(
            QKeySequence.SequenceFormat.PortableText
        )
        self.pressed_key.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self.waiting:
            self._end()
        super().focusOutEvent(event)
