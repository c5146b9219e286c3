"""What went over a wire as a person may see it: hex and letters, payment cards masked.

A reader's bytes come in any pieces, so what arrived one after the other is looked at together: a
card's number that was cut in two is masked in both (hardware.md 4.6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.domain.codes.cards import carries_card
from app.usecases.ports import WireLine
from hardware.transports.tap import WireLog, WireNote

SHOWN_BYTES = 64
_LONGEST = 400  # a stripe's three tracks; what is further apart is no one card
_TOGETHER_MS = 2000
_DIGIT = re.compile(r"\d")


def wire_lines(log: WireLog) -> tuple[WireLine, ...]:
    """Oldest first."""
    notes = log.notes()
    masked = set(_masked(notes))
    return tuple(
        WireLine(one.at_ms, one.what, *_shown(one.data, mask=n in masked), one.size, one.reason)
        for n, one in enumerate(notes)
    )


def _masked(notes: tuple[WireNote, ...]) -> Iterator[int]:
    """The places of the notes that carry a payment card, or a part of one."""
    for way in ("in", "out"):
        places = [n for n, one in enumerate(notes) if one.what == way and one.data]
        for end in range(len(places)):
            first = _where_a_card_begins(notes, places, end)
            if first is not None:
                yield from places[first : end + 1]


def _where_a_card_begins(notes: tuple[WireNote, ...], places: list[int], end: int) -> int | None:
    """The last note from which on to `end` a card can be read; None when there is none."""
    joined, until_ms = "", notes[places[end]].at_ms
    for first in range(end, -1, -1):
        one = notes[places[first]]
        if until_ms - one.at_ms > _TOGETHER_MS or len(joined) > _LONGEST:
            return None
        joined = _letters(one.data) + joined
        if carries_card(joined) or carries_card(joined.replace(".", "")):
            return first
    return None


def _letters(data: bytes) -> str:
    return "".join(chr(byte) if 32 <= byte < 127 else "." for byte in data)


def _shown(data: bytes, *, mask: bool) -> tuple[str, str]:
    """(hex, letters) of the first bytes; a card's digits as stars, and nothing in hex."""
    whole = _letters(data)
    if mask:
        return "", _DIGIT.sub("*", whole)[:SHOWN_BYTES]
    return data[:SHOWN_BYTES].hex(" "), whole[:SHOWN_BYTES]
