"""A label in a printer's own dots: what the preview shows is what the head burns.

Nothing leaves its box. What could not be shown as it should is told (`Trouble`), never hidden.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from app.domain.errors import Refused
from app.domain.label.shape import LabelTemplate, Part, PartKind, filled
from app.domain.label.symbols import Symbol, symbol
from app.reports.labels.pen import Pen
from app.reports.labels.picture_file import grey_picture

if TYPE_CHECKING:
    from PIL import Image as PilImage
    from PIL.ImageDraw import ImageDraw

_INK = 140  # grey below this is black: heads know no grey, and thin strokes must not break
_SAFE_MODULE = 25  # hundredths of a mm: scanners at tills read a bar of 0.25 mm without thinking
_LEAST_LETTER = 16  # tenths of a mm: smaller letters are spots
_MARKED = 14  # percent of a label's height that a mark takes at its foot
_DIGITS = 26  # tenths of a mm for the digits under a code


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a part could not do. `code`: cut, code_refused (`why`), code_narrow, code_fine, logo."""

    part: int
    code: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One label: `rows` are `height` rows of (width + 7) // 8 bytes, 1 = black."""

    width: int
    height: int
    rows: bytes
    troubles: tuple[Trouble, ...] = ()


class Artist:
    """Draws one template after another with the same fonts. `logo` is a grey PNG; `mark` stands
    over the foot of every label, white on black: such a label is for no shelf (training).
    """

    def __init__(
        self, dots_per_mm: int, *, language: str = "zh_CN", logo: bytes = b"", mark: str = ""
    ) -> None:
        self._dots, self._language, self._logo = dots_per_mm, language, logo
        self._mark = mark
        self._pen = Pen()

    def draw(self, template: LabelTemplate, facts: dict[str, str]) -> Drawn:
        """The label with these facts."""
        from PIL import Image, ImageChops

        size = (self._across(template.width), self._across(template.height))
        page = Image.new("L", size, 255)
        troubles: list[Trouble] = []
        for place, part in enumerate(template.parts):
            box = self._box(part, size)
            tile = Image.new("L", box[2:], 255)
            said = filled(part.said(self._language), facts)
            trouble = self._part(tile, part, said)
            if trouble is not None:
                troubles.append(Trouble(place, trouble[0], trouble[1]))
            ground = page.crop((box[0], box[1], box[0] + box[2], box[1] + box[3]))
            page.paste(ImageChops.darker(ground, tile), box[:2])
        if self._mark:
            self._put_mark(page)
        bits = page.point(lambda value: 255 if value < _INK else 0, "1")
        return Drawn(size[0], size[1], bits.tobytes(), tuple(troubles))

    def _put_mark(self, page: PilImage.Image) -> None:
        from PIL import Image, ImageDraw, ImageOps

        band = Image.new("L", (page.width, max(1, page.height * _MARKED // 100)), 255)
        laid = self._pen.lay(self._mark, band.height, *band.size, 1, bold=True)
        box = (0, 0, *band.size)
        self._pen.draw(ImageDraw.Draw(band), laid, box, side="center", bold=True)
        page.paste(ImageOps.invert(band), (0, page.height - band.height))

    def _across(self, tenths: int) -> int:
        return max(1, tenths * self._dots // 10)

    def _box(self, part: Part, size: tuple[int, int]) -> tuple[int, int, int, int]:
        x, y = part.x * self._dots // 10, part.y * self._dots // 10
        w = min(self._across(part.w), size[0] - x)
        return x, y, max(1, w), max(1, min(self._across(part.h), size[1] - y))

    def _part(self, tile: PilImage.Image, part: Part, said: str) -> tuple[str, str] | None:
        from PIL import ImageDraw

        canvas = ImageDraw.Draw(tile)
        if part.kind is PartKind.LINE:
            canvas.rectangle((0, 0, tile.width, tile.height), fill=0)
        elif part.kind is PartKind.BOX:
            thick = max(1, self._dots // 4)
            canvas.rectangle((0, 0, tile.width - 1, tile.height - 1), outline=0, width=thick)
        elif part.kind is PartKind.LOGO:
            return self._draw_logo(tile)
        elif said and part.kind is PartKind.TEXT:
            return self._text(canvas, tile, part, said)
        elif said:
            try:
                return self._code(tile, canvas, part, said)
            except Refused as refusal:
                return "code_refused", refusal.code
        return None

    def _text(
        self, canvas: ImageDraw, tile: PilImage.Image, part: Part, said: str
    ) -> tuple[str, str] | None:
        least = self._across(_LEAST_LETTER)
        laid = self._pen.lay(
            *(said, self._across(part.font) * 80 // 100, tile.width, tile.height, part.lines),
            bold=part.bold,
            least=least,
        )
        self._pen.draw(
            canvas,
            laid,
            (0, 0, tile.width, tile.height),
            side=part.side.value,
            bold=part.bold,
            strike=part.strike,
        )
        return ("cut", "") if laid.cut else None

    def _code(
        self, tile: PilImage.Image, canvas: ImageDraw, part: Part, said: str
    ) -> tuple[str, str] | None:
        if part.kind is PartKind.QR:
            return self._qr(tile, canvas, said)
        code = symbol(said)
        module = tile.width // code.width
        if module < 1:
            return "code_narrow", str(-(-code.width * 2 // self._dots))
        foot = min(self._across(_DIGITS), tile.height // 3) if part.digits else 0
        left = (tile.width - code.width * module) // 2 + code.quiet[0] * module
        for place, bar in enumerate(code.modules):
            if bar == "1":
                x = left + place * module
                canvas.rectangle((x, 0, x + module - 1, tile.height - foot - 1), fill=0)
        if foot:
            self._digits_under(tile, canvas, code, foot)
        fine = module * 100 // self._dots < _SAFE_MODULE
        return ("code_fine", str(-(-code.width * 25 // 100))) if fine else None

    def _digits_under(
        self, tile: PilImage.Image, canvas: ImageDraw, code: Symbol, foot: int
    ) -> None:
        laid = self._pen.lay(code.text, foot, tile.width, foot, 1, least=8)
        self._pen.draw(canvas, laid, (0, tile.height - foot, tile.width, foot), side="center")

    def _qr(self, tile: PilImage.Image, canvas: ImageDraw, said: str) -> tuple[str, str] | None:
        import segno

        matrix = segno.make_qr(said, error="m").matrix
        side = len(matrix) + 4  # two modules of white; the label around it gives the rest
        module = min(tile.width, tile.height) // side
        if module < 1:
            return "code_narrow", str(-(-side * 3 // self._dots))
        left = (tile.width - len(matrix) * module) // 2
        top = (tile.height - len(matrix) * module) // 2
        for y, row in enumerate(matrix):
            for x, dark in enumerate(row):
                if dark:
                    at = (left + x * module, top + y * module)
                    canvas.rectangle((*at, at[0] + module - 1, at[1] + module - 1), fill=0)
        return ("code_fine", str(-(-side * 3 // 10))) if module * 100 // self._dots < 25 else None

    def _draw_logo(self, tile: PilImage.Image) -> tuple[str, str] | None:
        from PIL import Image

        if not self._logo:
            return "logo", ""
        with Image.open(BytesIO(self._logo)) as stored:
            grey = stored.convert("L")
        size = fitted((grey.width, grey.height), (tile.width, tile.height), enlarge=True)
        small = grey.resize(size, Image.Resampling.LANCZOS)
        bits = small.convert("1", dither=Image.Dither.FLOYDSTEINBERG).convert("L")
        tile.paste(bits, ((tile.width - size[0]) // 2, (tile.height - size[1]) // 2))
        return None


def fitted(size: tuple[int, int], room: tuple[int, int], *, enlarge: bool) -> tuple[int, int]:
    """The same shape inside a room: as wide or as high as it is."""
    w, h = size
    if not enlarge and w <= room[0] and h <= room[1]:
        return size
    if w * room[1] > h * room[0]:
        return room[0], max(1, h * room[0] // w)
    return max(1, w * room[1] // h), room[1]


_LOGO_SIDE = 400  # dots: five centimetres at 203 dpi


def kept_logo(data: bytes) -> str:
    """A picture file as the shop's settings keep it: grey, on white, small; base64 of a PNG.

    Refused `logo.unreadable`, `logo.too_large`.
    """
    from PIL import ImageOps

    grey = ImageOps.autocontrast(grey_picture(data, _LOGO_SIDE))
    out = BytesIO()
    grey.quantize(16).save(out, "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode()


def read_logo(kept: str) -> bytes:
    """What `kept_logo` gave; nothing where nobody can read it."""
    try:
        return base64.b64decode(kept, validate=True)
    except ValueError:
        return b""
