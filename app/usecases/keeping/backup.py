"""Copies the till's file to a second place: a copy counts once it was opened, gone through and
counted, and only then it has its name (rules.md 3.22).

Runs on a lane of its own beside the counter. Where the chosen place is gone, full or read-only the
copy goes beside the data, and the trouble is remembered until a copy arrives there again.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.errors import Refused, Unavailable
from app.domain.shop import Shop
from app.store import shop as shops
from app.store.keeping.backup import copy_to, of_place, remove
from app.store.keeping.contents import prove
from app.store.lock import FolderLock
from app.store.verify import Level
from app.usecases.health.report import own_version
from app.usecases.keeping import marks, record, shelf
from app.usecases.keeping.places import Place, Places, places
from app.usecases.keeping.retention import Kept, surplus
from app.usecases.keeping.shelf import Backup
from app.usecases.outcome import Outcome
from app.usecases.services import Services

ROOM = 500_000_000  # bytes that a copy beside the data must leave to the till


@dataclass(frozen=True, slots=True)
class Step:
    """How far a backup is. `phase`: copy, check, sum; `done` of `total` (0: nobody knows)."""

    phase: str
    done: int = 0
    total: int = 0


Tell = Callable[[Step], bool]


def back_up(s: Services, *, why: str = "hand", tell: Tell | None = None) -> Outcome[Backup]:
    """Make a copy in the chosen place now; the copy, proven. On the lane `keep`, never the GUI.

    `tell(step)` hears how far it is and stops it with False. Refused `work.cancelled`,
    `keeping.no_machine`, `keeping.training`, `keeping.busy`. Unavailable `backup.gone`, `.full`,
    `.read_only`, `.io`, `.broken`, `database.corrupt`: then nothing counts that did not count
    before, and, for all but the last two, a copy lies beside the data instead.
    """
    found, shop = places(s), _shop(s)
    if shop.training:
        raise Refused("keeping.training")
    lock = _alone(found)
    try:
        return Outcome(_back_up(s, found, shop.zone, why, tell))
    finally:
        lock.release()


def _alone(found: Places) -> FolderLock:
    """One backup of a till at a time, whoever makes it. Refused `keeping.busy`."""
    try:
        return FolderLock(found.beside.path).acquire()
    except Unavailable as trouble:
        if trouble.reason == "in_use":
            raise Refused("keeping.busy") from None
        raise


def _back_up(s: Services, found: Places, zone: str, why: str, tell: Tell | None) -> Backup:
    began_ms = s.clock.monotonic_ms()
    first = found.first
    try:
        made = _make(s, found, first, why, tell)
    except Unavailable as trouble:
        record.failed(s, found, trouble, first)
        if first.second and trouble.what == "backup" and trouble.reason != "broken":
            _beside(s, found, why, tell)
        raise
    record.made(s, found, made, took_ms=s.clock.monotonic_ms() - began_ms)
    thin_out(found, first, zone)
    return made


def thin_out(found: Places, place: Place, zone: str) -> tuple[str, ...]:
    """Take away the copies that are not to be kept (retention.py); their names."""
    copies = {one.name: one for one in shelf.folder(found.own(place))}
    kept = [Kept(one.epoch, one.seq, one.at_ms, one.name) for one in copies.values()]
    going = surplus(kept, zone)
    for name in going:
        shelf.drop(copies[name])
    return going


def _beside(s: Services, found: Places, why: str, tell: Tell | None) -> None:
    """The second place failed: better a copy on this disk than none at all."""
    try:
        made = _make(s, found, found.beside, why, tell)
    except Unavailable:
        return  # it was the first trouble that matters, and that is told
    record.beside(s, found, made)
    thin_out(found, found.beside, _shop(s).zone)


def _make(s: Services, found: Places, place: Place, why: str, tell: Tell | None) -> Backup:
    folder = _own_folder(found, place, s.db.path.stat().st_size)
    shelf.leftovers(folder)
    now_ms = s.clock.now_ms()
    part = folder.joinpath(f"new{shelf.PART}")
    step = tell or _on
    try:
        size = copy_to(
            *(s.db.path, s.db.key, part),
            tell=lambda done, total: step(Step("copy", done, total)),
        )
        level = Level.HASHES if why == "hourly" else Level.SIGNED
        said = prove(
            part,
            s.db.key,
            level=level,
            tell=lambda done, total: step(Step("check", done, total)),
        )
        total = shelf.checksum(part, lambda: step(Step("sum")))
    except BaseException:
        remove(part)
        raise
    name = shelf.name_of(now_ms, said.epoch, said.seq)
    made = shelf.of_contents(said, name=name, folder=folder, at_ms=now_ms, why=why, till=found.till)
    made = replace(made, bytes=size, sha256=total, program=own_version(), second=place.second)
    shelf.put(part, made)
    s.standing.noted = (0, 0)  # the mark beside this copy is written now, whatever was noted
    marks.note(s)
    return made


def _own_folder(found: Places, place: Place, size: int) -> Path:
    """This till's folder there; a second place itself is never made: an empty mount point would
    swallow the copies that the stick is waiting for."""
    folder = found.own(place)
    try:
        if not place.second and shutil.disk_usage(found.data).free < size + ROOM:
            raise Unavailable("backup", "full", retry=True, path=str(found.data))
        folder.mkdir(parents=not place.second, exist_ok=True, mode=0o700)
    except OSError as error:
        raise of_place(error, folder) from error
    return folder


def _shop(s: Services) -> Shop:
    with s.db.read() as tx:
        return shops.load(tx)


def _on(_step: Step) -> bool:
    return True
