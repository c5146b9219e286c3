"""The customer's list of goods: the newest at the foot, painted in one go, however many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.bridge.customer_view import CustomerLine
from ui.kit import b, s, t, theme, word
from ui.kit.runs import draw_runs, fit, run_width

ROW, REASON, FOOT = 48, 28, 8
AMOUNT, QTY = 104, 128
EARLIER = 36


class GoodsList(QWidget):
    """As many of the last lines as there is room for; above them how many came before."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[CustomerLine, ...] = ()
        self._earlier = "{n}"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def put(self, lines: Sequence[CustomerLine], earlier: str) -> None:
        """Show lines; `earlier` is a text with `{n}` for those that found no room."""
        self._lines, self._earlier = tuple(lines), earlier
        self.setAccessibleName(" ".join(f"{one.name} {one.amount}" for one in lines[-20:]))
        self.update()

    def _fitting(self) -> int:
        """How many of the last lines can be shown."""
        room, count = self.height(), 0
        for one in reversed(self._lines):
            rest = len(self._lines) - count - 1
            need = _height(one) + (EARLIER if rest else 0)
            if need > room:
                break
            room -= _height(one)
            count += 1
        return count

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        count = self._fitting()
        hidden = len(self._lines) - count
        y = 0
        if hidden:
            draw_runs(p, s(self._earlier.replace("{n}", str(hidden))), 0, 24)
            y = EARLIER
            p.fillRect(0, y - 1, self.width(), 1, theme.current().ink("line"))
        for one in self._lines[hidden:]:
            self._paint_line(p, one, y)
            y += _height(one)
            p.fillRect(0, y - 1, self.width(), 1, theme.current().ink("line"))

    def _paint_line(self, p: QPainter, one: CustomerLine, y: int) -> None:
        w = self.width()
        qty = t(one.qty, role="muted")
        room = w - AMOUNT - max(QTY, run_width(qty) + 16)
        name, _ = fit(t(one.name, "title", elide=True), room)
        draw_runs(p, name, 0, y + 31)
        word(p, w - AMOUNT - 12, y + 31, qty, "r")
        word(p, w, y + 31, b(one.amount, "title"), "r")
        base = y + ROW + 16
        for words, amount in one.adjustments:
            reason, _ = fit(s(words, "positive", elide=True), w - AMOUNT)
            draw_runs(p, reason, 0, base)
            word(p, w, base, t(amount, role="positive"), "r")
            base += REASON


def _height(one: CustomerLine) -> int:
    less = len(one.adjustments)
    return ROW + less * REASON + (FOOT if less else 0)
