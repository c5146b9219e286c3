"""What the printer would give: a receipt as a picture or as plain text, on white paper."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.words import paper_columns
from ui.kit import theme
from ui.kit.pieces.box import scroll

PAPER, INK = QColor("#FFFFFF"), QColor("#111111")  # paper is white in the dark theme too
MARGIN, CELL, LEAD = 16, 8, 22  # px; a Latin letter takes one cell, a Han two, as on a printer


class _Sheet(QWidget):
    """The strip of paper itself, as long as what stands on it."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = QImage()
        self.lines: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:
        if self.picture.isNull():
            wide = max((paper_columns(line) for line in self.lines), default=32) * CELL
            size = QSize(wide, LEAD * max(1, len(self.lines)))
        else:
            size = self.picture.size() / 2
        return size + QSize(2 * MARGIN, 2 * MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, hint = QPainter(self), self.sizeHint()
        left = max(0, (self.width() - hint.width()) // 2)
        p.setPen(theme.current().ink("line"))
        p.setBrush(PAPER)
        p.drawRect(left, 0, hint.width() - 1, hint.height() - 1)
        if not self.picture.isNull():
            p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            room = hint - QSize(2 * MARGIN, 2 * MARGIN)
            p.drawImage(QRect(QPoint(left + MARGIN, MARGIN), room), self.picture)
            return
        p.setPen(INK)
        p.setFont(theme.current().font("small"))
        for place, line in enumerate(self.lines):
            self._line(p, line, left + MARGIN, MARGIN + 16 + LEAD * place)

    def _line(self, p: QPainter, line: str, x: int, y: int) -> None:
        metrics = theme.current().metrics("small")
        for char in line:
            width = paper_columns(char) * CELL
            p.drawText(QPointF(x + (width - metrics.horizontalAdvance(char)) / 2, y), char)
            x += width


class PaperPreview(QWidget):
    """A receipt to look at: `put_picture` (at print dots, shown at half size) or `put_text`."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet = _Sheet()
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(scroll(self._sheet))
        self.setAccessibleName(theme.current().words("kit.paper"))

    def put_picture(self, picture: QImage, text: str = "") -> None:
        """The slip as the head would print it; `text` is what a screen reader says."""
        self._sheet.picture, self._sheet.lines = picture, []
        self._told(text)

    def put_text(self, text: str) -> None:
        """The slip as lines of text, two columns a Han."""
        self._sheet.picture, self._sheet.lines = QImage(), text.splitlines()
        self._told(text)

    def _told(self, text: str) -> None:
        self.setAccessibleDescription(text)
        self._sheet.setMinimumSize(self._sheet.sizeHint())
        self._sheet.updateGeometry()
        self._sheet.update()
