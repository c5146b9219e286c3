"""A restore that is tried: into a folder of its own, gone through to the last row, thrown away.

A copy that was never restored is a hope. The drill does what a real restore does, in the same
code, and then folds the whole journal and compares every table.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.errors import Refused, Unavailable
from app.settings import Settings
from app.store import rebuild
from app.store.engine import Database
from app.store.verify import Tell
from app.usecases.keeping import record
from app.usecases.keeping.places import machine
from app.usecases.keeping.restore import Furnish, install, key_of, preview
from app.usecases.keeping.shelf import Backup
from app.usecases.outcome import Outcome
from app.usecases.services import Services

FurnishIn = Callable[[Settings], Furnish]


@dataclass(frozen=True, slots=True)
class Drill:
    """What came out of it. `differences`: rows of tables that are not what the journal says."""

    backup: Backup
    docs: int
    receipts: int
    last_ms: int
    differences: int
    took_ms: int

    @property
    def ok(self) -> bool:
        """Whether this copy would do."""
        return not self.differences


def drill(
    settings: Settings,
    backup: Backup,
    furnish_in: FurnishIn,
    *,
    monotonic_ms: Callable[[], int],
    tell: Tell | None = None,
) -> Drill:
    """Restore a copy beside the till, look, throw it away. Any thread; nothing is changed.

    Refused and Unavailable as `restore`: then this copy would not have helped.
    """
    began_ms = monotonic_ms()
    try:
        with tempfile.TemporaryDirectory(prefix="drill-", dir=settings.data_dir) as folder:
            there = replace(settings, data_dir=Path(folder))
            seen = preview(there, backup, newest="unknown")
            install(there, seen, furnish_in(there), newest="unknown", tell=tell)
            differences = _differences(there, backup)
    except OSError as error:
        raise Unavailable("disk", "io", retry=True) from error
    return Drill(
        backup,
        backup.docs,
        backup.receipts,
        backup.last_ms,
        differences,
        monotonic_ms() - began_ms,
    )


def drill_here(
    s: Services, backup: Backup, furnish_in: FurnishIn, *, tell: Tell | None = None
) -> Outcome[Drill]:
    """The same for a running till, and remembered. On the lane `keep`."""
    try:
        done = drill(
            *(machine(s), backup, furnish_in), monotonic_ms=s.clock.monotonic_ms, tell=tell
        )
    except (Refused, Unavailable) as trouble:
        code = trouble.code
        if code != "work.cancelled":
            record.change(s, drill_ms=s.clock.now_ms(), drill_said=code)
        raise
    said = "ok" if done.ok else "differs"
    record.change(s, drill_ms=s.clock.now_ms(), drill_said=said)
    return Outcome(done)


def _differences(there: Settings, backup: Backup) -> int:
    from app.keys import ProfileVault

    db = Database(there.database, key=key_of(there, backup.encrypted, backup.till))
    try:
        return len(rebuild.check(db, ProfileVault().open))
    finally:
        db.close()
