"""The fake printer's paper as a picture: what a shopkeeper would hold in the hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hardware.api.symbols import bars
from hardware.fakes.paper import Block, Code, Picture, Receipt, Run, TextLine

if TYPE_CHECKING:
    from PIL.Image import Image as PilImage
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

_COLUMN, _LINE, _MARGIN = 12, 30, 24
_HAN, _LATIN = 24, 21  # a Latin letter of 21 dots fits the 12 of its column


class Painter:
    """Draws with the first of `fonts` (files); without one the letters stay white."""

    def __init__(self, fonts: tuple[str, ...]) -> None:
        self._path = fonts[0] if fonts else ""
        self._fonts: dict[int, FreeTypeFont] = {}

    def paint(self, receipt: Receipt) -> PilImage:
        """White paper, black ink, grey scale."""
        from PIL import Image

        parts = [self._block(block, receipt.dots) for block in receipt.blocks]
        height = sum(part.height for part in parts) + 2 * _MARGIN
        paper = Image.new("L", (receipt.dots + 2 * _MARGIN, height), 255)
        y = _MARGIN
        for part in parts:
            paper.paste(part, (_MARGIN, y))
            y += part.height
        return paper

    def save(self, receipt: Receipt, path: Path) -> None:
        self.paint(receipt).save(path, format="PNG")

    def _block(self, block: Block, dots: int) -> PilImage:
        if isinstance(block, TextLine):
            return self._text(block, dots)
        if isinstance(block, Picture):
            return _bits(block, dots)
        return _placed(self._code(block), block.align, dots)

    def _text(self, line: TextLine, dots: int) -> PilImage:
        from PIL import Image
        from PIL.ImageDraw import Draw

        tall = any(run.tall for run in line.runs)
        strip = Image.new("L", (dots, _LINE * (2 if tall else 1)), 255)
        used = sum(run.cols * (2 if run.wide else 1) for run in line.runs) * _COLUMN
        x = {1: (dots - used) // 2, 2: dots - used}.get(line.align, 0)
        for run in line.runs:
            width, height = run.cols * _COLUMN, _LINE
            tile = Image.new("L", (max(width, 1), height), 255)
            self._letters(Draw(tile), run)
            size = (width * (2 if run.wide else 1), height * (2 if run.tall else 1))
            if size != tile.size:
                tile = tile.resize(size)
            strip.paste(tile, (max(x, 0), strip.height - tile.height))
            x += size[0]
        return strip

    def _letters(self, canvas: ImageDraw, run: Run) -> None:
        x = 0
        for char, cols in zip(run.text, run.cells, strict=True):
            font = self._font(_HAN if cols == 2 else _LATIN)
            if font is not None and char != " ":
                left = x + (cols * _COLUMN - font.getlength(char)) / 2
                canvas.text((left, 23), char, font=font, fill=0, anchor="ls")
                if run.bold:
                    canvas.text((left + 1, 23), char, font=font, fill=0, anchor="ls")
            x += cols * _COLUMN
        if run.underline:
            canvas.line((0, 28, x, 28), fill=0)

    def _code(self, code: Code) -> PilImage:
        from PIL import Image

        if code.kind == "qr":
            import segno

            made = segno.make_qr(code.data.encode(), error=code.ecc, boost_error=False)
            rows = [bytes(0 if dot else 255 for dot in row) for row in made.matrix_iter(border=4)]
            side = len(rows)
            small = Image.frombytes("L", (side, side), b"".join(rows))
            return small.resize((side * code.module,) * 2, Image.Resampling.NEAREST)
        pattern = "0" * 10 + bars(code.kind, code.data) + "0" * 10
        row = bytes(255 if module == "0" else 0 for module in pattern)
        stripe = Image.frombytes("L", (len(pattern), 1), row)
        size = (len(pattern) * code.module, code.height)
        drawn = stripe.resize(size, Image.Resampling.NEAREST)
        if not code.readable:
            return drawn
        below = self._text(TextLine((Run(code.data, (1,) * len(code.data)),), align=1), drawn.width)
        both = Image.new("L", (drawn.width, drawn.height + below.height + 6), 255)
        both.paste(drawn, (0, 0))
        both.paste(below, (0, drawn.height + 6))
        return both

    def _font(self, size: int) -> FreeTypeFont | None:
        if not self._path:
            return None
        if size not in self._fonts:
            from PIL import ImageFont

            self._fonts[size] = ImageFont.truetype(self._path, size)
        return self._fonts[size]


def _bits(picture: Picture, dots: int) -> PilImage:
    from PIL import Image, ImageOps

    ink = Image.frombytes("1", (picture.stride * 8, picture.height), picture.data).convert("L")
    return _placed(ImageOps.invert(ink), 0, dots)


def _placed(part: PilImage, align: int, dots: int) -> PilImage:
    from PIL import Image

    strip = Image.new("L", (dots, part.height), 255)
    free = dots - part.width
    strip.paste(part, ({1: free // 2, 2: free}.get(align, 0), 0))
    return strip
