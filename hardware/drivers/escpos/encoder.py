"""Text into a printer's bytes, Chinese first.

python-escpos sends ¥ in a Chinese line as four bytes that two-byte printers show as "0 6", and
prints ? for full-width punctuation; so this encoder is our own. One function, `glyphs`, answers
"can it?", "how wide?" and "which bytes?", so that the three can never disagree.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

INIT = b"\x1b@"
CHINESE_ON = b"\x1c&"
CHINESE_OFF = b"\x1c."

# what GBK lacks and people write; a profile's own table comes first
_SUBSTITUTES = {
    "€": "EUR",
    "£": "GBP",
    "₩": "KRW",
    "₫": "VND",
    "฿": "THB",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "•": "·",
    "✓": "√",
    "✔": "√",
    "ß": "ss",
    "⁄": "/",
    "〜": "~",
    "\u00a0": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\t": " ",
}
# scripts that a printer's UTF-8 font may be trusted to have, without shaping
_UTF8_TRUSTED = (
    (0x20, 0x590),
    (0x2010, 0x2027),
    (0x2030, 0x33FF),
    (0x3400, 0xA000),
    (0xAC00, 0xD7A4),
    (0xF900, 0xFB00),
    (0xFE30, 0xFE50),
    (0xFF01, 0xFFE7),
)


CHINESE = ("gb18030", "gbk", "gb2312")


class Glyph(NamedTuple):
    """`width` in columns (in dots for raster text). Not `known`: `data` is only a stand-in."""

    text: str
    data: bytes
    width: int
    known: bool = True


QUESTION = Glyph("?", b"?", 1, known=False)


class TextEncoder:
    """`mode` is gb18030 or gbk (the same two bytes: printers know no more), gb2312 (old fonts of

    6,763 Han letters), utf8 or codepage (a Python codec's name).
    """

    def __init__(
        self, mode: str, codepage: str = "cp437", substitutions: Mapping[str, str] | None = None
    ) -> None:
        self._mode = mode
        codecs = {"utf8": "utf-8", **dict.fromkeys(CHINESE, "gbk")}
        self._codec = codecs.get(mode, codepage)
        own = {"¥": "￥"} if mode in CHINESE else {"￥": "¥"} if mode == "codepage" else {}
        self._substitutes = {**_SUBSTITUTES, **own, **(substitutions or {})}
        self._first = dict(substitutions or {})
        self._cache: dict[str, tuple[Glyph, ...]] = {}

    def glyphs(self, text: str) -> list[Glyph]:
        """One line of text; control letters vanish, so no text can command the printer."""
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        cache = self._cache
        out: list[Glyph] = []
        for char in text:
            found = cache.get(char)
            if found is None:
                found = self._glyphs_of(char)
                if len(cache) < 20_000:
                    cache[char] = found
            out += found
        return out

    def encode(self, text: str) -> bytes:
        return b"".join(glyph.data for glyph in self.glyphs(text))

    def missing(self, text: str) -> str:
        """The letters of `text` that this printer lacks, each once."""
        return "".join(dict.fromkeys(g.text for g in self.glyphs(text) if not g.known))

    def width(self, text: str) -> int:
        return sum(glyph.width for glyph in self.glyphs(text))

    def _glyphs_of(self, char: str) -> tuple[Glyph, ...]:
        if char in self._first:  # the model cannot print this letter although its code page can
            return self._substitute(char)
        glyph = self._native(char)
        if glyph is not None:
            return (glyph,)
        if char in self._substitutes:
            return self._substitute(char)
        category = unicodedata.category(char)
        if category in {"Cc", "Cf", "Zl", "Zp"} or 0xFE00 <= ord(char) <= 0xFE0F:
            return ()
        if category in {"Mn", "Me"}:
            return (Glyph(char, b"", 0, known=False),)
        return self._stand_in(char)

    def _native(self, char: str) -> Glyph | None:
        if char < " " or "\x7f" <= char < "\xa0":
            return None
        if char < "\x7f":
            return Glyph(char, char.encode(), 1)
        if self._mode == "utf8" and not _trusted(ord(char)):
            return None
        try:
            data = char.encode(self._codec)
        except UnicodeEncodeError:
            return None
        if self._mode == "gb2312" and not _in_gb2312(data):
            return None
        if self._mode == "utf8":
            return None if unicodedata.combining(char) else Glyph(char, data, _columns(char))
        return Glyph(char, data, len(data))

    def _substitute(self, char: str) -> tuple[Glyph, ...]:
        letters = (self._native(letter) or QUESTION for letter in self._substitutes[char])
        return tuple(letters)

    def _stand_in(self, char: str) -> tuple[Glyph, ...]:
        """The letter without its accents where that is one we have, else a question mark."""
        plain = "".join(
            c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)
        )
        plain = "".join(self._substitutes.get(c, c) for c in plain)
        letters = [self._native(c) for c in plain]
        if not letters or None in letters:
            return (QUESTION._replace(text=char),)
        first, *rest = (letter for letter in letters if letter is not None)
        return (
            first._replace(text=char, known=False),
            *(letter._replace(text="", known=False) for letter in rest),
        )


def _in_gb2312(data: bytes) -> bool:
    """GBK keeps GB2312's places and fills the others."""
    try:
        data.decode("gb2312")
    except UnicodeDecodeError:
        return False
    return True


def _trusted(code: int) -> bool:
    return any(low <= code < high for low, high in _UTF8_TRUSTED)


def _columns(char: str) -> int:
    """Ambiguous letters are two columns wide in a Chinese font; so may be all that is not Latin.

    A line that falls short is read, one that runs over breaks the row of figures.
    """
    wide = ord(char) >= 0x400 or unicodedata.east_asian_width(char) in "WFA"
    return 2 if wide else 1
