"""What every chart stands on: a small named picture in tokens' colours, and a bar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.kit import theme

Draw = Callable[[QPainter, int, int], None]


class Painted(QWidget):
    """A small picture: `draw(painter, width, height)` in tokens' colours, named for the blind."""

    def __init__(self, draw: Draw, h: int, *, w: int = 0, name: str = "") -> None:
        super().__init__()
        self._draw = draw
        self.setAccessibleName(name)
        self.setFixedHeight(h)
        if w:
            self.setFixedWidth(w)

    def put(self, draw: Draw, name: str = "") -> None:
        """Show another picture in the same place."""
        self._draw = draw
        self.setAccessibleName(name or self.accessibleName())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(Qt.PenStyle.NoPen)
        self._draw(p, self.width(), self.height())


def bar(p: QPainter, box: QRectF, role: str) -> None:
    """A bar with corners of 2."""
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(theme.current().ink(role))
    radius = min(2.0, box.height() / 2)
    p.drawRoundedRect(box, radius, radius)
