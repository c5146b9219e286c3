"""What a scanner meant that types US keys on a desktop with another layout.

The scanner sends places of keys; the desktop says which letter lies there. Digits and letters can
be turned back; what lies on a dead key.
"""

from __future__ import annotations

from functools import lru_cache

PLACES = (*range(2, 14), *range(16, 28), *range(30, 42), 43, *range(44, 54), 86, 57)
# the same places, plain and with Shift; a space where the layout has no plain sign (dead keys too)
ROWS = {
    "us": (
        "1234567890-=qwertyuiop[]asdfghjkl;'`\\zxcvbnm,./\\ ",
        '!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"~|ZXCVBNM<>?| ',
    ),
    "de": (
        "1234567890ß qwertzuiopü+asdfghjklöä #yxcvbnm,.-< ",
        "!\"§$%&/()=? QWERTZUIOPÜ*ASDFGHJKLÖÄ°'YXCVBNM;:_> ",
    ),
    "fr": (
        "&é\"'(-è_çà)=azertyuiop $qsdfghjklmù²*wxcvbn,;:!< ",
        "1234567890°+AZERTYUIOP £QSDFGHJKLM% µWXCVBN?./§> ",
    ),
}
LAYOUTS = tuple(ROWS)
SPACE = 57


def table(layout: str) -> dict[tuple[int, bool], str]:
    """(key code, with Shift) to its sign."""
    found: dict[tuple[int, bool], str] = {}
    for shifted, row in enumerate(ROWS[layout]):
        for place, sign in zip(PLACES, row, strict=True):
            if sign != " " or place == SPACE:
                found[place, bool(shifted)] = sign
    return found


@lru_cache(maxsize=8)
def _turned(layout: str) -> dict[int, str]:
    here, us = table(layout), table("us")
    back: dict[int, str] = {}
    for place, sign in here.items():
        back.setdefault(ord(sign), us[place])
    return back


def typed_as(text: str, layout: str) -> str:
    """What the desktop of that layout shows of a code that a US scanner typed; dead keys miss."""
    places = {sign: place for place, sign in reversed(table("us").items())}
    here = table(layout)
    return "".join(here.get(places[sign], "") for sign in text if sign in places)


def meant(text: str, layout: str) -> str:
    """The code again, from what the desktop showed. `us`, or an unknown layout, changes nothing."""
    return text.translate(_turned(layout)) if layout in ROWS and layout != "us" else text
