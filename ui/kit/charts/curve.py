"""The day hour by hour: today's bars against the band and the tick of the same weekday before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.domain.money import PPM
from app.words import whole
from ui.kit import theme
from ui.kit.charts.painted import Painted, bar
from ui.kit.runs import s, word

FOOT, AXIS = 28, 48  # px for the hours below and the figures at the right


def steps_of(top: int, about: int = 4) -> list[int]:
    """Round figures (1, 2 or 5 times a power of ten) for hairlines up to `top`."""
    if top <= 0:
        return []
    size = 1
    while top > size * about * 10:
        size *= 10
    step = next(s for s in (size, size * 2, size * 5, size * 10) if top <= s * about)
    return list(range(step, top + 1, step))


def day_curve(
    today: Sequence[int],
    usual: Sequence[int],
    *,
    first_hour: int,
    spread_ppm: int = 140_000,
    bands: Sequence[tuple[int, int]] = (),
    running: bool = True,
    figure: Callable[[int], str] = whole,
    h: int = 232,
    name: str = "",
) -> Painted:
    """Values an hour from `first_hour`; the last of `today` is still `running`.

    `usual` may be empty (a new shop); around it stands the band (low, high) of each hour, or
    `spread_ppm` where nobody knows. `figure` writes an axis value. Values are whole numbers in any
    one unit.
    """
    hours = max(len(today), len(usual), 1)
    around = list(bands) or [(u - u * spread_ppm // PPM, u + u * spread_ppm // PPM) for u in usual]
    top = max(*today, *(high for _, high in around), *usual, 1, 1)

    def draw(p: QPainter, width: int, height: int) -> None:
        look, bottom = theme.current(), height - FOOT
        room = width - AXIS
        step, k = room / hours, (bottom - 12) / top
        for value in steps_of(top):
            p.fillRect(QRectF(0, bottom - value * k, room, 1), look.ink("line"))
            word(p, width, bottom - value * k + 5, s(figure(value)), "r")
        for place in range(hours):
            x, now = place * step, running and place == len(today) - 1
            if place < len(usual):
                low, up = around[place]
                box = QRectF(x + 2, bottom - up * k, step - 4, (up - low) * k)
                p.fillRect(box, look.ink("band"))
            if place < len(today):
                tall = today[place] * k
                box = QRectF(x + step * 0.2, bottom - tall, step * 0.6, tall)
                bar(p, box, "accent_mid" if now else "accent")
            if place < len(usual):
                tick = "text" if place < len(today) else "edge"
                p.fillRect(
                    QRectF(x + 2, bottom - usual[place] * k - 1, step - 4, 2), look.ink(tick)
                )
            hour = s(str((first_hour + place) % 24), "text" if now else "muted")
            word(p, x + step / 2, height - 6, hour, "c")
        p.fillRect(QRectF(0, bottom, room, 1), look.ink("edge"))

    return Painted(draw, h, name=name)
