"""Bytes of a reader that only speaks, as whole texts: ended by CR, LF or ETX, or by a pause."""

from __future__ import annotations

import re

from hardware.api.readers import fold_full_width

_END = re.compile(rb"[\r\n\x03]")
_MAX_BYTES = 4096  # the longest QR code; anything longer is noise
_NOISE_REST_MS = 2000
_QUIET = "\x1d\x02\x1b"  # FNC1 belongs to a code; STX and a modem's ESC are dropped in silence


class Splitter:
    """`pause_ms` of silence also ends a text; `prefix` and `suffix` are taken off.

    What cannot be text (the line's speed is wrong, the cable is bad) is handed on once, so that
    somebody says so aloud, and then held back for two seconds; `noisy` tells until text comes.
    """

    def __init__(self, *, pause_ms: int = 150, prefix: str = "", suffix: str = "") -> None:
        self._pause_ms = pause_ms
        self._prefix = prefix
        self._suffix = suffix
        self._buffer = b""
        self._last_ms = 0
        self._noise_ms: int | None = None
        self.noisy = False

    def feed(self, data: bytes, now_ms: int) -> list[str]:
        """Whole texts only; call it with b"" too, so that a pause is noticed."""
        scans = []
        if not data:
            if self._buffer and now_ms - self._last_ms >= self._pause_ms:
                scans.append(self._buffer)
                self._buffer = b""
        else:
            self._last_ms = now_ms
            *whole, self._buffer = _END.split(self._buffer + data)
            scans += whole
            if len(self._buffer) > _MAX_BYTES:
                self._buffer = b""
                self.noisy = True
        texts = (self._clean(scan, now_ms) for scan in scans if len(scan) <= _MAX_BYTES)
        return [text for text in texts if text]

    def forget(self) -> None:
        """The line was opened anew: half a text from before belongs to nothing."""
        self._buffer = b""

    def _clean(self, scan: bytes, now_ms: int) -> str:
        text, noise = _decoded(scan)
        if noise and self._held_back(now_ms):
            return ""
        text = "".join(c for c in fold_full_width(text) if c >= " " or c == "\x1d")
        text = text.strip(" \x7f").removeprefix(self._prefix).removesuffix(self._suffix)
        if text and not noise:
            self.noisy = False
        return text

    def _held_back(self, now_ms: int) -> bool:
        last, self._noise_ms, self.noisy = self._noise_ms, now_ms, True
        return last is not None and now_ms - last < _NOISE_REST_MS


def _decoded(scan: bytes) -> tuple[str, bool]:
    """The text, and whether it is none."""
    try:
        text, noise = scan.decode("utf-8"), False
    except UnicodeDecodeError:
        text, noise = scan.decode("gb18030", "replace"), False
        try:
            scan.decode("gb2312")  # what a shop writes; random bytes nearly always leave it
        except UnicodeDecodeError:
            noise = True
    strange = any(c < " " and c not in _QUIET or "\x7f" <= c < "\xa0" for c in text.strip("\x7f"))
    return text, noise or strange
