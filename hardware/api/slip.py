"""What a printer prints: a slip is a tuple of frozen items, free of money, sales and bytes.

A print job stores the slip (`slip_codec`), the bytes are made at print time by a driver, so that
the same slip fits another printer tomorrow. Everything a device could choke on is checked here,
when the slip is built, and never on the wire.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hardware.api.errors import BadSlip
from hardware.api.symbols import check_symbol


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class CodeKind(StrEnum):
    EAN13 = "ean13"
    EAN8 = "ean8"
    UPCA = "upca"
    CODE39 = "code39"
    CODE128 = "code128"
    ITF = "itf"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; newlines end lines, long lines wrap by display width.

    `wide` and `tall` double the width and the height of the letters.
    """

    text: str
    align: Align = Align.LEFT
    bold: bool = False
    wide: bool = False
    tall: bool = False
    underline: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row. `cols` > 0 is a fixed width in printer columns (a Han letter takes 2);

    otherwise the cell takes its share by `weight`; weight 0 is as wide as its own text.
    """

    text: str
    align: Align = Align.LEFT
    weight: int = 1
    cols: int = 0

    def __post_init__(self) -> None:
        if self.weight < 0 or self.cols < 0:
            raise BadSlip("cell_width", weight=self.weight, cols=self.cols)


@dataclass(frozen=True, slots=True)
class Columns:
    """One row of cells, each wrapped in its own width, with one column of air between them."""

    cells: tuple[Cell, ...]
    bold: bool = False
    wide: bool = False
    tall: bool = False

    def __post_init__(self) -> None:
        if not self.cells:
            raise BadSlip("no_cells")


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper, drawn with one ASCII letter."""

    char: str = "-"

    def __post_init__(self) -> None:
        if len(self.char) != 1 or not "!" <= self.char <= "~":
            raise BadSlip("rule_char", char=self.char)


@dataclass(frozen=True, slots=True)
class Barcode:
    """Data with its check digit (validated); `height` in dots, the text below if `readable`."""

    kind: CodeKind
    data: str
    height: int = 80
    readable: bool = True

    def __post_init__(self) -> None:
        check_symbol(self.kind, self.data)
        if not 1 <= self.height <= 255:
            raise BadSlip("barcode_height", height=self.height)


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code; `module` is the side of one square in dots, `ecc` one of L M Q H."""

    data: str
    module: int = 6
    ecc: str = "M"
    align: Align = Align.CENTER

    def __post_init__(self) -> None:
        size = len(self.data.encode())
        if not 1 <= size <= 1000:
            raise BadSlip("qr_size", bytes=size)
        if not 1 <= self.module <= 16 or self.ecc not in {"L", "M", "Q", "H"}:
            raise BadSlip("qr_shape", module=self.module, ecc=self.ecc)


@dataclass(frozen=True, slots=True)
class Image:
    """Black and white: rows of (width + 7) // 8 bytes, first dot in the high bit, 1 = ink."""

    width: int
    height: int
    bits: bytes
    align: Align = Align.CENTER

    def __post_init__(self) -> None:
        want = (self.width + 7) // 8 * self.height
        if self.width < 1 or self.height < 1 or len(self.bits) != want:
            raise BadSlip("image_bits", width=self.width, height=self.height, bytes=len(self.bits))


@dataclass(frozen=True, slots=True)
class Feed:
    """Blank lines."""

    lines: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.lines <= 255:
            raise BadSlip("feed_lines", lines=self.lines)


@dataclass(frozen=True, slots=True)
class Cut:
    """The end of a piece of paper. The driver feeds to the knife; without one it only feeds."""

    partial: bool = True


Item = Text | Columns | Rule | Barcode | Qr | Image | Feed | Cut


@dataclass(frozen=True, slots=True)
class Slip:
    """What comes out of a printer, top to bottom."""

    items: tuple[Item, ...]
