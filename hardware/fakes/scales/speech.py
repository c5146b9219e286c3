"""How scales say what lies on their pan, byte by byte as their makers' tables have it.

Written from the tables and not from the parsers, so that each is a test of the other. A scale
that has no way to say something (too much on it) falls silent, as those do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from operator import xor

from hardware.api.spec import Value
from hardware.fakes.scales.pan import Pan

Say = Callable[[Pan], bytes]


def _kg(grams: int, width: int = 6) -> str:
    return f"{grams // 1000}.{grams % 1000:03d}".rjust(width, "0")


def toledo8217(pan: Pan) -> bytes:
    """STX weight [N] CR, or STX ? status CR where there is none to say."""
    grams = pan.grams
    status = (
        (0 if pan.still else 0x01)
        | (0x02 if pan.over else 0)
        | (0x04 if grams < 0 else 0)
        | (0x10 if pan.gross == 0 else 0)
        | (0x20 if pan.tare else 0)
    )
    if status & 0x07:
        return b"\x02?" + bytes((status,)) + b"\r"
    return b"\x02" + _kg(grams).encode() + (b"N" if pan.tare else b"") + b"\r"


def sma(pan: Pan) -> bytes:
    """LF s r n m f weight(10) unit(3) CR."""
    sign = "-" if pan.grams < 0 else ""
    state = "O" if pan.over else "U" if pan.grams < 0 else "Z" if pan.gross == 0 else " "
    net, motion = "N" if pan.tare else "G", " " if pan.still else "M"
    number = sign + _kg(abs(pan.grams), 5)
    return f"\n{state}1{net}{motion} {number:>10}kg \r".encode()


def cas(pan: Pan) -> bytes:
    """SOH STX flag sign WW.WWW kg BCC ETX EOT; BCC over the ten bytes of the body."""
    flag = "F" if pan.over else "S" if pan.still else "U"
    sign = "-" if pan.grams < 0 else " "
    body = f"{flag}{sign}{_kg(min(abs(pan.grams), 99_999))}kg".encode()
    return b"\x01\x02" + body + bytes((reduce(xor, body),)) + b"\x03\x04"


def stream22(pan: Pan) -> bytes:
    """22 bytes: state, gross or net, identity, lamp, eight of data, a blank, the unit."""
    state = "OL" if pan.over else "ST" if pan.still else "US"
    net = "NT" if pan.tare else "GS"
    sign = "-" if pan.grams < 0 else " "
    data = "   OL   " if pan.over else sign + _kg(abs(pan.grams), 7)
    return f"{state},{net},\x01\x60,{data} kg\r\n".encode("latin-1")


def and_(pan: Pan) -> bytes:
    """`ST,GS,+  1.250kg` and CRLF."""
    if pan.over:
        return b"OL,GS,+99999.9kg\r\n"
    sign = "-" if pan.grams < 0 else "+"
    net = "NT" if pan.tare else "GS"
    state = "ST" if pan.still else "US"
    return f"{state},{net},{sign}{_kg(abs(pan.grams), 5).rjust(7)}kg\r\n".encode()


def digi(pan: Pan) -> bytes:
    """37 bytes: two of state, net, tare, unit price, total."""
    if pan.over:
        return b""
    sign = "-" if pan.grams < 0 else ""
    net = sign + _kg(abs(pan.grams), 6 - len(sign))
    return f"00\r0{net}\r4{_kg(pan.tare)}\rU000.00\rT0000.00\r\n".encode()


def acs(digits: int) -> Say:
    """CR, a blank or a minus, the digits of grams."""

    def say(pan: Pan) -> bytes:
        grams = abs(pan.grams)
        if pan.over or grams >= 10**digits:
            return b""
        return f"\r{'-' if pan.grams < 0 else ' '}{grams:0{digits}d}".encode()

    return say


def xk3190_a9(pan: Pan) -> bytes:
    """STX sign six digits, how many of them are decimals, xor as two hex digits, ETX."""
    if pan.over:
        return b""
    body = f"{'-' if pan.grams < 0 else '+'}{abs(pan.grams):06d}3".encode()
    return b"\x02" + body + b"%02X" % reduce(xor, body) + b"\x03"


def xk3190_a12(pan: Pan) -> bytes:
    """`=` and the number turned round, a minus at its end."""
    if pan.over:
        return b""
    return b"=" + _kg(abs(pan.grams), 7)[::-1].encode() + (b"-" if pan.grams < 0 else b"")


def custom(pan: Pan) -> bytes:
    """What the user-defined driver's defaults read: STX, kilograms, CR."""
    sign = "-" if pan.grams < 0 else " "
    return b"" if pan.over else f"\x02{sign}{_kg(abs(pan.grams))}\r".encode()


def of(driver: str, settings: Mapping[str, Value]) -> tuple[Say, tuple[bytes, ...], bool]:
    """(how it speaks, what it must be asked with in turn, whether it has no flag for still)."""
    if driver == "scale_acs":
        ask = str(settings.get("ask", "none"))
        asks = () if ask == "none" else (ask.encode(),)
        return acs(int(settings.get("digits", 4))), asks, True
    if driver == "scale_xk3190":
        return xk3190_a12 if settings.get("model") == "a12" else xk3190_a9, (), True
    known: dict[str, tuple[Say, tuple[bytes, ...], bool]] = {
        "scale_toledo8217": (toledo8217, (b"W",), False),
        "scale_sma": (sma, (b"\nW\r",), False),
        "scale_cas": (cas, (b"\x05", b"\x11"), False),
        "scale_stream22": (stream22, (), False),
        "scale_and": (and_, (), False),
        "scale_digi": (digi, (), True),
        "scale_custom": (custom, (), True),
    }
    return known[driver]
