"""Frames of scales that answer when asked: Toledo 8217, SMA, CAS.

Toledo 8217: as point-of-sale clients rely on (Odoo's public driver; spoken to emupos 0.4).
Fields have their widths: a byte that got lost must not make another weight of them.
SMA: SCP-0499 of the Scale Manufacturers Association, section 5.1 (spoken to emupos 0.4).
CAS: AP, PD, ER manuals; the clones that speak it (Ohaus Aviator, Gram) by their manuals.
"""

from __future__ import annotations

import re
from functools import reduce
from operator import xor

from hardware.api.errors import Reason
from hardware.drivers.scales.reading import Reading, Take, reading, taker, text_of

_MOTION, _OVER, _UNDER = 0x01, 0x02, 0x04
_SILENT = _MOTION | _OVER | _UNDER

_TOLEDO = re.compile(rb"\x02(?:\?([\x10-\x7f\x00-\x07])|([ \d.]{6})N?)\r")
_SMA = re.compile(
    rb"\n([ ZOUEIT])([\x20-\x7e])([GNTgnt])([ M])([\x20-\x7e])"
    rb"([ \d.+-]{10})([ A-Za-z_]{3})\r"
)
_CAS = re.compile(rb"\x01\x02(([SUF])([ -])([\x20-\x7e]{6})([\x20-\x7e]{2}))(.)\x03\x04", re.DOTALL)


def toledo(unit: str) -> Take:
    """`02 "01.250" [N] 0D` is a weight, `02 3F s 0D` a status: never one, never the last one."""

    def read(match: re.Match[bytes]) -> Reading | None:
        if match[1] is None:
            return reading(text_of(match[2]), unit, stable=True)
        status = match[1][0]
        if status & _OVER:
            return Reading(None, reason=Reason.OVERLOAD)
        if status & _UNDER:
            return Reading(None, reason=Reason.UNDER_ZERO)
        if status & _MOTION:
            return Reading(None, reason=Reason.UNSTABLE)
        return None  # it did not understand: no weight, and no state of the pan either

    return taker(_TOLEDO, read)


def sma() -> Take:
    """`0A s r n m f xxxxxx.xxx uuu 0D`; a tare that is reported (`T`) lies on no pan."""

    def read(match: re.Match[bytes]) -> Reading | None:
        status, kind, motion = match[1], match[3], match[4] == b"M"
        if kind in b"Tt":
            return None
        if status == b"O":
            return Reading(None, reason=Reason.OVERLOAD)
        if status == b"U":
            return Reading(None, reason=Reason.UNDER_ZERO)
        if status in (b"E", b"I", b"T"):
            return Reading(None, reason=Reason.HARDWARE)
        return reading(text_of(match[6]), text_of(match[7]), stable=not motion)

    return taker(_SMA, read)


def cas() -> Take:
    """`01 02 [S|U|F][ |-]WW.WWW kg BCC 03 04`; a wrong BCC drops the frame."""

    def read(match: re.Match[bytes]) -> Reading | None:
        if reduce(xor, match[1]) != match[6][0]:
            return None
        if match[2] == b"F":
            return Reading(None, reason=Reason.OVERLOAD)
        sign = "-" if match[3] == b"-" else ""
        return reading(sign + text_of(match[4]).strip(), text_of(match[5]), stable=match[2] == b"S")

    return taker(_CAS, read)
