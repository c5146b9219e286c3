"""Barcodes as pure data: is this text a valid code, and where are its bars.

Printers accept an EAN with a wrong check digit and print something no till can read; so it is
checked before. The bar patterns serve printers that cannot draw codes, and the pictures of the
fake printer.
"""

from __future__ import annotations

from collections.abc import Callable

from hardware.api.errors import BadSlip

_L = "0001101001100100100110111101010001101100010101111011101101101110001011"
_PARITY = "LLLLLLLLGLGGLLGGLGLLGGGLLGLLGGLGGLLGLGGGLLLGLGLGLGLGGLLGGLGL"
_ITF = ("00110", "10001", "01001", "11000", "00101", "10100", "01100", "00011", "10010", "01010")
_C39 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%*"
_C39_WIDE = (
    "000110100100100001001100001101100000000110001100110000001110000000100101100100100"
    "001100100100001001001001001101001000000011001100011000001011000000001101100001100"
    "001001100000011100100000011001000011101000010000010011100010010001010010000000111"
    "100000110001000110000010110110000001011000001111000000010010001110010000011010000"
    "010000101110000100011000100010101000010100010010001010000101010010010100"
)
_C128 = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132"
    "122231113222123122123221223211221132221231213212223112312131311222321122321221312212"
    "322112322211212123212321232121111323131123131321112313132113132311211313231113231311"
    "112133112331132131113123113321133121313121211331231131213113213311213131311123311321"
    "331121312113312311332111314111221411431111111224111422121124121421141122141221112214"
    "112412122114122411142112142211241211221114413111241112134111111242121142121241114212"
    "124112124211411212421112421211212141214121412121111143111341131141114113114311411113"
    "411311113141114131311141411131211412211214211232"
)
_C128_STOP = "2331112"
_GS1_LENGTH = {"ean13": 13, "ean8": 8, "upca": 12}


def gs1_check_digit(body: str) -> str:
    """The last digit of an EAN, UPC or ITF-14, from the digits before it."""
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(body)))
    return str(-total % 10)


def check_symbol(kind: str, data: str) -> None:
    """Raise `BadSlip` when `data` is not a valid code of its kind."""
    if not data:
        raise BadSlip("code_empty", kind=kind)
    if kind in _GS1_LENGTH:
        _check_gs1(kind, data)
    elif not _FITS[kind](data):
        raise BadSlip("code_letters", kind=kind, data=data)


def bars(kind: str, data: str) -> str:
    """The modules of a code as "1" (bar) and "0" (space), without quiet zones."""
    check_symbol(kind, data)
    if kind == "upca":
        return _ean13("0" + data)
    maker = {"ean13": _ean13, "ean8": _ean8, "itf": _itf, "code39": _code39, "code128": _code128}
    return maker[kind](data)


def _slice(table: str, size: int, index: int) -> str:
    return table[index * size : index * size + size]


def _digits(data: str) -> bool:
    return data.isascii() and data.isdigit()


def _check_gs1(kind: str, data: str) -> None:
    if not _digits(data) or len(data) != _GS1_LENGTH[kind]:
        raise BadSlip("code_letters", kind=kind, data=data)
    if gs1_check_digit(data[:-1]) != data[-1]:
        raise BadSlip("code_check_digit", kind=kind, data=data)


def _invert(bits: str) -> str:
    return bits.translate({48: "1", 49: "0"})


def _left(digit: str) -> str:
    return _slice(_L, 7, int(digit))


def _ean13(data: str) -> str:
    left = ""
    for digit, side in zip(data[1:7], _slice(_PARITY, 6, int(data[0])), strict=True):
        code = _left(digit)
        left += code if side == "L" else _invert(code)[::-1]
    right = "".join(_invert(_left(d)) for d in data[7:])
    return "101" + left + "01010" + right + "101"


def _ean8(data: str) -> str:
    left = "".join(_left(d) for d in data[:4])
    right = "".join(_invert(_left(d)) for d in data[4:])
    return "101" + left + "01010" + right + "101"


def _stripes(widths: str) -> str:
    """Alternating bars and spaces; "1" is a wide one, three modules."""
    return "".join(
        ("1" if i % 2 == 0 else "0") * (3 if w == "1" else 1) for i, w in enumerate(widths)
    )


def _itf(data: str) -> str:
    body = ""
    for a, b in zip(data[::2], data[1::2], strict=True):
        pairs = zip(_ITF[int(a)], _ITF[int(b)], strict=True)
        body += _stripes("".join(x + y for x, y in pairs))
    return "1010" + body + "11101"


def _code39(data: str) -> str:
    return "0".join(_stripes(_slice(_C39_WIDE, 9, _C39.index(c))) for c in f"*{data}*")


def _code128(data: str) -> str:
    values = [104] + [ord(c) - 32 for c in data]
    check = (104 + sum(i * v for i, v in enumerate(values))) % 103
    widths = "".join(_slice(_C128, 6, v) for v in [*values, check]) + _C128_STOP
    return "".join(("1", "0")[i % 2] * int(w) for i, w in enumerate(widths))


_FITS: dict[str, Callable[[str], bool]] = {
    "itf": lambda data: _digits(data) and len(data) % 2 == 0 and len(data) <= 30,
    "code39": lambda data: set(data) <= set(_C39[:-1]) and len(data) <= 20,
    "code128": lambda data: all(" " <= c <= "~" for c in data) and len(data) <= 40,
}
