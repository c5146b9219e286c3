"""Looks the till over without needing it to work: each finding a sentence, each fault a next step.

Works on the folder, not on an open till: the file may be the very thing that does not open. Reads
only, beside a till that sells. A finding's text is `doctor.<code>`, its next step
`doctor.<code>.next`.
"""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from app.domain.errors import Fact, Unavailable
from app.keys import KeyStore
from app.settings import Settings
from app.store import journal, spool
from app.store.engine import FORMAT, Database, Tx
from app.store.file.connect import is_plain
from app.store.file.integrity import sqlite_version
from app.store.keeping import contents
from app.store.verify import Level, verify
from app.usecases.health.crashes import FOLDER as CRASHES
from app.usecases.health.report import own_version
from app.usecases.keeping import marks, record, room, shelf
from app.usecases.keeping.places import Places, of_machine, same_disk
from app.usecases.services import Behind

HOUR_MS, DAY_MS = 3_600_000, 86_400_000
SAFE_SQLITE = (3, 51, 3)  # older ones can lose a committed page when a log is begun anew
CLOCK_MS = 120_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Finding:
    """`level`: ok, info, warning, danger. `part` is what was looked at."""

    part: str
    code: str
    level: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What all checks look at. `db` is None when the file does not open."""

    settings: Settings
    found: Places
    now_ms: int
    key: bytes | None
    db: Database | None
    why_not: str


PARTS = (
    *("folder", "disk", "file", "journal", "mark", "backup", "second", "clock", "spool", "keys"),
    *("crashes", "versions"),
)


def examine(settings: Settings, now_ms: int) -> tuple[Finding, ...]:
    """Everything, in the order of `PARTS`. Not on the GUI thread: seconds for years of sales."""
    found = of_machine(settings)
    key, why_not = _key(settings, found)
    db: Database | None = None
    if not why_not:
        try:
            db = Database(settings.database, key=key, read_only=True)
        except Unavailable as trouble:
            why_not = trouble.code
    try:
        seen = _Seen(settings, found, now_ms, key, db, why_not)
        return tuple(check(seen) for check in _CHECKS)
    finally:
        if db is not None:
            db.close()


def _key(settings: Settings, found: Places) -> tuple[bytes | None, str]:
    try:
        if is_plain(settings.database) is not False:
            return None, "" if settings.exists else "database.missing"
        store = KeyStore(settings.settings_dir.joinpath("keys"), found.till)
        if not store.has("encryption"):
            return None, "key.missing"
        return store.encryption("auto")[0], ""
    except Unavailable as trouble:
        return None, trouble.code


def _folder(seen: _Seen) -> Finding:
    data = seen.settings.data_dir
    facts: dict[str, Fact] = {"path": str(data)}
    if not data.is_dir():
        return Finding("folder", "folder_missing", "danger", facts)
    if not os.access(data, os.W_OK):
        return Finding("folder", "folder_read_only", "danger", facts)
    return Finding("folder", "folder_ok", "ok", facts)


def _disk(seen: _Seen) -> Finding:
    try:
        free = shutil.disk_usage(seen.settings.data_dir).free // room.MEGABYTE
    except OSError:
        return Finding("disk", "disk_unknown", "danger")
    facts: dict[str, Fact] = {"free_mb": free}
    if free < room.STOP_MB:
        return Finding("disk", "disk_stop", "danger", facts)
    if free < room.WARN_MB:
        return Finding("disk", "disk_low", "warning", facts)
    return Finding("disk", "disk_ok", "ok", facts)


def _file(seen: _Seen) -> Finding:
    if seen.db is None:
        code = "file_missing" if seen.why_not == "database.missing" else "file_closed"
        return Finding("file", code, "danger", {"why": seen.why_not})
    said = contents.quick_check(seen.settings.database, seen.key)
    if said != "ok":
        return Finding("file", "file_damaged", "danger", {"said": said[:120]})
    size = -(-seen.settings.database.stat().st_size // room.MEGABYTE)
    return Finding("file", "file_ok", "ok", {"mb": size, "format": FORMAT})


def _journal(seen: _Seen) -> Finding:
    if seen.db is None:
        return Finding("journal", "journal_unread", "danger")
    try:
        verdict = verify(seen.settings.database, seen.key, level=Level.HASHES, threads=1)
    except Unavailable as trouble:
        return Finding("journal", "journal_unread", "danger", {"why": trouble.code})
    if not verdict.ok:
        facts: dict[str, Fact] = {
            "epoch": verdict.epoch,
            "seq": str(verdict.first_bad or 0),
            "reason": verdict.reason,
        }
        return Finding("journal", "journal_bad", "danger", facts)
    return Finding("journal", "journal_ok", "ok", {"n": verdict.docs})


def _mark(seen: _Seen) -> Finding:
    mark = marks.read(seen.found)
    if mark is None:
        return Finding("mark", "mark_none", "info")

    def look(tx: Tx) -> Behind | None:
        return marks.compare(tx, mark)

    behind = _ask(seen, look)
    if behind is None:
        return Finding("mark", "mark_ok", "ok", {"epoch": mark.epoch, "seq": str(mark.seq)})
    return Finding("mark", "mark_behind", "danger", {"n": behind.missing})


def _backup(seen: _Seen) -> Finding:
    known = record.load(seen.found)
    copies = shelf.listed(seen.found)
    if known.trouble is not None:
        facts: dict[str, Fact] = {"why": known.trouble.code, "path": known.trouble.path}
        return Finding("backup", "backup_trouble", "warning", facts)
    if not copies:
        return Finding("backup", "backup_never", "warning")
    newest = max(one.at_ms for one in copies)
    hours = max(0, seen.now_ms - newest) // HOUR_MS
    facts = {"hours": hours, "n": len(copies)}
    if hours > 26:
        return Finding("backup", "backup_old", "warning", facts)
    return Finding("backup", "backup_ok", "ok", facts)


def _second(seen: _Seen) -> Finding:
    found = seen.found
    facts: dict[str, Fact] = {"path": found.chosen}
    if not found.chosen:
        return Finding("second", "second_none", "warning")
    if not found.first.path.is_dir():
        return Finding("second", "second_gone", "warning", facts)
    if same_disk(found.first, found.data):
        return Finding("second", "second_same", "warning", facts)
    return Finding("second", "second_ok", "ok", facts)


def _clock(seen: _Seen) -> Finding:
    head = _ask(seen, journal.head)
    if head is None:
        return Finding("clock", "clock_unknown", "info")
    if seen.now_ms < head.dev_ms - CLOCK_MS:
        return Finding(
            "clock", "clock_back", "danger", {"hours": _hours(head.dev_ms - seen.now_ms)}
        )
    if seen.now_ms > head.dev_ms + 31 * DAY_MS:
        days = (seen.now_ms - head.dev_ms) // DAY_MS
        return Finding("clock", "clock_far", "warning", {"days": days})
    if head.eff_ms > seen.now_ms + CLOCK_MS:
        return Finding(
            "clock", "clock_was_ahead", "info", {"hours": _hours(head.eff_ms - seen.now_ms)}
        )
    return Finding("clock", "clock_ok", "ok")


_UNSETTLED = ("unsure", "failed")


def _spool(seen: _Seen) -> Finding:
    jobs = _ask(seen, lambda tx: spool.listed(tx, states=_UNSETTLED, limit=1000, asking=True))
    if jobs is None:
        return Finding("spool", "spool_unknown", "info")
    if jobs:
        return Finding("spool", "spool_waiting", "warning", {"n": len(jobs)})
    return Finding("spool", "spool_ok", "ok")


def _keys(seen: _Seen) -> Finding:
    folder = seen.settings.settings_dir.joinpath("keys")
    try:
        wide = [one for one in sorted(folder.glob("*.key")) if one.stat().st_mode & 0o077]
    except OSError:
        wide = []
    if wide and os.name != "nt":
        return Finding("keys", "keys_open", "danger", {"path": str(wide[0])})
    if seen.key is None:
        return Finding("keys", "keys_plain", "info")
    if not record.load(seen.found).keys_ms:
        return Finding("keys", "keys_unsaved", "warning")
    return Finding("keys", "keys_ok", "ok")


def _crashes(seen: _Seen) -> Finding:
    try:
        n = sum(1 for _ in seen.settings.data_dir.joinpath(CRASHES).glob("*.txt"))
    except OSError:
        n = 0
    return Finding(
        "crashes", "crashes_some" if n else "crashes_none", "info" if n else "ok", {"n": n}
    )


def _versions(seen: _Seen) -> Finding:
    sqlite = _ask(seen, sqlite_version) or ""
    facts: dict[str, Fact] = {
        "program": own_version(),
        "sqlite": sqlite or "?",
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
    }
    numbers = tuple(int(part) for part in sqlite.split(".") if part.isdigit())
    if numbers and numbers < SAFE_SQLITE:
        return Finding("versions", "versions_old", "danger", facts)
    return Finding("versions", "versions_ok", "ok", facts)


def _ask(seen: _Seen, question: Callable[[Tx], T]) -> T | None:
    """What the file says; None when it says nothing any more."""
    if seen.db is None:
        return None
    try:
        with seen.db.read() as tx:
            return question(tx)
    except Unavailable:
        return None


def _hours(ms: int) -> int:
    return max(1, ms // HOUR_MS)


_CHECKS: Iterable[Callable[[_Seen], Finding]] = (
    *(_folder, _disk, _file, _journal, _mark, _backup, _second, _clock, _spool, _keys),
    *(_crashes, _versions),
)


def worst(findings: Iterable[Finding]) -> str:
    """The gravest level among them."""
    order = ("ok", "info", "warning", "danger")
    return max((one.level for one in findings), key=order.index, default="ok")
