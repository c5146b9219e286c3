"""The copies in a place: each a file and, beside it, the manifest that was written once it had been
opened, gone through and counted. What has no manifest is no copy.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from app.domain.errors import Refused
from app.store.keeping.backup import of_place, remove
from app.store.keeping.contents import Contents
from app.usecases.keeping.places import Places, said_in

FORM = 1
PART = ".part"
CHUNK = 1 << 20
Going = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was proven. `why`: hand, hourly, z, restore. `at_ms` is when it was made,
    `last_ms` the last document's time. `second` is whether it lies in a place that was chosen."""

    name: str
    folder: str
    at_ms: int
    why: str
    tid: str
    till: str
    shop_name: str
    epoch: int
    seq: int
    head: str
    receipts: int
    z_no: int
    docs: int
    last_ms: int
    format: int
    encrypted: bool
    bytes: int
    sha256: str
    program: str = ""
    second: bool = False
    form: int = FORM

    @property
    def path(self) -> Path:
        """The copy itself."""
        return Path(self.folder).joinpath(self.name)

    @property
    def manifest(self) -> Path:
        """What was found in it."""
        return self.path.with_suffix(".json")


_KINDS = {"str": str, "int": int, "bool": bool}  # what a manifest may hold, by field
_NOT_WRITTEN = ("folder", "second")  # where it lies now, not where it was made


def name_of(at_ms: int, epoch: int, seq: int) -> str:
    """`till-20260912-101500-e1-4428.db`: in order by name, told apart by where it ends."""
    when = datetime.fromtimestamp(at_ms // 1000, UTC).strftime("%Y%m%d-%H%M%S")
    return f"till-{when}-e{epoch}-{seq}.db"


def put(part: Path, made: Backup) -> Backup:
    """Give a proven part its name and its manifest. Unavailable `backup.*`."""
    try:
        os.replace(part, made.path)
        write_manifest(made)
        _sync_folder(made.path.parent)
    except OSError as error:
        raise of_place(error, made.path) from error
    return made


def write_manifest(made: Backup) -> None:
    """Whole and on the disk; OSError when it cannot be."""
    said = {name: value for name, value in asdict(made).items() if name not in _NOT_WRITTEN}
    fresh = made.manifest.with_suffix(".json.part")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(said, file, ensure_ascii=False, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, made.manifest)


def listed(found: Places) -> tuple[Backup, ...]:
    """This till's copies in every place, the furthest first. A place that is gone has none."""
    copies = [one for place in found.all() for one in folder(found.own(place), second=place.second)]
    return tuple(sorted(copies, key=lambda one: (one.epoch, one.seq, one.at_ms), reverse=True))


def folder(path: Path, *, second: bool = False) -> tuple[Backup, ...]:
    """The copies in one folder."""
    try:
        names = sorted(path.glob("till-*.json"))
    except OSError:
        return ()
    return tuple(one for name in names if (one := read(name, second=second)) is not None)


def read(manifest: Path, *, second: bool = False) -> Backup | None:
    """The copy that a manifest speaks of; None when it is not there, or cannot be read."""
    try:
        said = said_in(manifest)
        made = Backup(**said, folder=str(manifest.parent), second=second)
        if any(type(getattr(made, one.name)) is not _KINDS[str(one.type)] for one in fields(made)):
            return None
        there = made.path.name == made.name and made.path.stat().st_size == made.bytes
    except (OSError, ValueError, TypeError):
        return None
    return made if there and made.form == FORM else None


def at(path: Path) -> Backup:
    """The copy at a path, named by its file, its manifest, or the folder it lies in (the furthest).
    Refused `restore.no_backup` (path)."""
    if path.is_dir():
        nested = [one for inner in sorted(path.glob("shuke-*")) for one in folder(inner)]
        copies = [*folder(path), *nested]
        found = max(copies, key=lambda one: (one.epoch, one.seq), default=None)
    else:
        found = read(path.with_suffix(".json"))
    if found is None:
        raise Refused("restore.no_backup", path=str(path))
    return found


def leftovers(path: Path) -> None:
    """Take away what an interrupted copy left behind."""
    try:
        parts = [*path.glob(f"*{PART}"), *path.glob(f"*{PART}-*")]
    except OSError:
        return
    for part in parts:
        remove(part)


def drop(copy: Backup) -> None:
    """Take a copy away, its manifest first: half of it is no copy."""
    try:
        copy.manifest.unlink(missing_ok=True)
        copy.path.unlink(missing_ok=True)
    except OSError as error:
        raise of_place(error, copy.path) from error


def checksum(path: Path, going: Going = lambda: True) -> str:
    """SHA-256 of a file as it lies there. Refused `work.cancelled`, Unavailable `backup.*`."""
    digest = hashlib.sha256()
    try:
        for piece in _pieces(path):
            if not going():
                raise Refused("work.cancelled")
            digest.update(piece)
    except OSError as error:
        raise of_place(error, path) from error
    return digest.hexdigest()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece


def of_contents(
    said: Contents, *, name: str, folder: Path, at_ms: int, why: str, till: str
) -> Backup:
    """The manifest of what was found in a copy; its size and sum are still to come."""
    return Backup(
        name=name,
        folder=str(folder),
        at_ms=at_ms,
        why=why,
        tid=said.tid,
        till=till,
        shop_name=said.shop_name,
        epoch=said.epoch,
        seq=said.seq,
        head=said.head,
        receipts=said.receipts,
        z_no=said.z_no,
        docs=said.docs,
        last_ms=said.at_ms,
        format=said.format,
        encrypted=said.encrypted,
        bytes=0,
        sha256="",
    )


def _sync_folder(path: Path) -> None:
    if os.name == "nt":
        return  # Windows has no handle on a directory to sync
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
