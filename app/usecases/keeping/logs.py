"""What the program did by itself, line by line, for whoever has to find out: `logs/shuke.log`.

A line has a time, a word and figures: never a name, a number of a person, or an amount of theirs.
The file is turned over at a quarter of a megabyte, and five are kept.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from app.usecases.services import Services

FOLDER, NAME = "logs", "shuke.log"
MOST, KEPT = 256_000, 5


def note(s: Services, word: str, **figures: str | int) -> None:
    """Add a line. A disk that takes none is told of by others."""
    append(s.db.path.parent, s.clock.now_ms(), word, **figures)


def append(data: Path, at_ms: int, word: str, **figures: str | int) -> None:
    """The same for a folder whose till is not open."""
    path = data.joinpath(FOLDER, NAME)
    when = datetime.fromtimestamp(at_ms // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    line = json.dumps({"at": when, "word": word, **figures}, ensure_ascii=False)
    try:
        path.parent.mkdir(exist_ok=True)
        if path.exists() and path.stat().st_size + len(line) > MOST:
            _turn_over(path)
        with path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
    except OSError:
        return


def files(data: Path) -> tuple[Path, ...]:
    """The logs, the newest first."""
    return tuple(path for path in _names(data.joinpath(FOLDER, NAME)) if path.exists())


def _turn_over(path: Path) -> None:
    names = _names(path)
    for older, newer in zip(reversed(names), list(reversed(names))[1:], strict=False):
        if newer.exists():
            os.replace(newer, older)


def _names(path: Path) -> list[Path]:
    return [path, *(path.with_name(f"{path.name}.{number}") for number in range(1, KEPT))]
