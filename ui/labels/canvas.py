"""The label as it will be, dot by dot; in the editor also what can be taken hold of.

Keys while it has the focus: arrows move the part by half a millimetre, with Shift they stretch it,
`+` and `-` change its letters, Space goes to the next part, Del takes it away.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.label.editing import STEP
from app.domain.label.shape import LabelTemplate
from app.reports.labels.draw import Drawn
from ui.kit import theme

PAPER, INK = QColor("#FFFFFF"), QColor("#000000")
MARGIN = 16
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def image_of(drawn: Drawn) -> QImage:
    """The dots as a picture."""
    stride = (drawn.width + 7) // 8
    mono = QImage.Format.Format_Mono
    picture = QImage(drawn.rows, drawn.width, drawn.height, stride, mono)
    picture.setColorTable([PAPER.rgb(), INK.rgb()])
    return picture.copy()  # the bytes go; the picture stays


class LabelCanvas(QWidget):
    """`moved`, `stretched` (0.1 mm), `sized` (-1, 1), `stepped`, `dropped`, `picked` (0.1 mm),
    `let_go` when a hand leaves what it dragged."""

    moved = Signal(int, int)
    stretched = Signal(int, int)
    sized = Signal(int)
    stepped = Signal(int)
    dropped = Signal()
    picked = Signal(int, int)
    let_go = Signal()

    def __init__(self, name: str, *, edits: bool = False, least: int = 160) -> None:
        super().__init__()
        self._edits = edits
        self._picture = QImage()
        self._template: LabelTemplate | None = None
        self._place = -1
        self._held: tuple[QPointF, bool] | None = None
        self.setAccessibleName(name)
        self.setMinimumHeight(least)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        if edits:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def put(self, drawn: Drawn | None, template: LabelTemplate, place: int = -1) -> None:
        """Show a label; `place` is the part that is held."""
        if drawn is not None:
            self._picture = image_of(drawn)
        elif not self._edits:
            self._picture = QImage()
        self._template, self._place = template, place
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, 260)

    # --- where things are ----------------------------------------------------------------------

    @property
    def _scale(self) -> float:
        """Pixels for 0.1 mm: as large as there is room for, at most three for one dot."""
        assert self._template is not None
        across = (self.width() - 2 * MARGIN) / self._template.width
        down = (self.height() - 2 * MARGIN) / self._template.height
        return max(0.05, min(across, down, 2.4))

    @property
    def _paper(self) -> QRectF:
        assert self._template is not None
        w, h = self._template.width * self._scale, self._template.height * self._scale
        return QRectF((self.width() - w) / 2, (self.height() - h) / 2, w, h)

    def _box(self, place: int) -> QRectF:
        assert self._template is not None
        part, paper, scale = self._template.parts[place], self._paper, self._scale
        left, top = paper.left() + part.x * scale, paper.top() + part.y * scale
        return QRectF(left, top, part.w * scale, part.h * scale)

    def _handle(self, box: QRectF) -> QRectF:
        return QRectF(box.right() - 10, box.bottom() - 10, 20, 20)

    # --- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        p, look = QPainter(self), theme.current()
        if self._template is None:
            return
        paper = self._paper
        p.setPen(look.ink("line"))
        p.setBrush(PAPER)
        p.drawRoundedRect(paper.adjusted(-5, -5, 5, 5), 6, 6)
        if not self._picture.isNull():
            p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            p.drawImage(paper, self._picture)
        if not self._edits:
            return
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.setPen(QPen(QColor(0, 0, 0, 60), 1, Qt.PenStyle.DotLine))
        for place in range(len(self._template.parts)):
            p.drawRect(self._box(place))
        if 0 <= self._place < len(self._template.parts):
            box = self._box(self._place)
            p.setPen(QPen(QColor("#1769AA"), 2))
            p.drawRect(box)
            p.setBrush(QColor("#1769AA"))
            p.drawRect(self._handle(box).adjusted(5, 5, -5, -5))
        if self.hasFocus():
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(look.ink("focus"), 2))
            p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    # --- hands ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._edits or self._template is None:
            return
        at = event.position()
        standing = 0 <= self._place < len(self._template.parts)
        if standing and self._handle(self._box(self._place)).contains(at):
            self._held = (at, True)
            return
        paper = self._paper
        x = round((at.x() - paper.left()) / self._scale)
        y = round((at.y() - paper.top()) / self._scale)
        self.picked.emit(x, y)
        self._held = (at, False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None or self._template is None:
            return
        start, stretches = self._held
        gone = event.position() - start
        dx = int(gone.x() / self._scale / STEP) * STEP
        dy = int(gone.y() / self._scale / STEP) * STEP
        if dx or dy:
            self._held = (start + QPointF(dx * self._scale, dy * self._scale), stretches)
            (self.stretched if stretches else self.moved).emit(dx, dy)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self.let_go.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._edits:
            super().keyPressEvent(event)
            return
        key = Qt.Key(event.key())
        if key in _ARROWS:
            dx, dy = _ARROWS[key]
            wide = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self.stretched if wide else self.moved).emit(dx * STEP, dy * STEP)
        elif event.text() in ("+", "="):
            self.sized.emit(1)
        elif event.text() == "-":
            self.sized.emit(-1)
        elif key == Qt.Key.Key_Space:
            self.stepped.emit(1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self.let_go.emit()
        super().keyReleaseEvent(event)
