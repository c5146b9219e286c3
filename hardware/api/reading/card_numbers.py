"""One number for one card, however a reader spells it (hardware.md 4.6).

The canonical number is the chip's in uppercase hex, first byte first, as PC/SC says it. Readers
of the same card say other things of it:

    hex         04A1B2C3 (serial and PC/SC readers), backwards C3B2A104 (many Mifare wedges)
    dec         0013961168: ten digits are "8H10D", the lower 4 bytes (125 kHz fobs, printed so)
    w26         21302000: 3 + 5 digits, the lower 3 bytes as Wiegand 26 has them, printed 213,02000

A reader that hears only the lower bytes of a number rules over one that hears all: `keep` cuts
the richer one down, else the same card would be two. Source: manuals of 125 kHz wedges, and
hardware.md 4.6; `checksum` is the RDM6300's and its kin's (the last byte is the others' xor).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hardware.api.spec import Setting, Value

LEAST_BYTES, MOST_BYTES = 3, 10
_W26 = re.compile(r"(\d{3})[, ]?(\d{5})", re.ASCII)
_GAPS = re.compile(r"[ :-]")
_HEX = re.compile(r"[0-9A-F]+")
_DEC = re.compile(r"\d{7,20}", re.ASCII)
_SIZES = (4, 5, 7, 8)  # how long the numbers of chips are; decimal spelling loses it


class Spelling(StrEnum):
    HEX = "hex"
    DEC = "dec"
    W26 = "w26"


@dataclass(frozen=True, slots=True)
class CardFormat:
    """How a reader says a card. `keep` lower bytes count (0: all); `length` characters are a

    whole number (0: any), so that half of one is never another card.
    """

    spelling: Spelling = Spelling.HEX
    backwards: bool = False
    keep: int = 0
    length: int = 0
    checksum: bool = False


FORMAT_SETTINGS = (
    Setting("format", "hex", choices=tuple(Spelling)),
    Setting("backwards", False),
    Setting("keep", 0, high=MOST_BYTES),
    Setting("length", 0, high=40),
    Setting("checksum", False),
)


def format_of(settings: Mapping[str, Value]) -> CardFormat:
    """A reader's format from its settings, which were checked."""
    return CardFormat(
        Spelling(str(settings["format"])),
        bool(settings["backwards"]),
        int(settings["keep"]),
        int(settings["length"]),
        bool(settings["checksum"]),
    )


def settings_of(kept: CardFormat) -> dict[str, Value]:
    """The settings that mean this format."""
    return {
        "format": str(kept.spelling),
        "backwards": kept.backwards,
        "keep": kept.keep,
        "length": kept.length,
        "checksum": kept.checksum,
    }


def canonical(text: str, kept: CardFormat) -> str:
    """The card's number as hex; empty when `text` is no whole number of this format."""
    said = text.strip()
    if kept.length and len(said) != kept.length:
        return ""
    data = _BYTES_OF[kept.spelling](said)
    if kept.checksum:
        data = _checked(data)
    if not LEAST_BYTES <= len(data) <= MOST_BYTES:
        return ""
    if kept.backwards:
        data = data[::-1]
    if kept.keep:
        if len(data) < kept.keep:
            return ""
        data = data[-kept.keep :]
    return data.hex().upper() if any(data) else ""


def of_uid(uid: bytes, kept: CardFormat) -> str:
    """The same for a reader that gives the bytes themselves (PC/SC)."""
    return canonical(uid.hex(), CardFormat(Spelling.HEX, kept.backwards, kept.keep))


def _from_hex(said: str) -> bytes:
    bare = _GAPS.sub("", said).upper().removeprefix("0X")
    return bytes.fromhex(bare) if _HEX.fullmatch(bare) and len(bare) % 2 == 0 else b""


def _from_dec(said: str) -> bytes:
    if not _DEC.fullmatch(said):
        return b""
    number = int(said)
    size = next((one for one in _SIZES if number < 256**one), 0)
    return number.to_bytes(size, "big") if size else b""


def _from_w26(said: str) -> bytes:
    found = _W26.fullmatch(said)
    if found is None:
        return b""
    facility, number = int(found[1]), int(found[2])
    if facility > 0xFF or number > 0xFFFF:
        return b""
    return bytes((facility,)) + number.to_bytes(2, "big")


_BYTES_OF = {Spelling.HEX: _from_hex, Spelling.DEC: _from_dec, Spelling.W26: _from_w26}


def _checked(data: bytes) -> bytes:
    """Without the check byte; nothing when it does not fit."""
    if len(data) < LEAST_BYTES + 1:
        return b""
    check = 0
    for byte in data[:-1]:
        check ^= byte
    return data[:-1] if check == data[-1] else b""
