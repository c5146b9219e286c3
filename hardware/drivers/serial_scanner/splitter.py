"""Bytes into whole scans: by CR, LF or ETX, or by a pause where no end mark is set up."""

from __future__ import annotations

import re

from hardware.api.scanner import fold_full_width

_END = re.compile(rb"[\r\n\x03]")
_MAX_BYTES = 4096  # the longest QR code; anything longer is noise


class Splitter:
    """`pause_ms` of silence also ends a scan; `prefix` and `suffix` are taken off."""

    def __init__(self, *, pause_ms: int = 150, prefix: str = "", suffix: str = "") -> None:
        self._pause_ms = pause_ms
        self._prefix = prefix
        self._suffix = suffix
        self._buffer = b""
        self._last_ms = 0

    def feed(self, data: bytes, now_ms: int) -> list[str]:
        """Whole scans only; call it with b"" too, so that a pause is noticed."""
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
        texts = (self._clean(scan) for scan in scans if len(scan) <= _MAX_BYTES)
        return [text for text in texts if text]

    def _clean(self, scan: bytes) -> str:
        try:
            text = scan.decode("utf-8")
        except UnicodeDecodeError:
            text = scan.decode("gb18030", "replace")
        text = "".join(c for c in fold_full_width(text) if c >= " " or c == "\x1d")
        return text.strip(" \x7f").removeprefix(self._prefix).removesuffix(self._suffix)
