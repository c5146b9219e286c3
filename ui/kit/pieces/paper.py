"""What the printer would give: a receipt as a picture or as plain text, on white paper."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.kit import theme
from ui.kit.pieces.box import scroll

PAPER, INK = QColor("#FFFFFF"), QColor("#111111")  # paper is white in the dark theme too
MARGIN = 16


class _Sheet(QWidget):
    """The strip of paper itself, as long as what stands on it."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = QImage()
        self.lines: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def font_(self) -> QFont:
        font = QFont(theme.current().font("small"))
        font.setStyleHint(QFont.StyleHint.Monospace)
        return font

    def sizeHint(self) -> QSize:
        if not self.picture.isNull():
            size = self.picture.size()
            return QSize(size.width() // 2 + 2 * MARGIN, size.height() // 2 + 2 * MARGIN)
        metrics = QFontMetricsF(self.font_())
        wide = max((metrics.horizontalAdvance(line) for line in self.lines), default=200.0)
        return QSize(round(wide) + 2 * MARGIN, 20 * len(self.lines) + 2 * MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        hint = self.sizeHint()
        left = max(0, (self.width() - hint.width()) // 2)
        p.setPen(theme.current().ink("line"))
        p.setBrush(PAPER)
        p.drawRect(left, 0, hint.width() - 1, max(hint.height(), self.height()) - 1)
        if not self.picture.isNull():
            p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            size = QSize(hint.width() - 2 * MARGIN, hint.height() - 2 * MARGIN)
            p.drawImage(QRect(QPoint(left + MARGIN, MARGIN), size), self.picture)
            return
        p.setPen(INK)
        p.setFont(self.font_())
        for place, line in enumerate(self.lines):
            p.drawText(left + MARGIN, MARGIN + 15 + 20 * place, line)


class PaperPreview(QWidget):
    """A receipt to look at: `put_picture` (at print dots, shown at half size) or `put_text`."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet = _Sheet()
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(scroll(self._sheet))
        self.setAccessibleName(theme.current().words("kit.paper"))

    def put_picture(self, picture: QImage) -> None:
        """The slip as the head would print it."""
        self._sheet.picture, self._sheet.lines = picture, []
        self._told("")

    def put_text(self, text: str) -> None:
        """The slip as lines of text."""
        self._sheet.picture, self._sheet.lines = QImage(), text.splitlines()
        self._told(text)

    def _told(self, text: str) -> None:
        self.setAccessibleDescription(text)
        self._sheet.setMinimumSize(self._sheet.sizeHint())
        self._sheet.updateGeometry()
        self._sheet.update()
