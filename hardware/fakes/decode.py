"""ESC/POS bytes back into what a printer does with them.

Written from the command reference and not from our encoder, so that the two check each other.
What it does not know is `Unknown`, and tests demand that none occurs.
"""

from __future__ import annotations

from dataclasses import dataclass

_ESC, _GS, _FS, _DLE = 0x1B, 0x1D, 0x1C, 0x10


@dataclass(frozen=True, slots=True)
class Put:
    """One letter and the columns it takes at normal size."""

    char: str
    cols: int


@dataclass(frozen=True, slots=True)
class Move:
    """`ESC $` to a place in dots from the left edge, `ESC \\` by some from here."""

    dots: int
    absolute: bool


@dataclass(frozen=True, slots=True)
class Feed:
    """Print the line and go on by `lines` (1 for LF)."""

    lines: int


@dataclass(frozen=True, slots=True)
class Style:
    """`name`: reset, size, bold, underline, align."""

    name: str
    value: int = 0


@dataclass(frozen=True, slots=True)
class Knife:
    partial: bool


@dataclass(frozen=True, slots=True)
class Kick:
    """`ESC p`: plug 0 or 1."""

    plug: int


@dataclass(frozen=True, slots=True)
class Raster:
    stride: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class CodeSet:
    """A parameter of the codes to come: height, module, readable, qr_module, qr_ecc, qr_data."""

    name: str
    value: int | bytes


@dataclass(frozen=True, slots=True)
class CodePrint:
    """`kind` as in slips, or "qr" (its data was stored before)."""

    kind: str
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class AskPaper:
    """`GS r 1`: answered in turn, not at once."""


@dataclass(frozen=True, slots=True)
class Automatic:
    """`GS a n`: status by itself, on or off."""

    mask: int


@dataclass(frozen=True, slots=True)
class Unknown:
    data: bytes


Op = (
    Put | Move | Feed | Style | Knife | Kick | Raster | CodeSet | CodePrint | AskPaper | Automatic
) | Unknown

_BARCODES = {65: "upca", 67: "ean13", 68: "ean8", 69: "code39", 70: "itf", 73: "code128"}
# command -> (bytes it takes in all, how it is read); None: known and without effect on paper
_ESC_LENGTH = {"@": 2, "E": 3, "-": 3, "a": 3, "d": 3, "p": 5, "t": 3, "R": 3, "2": 2, "3": 3}
_ESC_LENGTH |= {"M": 3, "G": 3, "J": 3, "{": 3, "B": 4, " ": 3, "$": 4, "\\": 4}
_GS_LENGTH = {"!": 3, "h": 3, "w": 3, "H": 3, "f": 3, "r": 3, "a": 3, "B": 3, "L": 4, "W": 4}
_SETS_ONLY = (0x41,)  # `FS ( A`: the look of Chinese letters
_FS_LENGTH = {"&": 2, ".": 2, "-": 3, "!": 3, "S": 4}


class Decoder:
    """Streaming; `letters` is gb18030, utf8 or a Python codec of one byte a letter."""

    def __init__(self, letters: str = "gb18030") -> None:
        self._letters = letters
        self._chinese = letters == "gb18030"
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Op]:
        self._buffer += data
        ops: list[Op] = []
        while self._buffer:
            step = self._one()
            if step is None:
                break
            size, op = step
            del self._buffer[:size]
            if op is not None:
                ops.append(op)
        return ops

    def _one(self) -> tuple[int, Op | None] | None:
        """(bytes used, what they mean), or None when more bytes are needed."""
        first = self._buffer[0]
        if first == 0x0A:
            return 1, Feed(1)
        if first == 0x0D:
            return 1, None
        if first in (_ESC, _GS, _FS, _DLE):
            if len(self._buffer) < 2:
                return None
            return {_ESC: self._esc, _GS: self._gs, _FS: self._fs, _DLE: self._dle}[first]()
        return self._letter(first)

    def _letter(self, first: int) -> tuple[int, Op | None] | None:
        if 0x20 <= first < 0x7F:
            return 1, Put(chr(first), 1)
        if first < 0x80:
            return 1, Unknown(bytes((first,)))
        size, codec = 1, self._letters
        if self._letters == "utf8":
            size, codec = (2 if first < 0xE0 else 3 if first < 0xF0 else 4), "utf-8"
        elif self._chinese:
            size, codec = 2, "gbk"
        elif self._letters == "gb18030":
            codec = "cp437"
        if len(self._buffer) < size:
            return None
        raw = bytes(self._buffer[:size])
        try:
            char = raw.decode(codec)
        except UnicodeDecodeError:
            return size, Unknown(raw)
        narrow = size == 1 or (self._letters == "utf8" and ord(char) < 0x400)
        return size, Put(char, 1 if narrow else 2)

    def _dle(self) -> tuple[int, Op | None] | None:
        """Real-time commands were obeyed on arrival; here they only pass by."""
        size = {0x04: 3, 0x05: 3, 0x14: 5}.get(self._buffer[1], 0)
        if not size:
            return 2, Unknown(bytes(self._buffer[:2]))
        return (size, None) if len(self._buffer) >= size else None

    def _fixed(self, table: dict[str, int]) -> tuple[str, int, bytes] | None:
        letter = chr(self._buffer[1])
        size = table.get(letter, 2)
        if len(self._buffer) < size:
            return None
        return letter, size, bytes(self._buffer[2:size])

    def _esc(self) -> tuple[int, Op | None] | None:
        found = self._fixed(_ESC_LENGTH)
        if found is None:
            return None
        letter, size, args = found
        if letter not in _ESC_LENGTH:
            return 2, Unknown(bytes(self._buffer[:2]))
        if letter == "@":
            self._chinese = self._letters == "gb18030"
            return size, Style("reset")
        value = args[0] if args else 0
        names = {"E": "bold", "-": "underline", "a": "align"}
        if letter in names:
            return size, Style(names[letter], value & 0x03)  # "0" switches off as 0 does
        if letter == "d":
            return size, Feed(value)
        if letter in "$\\":
            signed = letter == "\\"
            return size, Move(int.from_bytes(args, "little", signed=signed), not signed)
        return size, Kick(value) if letter == "p" else None

    def _fs(self) -> tuple[int, Op | None] | None:
        found = self._fixed(_FS_LENGTH)
        if found is None:
            return None
        letter, size, _ = found
        if letter == "(":
            return self._extended()
        if letter not in _FS_LENGTH:
            return 2, Unknown(bytes(self._buffer[:2]))
        if letter in "&.":
            self._chinese = letter == "&" and self._letters == "gb18030"
        return size, None

    def _gs(self) -> tuple[int, Op | None] | None:
        letter = chr(self._buffer[1])
        longer = {"V": self._cut, "v": self._raster, "k": self._barcode, "(": self._extended}
        if letter in longer:
            return longer[letter]()
        found = self._fixed(_GS_LENGTH)
        if found is None:
            return None
        letter, size, args = found
        if letter not in _GS_LENGTH:
            return 2, Unknown(bytes(self._buffer[:2]))
        names = {"h": "height", "w": "module", "H": "readable"}
        op: Op | None = None
        if letter in names:
            op = CodeSet(names[letter], args[0])
        elif letter == "!":
            op = Style("size", args[0])
        elif letter == "a":
            op = Automatic(args[0])
        elif letter == "r":
            op = AskPaper() if args[0] in (1, 49) else Unknown(bytes(self._buffer[:3]))
        return size, op

    def _cut(self) -> tuple[int, Op | None] | None:
        if len(self._buffer) < 3:
            return None
        size = 4 if self._buffer[2] in (65, 66) else 3
        return (size, Knife(self._buffer[2] in (1, 49, 66))) if len(self._buffer) >= size else None

    def _raster(self) -> tuple[int, Op | None] | None:
        if len(self._buffer) < 8:
            return None
        stride = self._buffer[4] | self._buffer[5] << 8
        height = self._buffer[6] | self._buffer[7] << 8
        size = 8 + stride * height
        if len(self._buffer) < size:
            return None
        return size, Raster(stride, height, bytes(self._buffer[8:size]))

    def _barcode(self) -> tuple[int, Op | None] | None:
        if len(self._buffer) < 4:
            return None
        size = 4 + self._buffer[3]
        if len(self._buffer) < size:
            return None
        kind = _BARCODES.get(self._buffer[2])
        data = bytes(self._buffer[4:size])
        return size, CodePrint(kind, data) if kind else Unknown(bytes(self._buffer[:4]))

    def _extended(self) -> tuple[int, Op | None] | None:
        if len(self._buffer) < 5:
            return None
        size = 5 + (self._buffer[3] | self._buffer[4] << 8)
        if len(self._buffer) < size:
            return None
        args = bytes(self._buffer[5:size])
        if self._buffer[2] in _SETS_ONLY:
            return size, None
        if self._buffer[2] != 0x6B or args[:1] != b"1":
            return size, Unknown(bytes(self._buffer[:5]))
        names = {0x43: "qr_module", 0x45: "qr_ecc"}
        if args[1] in names:
            return size, CodeSet(names[args[1]], args[2])
        if args[1] == 0x50:
            return size, CodeSet("qr_data", args[3:])
        return size, CodePrint("qr") if args[1] == 0x51 else None
