"""One page that says how the till is: each figure is measured now, none is remembered as good."""

from __future__ import annotations

import platform
import shutil
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from app.store import journal, spool
from app.store.engine import FORMAT
from app.store.file.connect import is_plain
from app.store.file.integrity import quick_check, sqlite_version
from app.store.queries import attempts
from app.usecases.health.verify import last_verified
from app.usecases.ports import DeviceState
from app.usecases.services import Services

MEGABYTE = 1_000_000
_OPEN = ("queued", "sending", "unsure", "failed")


@dataclass(frozen=True, slots=True)
class HealthReport:
    """`encryption`: whether the file is encrypted. `signer`: the public key of this
    epoch, in hex. `integrity`: ok, or SQLite's own words.

    `spool` holds (state, count) of print jobs that are not confirmed. `pays_open`: payments by code
    that no gateway has spoken about yet; `pays_unsolved`: those that want a person. Times are ms,
    0 = never.
    """

    encryption: bool
    integrity: str
    journal_docs: int
    epoch: int
    head_seq: int
    head_hash: str
    signer: str
    last_verify_ms: int
    last_verify_ok: bool
    disk_free_mb: int
    file_mb: int
    path: str
    versions: tuple[tuple[str, str], ...]
    devices: tuple[DeviceState, ...]
    spool: tuple[tuple[str, int], ...]
    pays_open: int = 0
    pays_unsolved: int = 0


def health(s: Services) -> HealthReport:
    """Measure everything that does not take long. Report thread."""
    with s.db.report() as tx:
        head = journal.head(tx)
        opening = journal.document(tx, head.epoch, 1) if head else None
        docs = journal.count(tx)
        sqlite = sqlite_version(tx)
        integrity = quick_check(tx)
        jobs = [one.state for one in spool.listed(tx, states=_OPEN, limit=1000, asking=True)]
        pays = len(attempts.unsettled(tx)), len(attempts.unsolved(tx))
    path = s.db.path
    verified = last_verified(s)
    return HealthReport(
        encryption=is_plain(path) is False,
        integrity=integrity,
        journal_docs=docs,
        epoch=head.epoch if head else 0,
        head_seq=head.seq if head else 0,
        head_hash=head.hash.hex() if head else "",
        signer=opening.body["public_key"] if opening else "",
        last_verify_ms=verified.at_ms if verified else 0,
        last_verify_ok=bool(verified and verified.ok),
        disk_free_mb=shutil.disk_usage(path.parent).free // MEGABYTE,
        file_mb=-(-path.stat().st_size // MEGABYTE),
        path=str(path),
        versions=(
            ("shuke", own_version()),
            ("format", str(FORMAT)),
            ("sqlite", sqlite),
            ("python", platform.python_version()),
            ("system", platform.platform(terse=True)),
        ),
        devices=s.devices.states(),
        spool=tuple((state, jobs.count(state)) for state in _OPEN if state in jobs),
        pays_open=pays[0],
        pays_unsolved=pays[1],
    )


def own_version() -> str:
    """The program's own number."""
    try:
        return version("shuke")
    except PackageNotFoundError:
        return "0.4.0"
