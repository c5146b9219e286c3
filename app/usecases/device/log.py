"""A device's log, or all of theirs: states as they changed, what became of jobs, newest first."""

from __future__ import annotations

from app.store import spool
from app.usecases.device.workshop import DeviceNote
from app.usecases.services import Services

JOBS = 200


def log(s: Services, name: str, limit: int = 60) -> tuple[DeviceNote, ...]:
    """States (lost and back once each) and jobs; of every device without a name. Report thread."""
    riding = name in ("drawer", "buzzer") and not s.devices.choice(name).driver
    states = s.devices.workshop().diary("printer" if riding else name)  # on the printer's wire
    with s.db.report() as tx:
        jobs = [
            DeviceNote(one.changed_ms, whose, one.state, one.reason, one.kind)
            for one in spool.listed(tx, limit=JOBS)
            if (whose := _taken_by(one)) == name or not name
        ]
    found = sorted([*states, *jobs], key=lambda note: note.at_ms, reverse=True)
    return tuple(found[:limit])


def _taken_by(job: spool.Job) -> str:
    """The printer that took it; a receipt that none took yet waits for the first."""
    return "printer" if job.device in ("", "receipt") else job.device
