"""What is to be done beside the counter: copies by the hour and behind each Z, checks by the day.

One chore at a time, on the lane `keep`. A clock that was set back makes everything due once; one
that was set ahead too: both are better than a year without a copy.
"""

from __future__ import annotations

from collections.abc import Callable

from app.domain.errors import Refused, Unavailable
from app.store import journal
from app.store import shop as shops
from app.store.keeping import contents
from app.store.queries import z_rows
from app.store.verify import Level, verify
from app.usecases.health.verify import last_verified, remember
from app.usecases.keeping import logs, marks, record, room
from app.usecases.keeping.backup import back_up
from app.usecases.keeping.places import places
from app.usecases.outcome import Outcome
from app.usecases.services import Services

MINUTE_MS, HOUR_MS, DAY_MS = 60_000, 3_600_000, 86_400_000
AGAIN_MS = 10 * MINUTE_MS  # after a failure
Going = Callable[[], bool]


def due(s: Services) -> str:
    """The next chore, empty when there is none now. Quick; any lane but the GUI's."""
    if s.machine is None:
        return ""
    marks.note(s)
    known, now_ms = record.load(places(s)), s.clock.now_ms()
    with s.db.read() as tx:
        head, training = journal.head(tx), shops.load(tx).training
        closed = z_rows.last_place(tx) > (known.epoch, known.seq)
    if head is None or training:
        return ""
    went_on = (head.epoch, head.seq) != (known.epoch, known.seq)
    every = AGAIN_MS if known.trouble is not None else 0 if closed else HOUR_MS
    if (went_on or known.trouble is not None) and _over(now_ms, known.tried_ms, every):
        return "backup"
    if _over(now_ms, known.quick_ms, DAY_MS):
        return "quick"
    verified = last_verified(s)
    if _over(now_ms, verified.at_ms if verified else 0, 7 * DAY_MS):
        return "full"
    return "" if room.keep_ballast(s) or room.free_mb(s) < room.WARN_MB else "room"


def do(s: Services, chore: str, going: Going) -> Outcome[str]:
    """Do one chore; what came of it: `ok`, or the code of its sentence. Nothing here refuses: it is
    remembered, and `alerts` tells of it. `going()` False stops it at its next step."""
    if chore == "backup":
        said = _backup(s, going)
    elif chore == "quick":
        said = _quick(s)
    elif chore == "full":
        said = _full(s, going)
    else:
        said = "ok" if room.keep_ballast(s) else "disk.low"
    logs.note(s, "keeping", chore=chore, said=said)
    return Outcome(said)


def _backup(s: Services, going: Going) -> str:
    try:
        back_up(s, why="hourly", tell=lambda _step: going())
    except (Refused, Unavailable) as trouble:
        return trouble.code
    return "ok"


def _quick(s: Services) -> str:
    said = contents.quick_check(s.db.path, s.db.key)
    record.change(s, quick_ms=s.clock.now_ms(), quick_said=said)
    return said


def _full(s: Services, going: Going) -> str:
    try:
        verdict = verify(
            *(s.db.path, s.db.key),
            level=Level.SIGNED,
            threads=1,
            tell=lambda _done, _all: going(),
        )
        remember(s, verdict)
    except (Refused, Unavailable) as trouble:
        return trouble.code
    return verdict.reason or "ok"


def _over(now_ms: int, then_ms: int, every_ms: int) -> bool:
    return not 0 <= now_ms - then_ms < every_ms
