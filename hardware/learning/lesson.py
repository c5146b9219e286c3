"""What a lesson says: settings to keep, and findings with their facts. Words are the app's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Facts = Mapping[str, str | int]


class ScannerReason(StrEnum):
    """READY and the next seven leave a scanner that works (with the settings that were learnt);

    the others want somebody to do something first.
    """

    READY = "ready"  # nothing to do
    PREFIX = "prefix"  # (text) it puts this before each code; kept as a setting
    SUFFIX = "suffix"  # (text) and this behind
    AIM = "aim"  # (text) it names the kind of code: fine, the till reads that
    NO_END = "no_end"  # (pause_ms) it sends no Enter: a pause ends a scan
    LAYOUT = "layout"  # (layout) it types US keys on another layout: undone by the till
    CAPS_LOCK = "caps_lock"  # small and large letters are turned round: undone by the till
    FULL_WIDTH = "full_width"  # an input method widens its figures: undone by the till
    SLOW = "slow"  # (gap_ms) no faster than a hand: only a prefix can tell it from one
    TWICE = "twice"  # it sent the code twice
    NOTHING = "nothing"  # no key came
    TYPED_BY_HAND = "typed_by_hand"  # (gap_ms) these were fingers
    LETTERS_LOST = "letters_lost"  # (lost) a dead key or an input method swallowed some
    NOT_THE_CODE = "not_the_code"  # (length) it read something else
    NOISE = "noise"  # no text at all: the line's speed is wrong


GOOD = {
    *(ScannerReason.READY, ScannerReason.PREFIX, ScannerReason.SUFFIX, ScannerReason.AIM),
    *(ScannerReason.NO_END, ScannerReason.LAYOUT, ScannerReason.CAPS_LOCK),
    ScannerReason.FULL_WIDTH,
}


class CardReason(StrEnum):
    """READY: the settings turn what the reader says into the card's canonical number."""

    READY = "ready"
    KEEP = "keep"  # (bytes) the other reader must keep as many, else one card is two
    UNSURE = "unsure"  # (n) as many formats fit: a second reader or the printed number settles it
    NOTHING = "nothing"
    DIFFERS = "differs"  # the number changes with each tap (a phone, a bank card): no member card
    KNOWN_DIFFERS = "known_differs"  # no spelling of it is the number that was known
    PAYMENT_CARD = "payment_card"  # it is nobody's business; its number stands nowhere
    NOT_A_NUMBER = "not_a_number"  # (length)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found; `reason` names its sentence, `facts` fill it."""

    reason: ScannerReason | CardReason
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScannerLesson:
    """`settings` are a choice's (gap_ms, pause_ms, prefix, suffix, layout; a serial one has no

    gap_ms and layout). `text` is the code as the till would have it now, `gap_ms` the longest
    gap between two keys. `ok` says whether a scan would arrive whole.
    """

    settings: dict[str, str | int]
    findings: tuple[Finding, ...]
    text: str = ""
    gap_ms: int = 0
    ok: bool = False


@dataclass(frozen=True, slots=True)
class CardLesson:
    """`settings` are a card reader's (format, backwards, keep, length, checksum); `uid` is the

    card's canonical number by them. `candidates` are (settings, uid) that fit as well.
    """

    settings: dict[str, str | int | bool]
    findings: tuple[Finding, ...]
    uid: str = ""
    candidates: tuple[tuple[dict[str, str | int | bool], str], ...] = ()
    keep: int = 0
    ok: bool = False
