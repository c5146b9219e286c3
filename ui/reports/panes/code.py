"""The figures as a code that any phone's camera reads, and beside it what it says."""

from __future__ import annotations

import segno
from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter

from app.words import Words
from ui.kit import Box, Key, Line, Painted, Para, b, col, scroll, tokens

SIDE = 440
QUIET = 4  # white cells around it, as readers want


class CodePane(Box):
    """`closed` by its key; Esc is the screen's."""

    closed = Signal()

    def __init__(self, words: Words) -> None:
        self._words = words
        self._picture = Painted(lambda p, w, h: None, SIDE, w=SIDE, name=words("reports.qr"))
        self._text = Para("", role="muted")
        self.close_key = Key(words("kit.close"), "Esc", h=56, w=216)
        title = Line([b(words("reports.qr"), "title")], h=44)
        side = col(title, (scroll(col(self._text, ...)), 1), 16, self.close_key)
        super().__init__(
            col(self._picture, ...), (side, 1), across=True, gap=32, pad=(16, 24, 24, 24)
        )
        self.close_key.clicked.connect(self.closed)

    def put(self, text: str) -> None:
        """Show it. Dark on white in every theme: phones read nothing else well."""
        cells = tuple(segno.make_qr(text, error="m").matrix)
        ink, paper = QColor(tokens.LIGHT["text"]), QColor(tokens.LIGHT["surface"])

        def draw(p: QPainter, width: int, height: int) -> None:
            p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            p.fillRect(0, 0, width, height, paper)
            dot = max(1, min(width, height) // (len(cells) + 2 * QUIET))
            left = (width - dot * len(cells)) // 2
            for i, line in enumerate(cells):
                for j, on in enumerate(line):
                    if on:
                        p.fillRect(QRectF(left + j * dot, left + i * dot, dot, dot), ink)

        self._picture.put(draw, self._words("reports.qr"))
        self._picture.setAccessibleDescription(text)
        self._text.put(text)
