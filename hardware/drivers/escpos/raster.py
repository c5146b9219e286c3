"""Letters a printer lacks are drawn as dots, and so are whole slips for printers without Chinese.

Pillow draws with the font files the caller gives, best first; a letter none of them has stays a
question mark. Pillow is imported when the first line is drawn, not at the program's start.
"""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from hardware.api.slip import Align
from hardware.drivers.escpos.encoder import Glyph
from hardware.drivers.escpos.layout import Line

if TYPE_CHECKING:
    from PIL import Image as PilImage
    from PIL.ImageFont import FreeTypeFont

COLUMN = 12  # dots of one printer column
_EM = 24
_LINE = 32
_BASE = 25
_INK = 110  # grey above this becomes black: 1-bit paper breaks thin grey strokes
_NOBODY_HAS = "\U0010fffd"
_ZERO_WIDTH_JOINER = "\u200d"


class Bits(NamedTuple):
    """A picture ready for paper: rows of (width + 7) // 8 bytes, 1 = ink."""

    width: int
    height: int
    data: bytes


class Pen:
    """Draws text; a `Measure` in dots for the layout. Without fonts it is not `ready`."""

    def __init__(self, fonts: tuple[str, ...]) -> None:
        self._paths = fonts
        self._fonts: dict[int, list[FreeTypeFont]] = {}
        self._owner: dict[str, int] = {}  # letter -> index of its font, -1 for nobody

    @property
    def ready(self) -> bool:
        return bool(self._load(_EM))

    def helps(self, letters: str) -> bool:
        """Whether drawing would show any of these letters, which the printer lacks."""
        bases = [char for char in letters if not unicodedata.combining(char)]
        if not bases:  # marks alone: their letters are there, or they would be among these
            return self.ready
        return self.ready and any(self._index_of(char) >= 0 for char in bases)

    def glyphs(self, text: str) -> list[Glyph]:
        """Clusters (a letter with its marks) with their widths in dots."""
        out = []
        for cluster in _clusters(unicodedata.normalize("NFC", text)):
            index = self._index_of(cluster[0])
            font = self._load(_EM)[max(index, 0)]
            shown = _shaped(font, cluster) if index >= 0 else "?"
            width = max(1, math.ceil(font.getlength(shown)))
            out.append(Glyph(cluster, b"", width, known=shown == cluster))
        return out

    def draw(
        self,
        lines: list[Line],
        width: int,
        *,
        bold: bool = False,
        underline: bool = False,
        wide: bool = False,
        tall: bool = False,
    ) -> Bits:
        """One picture `width` dots wide of lines laid out in dots (halved for `wide`)."""
        from PIL import Image, ImageDraw

        zoom = 2 if wide or tall else 1
        inner = width // 2 if wide else width
        size = (inner * zoom, max(1, _LINE * zoom * len(lines)))
        picture = Image.new("L", size, 0)
        canvas = ImageDraw.Draw(picture)
        for row, line in enumerate(lines):
            for segment in line:
                x = segment.x * zoom
                y = (row * _LINE + _BASE) * zoom
                for text, index in self._runs(segment.glyphs):
                    font = self._load(_EM * zoom)[index]
                    run = _shaped(font, text)
                    canvas.text((x, y), run, font=font, fill=255, anchor="ls")
                    if bold:
                        canvas.text((x + zoom, y), run, font=font, fill=255, anchor="ls")
                    end = x + math.ceil(font.getlength(run))
                    if underline:
                        canvas.line((x, y + 4 * zoom, end, y + 4 * zoom), fill=255, width=zoom)
                    x = end
        height = _LINE * len(lines) * (2 if tall else 1)
        if picture.size != (width, height):
            picture = picture.resize((width, max(1, height)))
        return to_bits(picture)

    def _runs(self, glyphs: list[Glyph]) -> list[tuple[str, int]]:
        """Neighbours of one font together, so that joined scripts are shaped."""
        runs: list[tuple[str, int]] = []
        for glyph in glyphs:
            text = glyph.text if glyph.known else "?"
            index = max(self._index_of(text[0]), 0)
            if runs and runs[-1][1] == index:
                runs[-1] = (runs[-1][0] + text, index)
            else:
                runs.append((text, index))
        return runs

    def _load(self, size: int) -> list[FreeTypeFont]:
        if size not in self._fonts:
            from PIL import ImageFont

            loaded = []
            for path in self._paths:
                try:
                    loaded.append(ImageFont.truetype(path, size))
                except OSError:
                    continue  # a font that is not there is the same as a letter it lacks
            self._fonts[size] = loaded
        return self._fonts[size]

    def _index_of(self, char: str) -> int:
        if char not in self._owner:
            fonts = self._load(_EM)
            found = (i for i, font in enumerate(fonts) if _font_has(font, char))
            self._owner[char] = next(found, -1)
        return self._owner[char]


def to_bits(picture: PilImage.Image) -> Bits:
    """A grey picture (white = ink) as printable bits."""
    flat = picture.point(lambda value: 255 if value >= _INK else 0, "1")
    return Bits(flat.width, flat.height, flat.tobytes())


def rule(dots: int, *, double: bool) -> Bits:
    """A line across the paper; letters would not meet its edges."""
    stride = (dots + 7) // 8
    ink, blank = b"\xff" * stride, bytes(stride)
    line = ink * 2 + (blank * 3 + ink * 2 if double else b"")
    above = blank * 8
    rows = above + line + above
    return Bits(dots, len(rows) // stride, rows)


def stack(parts: list[Bits]) -> Bits:
    """Pictures of one width, one under the other."""
    return Bits(parts[0].width, sum(p.height for p in parts), b"".join(p.data for p in parts))


def fit(bits: Bits, dots: int) -> Bits:
    """Shrunk to the paper when it is wider."""
    if bits.width <= dots:
        return bits
    from PIL import Image

    picture = Image.frombytes("1", (bits.width, bits.height), bits.data).convert("L")
    height = max(1, bits.height * dots // bits.width)
    return to_bits(picture.resize((dots, height)))


def strips(bits: Bits, dots: int, align: Align, strip_dots: int) -> bytes:
    """`GS v 0` commands, at most `strip_dots` high; one long image overflows printer buffers.

    The picture is padded here, because much firmware ignores `ESC a` for images.
    """
    stride = (bits.width + 7) // 8
    room = max(dots // 8 - stride, 0)
    pad = {Align.LEFT: 0, Align.CENTER: room // 2, Align.RIGHT: room}[align]
    out = bytearray()
    for top in range(0, bits.height, strip_dots):
        height = min(strip_dots, bits.height - top)
        rows = bytearray()
        for y in range(top, top + height):
            rows += bytes(pad) + bits.data[y * stride : (y + 1) * stride]
        out += b"\x1dv0\x00" + (stride + pad).to_bytes(2, "little") + height.to_bytes(2, "little")
        out += defuse(bytes(rows))
    return bytes(out)


def defuse(rows: bytes) -> bytes:
    """Printers obey real-time commands even inside pictures: `DLE DC4` among the dots would open
    the drawer. One dot is changed in such a pair."""
    for command in (b"\x10\x04", b"\x10\x05", b"\x10\x14"):
        rows = rows.replace(command, bytes((0x10, command[1] ^ 0x08)))
    return rows


def _clusters(text: str) -> list[str]:
    out: list[str] = []
    for char in text:
        category = unicodedata.category(char)
        if category in {"Cc", "Cs", "Zl", "Zp"} and char != "\t":
            continue
        joins = category in {"Mn", "Me", "Mc"} or char == _ZERO_WIDTH_JOINER
        if out and (joins or out[-1].endswith(_ZERO_WIDTH_JOINER)):
            out[-1] += char
        elif char == "\t":
            out.append(" ")
        elif category != "Cf" and not joins:
            out.append(char)
    return out


def _shaped(font: FreeTypeFont, text: str) -> str:
    """The text, or a question mark for what the shaping library gives up on."""
    try:
        font.getlength(text)
    except RuntimeError:
        return "?"
    return text


def _font_has(font: FreeTypeFont, char: str) -> bool:
    """Pillow shows no character map, so the letter is compared with one nobody has."""
    if char.isspace() or unicodedata.category(char) in {"Mn", "Me", "Mc", "Cf"}:
        return True
    mask = font.getmask(char)
    none = font.getmask(_NOBODY_HAS)
    if mask.size == (0, 0) or mask.size[0] == 0:
        return False
    return mask.size != none.size or bytes(mask) != bytes(none)
