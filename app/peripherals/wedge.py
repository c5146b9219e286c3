"""Readers that type: a choice without a driver or a thread, only settings of how they speak.

A keyboard scanner's times and marks are the window's to use; what it typed is turned back here
when its layout is not the desktop's, and a card reader's digits become the card's own number.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.codes.chip import chip_text
from app.peripherals.choices import kind_of
from app.usecases.ports import DeviceChoice
from hardware.api.errors import BadSettings
from hardware.api.reading.card_numbers import (
    FORMAT_SETTINGS,
    CardFormat,
    Spelling,
    canonical,
    format_of,
)
from hardware.api.reading.layouts import LAYOUTS, meant
from hardware.api.spec import Setting, Value, complete

WEDGE = "wedge"
SCANNER_SETTINGS = (
    Setting("gap_ms", 35, low=5, high=500),
    Setting("least", 4, low=1, high=40),
    Setting("pause_ms", 200, low=20, high=2000),
    Setting("echo_ms", 120, high=5000),
    Setting("prefix", ""),
    Setting("suffix", ""),
    Setting("layout", "us", choices=LAYOUTS),
)
SETTINGS = {"scanner": SCANNER_SETTINGS, "card_reader": FORMAT_SETTINGS}
_USUAL_LENGTH = {Spelling.DEC: 10, Spelling.W26: 8, Spelling.HEX: 8}


def is_wedge(choice: DeviceChoice) -> bool:
    """Whether this reader types like a keyboard."""
    return choice.way == WEDGE


def settings_of(name: str, choice: DeviceChoice) -> dict[str, Value]:
    """The choice's settings with every default. BadSettings for a device that cannot type."""
    known = SETTINGS.get(kind_of(name))
    if known is None:
        raise BadSettings("transport_unfit", driver=kind_of(name), transport=WEDGE)
    return complete(known, dict(choice.settings))


def read_wedge(text: str, choices: Mapping[str, DeviceChoice]) -> str:
    """A scan as it was meant: letters by the scanner's layout, a card as `U:` and its number.

    What a card reader's format fits is a card, and keeps beside it what was typed, in case that
    nobody has such a card.
    """
    typed = [(name, one) for name, one in choices.items() if is_wedge(one)]
    for name, one in typed:
        if kind_of(name) == "scanner":
            text = meant(text, str(dict(one.settings).get("layout", "us")))
    for name, one in typed:
        if kind_of(name) == "card_reader" and (uid := _uid(text, name, one)):
            return chip_text(uid, text)
    return text


def _uid(text: str, name: str, choice: DeviceChoice) -> str:
    try:
        kept = format_of(settings_of(name, choice))
    except BadSettings:
        return ""
    length = kept.length or _USUAL_LENGTH[kept.spelling]
    exact = CardFormat(kept.spelling, kept.backwards, kept.keep, length, kept.checksum)
    return canonical(text, exact)
