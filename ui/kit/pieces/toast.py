"""A toast is only for what does not matter: "copied", "picture saved". Never a result of a sale."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.kit import theme, tokens
from ui.kit.runs import Run, b, cap_of, draw_runs, fit, ico, runs_width

STAYS_MS = 3000


class Toast(QWidget):
    """One line at the foot of a window; it takes no focus, no touch, and goes by itself."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._window = window
        self._text = ""
        self._timer = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def say(self, text: str) -> None:
        """Show a text for three seconds; a newer one takes its place."""
        self._text = text
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self.update()
        self._timer.start()

    def _place(self) -> None:
        window = self._window
        width = round(runs_width(self._runs())) + 32
        width = min(width, window.width() - 32)
        self.setGeometry((window.width() - width) // 2, window.height() - 64 - 16, width, 48)

    def _runs(self) -> list[Run | int]:
        return [ico("check", "surface"), b(self._text, role="surface", elide=True)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, look = QPainter(self), theme.current()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(look.ink("text"))
        p.drawRoundedRect(QRectF(self.rect()), tokens.RADIUS["key"], tokens.RADIUS["key"])
        runs, _ = fit(self._runs(), self.width() - 32)
        draw_runs(p, runs, 16, round((self.height() + cap_of(runs, "body")) / 2))
