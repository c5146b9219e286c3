"""The program's own faults, as it wrote them down: an id to read out over the phone, and when."""

from __future__ import annotations

from dataclasses import dataclass

from app.usecases.services import Services

FOLDER = "crashes"  # beside the till's file
MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class CrashNote:
    """One report. The file of that name in `FOLDER` tells all."""

    crash_id: str
    at_ms: int


def crashes(s: Services, limit: int = 5) -> tuple[CrashNote, ...]:
    """The latest reports, the newest first; empty when nothing ever broke. Any thread."""
    folder = s.db.path.parent.joinpath(FOLDER)
    try:
        found = [(path.stat().st_mtime_ns // MICRO, path.stem) for path in folder.glob("*.txt")]
    except OSError:
        return ()
    return tuple(CrashNote(name, at_ms) for at_ms, name in sorted(found, reverse=True)[:limit])
