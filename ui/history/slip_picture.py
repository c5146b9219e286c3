"""A slip as a picture of its paper: each letter in its printer column, black on white."""

from __future__ import annotations

from collections.abc import Sequence

import segno
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from app.words import paper_columns
from ui.history.slip_lines import SlipLine
from ui.kit import theme

UNIT = 16  # px of one column; the preview shows the picture at half its size
LINE = 40
INK = QColor("#111111")


def picture(lines: Sequence[SlipLine], columns: int) -> QImage:
    """The paper, `columns` wide."""
    width = columns * UNIT
    height = sum(_height(line, width) for line in lines)
    image = QImage(width, max(LINE, height), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    p, y = QPainter(image), 0
    p.setPen(INK)
    for line in lines:
        if line.kind == "rule":
            _rule(p, y, width)
        elif line.kind == "qr":
            _qr(p, line, y, width)
        elif line.kind == "text":
            _text(p, line, y)
        y += _height(line, width)
    p.end()
    return image


def _height(line: SlipLine, width: int) -> int:
    if line.kind == "qr":
        return _side(line, width) + LINE // 2
    if line.kind == "space":
        return LINE * line.size // 2
    return LINE * 2 if line.tall else LINE


def _rule(p: QPainter, y: int, width: int) -> None:
    for x in range(0, width, UNIT):
        p.fillRect(x + 2, y + LINE // 2 - 1, UNIT - 6, 2, INK)


def _text(p: QPainter, line: SlipLine, y: int) -> None:
    p.save()
    p.translate(0, y)
    p.scale(2 if line.wide else 1, 2 if line.tall else 1)
    han, latin = _fonts(bold=line.bold)
    for piece in line.pieces:
        x = piece.col * UNIT
        for letter in piece.text:
            takes = paper_columns(letter)
            _letter(p, letter, x, takes * UNIT, han if takes == 2 else latin)
            x += takes * UNIT
    p.restore()


def _letter(p: QPainter, letter: str, x: int, room: int, font: QFont) -> None:
    """In the middle of its column, made narrower where the font's letter is wider than that."""
    wide = QFontMetricsF(font).horizontalAdvance(letter)
    p.setFont(font)
    if wide <= room:
        p.drawText(QPointF(x + (room - wide) / 2, LINE - 11), letter)
        return
    p.save()
    p.translate(x, 0)
    p.scale(room / wide, 1)
    p.drawText(QPointF(0, LINE - 11), letter)
    p.restore()


def _fonts(*, bold: bool) -> tuple[QFont, QFont]:
    weight = "medium" if bold else "regular"
    han = QFont(theme.current().font("body", weight))
    latin = QFont(han)
    han.setPixelSize(2 * UNIT)
    latin.setPixelSize(2 * UNIT - 4)
    return han, latin


def _matrix(text: str) -> tuple[bytearray, ...]:
    return tuple(segno.make_qr(text, error="m").matrix)


def _side(line: SlipLine, width: int) -> int:
    cells = len(_matrix(line.text))
    return cells * _dot(line, cells, width)


def _dot(line: SlipLine, cells: int, width: int) -> int:
    wanted = max(1, line.size * UNIT // 12)
    return max(1, min(wanted, width // (cells + 4)))


def _qr(p: QPainter, line: SlipLine, y: int, width: int) -> None:
    matrix = _matrix(line.text)
    dot = _dot(line, len(matrix), width)
    left, top = (width - dot * len(matrix)) // 2, y + LINE // 4
    for i, cells in enumerate(matrix):
        for j, on in enumerate(cells):
            if on:
                p.fillRect(left + j * dot, top + i * dot, dot, dot, INK)
