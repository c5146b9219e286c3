"""What went over a wire as a person may see it: hex and letters, payment cards masked."""

from __future__ import annotations

import re

from app.domain.codes.cards import carries_card
from app.usecases.ports import WireLine
from hardware.transports.tap import WireLog

SHOWN_BYTES = 64
_DIGIT = re.compile(r"\d")


def wire_lines(log: WireLog) -> tuple[WireLine, ...]:
    """Oldest first."""
    return tuple(
        WireLine(one.at_ms, one.what, *_shown(one.data), one.size, one.reason)
        for one in log.notes()
    )


def _shown(data: bytes) -> tuple[str, str]:
    """(hex, letters) of the first bytes; a card's digits as stars in both (hardware.md 4.6)."""
    whole = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in data)
    if carries_card(whole):
        masked = _DIGIT.sub("*", whole)[:SHOWN_BYTES]
        return "", masked
    return data[:SHOWN_BYTES].hex(" "), whole[:SHOWN_BYTES]
