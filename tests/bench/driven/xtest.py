"""A keyboard scanner at an X display: keys at exact distances, timed by the display itself.

`python -m tests.bench.driven.xtest :99 GAP_MS REST_MS CODE ...` types each code and Enter. The X
server keeps the distances (XTEST's own delays), so that a busy machine is no slow scanner.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterable

DOWN, UP, NOW = 1, 0, 0
SIGNS = {
    **{":": "colon", "-": "minus", "_": "underscore", ".": "period", ";": "semicolon"},
    **{"=": "equal", "?": "question", "%": "percent", "^": "asciicircum", "]": "bracketright"},
    **{"/": "slash", "+": "plus", "~": "asciitilde", "#": "numbersign", " ": "space"},
}


class Typist:
    """One connection. `strike(name)` presses a key by its X name, `delay_ms` after the last."""

    def __init__(self, display: str) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._test = ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XOpenDisplay.argtypes = [ctypes.c_char_p]
        self._x.XStringToKeysym.restype = ctypes.c_ulong
        self._x.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
        self._x.XKeysymToKeycode.restype = ctypes.c_ubyte
        self._x.XkbKeycodeToKeysym.restype = ctypes.c_ulong
        self._x.XkbKeycodeToKeysym.argtypes = [ctypes.c_void_p, ctypes.c_ubyte, *[ctypes.c_int] * 2]
        self._x.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
        self._x.XCloseDisplay.argtypes = [ctypes.c_void_p]
        self._test.XTestFakeKeyEvent.argtypes = [
            *(ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong)
        ]
        self._display = self._x.XOpenDisplay(display.encode())
        if not self._display:
            raise OSError(f"no display {display}")
        self._shift = self._code("Shift_L")

    def _code(self, name: str) -> int:
        symbol = self._x.XStringToKeysym(name.encode())
        return int(self._x.XKeysymToKeycode(self._display, symbol))

    def strike(self, name: str, delay_ms: int) -> None:
        """Press and let go; with Shift where the layout wants it."""
        symbol = self._x.XStringToKeysym(name.encode())
        code = int(self._x.XKeysymToKeycode(self._display, symbol))
        shifted = self._x.XkbKeycodeToKeysym(self._display, code, 0, 0) != symbol
        if shifted:
            self._fake(self._shift, DOWN, delay_ms)
        self._fake(code, DOWN, NOW if shifted else delay_ms)
        self._fake(code, UP, NOW)
        if shifted:
            self._fake(self._shift, UP, NOW)

    def scan(self, code: str, gap_ms: int, rest_ms: int) -> None:
        """One code and Enter, `rest_ms` after whatever was before."""
        for place, sign in enumerate(code):
            self.strike(SIGNS.get(sign, sign), gap_ms if place else rest_ms)
        self.strike("Return", gap_ms)
        self._x.XSync(self._display, 0)  # comes back when the display has typed it all

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)

    def _fake(self, code: int, down: int, delay_ms: int) -> None:
        self._test.XTestFakeKeyEvent(self._display, code, down, delay_ms)


def main(display: str, gap_ms: int, rest_ms: int, codes: Iterable[str]) -> None:
    """Type them all, one after the other."""
    typist = Typist(display)
    for code in codes:
        typist.scan(code, gap_ms, rest_ms)
    typist.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
