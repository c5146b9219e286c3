"""Where what is kept lies: the second place that was chosen, the one beside the data, the marks.

A folder of copies is the till's own within its place, so that several tills share one stick: it is
named by the till's number and the folder's mark, which nobody else has.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.errors import Refused
from app.settings import TILL_ID, Settings, load, save
from app.usecases.services import Services

BESIDE = "backups"  # in the data folder: better than nothing, and no second place
MARKS = "marks"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder for copies. `second` is whether somebody chose it: another disk, or so we hope."""

    path: Path
    second: bool


@dataclass(frozen=True, slots=True)
class Places:
    """All of them, for one data folder. `chosen` is empty when no second place was chosen."""

    data: Path
    settings: Path
    till: str
    chosen: str

    @property
    def first(self) -> Place:
        """Where the next copy should go."""
        return Place(Path(self.chosen), True) if self.chosen else self.beside

    @property
    def beside(self) -> Place:
        """The folder in the data folder."""
        return Place(self.data.joinpath(BESIDE), False)

    @property
    def mark(self) -> Path:
        """The high-water mark outside of the data folder, for this folder of this machine."""
        here = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:8]
        return self.settings.joinpath(MARKS, f"{self.till or 'till'}-{here}.json")

    def own(self, place: Place) -> Path:
        """This till's folder within a place."""
        return place.path.joinpath(f"shuke-{self.till[-12:] or 'till'}")

    def all(self) -> tuple[Place, ...]:
        """Every place that may hold copies, the best first."""
        return (self.first, self.beside) if self.chosen else (self.beside,)


def of_machine(settings: Settings) -> Places:
    """The places as they are chosen now."""
    now = load(settings.data_dir, settings.settings_dir)
    try:
        till = settings.data_dir.joinpath(TILL_ID).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        till = ""
    return Places(settings.data_dir, settings.settings_dir, till, now.backup_to)


def places(s: Services) -> Places:
    """The places of a running till. Refused `keeping.no_machine` for a till without a machine."""
    return of_machine(machine(s))


def machine(s: Services) -> Settings:
    """How this machine runs the till. Refused `keeping.no_machine`: nothing is kept outside."""
    if s.machine is None:
        raise Refused("keeping.no_machine")
    return s.machine


def choose(s: Services, folder: str) -> Places:
    """Copies go to `folder` from now on; empty takes the choice back.

    Refused `keeping.place` (path, reason: missing, inside, unwritable): the folder must be there,
    must be written to, and must not lie within the data folder that it is to outlive.
    """
    settings = machine(s)
    text = folder.strip()
    if text:
        path = Path(text).expanduser().absolute()
        _require_second(path, settings.data_dir)
        text = str(path)
    save(settings, backup_to=text)
    return of_machine(settings)


def _require_second(path: Path, data: Path) -> None:
    if not path.is_dir():
        raise Refused("keeping.place_missing", path=str(path))
    if path.resolve().is_relative_to(data.resolve()):
        raise Refused("keeping.place_inside", path=str(path))
    probe = path.joinpath(".shuke-probe")
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        raise Refused("keeping.place_unwritable", path=str(path)) from None


def plugged_in() -> tuple[Path, ...]:
    """Disks and sticks that stand where systems put them, and that can be written. Report lane."""
    found: list[Path] = []
    for top, depth in ((Path("/media"), 2), (Path("/run/media"), 2), (Path("/mnt"), 1)):
        found += _mounted(top, depth)
    return tuple(found[:6])


def _mounted(folder: Path, depth: int) -> list[Path]:
    try:
        inside = sorted(one for one in folder.iterdir() if one.is_dir())
    except OSError:
        return []
    found = [one for one in inside if one.is_mount() and os.access(one, os.W_OK)]
    if depth > 1:
        found += [deep for one in inside for deep in _mounted(one, depth - 1)]
    return found


def same_disk(place: Place, data: Path) -> bool:
    """Whether a place lies on the disk that the data lies on: it dies with it."""
    try:
        return place.path.stat().st_dev == data.stat().st_dev
    except OSError:
        return False


def said_in(path: Path) -> Any:
    """What one of the small files beside data and copies says; on a stick anybody may have written
    it. OSError or ValueError when it says nothing."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except RecursionError as error:
        raise ValueError(f"{path.name} is none of ours") from error
