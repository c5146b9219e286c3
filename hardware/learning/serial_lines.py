"""A scanner on a COM port, from the bytes it sent for the test code and when."""

from __future__ import annotations

from collections.abc import Sequence

from hardware.api.reading.lines import Splitter
from hardware.learning.lesson import GOOD, Finding, ScannerLesson
from hardware.learning.lesson import ScannerReason as Why
from hardware.learning.scanner import TEST_CODE, learn_text

_ENDS = b"\r\n\x03"
_NEVER_MS = 10_000_000


def learn_serial(chunks: Sequence[tuple[int, bytes]], code: str = TEST_CODE) -> ScannerLesson:
    """(at_ms, bytes) as they came, one scan or several."""
    data = b"".join(part for _, part in chunks)
    if not data.strip(_ENDS + b"\x00"):
        return ScannerLesson({}, (Finding(Why.NOTHING),))
    splitter = Splitter()
    texts = splitter.feed(data, 0) + splitter.feed(b"", _NEVER_MS)
    if splitter.noisy or not texts:
        return ScannerLesson({}, (Finding(Why.NOISE, {"length": len(data)}),))
    lesson = learn_text(texts[0], code)
    gaps = [b[0] - a[0] for a, b in zip(chunks, chunks[1:], strict=False)]
    longest = max((gap for gap in gaps if gap < 400), default=0)
    settings: dict[str, str | int] = {
        **{name: value for name, value in lesson.settings.items() if name != "layout"},
        "pause_ms": min(1000, max(150, 3 * longest)),
    }
    findings = [one for one in lesson.findings if one.reason is not Why.READY]
    if data[-1:] not in (b"\r", b"\n", b"\x03"):
        findings.append(Finding(Why.NO_END, {"pause_ms": settings["pause_ms"]}))
    if not findings:
        findings.append(Finding(Why.READY))
    ok = bool(lesson.text) and all(one.reason in GOOD for one in findings)
    return ScannerLesson(settings, tuple(findings), lesson.text, longest, ok)
