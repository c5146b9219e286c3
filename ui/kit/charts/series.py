"""Any series over labels: bars or a line, held against another one drawn as ticks or in grey.

Labels that do not fit are left out evenly, never cut; figures stand at the right on hairlines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from app.words import amount, whole
from ui.kit import theme
from ui.kit.charts.curve import steps_of
from ui.kit.charts.painted import Painted, bar
from ui.kit.runs import run_width, s, word

FOOT, HEAD, GAP = 28, 8, 12


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn: `now` and, of the same length, `then` (or empty). None is a gap."""

    labels: tuple[str, ...]
    now: tuple[int | None, ...]
    then: tuple[int | None, ...] = ()
    line: bool = False

    @property
    def every(self) -> list[int]:
        """All its numbers."""
        return [one for one in (*self.now, *self.then) if one is not None]


def money_axis(digits: int) -> Callable[[int], str]:
    """How an axis writes minor units: in whole ones where it is round."""
    size = int(10**digits)
    return lambda minor: whole(minor // size) if minor % size == 0 else amount(minor, digits)


def plot(
    shown: Plot, *, figure: Callable[[int], str] = whole, h: int = 176, name: str = ""
) -> Painted:
    """Bars (or a line) of `now` against ticks (or a grey line) of `then`.

    `figure` writes a value of the axis. Less than nothing stands below the axis.
    """
    return Painted(drawn(shown, figure), h, name=name)


def drawn(shown: Plot, figure: Callable[[int], str]) -> Callable[[QPainter, int, int], None]:
    """The painting alone, for a picture that changes its values (`Painted.put`)."""
    top, low = max([*shown.every, 0]), min([*shown.every, 0])
    marks = [*steps_of(top, 3), *(-one for one in steps_of(-low, 2))]

    def draw(p: QPainter, width: int, height: int) -> None:
        look, count = theme.current(), max(1, len(shown.labels))
        axis = max((run_width(s(figure(one))) for one in marks), default=0) + GAP
        room, bottom = width - axis, height - FOOT
        k = (bottom - HEAD) / max(1, top - low)
        zero = bottom + low * k
        for value in marks:
            p.fillRect(QRectF(0, round(zero - value * k), room, 1), look.ink("line"))
            word(p, width, round(zero - value * k) + 5, s(figure(value)), "r")
        step = room / count
        if shown.line:
            _line(p, shown.then, (step, zero, k), "edge")
            _line(p, shown.now, (step, zero, k), "accent")
        else:
            _bars(p, shown, (step, zero, k))
        p.fillRect(QRectF(0, round(zero), room, 1), look.ink("edge"))
        _labels(p, shown.labels, step, height - 6)

    return draw


def _bars(p: QPainter, shown: Plot, at: tuple[float, float, float]) -> None:
    step, zero, k = at
    wide = min(step * 0.6, 48)
    for place, value in enumerate(shown.now):
        if value:
            x, tall = place * step + (step - wide) / 2, abs(value) * k
            y = zero - tall if value > 0 else zero
            bar(p, QRectF(x, y, wide, max(1.0, tall)), "accent" if value > 0 else "edge")
    for place, value in enumerate(shown.then):
        if value is not None:
            span = min(step - 2, wide * 1.5)
            x = place * step + (step - span) / 2
            p.fillRect(QRectF(x, zero - value * k - 1, span, 2), theme.current().ink("text"))


def _line(
    p: QPainter, values: Sequence[int | None], at: tuple[float, float, float], role: str
) -> None:
    """Pieces of line between gaps; a value alone is a dot."""
    step, zero, k = at
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.setPen(QPen(theme.current().ink(role), 2))
    piece: list[QPointF] = []
    for place, value in [*enumerate(values), (0, None)]:
        if value is not None:
            piece.append(QPointF((place + 0.5) * step, zero - value * k))
            continue
        if len(piece) == 1:
            p.drawEllipse(piece[0], 2, 2)
        elif piece:
            p.drawPolyline(QPolygonF(piece))
        piece = []
    p.setPen(Qt.PenStyle.NoPen)


def _labels(p: QPainter, labels: Sequence[str], step: float, base: float) -> None:
    """Every label, or every second, third ...: those that are written have room."""
    widest = max((run_width(s(one)) for one in labels), default=0) + GAP
    each = next((n for n in (1, 2, 3, 5, 7, 10, 14, 20, 30, 60, 90) if n * step >= widest), 0)
    if not each:
        each = max(1, len(labels))
    for place in range(0, len(labels), each):
        middle = (place + 0.5) * step
        left = max(run_width(s(labels[place])) / 2, middle)
        word(p, left, base, s(labels[place]), "c")
