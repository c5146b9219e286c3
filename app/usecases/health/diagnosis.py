"""A bundle for whoever helps from afar: how the till is, and nothing about anybody (F99).

What goes in is chosen, not filtered out: codes and figures of the doctor, names and sizes of
tables, how devices are reached, the program's own log, and of its faults the places in the code.
Texts that a person wrote, values of rows, addresses and paths of this machine are never read.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from app.domain.errors import Unavailable
from app.settings import Settings
from app.store.keeping import asking
from app.usecases.health.crashes import FOLDER as CRASHES
from app.usecases.health.doctor import Finding, examine
from app.usecases.keeping import logs, record, shelf
from app.usecases.keeping.places import of_machine
from app.usecases.keeping.restore import key_of
from app.usecases.ports import DeviceState
from app.usecases.services import Services

MOST_CRASHES = 20
_FACTS = frozenset(
    {"free_mb", "mb", "format", "n", "epoch", "seq", "hours", "days", "program", "sqlite", "python"}
    | {"system", "why", "reason"}
)
_TOLD = frozenset({"baud", "bits", "parity", "stop_bits", "profile", "answers", "columns"})
_PLACE = re.compile(r'^\s+File "(?P<path>[^"]+)", line (?P<line>\d+), in (?P<name>[\w<>.]+)$')
_RAISED = re.compile(r"^(?P<kind>[A-Za-z_][\w.]*)(:.*)?$")
_HEAD = re.compile(r"^(crash [0-9A-F]{6}-\d{10}|at_ms \d+|python [\d.]+ on [\w.\-]+)$")
_ROOMS = ("app", "ui", "hardware", "site-packages", "lib")


def bundle(
    settings: Settings, path: Path, now_ms: int, s: Services | None = None
) -> tuple[str, ...]:
    """Write the zip; the names in it. Works with a till that does not open.

    Unavailable `file.unwritable` (path).
    """
    parts = dict(_parts(settings, now_ms, s))
    part = path.with_name(path.name + ".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as made:
            for name, text in parts.items():
                made.writestr(name, text)
        part.replace(path)
    except OSError as error:
        raise Unavailable("file", "unwritable", path=str(path)) from error
    return tuple(parts)


def _parts(settings: Settings, now_ms: int, s: Services | None) -> Iterator[tuple[str, str]]:
    yield "doctor.json", _json([_finding(one) for one in examine(settings, now_ms)])
    yield "tables.json", _json(_tables(settings))
    yield "keeping.json", _json(_keeping(settings))
    yield "devices.json", _json(_devices(s))
    for log in logs.files(settings.data_dir):
        yield f"logs/{log.name}", "\n".join(_log_lines(log))
    for note in _crash_files(settings.data_dir):
        yield f"crashes/{note.name}", "\n".join(scrubbed(_lines(note)))


def _finding(one: Finding) -> dict[str, Any]:
    facts = {name: value for name, value in one.facts.items() if name in _FACTS}
    return {"part": one.part, "code": one.code, "level": one.level, **facts}


def _tables(settings: Settings) -> dict[str, Any]:
    from app.store.file.connect import is_plain

    found = of_machine(settings)
    try:
        key = key_of(settings, is_plain(settings.database) is False, found.till)
        with asking.live(settings.database, key) as db:
            return {"rows": dict(asking.tables(db))}
    except Unavailable as trouble:
        return {"why": trouble.code}


def _keeping(settings: Settings) -> dict[str, Any]:
    found = of_machine(settings)
    known = record.load(found)
    return {
        **{name: getattr(known, name) for name in ("made_ms", "second_ms", "tried_ms", "took_ms")},
        **{name: getattr(known, name) for name in ("quick_ms", "drill_ms", "keys_ms", "bytes")},
        "quick_ok": known.quick_said == "ok",
        "drill": known.drill_said,
        "trouble": known.trouble.code if known.trouble else "",
        "second": bool(found.chosen),
        "copies": [
            {"at_ms": one.at_ms, "epoch": one.epoch, "seq": one.seq, "bytes": one.bytes}
            for one in shelf.listed(found)
        ],
    }


def _devices(s: Services | None) -> list[dict[str, Any]]:
    if s is None:
        return []
    return [_device(s, one) for one in s.devices.states()]


def _device(s: Services, one: DeviceState) -> dict[str, Any]:
    """How a device is, how it is reached but not where, and what went over its wire but not what:
    a scan may be a member's card.
    """
    choice = s.devices.choice(one.name)
    return {
        **{name: getattr(one, name) for name in ("name", "kind", "state", "reason", "since_ms")},
        **{"way": choice.way, "driver": choice.driver, "stands_in_for": choice.stands_in_for},
        "set": {name: v for name, v in choice.settings if name in _TOLD},
        "wire": [
            {"at_ms": line.at_ms, "what": line.what, "size": line.size, "reason": line.reason}
            for line in s.devices.wire_log(one.name)
        ],
    }


def _crash_files(data: Path) -> list[Path]:
    try:
        return sorted(data.joinpath(CRASHES).glob("*.txt"), key=lambda one: one.stat().st_mtime)[
            -MOST_CRASHES:
        ]
    except OSError:
        return []


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _log_lines(path: Path) -> Iterator[str]:
    """Lines of our own making: what is none is left out."""
    for line in _lines(path):
        try:
            said = json.loads(line)
        except ValueError:
            continue
        if isinstance(said, dict) and all(isinstance(one, str | int) for one in said.values()):
            yield json.dumps(said, ensure_ascii=False)


def scrubbed(lines: Iterable[str]) -> Iterator[str]:
    """Of a crash report: its head, the places in our code, the kinds of error. A message may hold
    anything, so none is taken."""
    for line in lines:
        place = _PLACE.match(line)
        if place is not None:
            yield f"  {_inside(place['path'])}:{place['line']} {place['name']}"
        elif _HEAD.match(line):
            yield line
        elif not line.startswith(" "):
            raised = _RAISED.match(line)
            if raised is not None and _is_kind(raised["kind"]):
                yield raised["kind"]


def _is_kind(name: str) -> bool:
    last = name.rpartition(".")[2]
    return last.endswith(("Error", "Exception", "Warning", "Interrupt", "Exit", "Iteration")) or (
        last in ("Refused", "Unavailable")
    )


def _inside(path: str) -> str:
    """A place in the code without the folders of this machine above it."""
    parts = Path(path.replace("\\", "/")).parts
    for room in _ROOMS:
        if room in parts:
            return "/".join(parts[parts.index(room) :])
    return parts[-1] if parts else ""


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
