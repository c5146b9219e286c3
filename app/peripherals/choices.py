"""How each device of this till is reached: a small file beside the till's data (hardware.md 5).

Device settings belong to the machine, not to the shop: they are no documents and no rows.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path

from app.domain.errors import Unavailable
from app.usecases.ports import DeviceChoice

FILE = "devices.json"
KINDS = (
    *("printer", "drawer", "scanner", "scale", "display"),
    *("card_reader", "label_printer", "buzzer", "terminal"),
)
NAMES = KINDS[:5]  # what a till usually has; the others stand in the list once they are set
NONE = DeviceChoice("none")
RENAMED = {"line_display": "display_cd5220"}  # drivers by the name that an older file may have
_NAME = re.compile(rf"({'|'.join(KINDS)})(-[2-9])?")


def kind_of(name: str) -> str:
    """`printer-2` is a printer. Empty for what names no device."""
    found = _NAME.fullmatch(name)
    return found[1] if found else ""


def load(folder: Path) -> dict[str, DeviceChoice]:
    """Every device's choice; what the file lacks, or a file nobody can read, is `none`."""
    found = dict.fromkeys(NAMES, NONE)
    try:
        raw = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return found
    return {**found, **read(raw)}


def read(raw: object) -> dict[str, DeviceChoice]:
    """The choices in what a file says, those of them that make sense."""
    listed = raw.items() if isinstance(raw, dict) else ()
    return {name: made for name, one in listed if kind_of(name) and (made := _choice(one))}


def _choice(one: object) -> DeviceChoice | None:
    if not isinstance(one, dict) or not isinstance(one.get("way"), str):
        return None
    driver, other = one.get("driver", ""), one.get("stands_in_for", "")
    return DeviceChoice(
        one["way"],
        _settings(one.get("settings")),
        RENAMED.get(driver, driver) if isinstance(driver, str) else "",
        other if isinstance(other, str) and kind_of(other) else "",
    )


def _settings(raw: object) -> tuple[tuple[str, str | int | bool], ...]:
    """The pairs that make sense; others were typed by hand and are left out."""
    pairs = [one for one in raw if isinstance(one, list)] if isinstance(raw, list) else []
    return tuple(
        (one[0], one[1])
        for one in pairs
        if len(one) == 2 and isinstance(one[0], str) and isinstance(one[1], str | int)
    )


def save(folder: Path, choices: dict[str, DeviceChoice]) -> None:
    """Write the file anew, whole or not at all. Unavailable `disk.settings` when it cannot be."""
    text = json.dumps(
        {name: asdict(one) for name, one in choices.items()}, ensure_ascii=False, indent=1
    )
    fresh = folder / f"{FILE}.new"
    try:
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(folder / FILE)
    except OSError as error:
        raise Unavailable("disk", "settings", path=str(folder)) from error
