"""Room on the disk: said when it gets little, no new sale when there is none, and always enough to
close the shift: a file of 8 MB is given up for that (ledger-and-sync.md 13, row 4).
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from app.domain.errors import Refused
from app.usecases.services import Services

MEGABYTE = 1_000_000
WARN_MB, STOP_MB = 500, 50
BALLAST, BALLAST_MB = "ballast.bin", 8


def free_mb(s: Services) -> int:
    """Megabytes left where the till's file lies; a disk that cannot be asked has plenty, because
    what is wrong with it is said by whoever writes."""
    try:
        return shutil.disk_usage(s.db.path.parent).free // MEGABYTE
    except OSError:
        return 1 << 30


def require_room(s: Services) -> None:
    """Refused `disk.low` (free_mb) below 50 MB: for what begins or grows a sale. What is in the
    basket can still be paid."""
    free = free_mb(s)
    if free < STOP_MB:
        raise Refused("disk.low", free_mb=free)


def make_room(s: Services) -> bool:
    """Before a shift is counted or closed, or the day: give the ballast up if there is no room
    without it. Whether it was given up."""
    path = _ballast(s)
    try:
        if free_mb(s) >= STOP_MB or not path.exists():
            return False
        path.unlink()
    except OSError:
        return False
    return True


def keep_ballast(s: Services) -> bool:
    """Lay the ballast down while there is room for it; whether it lies there. Lane `keep`."""
    path = _ballast(s)
    try:
        if path.exists() and path.stat().st_size == BALLAST_MB * MEGABYTE:
            return True
        if free_mb(s) < WARN_MB:
            return False
        _lay(path)
    except OSError:
        return False
    return True


def _lay(path: Path) -> None:
    """Real blocks, whole or not there: a file of holes would free nothing."""
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(file.fileno(), 0, BALLAST_MB * MEGABYTE)
        else:
            for _ in range(BALLAST_MB):
                file.write(os.urandom(MEGABYTE))
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


def _ballast(s: Services) -> Path:
    return s.db.path.with_name(BALLAST)
