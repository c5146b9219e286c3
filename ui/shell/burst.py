"""Is it a scanner or a person? Pure: characters and instants in, reads out (hardware.md 4.5).

Scanners send keys 5 to 12 ms apart, people 60 ms and more even when fast. A burst once known may
stumble (a gap up to `pause_ms`) and stays one scan, and so may one over its first letters; one
without Enter is ended by a pause.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0x3002: "."}
GS = "\x1d"  # FNC1 of GS1 codes: the only control character that belongs to a code
KEPT_FAST_MS = 60  # CR LF: a second end mark right behind the first is the scanner's, too
JOIN_MS = 100  # longer, and a typist would wait for what they typed
KEPT_LATE_MS = 300  # Enter behind a scan that a pause had ended already


@dataclass(frozen=True, slots=True)
class WedgeSettings:
    """How this shop's scanners speak; times in milliseconds.

    With a `prefix` only what begins with it is a scan (the safest way), at any speed up to
    `pause_ms`; a `suffix` ends a scan beside Enter and Tab. Neither is part of the code. The same
    code again within `echo_ms` of the last one's end is the scanner's echo: no hand is so fast.
    """

    gap_ms: int = 35
    least: int = 4
    pause_ms: int = 200
    echo_ms: int = 120
    prefix: str = ""
    suffix: str = ""

    @property
    def join_ms(self) -> int:
        """How long first letters wait for the rest of a scanner that stumbled over them."""
        return min(self.pause_ms, JOIN_MS)


def settings_from(extra: Mapping[str, str]) -> WedgeSettings:
    """How the shop says its scanners speak: `wedge.gap_ms`, `.least`, `.pause_ms`, `.echo_ms`,
    `.prefix`, `.suffix` among its further settings. What is no such number is left as it was.
    """
    found = WedgeSettings()
    numbers = {"gap_ms": 500, "least": 40, "pause_ms": 2000, "echo_ms": 5000}
    kept: dict[str, Any] = {}
    for name, most in numbers.items():
        text = extra.get(f"wedge.{name}", "")
        if text.isascii() and text.isdigit() and int(text) <= most:
            kept[name] = int(text)
    for name in ("prefix", "suffix"):
        kept[name] = extra.get(f"wedge.{name}", "")[:4]
    return replace(found, **kept)


class ReadKind(StrEnum):
    """SHORT: a burst of fewer characters than any code has. ECHO: the same code at once again."""

    SCAN = "scan"
    SHORT = "short"
    ECHO = "echo"


@dataclass(frozen=True, slots=True)
class Read:
    """What a burst was."""

    text: str
    kind: ReadKind


def folded(text: str) -> str:
    """Full-width letters and figures as an input method makes them, half-width again."""
    return text.translate(_HALF)


class Burst:
    """The characters that may become a scan. `count` is how many stand there now."""

    def __init__(self, settings: WedgeSettings) -> None:
        self.settings = settings
        self._text = ""
        self._last_ms = 0
        self._began_ms = 0
        self._ended_ms: int | None = None
        self._ended_late = False
        self._last_text = ""
        self._fast_from = 0  # all gaps behind this character were a scanner's

    @property
    def count(self) -> int:
        """Characters so far; the first may be a person's."""
        return len(self._text)

    @property
    def text(self) -> str:
        """What stands there now."""
        return self._text

    @property
    def sure(self) -> bool:
        """Whether this is a scanner beyond doubt."""
        if self.settings.prefix:
            return self.count > 0
        return self.count - self._fast_from >= self.settings.least

    def continues(self, at_ms: int) -> bool:
        """Whether a character or an end mark now would belong to what stands there."""
        limit = self.settings.pause_ms if self.sure else self.settings.gap_ms
        return bool(self._text) and at_ms - self._last_ms < limit

    def may_join(self, at_ms: int) -> bool:
        """Whether it may, should a scanner have stumbled over its first letters: no more of them

        than are fewer than a code, no further apart than `join_ms`. A burst that is fast behind
        them says so; until then they are as good as typed.
        """
        early = 0 < self.count < self.settings.least
        return self.continues(at_ms) or (early and at_ms - self._last_ms < self.settings.join_ms)

    def char(self, char: str, at_ms: int) -> bool:
        """One more character; True when it belongs to a burst that began before it.

        A full-width character counts as its half-width twin. Call `over` first when neither
        `continues` nor `may_join` says yes and something stands there.
        """
        char = folded(char)
        flows = self.may_join(at_ms)
        if not flows:
            self._text, self._began_ms, self._fast_from = "", at_ms, 0
            if self.settings.prefix and char != self.settings.prefix[0]:
                return False
        elif not self.continues(at_ms):
            self._fast_from = self.count
        self._text += char
        self._last_ms = at_ms
        return flows

    @property
    def suffixed(self) -> bool:
        """Whether the suffix has just ended it."""
        suffix = self.settings.suffix
        return bool(suffix) and self.sure and self._text.endswith(suffix)

    def end(self, at_ms: int) -> Read | None:
        """Enter, Tab or the suffix: the scan, or None when a person pressed it."""
        flows, text = self.continues(at_ms), self._code()
        typed = self._fast_from > 0 and not self.sure
        self._text = ""
        if not flows or typed or len(text) < 2:
            return None
        return self._read(text, at_ms, late=False)

    def over(self, at_ms: int) -> Read | None:
        """A pause has ended it: the scan, or None when those were a person's keys."""
        sure, text = self.sure, self._code()
        self._text = ""
        if not sure or len(text) < self.settings.least:
            return None
        return self._read(text, at_ms, late=True)

    def drop(self) -> None:
        """Another key came between: whatever stood there was typed."""
        self._text = ""

    def owns_end(self, at_ms: int) -> bool:
        """Whether an end mark now still belongs to the scan just ended: nobody else may get it."""
        if self._ended_ms is None:
            return False
        kept = KEPT_LATE_MS if self._ended_late else KEPT_FAST_MS
        return at_ms - self._ended_ms < kept

    def _code(self) -> str:
        text = self._text.removeprefix(self.settings.prefix)
        return text.removesuffix(self.settings.suffix) if self.settings.suffix else text

    def _read(self, text: str, at_ms: int, *, late: bool) -> Read:
        ended, self._ended_ms, self._ended_late = self._ended_ms, at_ms, late
        again = text == self._last_text and ended is not None
        self._last_text = text
        if again and ended is not None and self._began_ms - ended < self.settings.echo_ms:
            return Read(text, ReadKind.ECHO)
        return Read(text, ReadKind.SCAN if len(text) >= self.settings.least else ReadKind.SHORT)
