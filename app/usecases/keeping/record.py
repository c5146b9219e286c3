"""What became of the last copies and checks: a note beside the data, for screens and alerts.

It proves nothing and decides little: whether a copy is due, and what to tell. Without it, or with
one that cannot be read, everything is due.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace

from app.domain.errors import Fact, Unavailable
from app.usecases.keeping.places import Place, Places, places, said_in
from app.usecases.keeping.shelf import Backup
from app.usecases.services import Services

NAME = "keeping.json"
SLOW_MS = 60_000  # a copy that takes longer is worth a word


@dataclass(frozen=True, slots=True)
class Trouble:
    """What stood in the way the last time. `code` names its sentence, `path` the place."""

    code: str
    at_ms: int
    path: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """Times in ms, 0 for never. The last copy that counts ends at (`epoch`, `seq`).

    `made_ms`: in any place, `second_ms`: in the chosen one. `trouble` is gone with the next copy
    that arrives where it should. `quick_*` are SQLite's own checks, `drill_*` trial restores.
    """

    made_ms: int = 0
    second_ms: int = 0
    epoch: int = 0
    seq: int = 0
    bytes: int = 0
    took_ms: int = 0
    tried_ms: int = 0
    trouble: Trouble | None = None
    quick_ms: int = 0
    quick_said: str = "ok"
    drill_ms: int = 0
    drill_said: str = ""
    keys_ms: int = 0


def load(found: Places) -> Record:
    """The note; an empty one when there is none, or none that can be read."""
    known = {one.name for one in fields(Record)}
    try:
        said = said_in(found.data.joinpath(NAME))
        trouble = Trouble(**said["trouble"]) if said.get("trouble") else None
        kept = {name: value for name, value in said.items() if name in known}
        read = Record(**{**kept, "trouble": trouble})
        if any(
            type(value) is not type(getattr(Record(), name))
            for name, value in kept.items()
            if name != "trouble"
        ):
            raise ValueError("somebody else wrote here")
        return read
    except (OSError, ValueError, TypeError, AttributeError):
        return Record()


def save(found: Places, record: Record) -> Record:
    """Keep it. A disk that takes no note is told of by its own alert."""
    path = found.data.joinpath(NAME)
    fresh = path.with_name(path.name + ".new")
    try:
        fresh.write_text(json.dumps(asdict(record), ensure_ascii=False), encoding="utf-8")
        os.replace(fresh, path)
    except OSError:
        return record
    return record


def change(s: Services, **changes: object) -> Record:
    """The note of a running till with some of it changed."""
    found = places(s)
    return save(found, replace(load(found), **changes))  # type: ignore[arg-type]


def made(s: Services, found: Places, copy: Backup, *, took_ms: int) -> Record:
    """A copy arrived where it should."""
    now_ms = s.clock.now_ms()
    before = load(found)
    return save(
        found,
        replace(
            before,
            made_ms=now_ms,
            tried_ms=now_ms,
            second_ms=now_ms if copy.second else before.second_ms,
            epoch=copy.epoch,
            seq=copy.seq,
            bytes=copy.bytes,
            took_ms=took_ms,
            trouble=None,
        ),
    )


def beside(s: Services, found: Places, copy: Backup) -> Record:
    """The chosen place failed, and a copy lies beside the data: the trouble stays."""
    changes = replace(load(found), made_ms=s.clock.now_ms(), epoch=copy.epoch, seq=copy.seq)
    return save(found, changes)


def failed(s: Services, found: Places, trouble: Unavailable, place: Place) -> Record:
    """No copy, and why."""
    now_ms = s.clock.now_ms()
    facts = {name: value for name, value in trouble.facts.items() if name != "path"}
    said = Trouble(trouble.code, now_ms, str(place.path), facts)
    return save(found, replace(load(found), tried_ms=now_ms, trouble=said))
