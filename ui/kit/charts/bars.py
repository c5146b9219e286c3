"""Charts that answer before one reads: shares of a whole, how far, the last weeks, what pulled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.domain.money import PPM
from ui.kit import theme
from ui.kit.charts.painted import Painted, bar
from ui.kit.runs import s, word


def split_bar(
    parts: Sequence[tuple[int, str]], *, h: int = 12, w: int = 0, name: str = ""
) -> Painted:
    """Shares of a whole: (value, role), 2 px between them. Nothing at all is an empty track."""
    total = sum(value for value, _ in parts)

    def draw(p: QPainter, width: int, height: int) -> None:
        if total <= 0:
            bar(p, QRectF(0, 0, width, height), "line")
            return
        x = 0.0
        for value, role in parts:
            part = value / total * (width - 2 * (len(parts) - 1))
            bar(p, QRectF(x, 0, max(part, 2), height), role)
            x += part + 2

    return Painted(draw, h, w=w, name=name)


def meter(
    share_ppm: int, marks: Sequence[tuple[int, str]] = (), *, h: int = 8, name: str = ""
) -> Painted:
    """How far, in millionths: a track, a fill, ticks (share_ppm, word) with words under them."""

    def draw(p: QPainter, width: int, _height: int) -> None:
        bar(p, QRectF(0, 0, width, h), "line")
        full = max(0, min(PPM, share_ppm))
        bar(p, QRectF(0, 0, width * full / PPM, h), "accent")
        for at, text in marks:
            x = min(max(width * at / PPM, 1), width - 1)
            p.fillRect(QRectF(x - 1, 0, 2, h + 6), theme.current().ink("edge"))
            side = "l" if at < PPM // 20 else "r" if at > PPM - PPM // 20 else "c"
            word(p, x, h + 24, s(text), side)

    return Painted(draw, h + (28 if marks else 0), name=name)


def spark(values: Sequence[int], *, h: int = 56, w: int = 0, name: str = "") -> Painted:
    """Bars, oldest left; the newest in the accent."""

    def draw(p: QPainter, width: int, height: int) -> None:
        top = max([*values, 1])
        step = width / max(1, len(values))
        for place, value in enumerate(values):
            tall = max(2, value / top * (height - 2))
            role = "accent" if place == len(values) - 1 else "accent_mid"
            bar(p, QRectF(place * step, height - tall, step - 4, tall), role)

    return Painted(draw, h, w=w, name=name)


def lean(value: int, top: int, *, low_ppm: int = 250_000, h: int = 16, w: int = 120) -> Painted:
    """What pulled up, what pulled down: a bar to the right or the left of one axis."""

    def draw(p: QPainter, width: int, height: int) -> None:
        look, zero = theme.current(), round(width * low_ppm / PPM)
        long = max(2.0, abs(value) / max(1, top) * (width - zero))
        x = zero if value > 0 else zero - long
        role = "accent" if value > 0 else "edge"
        p.fillRect(QRectF(x, 2, long, height - 4), look.ink(role))
        p.fillRect(QRectF(zero, 0, 1, height), look.ink("text"))

    return Painted(draw, h, w=w)
