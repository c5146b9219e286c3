"""Digits under a finger: the keypad, and the pad a PIN is typed on."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.kit import theme
from ui.kit.pieces.key import Key

MONEY = "7 8 9 4 5 6 1 2 3 00 0 ."
PIN = "1 2 3 4 5 6 7 8 9 C 0 erase"


class Keypad(QWidget):
    """Digit keys that never take the focus; `pressed` says which (`7`, `00`, `.`, `erase`, `C`).

    Keys are `h` px tall and grow up to `most` where there is room; the gaps stay 8.
    """

    pressed = Signal(str)

    def __init__(
        self, keys: str = MONEY, *, h: int = 56, most: int = 0, size: str = "figure"
    ) -> None:
        super().__init__()
        lay = QGridLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(8)
        self.keys: dict[str, Key] = {}
        for place, name in enumerate(keys.split()):
            erase = name == "erase"
            key = Key(
                "" if erase else name,
                form="centre",
                size="title" if erase else size,
                icon="erase" if erase else "",
            )
            key.setMinimumHeight(h)
            key.setMaximumHeight(most or h)
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            if name == "C":
                key.setAccessibleName(theme.current().words("kit.clear"))
            key.clicked.connect(lambda _=False, name=name: self.pressed.emit(name))
            self.keys[name] = key
            lay.addWidget(key, place // 3, place % 3)
        for column in range(3):
            lay.setColumnStretch(column, 1)

    def set_on(self, on: bool) -> None:
        """All keys usable or none."""
        for key in self.keys.values():
            key.setEnabled(on)


class Dots(QWidget):
    """How many digits of a PIN were typed, never which."""

    def __init__(self, total: int = 6, *, h: int = 28) -> None:
        super().__init__()
        self._full, self._total = 0, total
        self.setFixedSize(total * 28, h)
        self.put(0)

    def put(self, full: int) -> None:
        """Show `full` digits as typed."""
        self._full = full
        words = theme.current().words
        self.setAccessibleName(words("kit.pin_typed", n=full, total=self._total))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, look = QPainter(self), theme.current()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(self._total):
            full = place < self._full
            p.setPen(Qt.PenStyle.NoPen if full else QPen(look.ink("edge"), 1.5))
            p.setBrush(look.ink("text") if full else Qt.BrushStyle.NoBrush)
            p.drawEllipse(QPointF(7 + place * 28, self.height() / 2), 6, 6)


def is_shortcut(event: QKeyEvent) -> bool:
    """Whether a digit comes with Alt or Ctrl: it leads to a place, and is no digit of a PIN."""
    held = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
    return bool(event.modifiers() & held)


class PinPad(QWidget):
    """A PIN by finger or keyboard. `filled` carries the digits once and forgets them.

    `changed` says how many digits stand there. `take_dots()` lets a screen place the dots in its
    own line; else they stand above the keys. While `set_busy(True)` nothing is taken.
    """

    changed = Signal(int)
    filled = Signal(str)

    def __init__(self, length: int = 6, *, h: int = 56) -> None:
        super().__init__()
        self._digits, self._length, self._busy = "", length, False
        self.setProperty("holdsScans", length)  # a scan here must not leave digits in the PIN
        self.dots = Dots(length)
        self.pad = Keypad(PIN, h=h)
        self.pad.pressed.connect(self.feed)
        self._lay = QVBoxLayout(self)
        self._lay.setContentsMargins(0, 0, 0, 0)
        self._lay.setSpacing(8)
        self._lay.addWidget(self.dots)
        self._lay.addWidget(self.pad)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def take_dots(self) -> Dots:
        """The dots, to be placed elsewhere."""
        self._lay.removeWidget(self.dots)
        return self.dots

    @property
    def count(self) -> int:
        """Digits typed so far."""
        return len(self._digits)

    def clear(self) -> None:
        """Forget what was typed."""
        self._put("")

    def set_busy(self, busy: bool) -> None:
        """A PIN is being checked: keys are off until it is known."""
        self._busy = busy
        self.pad.set_on(not busy)

    def feed(self, key: str) -> None:
        """One key: a digit, `erase` or `C`; the last digit emits `filled`."""
        if self._busy:
            return
        if key == "erase":
            self._put(self._digits[:-1])
        elif key == "C":
            self._put("")
        elif len(self._digits) < self._length:
            self._put(self._digits + key)
            if len(self._digits) == self._length:
                self.filled.emit(self._digits)

    def _put(self, digits: str) -> None:
        self._digits = digits
        self.dots.put(len(digits))
        self.changed.emit(len(digits))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if is_shortcut(event):
            super().keyPressEvent(event)
        elif text.isascii() and text.isdigit():
            self.feed(text)
        elif event.key() == Qt.Key.Key_Backspace:
            self.feed("erase")
        elif event.key() == Qt.Key.Key_Delete:
            self.feed("C")
        else:
            super().keyPressEvent(event)
