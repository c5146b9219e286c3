"""Linux key events as the letters a keyboard scanner meant (input-event-codes.h, [manual]).

A scanner set to US keys sends the positions of US keys: its own layout counts here, never the
desktop's. Alt with figures on the number pad is how some scanners send any letter ("ALT mode"),
Ctrl ] is GS1's separator.
"""

from __future__ import annotations

import struct

from hardware.api.reading.layouts import table

EVENT = struct.Struct("llHHi")  # seconds, microseconds, type, code, value
EV_SYN, EV_KEY, SYN_DROPPED = 0, 1, 3
UP, DOWN = 0, 1
SHIFTS, CONTROLS, ALTS, CAPS = {42, 54}, {29, 97}, {56, 100}, 58
ENDS = {28: "\r", 96: "\r", 15: "\t"}
_PAD = {79: "1", 80: "2", 81: "3", 75: "4", 76: "5", 77: "6", 71: "7", 72: "8", 73: "9", 82: "0"}
_PAD_SIGNS = {55: "*", 74: "-", 78: "+", 83: ".", 98: "/"}


class KeyReader:
    """Events in, letters out. `layout` is the scanner's own."""

    def __init__(self, layout: str = "us") -> None:
        self._signs = table(layout)
        self._half = b""
        self._down: set[int] = set()
        self._caps = False
        self._number = ""

    def forget(self) -> None:
        """The device was opened anew: no key is down."""
        self._half, self._number = b"", ""
        self._down.clear()
        self._caps = False

    def feed(self, data: bytes) -> str:
        """What whole events mean; half an event waits for its rest."""
        whole = self._half + data
        size = len(whole) // EVENT.size * EVENT.size
        self._half = whole[size:]
        return "".join(
            self._event(kind, code, value)
            for _, _, kind, code, value in EVENT.iter_unpack(whole[:size])
        )

    def _event(self, kind: int, code: int, value: int) -> str:
        if kind == EV_SYN and code == SYN_DROPPED:  # the system lost keys: what stands is half
            self.forget()
            return "\x18\r"
        if kind != EV_KEY or value not in (UP, DOWN):
            return ""  # a repeat is a held key, and no scanner holds one
        if value == UP:
            return self._up(code)
        self._down.add(code)
        return self._pressed(code)

    def _up(self, code: int) -> str:
        self._down.discard(code)
        if code not in ALTS or not self._number:
            return ""
        number, self._number = self._number, ""
        value = int(number)
        if number.startswith("0") and value < 256:
            return bytes((value,)).decode("cp1252", "replace")
        return chr(value) if 0 < value < 0x11_0000 and not 0xD800 <= value < 0xE000 else ""

    def _pressed(self, code: int) -> str:
        if code in ENDS:
            return ENDS[code]
        if code == CAPS:
            self._caps = not self._caps
            return ""
        if self._down & ALTS:
            self._number = (self._number + _PAD.get(code, ""))[:6]
            return ""
        if code in _PAD or code in _PAD_SIGNS:
            return _PAD.get(code) or _PAD_SIGNS[code]
        sign = self._signs.get((code, bool(self._down & SHIFTS)), "")
        if self._down & CONTROLS:
            return "\x1d" if code == 27 else ""
        return sign.swapcase() if self._caps and sign.isalpha() else sign
