"""What the island learnt of a reader, as the use cases say it."""

from __future__ import annotations

from collections.abc import Sequence

from app.usecases.device.workshop import Facts, TrialSaid
from hardware.learning.card import learn_card
from hardware.learning.lesson import CardLesson, Finding, ScannerLesson
from hardware.learning.scanner import TEST_CODE, Stroke, learn_scanner, learn_text
from hardware.learning.serial_lines import learn_serial

__all__ = ["TEST_CODE", "of_cards", "of_keys", "of_line", "of_text"]


def of_keys(strokes: Sequence[tuple[str, int]]) -> TrialSaid:
    """A scanner that types."""
    return _scanner(learn_scanner([Stroke(char, at_ms) for char, at_ms in strokes]))


def of_line(chunks: Sequence[tuple[int, bytes]]) -> TrialSaid:
    """A scanner at a serial line."""
    return _scanner(learn_serial(chunks))


def of_text(text: str) -> TrialSaid:
    """A scanner whose driver gave its text already."""
    return _scanner(learn_text(text))


def of_cards(taps: Sequence[str], known: str = "") -> TrialSaid:
    """A card reader."""
    found: CardLesson = learn_card(taps, known=known)
    settings: Facts = tuple(found.settings.items())
    reason = "" if found.ok else _first(found.findings)
    return TrialSaid("ok" if found.ok else "failed", reason, settings, _notes(found.findings))


def _scanner(found: ScannerLesson) -> TrialSaid:
    settings: Facts = tuple(found.settings.items())
    reason = "" if found.ok else _first(found.findings)
    return TrialSaid("ok" if found.ok else "failed", reason, settings, _notes(found.findings))


def _first(findings: tuple[Finding, ...]) -> str:
    return str(findings[-1].reason) if findings else "nothing"


def _notes(findings: tuple[Finding, ...]) -> tuple[tuple[str, Facts], ...]:
    return tuple((str(one.reason), tuple(one.facts.items())) for one in findings)
