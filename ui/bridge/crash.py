"""A bug leaves a file with an id that a person can read out over the phone; nothing personal."""

from __future__ import annotations

import hashlib
import logging
import platform
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

_log = logging.getLogger(__name__)
FOLDER = "crashes"
KEPT = 50


@dataclass(frozen=True, slots=True)
class Crash:
    """One bug as it happened: its id, what kind it was, and the file that tells all."""

    crash_id: str
    kind: str
    path: Path | None
    detail: str


class CrashLog:
    """Writes crash reports into `<data folder>/crashes`; works without a folder, too."""

    def __init__(self, data_dir: Path | None) -> None:
        self._folder = data_dir / FOLDER if data_dir is not None else None
        self._count = 0

    def record(self, error: BaseException, *, where: str = "", at_ms: int = 0) -> Crash:
        """Write the report of `error`. The same bug has the same first six letters everywhere."""
        self._count += 1
        trace = "".join(traceback.format_exception(error))
        kind = type(error).__name__
        crash_id = f"{_fingerprint(error)}-{at_ms % 100_000_000:08d}{self._count % 100:02d}"
        text = "\n".join(
            (
                f"crash {crash_id}",
                f"at_ms {at_ms}",
                f"where {where}",
                f"python {sys.version.split()[0]} on {platform.platform()}",
                "",
                trace,
            )
        )
        _log.critical("crash %s in %s: %s", crash_id, where or "the program", kind)
        return Crash(crash_id, kind, self._write(crash_id, text), trace)

    def _write(self, crash_id: str, text: str) -> Path | None:
        if self._folder is None:
            return None
        path = self._folder / f"{crash_id}.txt"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            for old in sorted(self._folder.glob("*.txt"), key=_age)[:-KEPT]:
                old.unlink(missing_ok=True)
        except OSError:
            # a full or read-only disk must not turn one fault into two: the dialog still says it
            return None
        return path


def _age(path: Path) -> float:
    return path.stat().st_mtime


def _fingerprint(error: BaseException) -> str:
    """Six letters from the kind of error and the places it passed, not from its values."""
    places = [type(error).__name__]
    tb: TracebackType | None = error.__traceback__
    while tb is not None:
        code = tb.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{code.co_name}")
        tb = tb.tb_next
    return hashlib.sha256("|".join(places).encode()).hexdigest()[:6].upper()
