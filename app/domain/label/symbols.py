"""The bars of EAN-13, EAN-8 and Code 128, checked before anybody prints them (GS1, ISO 15417).

Code 128 switches between letters (B) and pairs of digits (C), so that the 18 digits of a Chinese
scale's label take half the room.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.codes.gtin import holds, is_digits
from app.domain.errors import Refused

_LEFT = "0001101001100100100110111101010001101100010101111011101101101110001011"
_PARITY = "LLLLLLLLGLGGLLGGLGLLGGGLLGLLGGLGGLLGLGGGLLLGLGLGLGLGGLLGGLGL"
_WIDTHS = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132"
    "122231113222123122123221223211221132221231213212223112312131311222321122321221312212"
    "322112322211212123212321232121111323131123131321112313132113132311211313231113231311"
    "112133112331132131113123113321133121313121211331231131213113213311213131311123311321"
    "331121312113312311332111314111221411431111111224111422121124121421141122141221112214"
    "112412122114122411142112142211241211221114413111241113134111111242121142121241114212"
    "124112124211411212421112421211212141214121412121111143111341131141114113114311411113"
    "411311113141114131311141411131211412211214211232"
)
_STOP = "2331112"
_START_B, _START_C, _TO_C, _TO_B = 104, 105, 99, 100


@dataclass(frozen=True, slots=True)
class Symbol:
    """`modules`: "1" is a bar. `quiet`: modules of white at its left and right."""

    kind: str
    modules: str
    quiet: tuple[int, int]
    text: str

    @property
    def width(self) -> int:
        """Modules with the white beside them."""
        return len(self.modules) + sum(self.quiet)


def symbol(text: str) -> Symbol:
    """The narrowest code that says `text`.

    Refused `labels.code_empty`, `labels.code_check` (code) for 8, 12 or 13 digits whose check digit
    is wrong, `labels.code_letters` (code) for what Code 128 has no sign for, `labels.code_long`.
    """
    if not text:
        raise Refused("labels.code_empty")
    if is_digits(text) and len(text) in (8, 12, 13):
        if not holds(text):
            raise Refused("labels.code_check", code=text)
        if len(text) == 8:
            return Symbol("ean8", _ean8(text), (7, 7), text)
        whole = text.zfill(13)
        return Symbol("ean13", _ean13(whole), (11, 7), whole)
    if not all(" " <= sign <= "~" for sign in text):
        raise Refused("labels.code_letters", code=text[:20])
    if len(text) > 48:
        raise Refused("labels.code_long")
    return Symbol("code128", _code128(text), (10, 10), text)


def _left(digit: str) -> str:
    return _LEFT[int(digit) * 7 : int(digit) * 7 + 7]


def _turned(bits: str) -> str:
    return bits.translate({48: "1", 49: "0"})


def _ean13(data: str) -> str:
    parity = _PARITY[int(data[0]) * 6 : int(data[0]) * 6 + 6]
    left = "".join(
        _left(digit) if side == "L" else _turned(_left(digit))[::-1]
        for digit, side in zip(data[1:7], parity, strict=True)
    )
    return f"101{left}01010{''.join(_turned(_left(digit)) for digit in data[7:])}101"


def _ean8(data: str) -> str:
    right = "".join(_turned(_left(digit)) for digit in data[4:])
    return f"101{''.join(_left(digit) for digit in data[:4])}01010{right}101"


def _code128(data: str) -> str:
    values = _values(data)
    check = (values[0] + sum(place * value for place, value in enumerate(values))) % 103
    widths = "".join(_WIDTHS[6 * v : 6 * v + 6] for v in [*values, check]) + _STOP
    return "".join("10"[place % 2] * int(wide) for place, wide in enumerate(widths))


def _values(data: str) -> list[int]:
    """Four digits and more in a row go in pairs."""
    values: list[int] = []
    pairs = False
    for run in re.findall(r"(?:\d\d){2,}|.", data, re.S):
        if len(run) >= 4:
            values.append(_TO_C if values else _START_C)
            values += [int(run[i : i + 2]) for i in range(0, len(run), 2)]
            pairs = True
        else:
            if not values:
                values.append(_START_B)
            elif pairs:
                values.append(_TO_B)
            values.append(ord(run) - 32)
            pairs = False
    return values
