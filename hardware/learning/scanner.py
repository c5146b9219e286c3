"""A keyboard scanner from scans of a code that is known: how fast, what around it, which keys.

The test code has every letter (small and large by turns), all figures and the signs of our own
codes, so that a foreign layout, Caps Lock and an input method all show. Facts: hardware.md 4.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hardware.api.readers import fold_full_width
from hardware.api.reading.layouts import LAYOUTS, meant, typed_as
from hardware.learning.lesson import GOOD, Finding, ScannerLesson
from hardware.learning.lesson import ScannerReason as Why

TEST_CODE = "aBcDeFgHiJkLmNoPqRsTuVwXyZ-1234567890:_."
TEST_CODE_SHORT = "aQzWyM-1234567890:_."
ENDS = "\r\n\t"
HAND_MS = 45  # the fastest hand leaves more than that between most keys, no scanner does
LEAST_GAP_MS, MOST_GAP_MS = 25, 60
BREAK_MS = 400  # a pause as long as that parts two scans
_MOST_AROUND = 4


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key as the window system gave it: its sign (Enter is CR) and its instant."""

    char: str
    at_ms: int


def learn_scanner(strokes: Sequence[Stroke], code: str = TEST_CODE) -> ScannerLesson:
    """From one scan of `code` or, better, three. Either test code is known when it comes."""
    if not strokes:
        return ScannerLesson({}, (Finding(Why.NOTHING),))
    scans = [one for one in _parted(strokes) if _text(one)]
    gaps = [b.at_ms - a.at_ms for one in scans for a, b in zip(one, one[1:], strict=False)]
    longest, usual = max(gaps, default=0), _percentile(gaps, 50)
    if usual >= HAND_MS and len({_text(one) for one in scans}) > 1:
        return ScannerLesson({}, (Finding(Why.TYPED_BY_HAND, {"gap_ms": usual}),), "", longest)
    text = _text(scans[0]) if scans else ""
    reading = _read(text, code)
    findings, settings = list(reading.findings), dict(reading.settings)
    settings |= _times(gaps, findings)
    if scans and scans[0][-1].char not in ENDS:
        findings.append(Finding(Why.NO_END, {"pause_ms": settings["pause_ms"]}))
    if not findings:
        findings.append(Finding(Why.READY))
    ok = bool(reading.text) and all(one.reason in GOOD for one in findings)
    return ScannerLesson(settings, tuple(findings), reading.text, longest, ok)


def learn_text(text: str, code: str = TEST_CODE) -> ScannerLesson:
    """The same from a text alone, for wires without keys."""
    reading = _read(text, code)
    findings = reading.findings or (Finding(Why.READY),)
    ok = bool(reading.text) and all(one.reason in GOOD for one in findings)
    return ScannerLesson(dict(reading.settings), findings, reading.text, 0, ok)


def _times(gaps: list[int], findings: list[Finding]) -> dict[str, str | int]:
    """The gap up to which keys belong together: twice what nearly all keep, within reason."""
    most = _percentile(gaps, 99)
    if most >= HAND_MS:
        findings.append(Finding(Why.SLOW, {"gap_ms": most}))
    gap_ms = min(MOST_GAP_MS, max(LEAST_GAP_MS, 2 * most + 10))
    return {"gap_ms": gap_ms, "pause_ms": min(500, max(200, 3 * max(gaps, default=0)))}


def _percentile(values: list[int], part: int) -> int:
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, len(ranked) * part // 100)] if ranked else 0


def _parted(strokes: Sequence[Stroke]) -> Iterator[list[Stroke]]:
    """One scan after the other: each ends with an end mark, or before a long pause."""
    one: list[Stroke] = []
    for stroke in strokes:
        if one and (stroke.at_ms - one[-1].at_ms > BREAK_MS or _ended(one, stroke)):
            yield one
            one = []
        one.append(stroke)
    if one:
        yield one


def _ended(one: list[Stroke], stroke: Stroke) -> bool:
    return one[-1].char in ENDS and stroke.char not in ENDS


def _text(one: Sequence[Stroke]) -> str:
    return "".join(stroke.char for stroke in one).strip(ENDS)


@dataclass(frozen=True, slots=True)
class _Reading:
    """`text` is the code; empty when it cannot be had from what came."""

    text: str
    findings: tuple[Finding, ...]
    settings: tuple[tuple[str, str | int], ...] = ()


def _read(typed: str, wanted: str) -> _Reading:
    """The first explanation of what came that holds, the plainest first."""
    halves = fold_full_width(typed)
    wide = (Finding(Why.FULL_WIDTH),) if halves != typed else ()
    codes = dict.fromkeys((wanted, TEST_CODE, TEST_CODE_SHORT))
    for caps in (False, True):
        for layout in LAYOUTS:
            for code in codes:
                shown = typed_as(code.swapcase() if caps else code, layout)
                found = _around(halves, shown, layout, code, caps=caps)
                if found is not None:
                    return _Reading(found.text, wide + found.findings, found.settings)
    return _lost(halves, tuple(codes), wide)


def _around(halves: str, shown: str, layout: str, code: str, *, caps: bool) -> _Reading | None:
    """The code with something before and behind it; None when it does not stand there."""
    before, found, behind = halves.partition(shown)
    if not found:
        return None
    findings: list[Finding] = []
    settings: list[tuple[str, str | int]] = []
    if layout != "us":
        findings.append(Finding(Why.LAYOUT, {"layout": layout}))
        settings.append(("layout", layout))
    if caps:
        findings.append(Finding(Why.CAPS_LOCK))
    if len(shown) < len(code):
        findings.append(Finding(Why.LETTERS_LOST, {"lost": len(code) - len(shown)}))
        return _Reading("", tuple(findings), tuple(settings))
    before, behind = (_plain(part, layout, caps=caps) for part in (before, behind))
    if code in behind or code in before:
        return _Reading("", (*findings, Finding(Why.TWICE)), tuple(settings))
    if len(before) == 3 and before.startswith("]"):
        findings.append(Finding(Why.AIM, {"text": before}))
        before = ""
    if len(before) > _MOST_AROUND or len(behind) > _MOST_AROUND:
        return None
    if before:
        findings.append(Finding(Why.PREFIX, {"text": before}))
        settings.append(("prefix", before))
    if behind:
        findings.append(Finding(Why.SUFFIX, {"text": behind}))
        settings.append(("suffix", behind))
    return _Reading(code, tuple(findings), tuple(settings))


def _plain(text: str, layout: str, *, caps: bool) -> str:
    said = meant(text, layout)
    return said.swapcase() if caps else said


def _lost(halves: str, codes: tuple[str, ...], wide: tuple[Finding, ...]) -> _Reading:
    """Nothing fits: is it the code with holes, or another one?"""
    for code in codes:
        rest = iter(code.lower())
        left = halves.lower()
        if len(left) * 2 >= len(code) and all(sign in rest for sign in left):
            return _Reading("", (*wide, Finding(Why.LETTERS_LOST, {"lost": len(code) - len(left)})))
    return _Reading("", (*wide, Finding(Why.NOT_THE_CODE, {"length": len(halves)})))
