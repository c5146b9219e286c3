"""Frames of scales that speak by themselves: CAS 22 bytes, A&D and kin, DIGI, ACS, XK3190.

Bytes by the makers' manuals as other programs quote them (hardware.md 4.4); none of it was on a
wire of ours. A stream can be entered in its middle: every frame here has a beginning of its own.
"""

from __future__ import annotations

import re
from functools import reduce
from operator import xor

from hardware.api.errors import Reason
from hardware.drivers.scales.reading import Reading, Take, reading, taker, text_of

_STREAM22 = re.compile(
    rb"(ST|US|OL),(GS|NT),([^\r\n]),?([^\r\n]),([\x20-\x7e]{8}) ([A-Za-z ]{2})\r\n"
)
_AND = re.compile(
    rb"(OL),[^\r\n]{1,24}\r\n"
    rb"|(ST|US),([+-][\d.]{8})( kg|  g| lb| oz)\r\n"
    rb"|(ST|US),(?:GS|NT),([+-][ \d.]{7}) ?(kg| g|lb|oz)\r\n"
    rb"|w[wn]([+-][\d.]{6}|[\d.]{7})(kg|lb)"
)
_DIGI = re.compile(rb"[\x20-\x7e]{2}\r0([ \d.-]{6})\r4[ \d.-]{6}\rU[ \d.]{6}\rT[ \d.]{7}\r\n")
_XK_A9 = re.compile(rb"\x02(([+-])(\d{6})([0-4]))([0-9A-F])([0-9A-F])\x03")
_XK_A12 = re.compile(rb"=([\d.]{6,8})(-?)(?==)")


def stream22() -> Take:
    """`ST,GS,<id><lamp>,dddddddd kg CRLF`: US unstable, OL over, NT net."""

    def read(match: re.Match[bytes]) -> Reading | None:
        if match[1] == b"OL":
            return Reading(None, reason=Reason.OVERLOAD)
        return reading(text_of(match[5]), text_of(match[6]), stable=match[1] == b"ST")

    return taker(_STREAM22, read)


def and_() -> Take:
    """`ST,GS,+  1.250kg CRLF`, `ST,+0001.250 kg CRLF` and `wn00007.5kg`.

    A tare (TR, wt) and pieces (QT) are no weights. Widths are fixed: a lost byte is a lost frame.
    """

    def read(match: re.Match[bytes]) -> Reading | None:
        if match[1] is not None:
            return Reading(None, reason=Reason.OVERLOAD)
        if match[8] is not None:
            return reading(text_of(match[8]), text_of(match[9]), stable=None)
        at = 2 if match[2] is not None else 5
        stable = match[at] == b"ST"
        return reading(text_of(match[at + 1]), text_of(match[at + 2]), stable=stable)

    return taker(_AND, read)


def digi(unit: str) -> Take:
    """`sf 0D '0'nnnnnn 0D '4'tttttt 0D 'U'uuuuuu 0D 'T'ppppppp 0D 0A`: n is the net weight.

    What the bits of s and f mean is not known here: equal readings decide that it is still.
    """
    return taker(_DIGI, lambda match: reading(text_of(match[1]), unit, stable=None))


def acs(digits: int, decimals: int) -> Take:
    """`0D 20 30 30 34 36` = 0.046 kg: a frame ends where the next begins, so a torn one is none."""
    pattern = re.compile(rb"\r([ +-])(\d{%d})(?=[\r\n])" % digits)

    def read(match: re.Match[bytes]) -> Reading | None:
        number = text_of(match[2])
        whole, part = number[: digits - decimals] or "0", number[digits - decimals :]
        return reading(f"{text_of(match[1]).strip()}{whole}.{part}", "kg", stable=None)

    return taker(pattern, read)


def xk3190_a9(unit: str) -> Take:
    """`02 sign 6 digits point xor xor 03`: point is how many decimals; a wrong xor drops it."""

    def read(match: re.Match[bytes]) -> Reading | None:
        if b"%02X" % reduce(xor, match[1]) != match[5] + match[6]:
            return None
        digits, decimals = text_of(match[3]), int(match[4])
        number = f"{digits[: 6 - decimals]}.{digits[6 - decimals :]}"
        return reading(text_of(match[2]) + number, unit, stable=None)

    return taker(_XK_A9, read)


def xk3190_a12(unit: str) -> Take:
    """`=` and the digits from the right to the left, a minus last: `=052.100` is 001.250."""

    def read(match: re.Match[bytes]) -> Reading | None:
        return reading(text_of(match[2]) + text_of(match[1])[::-1], unit, stable=None)

    return taker(_XK_A12, read)
