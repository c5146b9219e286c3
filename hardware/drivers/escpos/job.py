"""A slip becomes the bytes of one job for one printer model.

Pure: no wire, no clock. The job ends with `GS r 1` for models that answer: its reply comes only
when everything before it was worked through, which is all "printed" can mean (R: a write that
succeeds is no receipt).
"""

from __future__ import annotations

from dataclasses import dataclass

from hardware.api.printer import PrintWarning
from hardware.api.slip import (
    Align,
    Barcode,
    Columns,
    Cut,
    Feed,
    Image,
    Item,
    Qr,
    Rule,
    Slip,
    Text,
)
from hardware.drivers.escpos import codes, raster
from hardware.drivers.escpos.encoder import CHINESE, CHINESE_OFF, CHINESE_ON, INIT, TextEncoder
from hardware.drivers.escpos.layout import Line, Measure, paragraph, row
from hardware.drivers.escpos.profile import Profile
from hardware.drivers.escpos.raster import COLUMN, Bits, Pen

CONFIRM = b"\x1dr\x01"
_LINE_DOTS = 30


@dataclass(frozen=True, slots=True)
class Job:
    """`dots` is the length of paper, for how long to wait."""

    data: bytes
    dots: int
    warnings: tuple[PrintWarning, ...] = ()


class Compiler:
    """Keeps the encoder's and the fonts' caches between jobs. One thread at a time."""

    def __init__(self, profile: Profile, fonts: tuple[str, ...] = ()) -> None:
        self.profile = profile
        drawn = profile.mode == "raster"  # what it cannot draw must be ASCII
        mode, page = ("codepage", "ascii") if drawn else (profile.mode, profile.codepage)
        self._encoder = TextEncoder(mode, page, profile.substitutions)
        self._pen = Pen(fonts)

    def compile(self, slip: Slip) -> Job:
        run = _Run(self.profile, self._encoder, self._pen)
        for item in slip.items:
            run.add(item)
        return run.finish()


class _Run:
    """One job in the making."""

    def __init__(self, profile: Profile, encoder: TextEncoder, pen: Pen) -> None:
        self._profile = profile
        self._encoder = encoder
        self._pen = pen
        self._out = bytearray(_head(profile))
        self._dots = 0
        self._missing: dict[str, None] = {}
        self._warnings: list[PrintWarning] = []
        self._drawn: list[Bits] = []

    def add(self, item: Item) -> None:
        if isinstance(item, Text | Columns):
            self._letters(item)
            return
        if isinstance(item, Rule):
            self._rule(item)
            return
        self._flush()
        if isinstance(item, Feed):
            self._feed(item.lines)
        elif isinstance(item, Cut):
            self._cut(item)
        elif isinstance(item, Image):
            bits = raster.fit(Bits(item.width, item.height, item.bits), self._profile.dots)
            self._picture(bits, item.align)
        elif isinstance(item, Barcode):
            self._barcode(item)
        else:
            self._qr(item)

    def finish(self) -> Job:
        self._flush()
        if self._profile.status == "full":
            self._out += CONFIRM
        if self._missing:
            self._warnings.append(PrintWarning("missing_letters", "".join(self._missing)))
        return Job(bytes(self._out), self._dots, tuple(self._warnings))

    def _letters(self, item: Text | Columns) -> None:
        lines = None
        if self._profile.mode != "raster" or not self._pen.ready:
            lines = self._native_lines(item)
        if lines is not None:
            self._flush()
            self._native(item, lines)
        else:
            self._draw(item)

    def _native_lines(self, item: Text | Columns) -> list[Line] | None:
        """None when some letter must be drawn, and can be."""
        columns = self._profile.columns // (2 if item.wide else 1)
        lines = _lay_out(self._encoder, item, columns, 1, 1)
        lost = dict.fromkeys(
            g.text for line in lines for s in line for g in s.glyphs if not g.known and g.text
        )
        if lost and self._profile.raster_lines and self._pen.helps("".join(lost)):
            return None
        self._missing |= lost
        return lines

    def _native(self, item: Text | Columns, lines: list[Line]) -> None:
        size = (16 if item.wide else 0) | (1 if item.tall else 0)
        underline = isinstance(item, Text) and item.underline  # FS - is not understood everywhere
        style = b"\x1d!" + bytes((size,)) if size else b""
        style += b"\x1bE\x01" if item.bold else b""
        style += b"\x1b-\x01" if underline else b""
        plain = b"\x1d!\x00" if size else b""
        plain += b"\x1bE\x00" if item.bold else b""
        plain += b"\x1b-\x00" if underline else b""
        self._out += style
        for line in lines:
            used = 0
            for x, glyphs in line:
                self._out += b" " * (x - used)
                self._out += b"".join([glyph.data for glyph in glyphs])
                used = x + sum([glyph.width for glyph in glyphs])
            self._out += b"\n"
        self._out += plain
        self._dots += _LINE_DOTS * (2 if item.tall else 1) * len(lines)

    def _draw(self, item: Text | Columns) -> None:
        dots = self._profile.dots // (2 if item.wide else 1)
        lines = _lay_out(self._pen, item, dots, COLUMN, COLUMN)
        lost = (g.text for line in lines for s in line for g in s.glyphs if not g.known)
        self._missing |= dict.fromkeys(lost)
        self._drawn.append(
            self._pen.draw(
                lines,
                self._profile.dots,
                bold=item.bold,
                underline=isinstance(item, Text) and item.underline,
                wide=item.wide,
                tall=item.tall,
            )
        )

    def _rule(self, item: Rule) -> None:
        if self._profile.mode == "raster" and self._pen.ready:
            self._drawn.append(raster.rule(self._profile.dots, double=item.char == "="))
        else:
            self._letters(Text(item.char * self._profile.columns))

    def _flush(self) -> None:
        """Drawn lines that follow each other go out as one picture."""
        if self._drawn:
            bits, self._drawn = raster.stack(self._drawn), []
            self._picture(bits, Align.LEFT)

    def _picture(self, bits: Bits, align: Align) -> None:
        profile = self._profile
        self._out += raster.strips(bits, profile.dots, align, profile.strip_dots)
        self._dots += bits.height

    def _feed(self, lines: int) -> None:
        self._out += b"\x1bd" + bytes((lines,))
        self._dots += _LINE_DOTS * lines

    def _cut(self, item: Cut) -> None:
        """Feed first: the knife sits some lines above the last printed one."""
        if self._profile.feed_before_cut:
            self._feed(self._profile.feed_before_cut)
        if self._profile.cutter != "none":
            partial = item.partial or self._profile.cutter == "partial"
            self._out += b"\x1dV\x42\x00" if partial else b"\x1dV\x41\x00"

    def _barcode(self, item: Barcode) -> None:
        module = codes.module_width(item, self._profile.dots)
        if module == 0:
            self._code_as_text(item.data)
        elif self._profile.codes == "raster":
            self._picture(codes.barcode_bits(item, module), Align.CENTER)
            if item.readable:
                self._letters(Text(item.data, Align.CENTER))
        else:
            self._out += b"\x1ba\x01" + codes.barcode_native(item, module) + b"\x1ba\x00"
            self._dots += item.height + 2 * _LINE_DOTS

    def _qr(self, item: Qr) -> None:
        module = codes.qr_module(item, self._profile.dots)
        if module == 0:
            self._code_as_text(item.data)
        elif self._profile.codes == "raster":
            self._picture(codes.qr_bits(item, module), item.align)
        else:
            place = {Align.LEFT: 0, Align.CENTER: 1, Align.RIGHT: 2}[item.align]
            self._out += b"\x1ba" + bytes((place,)) + codes.qr_native(item, module)
            self._out += b"\x1ba\x00"
            self._dots += 40 * module

    def _code_as_text(self, data: str) -> None:
        self._warnings.append(PrintWarning("code_as_text", data))
        self._letters(Text(data, Align.CENTER))


def _head(profile: Profile) -> bytes:
    """Reset, then say which letters follow: models power on in different modes."""
    head = INIT + bytes.fromhex(profile.prelude)
    if profile.mode in CHINESE:
        return head + CHINESE_ON
    if profile.mode == "codepage":
        return head + CHINESE_OFF + b"\x1bt" + bytes((profile.codepage_id,))
    return head


def _lay_out(measure: Measure, item: Text | Columns, width: int, gap: int, unit: int) -> list[Line]:
    if isinstance(item, Text):
        return paragraph(measure, item.text, width, item.align)
    return row(measure, item.cells, width, gap, unit)
