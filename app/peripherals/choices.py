"""How each device of this till is reached: a small file beside the till's data (hardware.md 5).

Device settings belong to the machine, not to the shop: they are no documents and no rows.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from app.domain.errors import Unavailable
from app.usecases.ports import DeviceChoice

FILE = "devices.json"
NAMES = ("printer", "drawer", "scanner", "scale", "display")
NONE = DeviceChoice("none")


def load(folder: Path) -> dict[str, DeviceChoice]:
    """Every device's choice; what the file lacks, or a file nobody can read, is `none`."""
    found = dict.fromkeys(NAMES, NONE)
    try:
        raw = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return found
    for name in NAMES:
        one = raw.get(name) if isinstance(raw, dict) else None
        if isinstance(one, dict) and isinstance(one.get("way"), str):
            found[name] = DeviceChoice(one["way"], _settings(one.get("settings")))
    return found


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
