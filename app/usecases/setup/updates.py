"""Whether a newer version lies where this machine looks for one. Nothing is installed by the till.

A till does not replace itself between two customers: the system's package tool does that, with its
own signatures, when nobody sells. Here is only said what lies there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from app.domain.errors import Refused, Unavailable

FILE = "shuke-version.json"
TIMEOUT_S = 10
_MOST = 65_536


@dataclass(frozen=True, slots=True)
class Version:
    """What lies there. `newer` than `mine`; `notes` in one sentence by whoever put it there."""

    number: str
    mine: str
    newer: bool
    notes: str = ""


def look(place: str, mine: str, proxy: str = "") -> Version:
    """Look at a folder, a stick or a web address. Report thread.

    Refused `update.nowhere`, `update.unreadable`; Unavailable `update.unreachable`.
    """
    place = place.strip()
    if not place:
        raise Refused("update.nowhere")
    try:
        raw = json.loads(_fetch(place, proxy))
        number = str(raw["version"])
        newer = _parts(number) > _parts(mine)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Refused("update.unreadable") from error
    return Version(number, mine, newer, str(raw.get("notes", ""))[:200])


def _fetch(place: str, proxy: str) -> bytes:
    try:
        if not place.startswith(("http://", "https://")):
            return Path(place).expanduser().joinpath(FILE).read_bytes()[:_MOST]
        opener = build_opener(ProxyHandler({"http": proxy, "https": proxy} if proxy else {}))
        with opener.open(f"{place.rstrip('/')}/{FILE}", timeout=TIMEOUT_S) as answer:
            return bytes(answer.read(_MOST))
    except (OSError, URLError) as error:
        raise Unavailable("update", "unreachable", path=place) from error


def _parts(number: str) -> tuple[int, ...]:
    """`1.10.2` as numbers; anything else is no version."""
    return tuple(int(one) for one in number.split("."))
