"""What the bench keeps beside the data: profiles of the shop's own, what a device was before it was
simulated, and the devices' diary. Small files; whole or not at all.
"""

from __future__ import annotations

import contextlib
import json
import re
import threading
import tomllib
from collections import deque
from dataclasses import asdict
from pathlib import Path

from app.domain.errors import Refused, Unavailable
from app.peripherals import choices
from app.usecases.device.workshop import DeviceNote, Facts
from app.usecases.ports import DeviceChoice
from hardware.api.errors import BadSettings
from hardware.api.events import Health
from hardware.drivers.escpos.profile import profile_from

PROFILES = "profiles"
BEFORE = "devices-before.json"
DIARY = "device-log.jsonl"
KEPT_LINES = 1000
_TRIM_AT = KEPT_LINES * 2


def keep_profile(shipped: Path, folder: Path, name: str, base: str, fields: Facts) -> str:
    """The base's fields with these over them, as `<folder>/profiles/<name>.toml`."""
    name = re.sub(r"[^a-z0-9-]+", "-", name.lower()).strip("-") or "own-printer"
    if not name.startswith("own-"):
        name = f"own-{name}"
    known = folder / PROFILES / f"{base}.toml"
    source = known if known.is_file() else shipped / f"{base}.toml"
    try:
        found = tomllib.loads(source.read_text(encoding="utf-8")) if source.is_file() else {}
        table = found.pop("substitutions", {})
        merged = {**found, **dict(fields)}
        profile_from(name, {**merged, "substitutions": table})  # nonsense is never written
    except (OSError, tomllib.TOMLDecodeError, BadSettings) as error:
        raise Refused("device.profile", name=name) from error
    lines = [f"{key} = {_toml(value)}" for key, value in merged.items()]
    if table:
        lines += ["[substitutions]", *(f"{_toml(one)} = {_toml(to)}" for one, to in table.items())]
    _write(folder / PROFILES / f"{name}.toml", "\n".join(lines) + "\n")
    return name


def profile_names(shipped: Path, folder: Path) -> tuple[str, ...]:
    """The shipped ones, then the shop's own."""
    own = sorted(path.stem for path in (folder / PROFILES).glob("*.toml"))
    return (*sorted(path.stem for path in shipped.glob("*.toml")), *own)


def keep_sheet(folder: Path, name: str, text: str) -> str:
    """`<folder>/profiles/<name>.txt`."""
    path = folder / PROFILES / f"{name}.txt"
    _write(path, text + "\n")
    return str(path)


def before(folder: Path) -> dict[str, DeviceChoice]:
    """What each simulated device was before."""
    try:
        return choices.read(json.loads((folder / BEFORE).read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError):
        return {}


def keep_before(folder: Path, found: dict[str, DeviceChoice]) -> None:
    """All of them anew."""
    text = json.dumps({name: asdict(one) for name, one in found.items()}, ensure_ascii=False)
    _write(folder / BEFORE, text)


class Diary:
    """Each device's states as they changed: lost and back once each. Written on device threads;
    a disk that refuses costs the line and nothing else.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / DIARY
        self._last: dict[str, tuple[str, str]] = {}
        self._lines = 0
        self._lock = threading.Lock()

    def add(self, note: DeviceNote) -> None:
        """A device changed; the same state twice is one line, and one that is lost is lost once:
        why it stays away changes while it is tried again (unplugged, then no such port)."""
        with self._lock:
            before = self._last.get(note.name, ("", ""))
            if before == (note.what, note.reason) or before[0] == note.what == Health.LOST:
                return
            self._last[note.name] = (note.what, note.reason)
            with contextlib.suppress(OSError), self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(note), ensure_ascii=False) + "\n")
            self._lines += 1
            if self._lines % 100 == 1:
                self._trim()

    def _trim(self) -> None:
        with contextlib.suppress(OSError, Unavailable):
            lines = self._path.read_text(encoding="utf-8").splitlines(keepends=True)
            if len(lines) > _TRIM_AT:
                _write(self._path, "".join(lines[-KEPT_LINES:]))


def diary(folder: Path, name: str = "") -> tuple[DeviceNote, ...]:
    """Oldest first, of one device or all; a line nobody can read is left out."""
    try:
        lines = (folder / DIARY).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ()
    found: deque[DeviceNote] = deque(maxlen=KEPT_LINES)
    for line in lines:
        with contextlib.suppress(ValueError, TypeError):
            note = DeviceNote(**json.loads(line))
            if not name or note.name == name:
                found.append(note)
    return tuple(found)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    fresh = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        raise Unavailable("disk", "settings", path=str(path)) from error
