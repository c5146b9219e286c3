"""What about keeping wants a look, in sentences that end in a next step: `keeping.alert.<code>`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.errors import Fact
from app.usecases.health.verify import last_verified
from app.usecases.keeping import record, room, standing
from app.usecases.keeping.places import places, same_disk
from app.usecases.keeping.record import Record
from app.usecases.services import Services

HOUR_MS, DAY_MS = 3_600_000, 86_400_000
OLD_MS = 26 * HOUR_MS
DRILL_MS = 92 * DAY_MS


@dataclass(frozen=True, slots=True)
class Alert:
    """`level`: danger, warning, info. The gravest come first."""

    code: str
    level: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


_ORDER = ("danger", "warning", "info")


def alerts(s: Services) -> tuple[Alert, ...]:
    """Everything that wants a look now. Quick: notes and one look at the disk. Reader thread."""
    if s.machine is None:
        return ()
    found = [*_file(s), *_room(s), *_copies(s)]
    return tuple(sorted(found, key=lambda one: _ORDER.index(one.level)))


def _file(s: Services) -> list[Alert]:
    found: list[Alert] = []
    behind = s.standing.behind
    if behind is not None:
        code = "behind" if behind.missing else "diverged"
        found.append(Alert(code, "danger", {"n": behind.missing}))
    elif standing.held(s):
        found.append(Alert("held", "warning"))
    checked = record.load(places(s))
    if checked.quick_said != "ok":
        found.append(Alert("damaged", "danger"))
    verified = last_verified(s)
    if verified is not None and not verified.ok:
        found.append(Alert("unproven", "danger"))
    return found


def _room(s: Services) -> list[Alert]:
    free = room.free_mb(s)
    if free < room.STOP_MB:
        return [Alert("disk_stop", "danger", {"free_mb": free})]
    if free < room.WARN_MB:
        return [Alert("disk_low", "warning", {"free_mb": free})]
    return []


def _copies(s: Services) -> list[Alert]:
    found, known, now_ms = places(s), record.load(places(s)), s.clock.now_ms()
    said: list[Alert] = []
    if known.trouble is not None:
        said.append(_trouble(known, now_ms))
    elif not known.made_ms:
        said.append(Alert("never", "warning"))
    elif now_ms - known.made_ms > OLD_MS:
        said.append(Alert("old", "warning", {"hours": (now_ms - known.made_ms) // HOUR_MS}))
    elif known.took_ms > record.SLOW_MS:
        said.append(Alert("slow", "info", {"seconds": known.took_ms // 1000}))
    if not found.chosen:
        said.append(Alert("no_second", "warning"))
    elif same_disk(found.first, found.data):
        said.append(Alert("same_disk", "warning", {"path": found.chosen}))
    if s.db.key is not None and not known.keys_ms:
        said.append(Alert("keys", "warning"))
    if known.made_ms and now_ms - known.drill_ms > DRILL_MS:
        said.append(Alert("drill", "info"))
    if known.drill_said not in ("", "ok"):
        said.append(Alert("drill_failed", "danger"))
    return said


def _trouble(known: Record, now_ms: int) -> Alert:
    """What stood in the way; grave once no copy has arrived anywhere for a day."""
    assert known.trouble is not None
    kinds = ("gone", "full", "read_only", "io", "broken")
    what, _, reason = known.trouble.code.partition(".")
    code = reason if what == "backup" and reason in kinds else "other"
    grave = now_ms - known.made_ms > OLD_MS or code == "broken" or what == "database"
    facts: dict[str, Fact] = {"path": known.trouble.path}
    return Alert(f"place_{code}", "danger" if grave else "warning", facts)
