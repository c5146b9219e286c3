"""Puts a file in the till's place and the old one aside: at no moment is there none.

A log that stayed behind would be read into the file that comes, so it goes with the old one.
"""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from app.domain.errors import Unavailable
from app.store.file.connect import connect
from app.store.file.create import put_in_place

ASIDE = "aside"


def ready(path: Path, key: bytes | None) -> None:
    """A copy becomes a file to sell with: its commits wait for the disk, its log is a WAL."""
    raw = connect(path, key)
    try:
        raw.execute("PRAGMA synchronous = EXTRA")
        raw.execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()


def swap(building: Path, path: Path, old_key: bytes | None) -> str:
    """`building`, which is closed, takes the place of `path`; where the old file lies now, empty
    when there was none. Unavailable `disk.full`, `disk.io`: then the old file still stands."""
    aside = ""
    try:
        if path.exists():
            aside = str(_put_aside(path, old_key))
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise Unavailable("disk", "full", retry=True) from error
        raise Unavailable("disk", "io", retry=True) from error
    put_in_place(building, path)
    return aside


def _put_aside(path: Path, key: bytes | None) -> Path:
    """A second name for the old file; its own stays until the new one takes it."""
    folder = path.parent.joinpath(ASIDE)
    folder.mkdir(mode=0o700, exist_ok=True)
    target = _free(folder)
    _fold_log(path, key)
    for tail in ("-wal", "-shm"):
        log = path.with_name(path.name + tail)
        if log.exists():
            os.replace(log, target.with_name(target.name + tail))
    try:
        os.link(path, target)
    except OSError:  # a file system without second names
        shutil.copy2(path, target)
    return target


def _free(folder: Path) -> Path:
    """A name behind every one that is there: somebody may have taken an older file away."""
    numbers = [one.stem.removeprefix("till-") for one in folder.glob("till-*.db")]
    number = 1 + max((int(one) for one in numbers if one.isdecimal()), default=0)
    return folder.joinpath(f"till-{number:03d}.db")


def _fold_log(path: Path, key: bytes | None) -> None:
    """Into the file, if it still can be: what lies aside should stand alone."""
    try:
        raw = connect(path, key)
    except Unavailable:
        return
    try:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite.Error:
        return
    finally:
        raw.close()
