"""Letters in dots: the bundled font, shrunk until they fit their box, then cut with an ellipsis."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from app.settings import RESOURCES

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

_FILES = {False: "NotoSansSC-Regular.ttf", True: "NotoSansSC-Medium.ttf"}
_LEADING = 125  # percent of the letters' height that a line takes
_ELLIPSIS = "…"
_BREAKS = " -/·"


class Laid(NamedTuple):
    """Text as it will stand: its lines, the size of its letters in dots, whether some was cut."""

    lines: tuple[str, ...]
    size: int
    cut: bool


class Pen:
    """Keeps the fonts it has opened; make one for a whole job."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, bool], FreeTypeFont] = {}

    def font(self, size: int, bold: bool) -> FreeTypeFont:
        """The bundled font, its em `size` dots high."""
        key = (size, bold)
        if key not in self._fonts:
            from PIL import ImageFont

            path = RESOURCES / "fonts" / _FILES[bold]
            self._fonts[key] = ImageFont.truetype(str(path), size)
        return self._fonts[key]

    def width(self, text: str, size: int, bold: bool) -> int:
        """Dots across."""
        return math.ceil(self.font(size, bold).getlength(text))

    def lay(  # noqa: PLR0917 - a text and its box
        self, text: str, size: int, w: int, h: int, most: int, *, bold: bool = False, least: int = 0
    ) -> Laid:
        """Into a box of `w` by `h` dots, at most `most` lines, letters not below `least` dots."""
        size = max(least or 1, min(size, h * 100 // _LEADING))
        while True:
            room = max(1, min(most, h * 100 // (size * _LEADING)))
            lines = self._wrap(text, size, w, bold)
            if len(lines) <= room and all(self.width(one, size, bold) <= w for one in lines):
                return Laid(tuple(lines), size, False)
            if size <= max(least, 1):
                break
            size = max(least, 1, size - max(1, size // 12))
        kept = lines[:room]
        if len(lines) > room:
            kept[-1] = _joined(lines[room - 1 :])
        kept = [self._cut(one, size, w, bold) for one in kept]
        return Laid(tuple(kept), size, True)

    def draw(
        self,
        canvas: ImageDraw,
        laid: Laid,
        box: tuple[int, int, int, int],
        *,
        side: str = "left",
        bold: bool = False,
        strike: bool = False,
    ) -> None:
        """Lines in the middle of the box's height; `side` left, center, right."""
        x, y, w, h = box
        step = laid.size * _LEADING // 100
        top = y + max(0, (h - step * len(laid.lines)) // 2)
        font = self.font(laid.size, bold)
        for place, line in enumerate(laid.lines):
            wide = self.width(line, laid.size, bold)
            left = {"left": x, "center": x + (w - wide) // 2, "right": x + w - wide}[side]
            base = top + place * step + round(laid.size * 1.0)
            canvas.text((max(x, left), base), line, font=font, fill=0, anchor="ls")
            if strike:
                middle = base - round(laid.size * 0.32)
                thick = max(1, laid.size // 12)
                canvas.line((max(x, left), middle, left + wide, middle), fill=0, width=thick)

    def _wrap(self, text: str, size: int, w: int, bold: bool) -> list[str]:
        """Han break anywhere, Latin words between them."""
        lines, line = [], ""
        for word in _words(text):
            if line and self.width((line + word).rstrip(), size, bold) > w:
                lines.append(line.rstrip())
                line = word.lstrip()
            else:
                line += word
        return [*lines, line.rstrip()]

    def _cut(self, line: str, size: int, w: int, bold: bool) -> str:
        if self.width(line, size, bold) <= w:
            return line
        while line and self.width(line + _ELLIPSIS, size, bold) > w:
            line = line[:-1]
        return line.rstrip() + _ELLIPSIS if line else ""


def _joined(lines: list[str]) -> str:
    """Lines as one again: between Latin words stood a space."""
    whole = lines[0]
    for line in lines[1:]:
        latin = whole[-1:].isascii() and line[:1].isascii()
        whole += f" {line}" if latin else line
    return whole


def _words(text: str) -> list[str]:
    """What may stand at a line's end together."""
    words: list[str] = []
    for sign in text:
        wide = ord(sign) > 0x2E7F
        before = words[-1][-1] if words else ""
        glued = words and not wide and ord(before) <= 0x2E7F and before not in _BREAKS
        if glued or sign in "，。、：；！？）》”’ ":
            words[-1:] = [words[-1] + sign] if words else [sign]
        else:
            words.append(sign)
    return words
