"""Where a shop's files lie: the folders people use, what lies in them, and writing one.

Disks may be slow or gone: everything here runs on the report lane, never on the screen's thread.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import Unavailable

USUAL = ("Downloads", "下载", "Desktop", "桌面", "Documents", "文档")
PAPERS = ("Documents", "文档")
PLUGGED_IN = ("/media", "/run/media", "/Volumes")
ENDINGS = (".xlsx", ".xls", ".ods", ".csv", ".txt", ".tsv")
MOST = 60
DEPTH = 2  # a stick lies at /media/<person>/<stick>


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file one may import: where, how large in bytes, when it was written."""

    path: Path
    size: int
    changed_ms: int


def usual_folders(home: Path) -> tuple[Path, ...]:
    """The folders a file was probably saved to, sticks among them; only those that are there."""
    folders = [home.joinpath(name) for name in USUAL]
    for place in PLUGGED_IN:
        folders += _below(Path(place), DEPTH)
    return tuple(folder for folder in (*folders, home) if _is_folder(folder))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _below(folder: Path, depth: int) -> list[Path]:
    """Folders in a folder, a few levels down; what may not be looked at is left out."""
    found: list[Path] = []
    try:
        inside = sorted(one for one in folder.iterdir() if one.is_dir())
    except OSError:
        return found
    for one in inside[:20]:
        found.append(one)
        if depth > 1:
            found += _below(one, depth - 1)
    return found


def list_files(
    folders: Iterable[Path], endings: tuple[str, ...] = ENDINGS
) -> tuple[FoundFile, ...]:
    """Files with these endings in these folders, the newest first."""
    found: dict[Path, FoundFile] = {}
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.lower().endswith(endings) and entry.is_file():
                        stat = entry.stat()
                        path = Path(entry.path)
                        changed = stat.st_mtime_ns // 1_000_000
                        found[path] = FoundFile(path, stat.st_size, changed)
        except OSError:
            continue  # a stick that was pulled out while we looked
    newest = sorted(found.values(), key=lambda one: (-one.changed_ms, str(one.path)))
    return tuple(newest[:MOST])


def export_folder(home: Path) -> Path:
    """Where an export goes unless somebody says otherwise: documents, else home; no stick."""
    return next((one for one in (home.joinpath(n) for n in PAPERS) if _is_folder(one)), home)


def free(path: Path) -> Path:
    """The path, or beside it the first with a number that no file has: `members 2.xlsx`."""
    tried, number = path, 1
    while tried.exists():
        number += 1
        tried = path.with_stem(f"{path.stem} {number}")
    return tried


def stick(home: Path) -> Path:
    """The first stick that is plugged in and can be written; without one where exports go."""
    for place in PLUGGED_IN:
        for folder in _below(Path(place), DEPTH):
            if os.access(folder, os.W_OK) and folder.is_mount():
                return folder
    return export_folder(home)


def write(path: Path, data: bytes) -> Path:
    """Write a file whole or not at all; an older one of that name is replaced.

    Unavailable `file.unwritable` (path).
    """
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        os.replace(part, path)
    except OSError as error:
        raise Unavailable("file", "unwritable", path=str(path)) from error
    return path
