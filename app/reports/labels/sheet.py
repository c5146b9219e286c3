"""A4 sheets of labels to peel off, for shops without a label printer: laid out by reportlab.

The sheets are data (0.1 mm), as their makers print them on the box; a sheet begun last time is
gone on with at any place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from app.reports.labels.draw import Drawn, fitted

A4 = (2100, 2970)
SHEET_DOTS = 24  # per mm, about 600 dpi: office printers


@dataclass(frozen=True, slots=True)
class Sheet:
    """`columns` x `rows` labels of `width` x `height`, from `left`, `top`, a step apart."""

    sheet_id: str
    columns: int
    rows: int
    width: int
    height: int
    left: int
    top: int
    step_x: int
    step_y: int

    @property
    def places(self) -> int:
        """Labels on one sheet."""
        return self.columns * self.rows


def _even(sheet_id: str, columns: int, rows: int, size: tuple[int, int], gap: int = 0) -> Sheet:
    """A sheet in the middle of the paper, its labels side by side or `gap` apart."""
    left = (A4[0] - columns * size[0] - (columns - 1) * gap) // 2
    top = (A4[1] - rows * size[1]) // 2
    return Sheet(sheet_id, columns, rows, *size, left, top, size[0] + gap, size[1])


SHEETS = (
    _even("2x7", 2, 7, (991, 381), 25),
    _even("3x7", 3, 7, (635, 381), 25),
    _even("3x8", 3, 8, (700, 371)),
    _even("4x10", 4, 10, (525, 297)),
    _even("5x13", 5, 13, (381, 212), 25),
    _even("4x12", 4, 12, (457, 212), 25),
)


def sheet_named(sheet_id: str) -> Sheet:
    """The sheet of that name, the first for another."""
    return next((one for one in SHEETS if one.sheet_id == sheet_id), SHEETS[0])


def pages(sheet: Sheet, labels: int, start: int = 1) -> int:
    """How many sheets go into the printer; `start` is the first free place of the first, from 1."""
    return -(-(labels + start - 1) // sheet.places)


def sheet_pdf(sheet: Sheet, labels: Iterable[tuple[Drawn, int]], *, start: int = 1) -> bytes:
    """The PDF. A label larger than its place is shrunk to it, never cut; none is enlarged."""
    from reportlab.lib.units import mm
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas: Any = Canvas(out, pagesize=(210 * mm, 297 * mm), invariant=True)
    unit, place = mm * 0.1, start - 1
    for drawn, copies in labels:
        picture = ImageReader(_picture(drawn))
        size = (drawn.width * 10 // SHEET_DOTS, drawn.height * 10 // SHEET_DOTS)
        w, h = fitted(size, (sheet.width, sheet.height), enlarge=False)
        for _ in range(copies):
            if place and place % sheet.places == 0:
                canvas.showPage()
            row, column = divmod(place % sheet.places, sheet.columns)
            x = sheet.left + column * sheet.step_x + (sheet.width - w) // 2
            y = sheet.top + row * sheet.step_y + (sheet.height - h) // 2
            canvas.drawImage(picture, x * unit, (A4[1] - y - h) * unit, w * unit, h * unit)
            place += 1
    canvas.save()
    return out.getvalue()


def _picture(drawn: Drawn) -> Any:
    from PIL import Image, ImageChops

    size = (drawn.width, drawn.height)
    return ImageChops.invert(Image.frombytes("1", size, drawn.rows)).convert("L")
